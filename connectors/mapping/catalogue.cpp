#include "connectors/mapping/catalogue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "connectors/mapping/compiler.h"
#include "connectors/mapping/reasons.h"
#include "connectors/mapping/row_mapper.h"
#include "connectors/mapping/source_files.h"
#include "connectors/mapping/tree_decoding.h"
#include "connectors/reader/csv_reader.h"
#include "connectors/reader/encoding.h"
#include "connectors/reader/xml_reader.h"
#include "core/text.h"

namespace procured::mapping {

struct Catalogue::Compiled {
  Compilation compilation;
  std::vector<std::string> entries;
  std::string content_hash;
};

namespace {

/// What decoding needs again and again; kept per thread so that a document costs no set-up.
struct Scratch {
  reader::XmlReader xml;
  reader::Tree tree;
  TreeDecoding decoding;
};

Scratch& scratch() {
  thread_local Scratch kept;
  return kept;
}

/// XML of any encoding begins, after marks and blanks, with "<".
bool looks_like_xml(std::string_view bytes) {
  for (const char c : bytes.substr(0, 512)) {
    if (c == '<') return true;
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte != 0xEF && byte != 0xBB && byte != 0xBF && byte != 0xFE && byte != 0xFF)
      return false;
  }
  return false;
}

std::string_view what_it_looks_like(std::string_view bytes) {
  const auto start = core::trim(bytes.substr(0, 64));
  if (start.substr(0, 4) == "%PDF") return "a PDF";
  if (start.substr(0, 2) == "PK") return "a ZIP archive or Office file";
  if (start.substr(0, 3) == "UNA" || start.substr(0, 3) == "UNB" || start.substr(0, 3) == "UNH")
    return "EDIFACT";
  if (start.substr(0, 3) == "ISA") return "ANSI X12";
  if (start.substr(0, 6) == "EDI_DC") return "an SAP IDoc";
  if (start.substr(0, 1) == "{" || start.substr(0, 1) == "[") return "JSON";
  return "neither XML nor one of the registers";
}

/// The register whose columns the header has, the one with most of them; else the one it has at
/// least half of, so that a missing column can be named.
const Program* register_with(const Compilation& compilation, const ConnectorSettings& settings,
                             const std::vector<std::string>& header) {
  const Program* whole = nullptr;
  const Program* nearest = nullptr;
  std::size_t most = 0;
  for (const auto& program : compilation.programs) {
    if (!program.is_register || !is_tried(settings, program.entry)) continue;
    const auto wanted = program.recognised_by.size();
    const auto common = columns_in_common(program, header);
    if (common == wanted && (whole == nullptr || wanted > whole->recognised_by.size()))
      whole = &program;
    if (common > most && common * 2 >= wanted) {
      nearest = &program;
      most = common;
    }
  }
  return whole != nullptr ? whole : nearest;
}

core::Error not_recognised(std::string_view bytes) {
  return core::bad_document(
      std::string(reason::kNotRecognised),
      fmt::format("looks like {}; connectors read XML documents and CSV registers",
                  what_it_looks_like(bytes)),
      "line 1");
}

void decode_xml(const Compilation& compilation, const ConnectorSettings& settings,
                std::string_view bytes, bool report, Decoding& decoding) {
  auto& kept = scratch();
  if (auto read = kept.xml.read(bytes, compilation.names, kept.tree); !read)
    return refuse(decoding, read.error());
  kept.decoding.run(compilation, settings, kept.tree, report, decoding);
}

void decode_csv(const Compilation& compilation, const ConnectorSettings& settings,
                std::string_view bytes, bool report, Decoding& decoding) {
  const auto text = reader::plain_as_utf8(bytes);
  // The header alone says whether it is a register; the names of columns are ASCII.
  reader::CsvReader csv(text ? text.value() : bytes, settings.delimiters);
  const auto* program =
      csv.header_error() ? nullptr : register_with(compilation, settings, csv.header());
  if (program == nullptr) return refuse(decoding, not_recognised(bytes));
  decoding.entry = program->entry;
  if (!text) return refuse(decoding, text.error());
  decoding.parts.clear();
  map_rows(*program, csv, settings, report, decoding);
}

}  // namespace

Catalogue::Catalogue(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

core::Result<Catalogue> Catalogue::load(const std::vector<std::string>& folders) {
  Problems problems;
  auto sources = read_sources(folders, problems);
  auto compiled = std::make_unique<Compiled>();
  compile_catalogue(sources.files, compiled->compilation, problems);
  if (!problems.empty()) return core::fatal("catalogue_invalid", problems.text());
  compiled->entries = std::move(sources.entries);
  compiled->content_hash = std::move(sources.content_hash);
  return Catalogue(std::move(compiled));
}

void Catalogue::decode(std::string_view bytes, const ConnectorSettings& settings,
                       Decoding& decoding, bool report) const {
  decoding.entry.clear();
  decoding.unmapped.clear();
  decoding.mapped = 0;
  decoding.ignored = 0;
  const bool xml = looks_like_xml(bytes) || core::trim(bytes.substr(0, 4096)).empty();
  const auto decode_as = xml ? decode_xml : decode_csv;
  decode_as(compiled_->compilation, settings, bytes, report, decoding);
}

Decoding Catalogue::decode(std::string_view bytes, const ConnectorSettings& settings,
                           bool report) const {
  Decoding decoding;
  decode(bytes, settings, decoding, report);
  return decoding;
}

std::string Catalogue::register_of(std::string_view bytes,
                                   const ConnectorSettings& settings) const {
  if (looks_like_xml(bytes)) return {};
  const auto text = reader::plain_as_utf8(bytes.substr(0, bytes.find_first_of("\r\n")));
  if (!text) return {};
  const reader::CsvReader csv(text.value(), settings.delimiters);
  const auto* program =
      csv.header_error() ? nullptr : register_with(compiled_->compilation, settings, csv.header());
  return program == nullptr ? std::string() : program->title;
}

std::vector<Readable> Catalogue::readable() const {
  std::vector<Readable> all;
  for (const auto& program : compiled_->compilation.programs) {
    auto how = program.is_register
                   ? fmt::format("columns {}", fmt::join(program.recognised_by, ", "))
                   : fmt::format("root {}", program.root.name.local);
    all.push_back({program.entry, program.title, program.is_register, std::move(how)});
  }
  return all;
}

std::vector<std::string> Catalogue::entries() const { return compiled_->entries; }

const std::string& Catalogue::content_hash() const { return compiled_->content_hash; }

}  // namespace procured::mapping
