#include "connectors/mapping/catalogue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "connectors/mapping/arithmetic.h"
#include "connectors/mapping/compiler.h"
#include "connectors/mapping/data_quality.h"
#include "connectors/mapping/reasons.h"
#include "connectors/mapping/row_mapper.h"
#include "connectors/mapping/source_files.h"
#include "connectors/mapping/table_decoding.h"
#include "connectors/mapping/tree_decoding.h"
#include "connectors/reader/bounds.h"
#include "connectors/reader/csv_reader.h"
#include "connectors/reader/edifact_reader.h"
#include "connectors/reader/encoding.h"
#include "connectors/reader/form_reader.h"
#include "connectors/reader/http_transcript.h"
#include "connectors/reader/json_reader.h"
#include "connectors/reader/x12_reader.h"
#include "connectors/reader/xlsx_reader.h"
#include "connectors/reader/xml_reader.h"
#include "core/hash.h"
#include "core/text.h"

namespace procured::mapping {

struct Catalogue::Compiled {
  Compilation compilation;
  std::vector<std::string> entries;
  std::map<std::string, std::string> folders;
  std::string content_hash;
};

namespace {

/// What decoding needs again and again; kept per thread so that a document costs no set-up.
struct Scratch {
  reader::XmlReader xml;
  reader::JsonReader json;
  reader::Tree tree;
  TreeDecoding decoding;
};

std::unique_ptr<Scratch>& kept_scratch() {
  thread_local std::unique_ptr<Scratch> kept;
  return kept;
}

Scratch& scratch() {
  auto& kept = kept_scratch();
  if (!kept) kept = std::make_unique<Scratch>();
  return *kept;
}

/// Gives the memory back that a large file took.
void forget_large(std::string_view bytes) {
  if (bytes.size() >= reader::kReservedFrom) kept_scratch().reset();
}

/// The register whose columns the header has, the one with most of them; else the one it has at
/// least half of, so that a missing column can be named.
const Program* register_with(const Compilation& compilation, const ConnectorSettings& settings,
                             const std::vector<std::string>& header) {
  const Program* whole = nullptr;
  const Program* nearest = nullptr;
  std::size_t most = 0;
  for (const auto& program : compilation.programs) {
    if (!program.maps_rows || !is_tried(settings, program.entry)) continue;
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

core::Error not_recognised(std::string_view bytes) {
  return core::bad_document(
      std::string(reason::kNotRecognised),
      fmt::format("looks like {}; no connector reads it", what_it_looks_like(bytes)), "line 1");
}

bool reads_doctypes(const FileContext& file) {
  const auto& programs = file.compilation.programs;
  return std::any_of(programs.begin(), programs.end(), [&](const Program& program) {
    return program.external_doctype && is_tried(file.settings, program.entry);
  });
}

void decode_xml(FileContext file, std::string_view bytes, Decoding& decoding) {
  auto& kept = scratch();
  kept.xml.skip_external_doctypes(reads_doctypes(file));
  if (auto read = kept.xml.read(bytes, file.compilation.names, kept.tree); !read)
    return refuse(decoding, read.error());
  file.memory = MemoryBudget::left_of(bytes, kept.xml.memory() + kept.tree.room());
  file.has_doctype = kept.xml.has_doctype();
  kept.decoding.run(file, kept.tree, decoding);
}

void decode_json(const FileContext& file, std::string_view bytes, Decoding& decoding) {
  auto& kept = scratch();
  if (auto read = kept.json.read(bytes, file.compilation.names, kept.tree); !read)
    return refuse(decoding, read.error());
  file.memory = MemoryBudget::left_of(bytes, kept.json.memory() + kept.tree.room());
  kept.decoding.run(file, kept.tree, decoding);
}

void decode_form(const FileContext& file, std::string_view bytes, Decoding& decoding) {
  auto& kept = scratch();
  reader::FormReader form;
  if (auto read = form.read(bytes, file.compilation.names, kept.tree); !read)
    return refuse(decoding, read.error());
  file.memory = MemoryBudget::left_of(bytes, form.memory() + kept.tree.room());
  kept.decoding.run(file, kept.tree, decoding);
}

void decode_idoc(const FileContext& file, std::string_view bytes, Decoding& decoding) {
  auto& kept = scratch();
  reader::IdocReader idoc(file.compilation.layouts);
  if (auto read = idoc.read(bytes, file.compilation.names, kept.tree); !read)
    return refuse(decoding, read.error());
  file.memory = MemoryBudget::left_of(bytes, idoc.memory() + kept.tree.room());
  kept.decoding.run(file, kept.tree, decoding);
}

/// EDIFACT and X12, message by message.
void decode_messages(FileContext file, reader::EdiReader& messages, std::string_view bytes,
                     Decoding& decoding) {
  if (auto started = messages.start(bytes); !started) return refuse(decoding, started.error());
  auto& kept = scratch();
  reader::EdiMessage message;
  std::vector<std::string_view> texts;
  std::size_t count = 0;
  while (messages.next(kept.tree, message)) {
    if (count == 0)
      file.memory = MemoryBudget::left_of(bytes, messages.memory() + kept.tree.room());
    if (count == reader::kDocumentsMax) return refuse_many(decoding);
    if (decoding.parts.size() <= count) decoding.parts.emplace_back();
    auto& part = decoding.parts[count++];
    part.position = std::to_string(count);
    part.content_hash.clear();
    if (message.error) {
      part.outcome = std::move(*message.error);
      continue;
    }
    texts.resize(count);
    texts.back() = message.text;
    file.decimal_mark = message.decimal_mark;
    kept.decoding.run_message(file, kept.tree, message.type, part, decoding);
    if (auto* document = std::get_if<DecodedDocument>(&part.outcome))
      note_findings(message.findings, document->content);
  }
  decoding.parts.resize(count);
  if (count == 0) {
    refuse(decoding, core::bad_document(std::string(reason::kFragment),
                                        "an interchange without a message in it", "segment 1"));
  } else if (count == 1) {
    decoding.parts.front().position.clear();
    return;
  }
  // Of one message among several, so that it is known again where its neighbours change.
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty()) decoding.parts[i].content_hash = core::sha256_hex(texts[i]);
  }
}

bool decode_documents_of_table(FileContext file, std::string_view bytes, Decoding& decoding) {
  auto& kept = scratch();
  file.decimal_mark = file.settings.decimal_point;
  return TableDecoding(kept.decoding, kept.tree).run(file, bytes, decoding);
}

/// A table that is known and not read: it has all the columns that a refusal names.
std::optional<core::Error> table_refusal(const FileContext& file,
                                         const std::vector<std::string>& header,
                                         Decoding& decoding) {
  for (const auto& refusal : file.compilation.refusals) {
    if (refusal.columns.empty() || !is_tried(file.settings, refusal.entry)) continue;
    const bool has_all =
        std::all_of(refusal.columns.begin(), refusal.columns.end(), [&](const std::string& column) {
          return std::find(header.begin(), header.end(), column) != header.end();
        });
    if (!has_all) continue;
    decoding.entry = refusal.entry;
    return core::bad_document(refusal.reason, refusal.detail, "row 1");
  }
  return std::nullopt;
}

/// A register's rows; or, of a text, documents. Those say how their text writes numbers, which a
/// spreadsheet does not.
void decode_table(const FileContext& file, std::string_view bytes, bool is_text,
                  Decoding& decoding) {
  const auto& settings = file.settings;
  const auto text = reader::plain_as_utf8(bytes);
  // The header alone says whether it is a register; the names of columns are ASCII.
  reader::CsvReader csv(text ? text.value() : bytes, settings.delimiters);
  const auto* program =
      csv.header_error() ? nullptr : register_with(file.compilation, settings, csv.header());
  if (is_text && (program == nullptr || !recognises(*program, csv.header())) &&
      decode_documents_of_table(file, bytes, decoding)) {
    return;
  }
  if (program == nullptr) {
    auto refused = csv.header_error() ? std::nullopt : table_refusal(file, csv.header(), decoding);
    return refuse(decoding, refused ? std::move(*refused) : not_recognised(bytes));
  }
  decoding.entry = program->entry;
  if (!text) return refuse(decoding, text.error());
  decoding.parts.clear();
  map_rows(*program, csv, settings, {file.report, file.trace}, decoding);
}

/// The sheet that is called as a register is, else the first.
std::size_t sheet_of(const FileContext& file, const std::vector<std::string>& sheets) {
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const auto name = core::to_lower(core::trim(sheets[i]));
    for (const auto& program : file.compilation.programs) {
      if (program.maps_rows && program.title == name && is_tried(file.settings, program.entry))
        return i;
    }
  }
  return 0;
}

/// A spreadsheet: its numbers have a decimal point, whatever the site writes into text files.
void decode_spreadsheet(const FileContext& file, std::string_view bytes, Decoding& decoding) {
  if (const auto archive = reader::ZipParts::open(bytes);
      archive && !archive.value().has(std::string(reader::kWorkbookPart)))
    return refuse(decoding, not_recognised(bytes));
  auto workbook = reader::XlsxReader::open(bytes);
  if (!workbook) return refuse(decoding, workbook.error());
  const auto& opened = workbook.value();
  const auto table = opened.table(sheet_of(file, opened.sheets()));
  if (!table) return refuse(decoding, table.error());
  auto settings = file.settings;
  settings.delimiters = ",";
  settings.decimal_point = '.';
  decode_table(
      {file.compilation, settings, file.memory, file.syntax, '.', file.report, false, file.trace},
      table.value(), false, decoding);
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

void Catalogue::decode(std::string_view bytes, const ConnectorSettings& settings,
                       Decoding& decoding, bool report) const {
  decode_into(bytes, settings, decoding, report, nullptr);
}

void Catalogue::decode_into(std::string_view file_bytes, const ConnectorSettings& settings,
                            Decoding& decoding, bool report, Trace* trace) const {
  const auto bytes = reader::http_body(file_bytes);
  decoding.entry.clear();
  decoding.unmapped.clear();
  decoding.passed_over = 0;
  decoding.mapped = 0;
  decoding.ignored = 0;
  const auto& compilation = compiled_->compilation;
  MemoryBudget memory(0);  // until it is read
  const FileContext file{compilation, settings, memory, syntax_of(bytes),
                         '.',         report,   false,  trace};
  switch (file.syntax) {
    case Syntax::kEdifact: {
      reader::EdifactReader messages(compilation.names, &compilation.edifact_groups);
      decode_messages(file, messages, bytes, decoding);
      break;
    }
    case Syntax::kX12: {
      reader::X12Reader messages(compilation.names, &compilation.x12_groups);
      decode_messages(file, messages, bytes, decoding);
      break;
    }
    case Syntax::kForm:
      decode_form(file, bytes, decoding);
      break;
    case Syntax::kTable:
      if (reader::is_zip(bytes)) {
        decode_spreadsheet(file, bytes, decoding);
      } else {
        decode_table(file, bytes, true, decoding);
      }
      break;
    case Syntax::kXml:
      decode_xml(file, bytes, decoding);
      break;
    case Syntax::kJson:
      decode_json(file, bytes, decoding);
      break;
    case Syntax::kIdoc:
      decode_idoc(file, bytes, decoding);
      break;
  }
  for (auto& part : decoding.parts) {
    if (auto* document = std::get_if<DecodedDocument>(&part.outcome))
      check_arithmetic(document->places, document->content);
  }
  forget_large(bytes);
}

Decoding Catalogue::decode(std::string_view bytes, const ConnectorSettings& settings,
                           bool report) const {
  Decoding decoding;
  decode_into(bytes, settings, decoding, report, nullptr);
  return decoding;
}

Decoding Catalogue::decode_traced(std::string_view bytes, const ConnectorSettings& settings,
                                  Trace& trace) const {
  Decoding decoding;
  decode_into(bytes, settings, decoding, true, &trace);
  return decoding;
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
