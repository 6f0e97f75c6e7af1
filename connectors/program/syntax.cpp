#include "connectors/program/syntax.h"

#include "connectors/reader/edifact_reader.h"
#include "connectors/reader/form_reader.h"
#include "connectors/reader/x12_reader.h"
#include "core/text.h"

namespace procured::mapping {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

/// The first visible character, after marks, blanks and the zeros of UTF-16; '\0' when there is
/// none soon.
char first_character(std::string_view bytes) {
  for (const char c : bytes.substr(0, 512)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool mark = byte == 0xEF || byte == 0xBB || byte == 0xBF || byte == 0xFE || byte == 0xFF;
    if (byte > 0x20 && !mark) return c;
  }
  return '\0';
}

std::string_view without_mark(std::string_view bytes) {
  if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
  return core::trim(bytes.substr(0, 512));
}

}  // namespace

const std::map<std::string, Syntax, std::less<>>& syntaxes() {
  static const std::map<std::string, Syntax, std::less<>> all = {
      {"xml", Syntax::kXml},  {"json", Syntax::kJson}, {"edifact", Syntax::kEdifact},
      {"x12", Syntax::kX12},  {"idoc", Syntax::kIdoc}, {"csv", Syntax::kTable},
      {"form", Syntax::kForm}};
  return all;
}

std::string_view name_of(Syntax syntax) {
  switch (syntax) {
    case Syntax::kXml:
      return "XML";
    case Syntax::kJson:
      return "JSON";
    case Syntax::kEdifact:
      return "EDIFACT";
    case Syntax::kX12:
      return "ANSI X12";
    case Syntax::kIdoc:
      return "SAP IDoc";
    case Syntax::kTable:
      return "CSV";
    case Syntax::kForm:
      return "form";
  }
  return "file";
}

Syntax syntax_of(std::string_view bytes) {
  const auto first = first_character(bytes);
  if (first == '<') return Syntax::kXml;
  if (first == '{' || first == '[') return Syntax::kJson;
  const auto start = without_mark(bytes);
  if (start.starts_with("EDI_DC")) return Syntax::kIdoc;
  if (reader::is_edifact(start)) return Syntax::kEdifact;
  if (reader::is_x12(start)) return Syntax::kX12;
  if (reader::is_form(start)) return Syntax::kForm;
  // Nothing to see: an empty file, which the reader of XML says best.
  return first == '\0' && core::trim(bytes.substr(0, 4096)).empty() ? Syntax::kXml : Syntax::kTable;
}

std::string_view what_it_looks_like(std::string_view bytes) {
  const auto start = without_mark(bytes);
  if (start.starts_with("%PDF")) return "a PDF";
  if (start.starts_with("PK")) return "a ZIP archive or Office file";
  return "a text or table that is none of the registers";
}

}  // namespace procured::mapping
