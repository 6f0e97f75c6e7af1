#include "connectors/mapping/catalogue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "connectors/decoding/file_decoding.h"
#include "connectors/decoding/register_files.h"
#include "connectors/decoding/tree_decoding.h"
#include "connectors/language/compiler.h"
#include "connectors/language/source_files.h"
#include "connectors/quality/arithmetic.h"
#include "connectors/reader/csv_reader.h"
#include "connectors/reader/encoding.h"
#include "connectors/reader/http_transcript.h"

namespace procured::mapping {

struct Catalogue::Compiled {
  Compilation compilation;
  std::vector<std::string> entries;
  std::map<std::string, std::string> folders;
  std::string content_hash;
};

namespace {

/// For a person: "XML, root Invoice", "EDIFACT, UNH/2 is ORDERS".
std::string how_recognised(const Program& program) {
  std::string how;
  for (const auto& [word, syntax] : syntaxes()) {
    if (program.syntaxes.has(syntax))
      how += fmt::format("{}{}", how.empty() ? "" : " or ", name_of(syntax));
  }
  if (program.table) {
    std::vector<std::string> columns;
    for (const auto& names : program.table->layout.columns) columns.push_back(names.front());
    how += fmt::format(", columns {}", fmt::join(columns, ", "));
  }
  if (!program.root.name.local.empty()) how += ", root " + program.root.name.local;
  for (const auto& condition : program.when) {
    const auto& path = condition.path.text;
    if (condition.test == Condition::Test::kEquals)
      how += fmt::format(", {} is {}", path, condition.text);
    if (condition.test == Condition::Test::kIn)
      how += fmt::format(", {} is one of {}", path, fmt::join(condition.texts, " "));
    if (condition.test == Condition::Test::kExists) how += fmt::format(", has {}", path);
  }
  return how;
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
  compiled->folders = std::move(sources.folders);
  compiled->content_hash = std::move(sources.content_hash);
  return Catalogue(std::move(compiled));
}

FileSummary Catalogue::decode(std::string_view file_bytes, const ConnectorSettings& settings,
                              const TakePart& take, bool report, Trace* trace) const {
  const auto bytes = reader::http_body(file_bytes);
  FileSummary summary;
  MemoryBudget memory(0);  // until it is read
  const TakePart checked = [&](Decoded& part) {
    if (auto* document = std::get_if<DecodedDocument>(&part.outcome))
      check_arithmetic(document->places, document->content);
    take(part);
  };
  decode_file({compiled_->compilation, settings, checked, summary, memory, syntax_of(bytes), '.',
               report, false, trace},
              bytes);
  return summary;
}

Decoding Catalogue::decode_whole(std::string_view bytes, const ConnectorSettings& settings,
                                 bool report, Trace* trace) const {
  std::vector<Decoded> parts;
  auto summary = decode(
      bytes, settings, [&](Decoded& part) { parts.push_back(std::move(part)); }, report, trace);
  return {std::move(summary), std::move(parts)};
}

std::string Catalogue::register_of(std::string_view bytes,
                                   const ConnectorSettings& settings) const {
  if (syntax_of(bytes) != Syntax::kTable) return {};
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
    auto how = program.maps_rows ? fmt::format("columns {}", fmt::join(program.recognised_by, ", "))
                                 : how_recognised(program);
    all.push_back({program.entry, program.title, program.is_register, std::move(how)});
  }
  return all;
}

const Compilation& Catalogue::compilation() const { return compiled_->compilation; }

std::vector<std::string> Catalogue::entries() const { return compiled_->entries; }

const std::map<std::string, std::string>& Catalogue::folders() const { return compiled_->folders; }

const std::string& Catalogue::content_hash() const { return compiled_->content_hash; }

}  // namespace procured::mapping
