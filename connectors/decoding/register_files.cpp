#include "connectors/decoding/register_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/decoding/row_mapper.h"
#include "connectors/decoding/table_decoding.h"
#include "connectors/program/reasons.h"
#include "connectors/reader/bounds.h"
#include "connectors/reader/csv_reader.h"
#include "connectors/reader/encoding.h"
#include "connectors/reader/xlsx_reader.h"
#include "core/text.h"

namespace procured::mapping {
namespace {

core::Error not_recognised(std::string_view bytes) {
  return core::bad_document(
      std::string(reason::kNotRecognised),
      fmt::format("looks like {}; no connector reads it", what_it_looks_like(bytes)), "line 1");
}

bool decode_documents(FileContext file, std::string_view bytes, const TableScratch& scratch) {
  file.decimal_mark = file.settings.decimal_point;
  return TableDecoding(scratch.documents, scratch.tree).run(file, bytes);
}

/// A table that is known and not read: it has all the columns that a refusal names.
std::optional<core::Error> table_refusal(const FileContext& file,
                                         const std::vector<std::string>& header) {
  for (const auto& refusal : file.compilation.refusals) {
    if (refusal.columns.empty() || !is_tried(file.settings, refusal.entry)) continue;
    const bool has_all =
        std::all_of(refusal.columns.begin(), refusal.columns.end(), [&](const std::string& column) {
          return std::find(header.begin(), header.end(), column) != header.end();
        });
    if (!has_all) continue;
    file.summary.entry = refusal.entry;
    return core::bad_document(refusal.reason, refusal.detail, "row 1");
  }
  return std::nullopt;
}

const Program* register_of(const FileContext& file, const reader::CsvReader& csv) {
  return csv.header_error() ? nullptr
                            : register_with(file.compilation, file.settings, csv.header());
}

void refuse_unknown(const FileContext& file, const reader::CsvReader& csv, std::string_view bytes) {
  auto refused = csv.header_error() ? std::nullopt : table_refusal(file, csv.header());
  refuse(file, refused ? std::move(*refused) : not_recognised(bytes));
}

void refuse_rows(const FileContext& file) {
  refuse(file, core::bad_document(std::string(reason::kTooLarge),
                                  fmt::format("more than {} rows in one file", reader::kRowsMax)));
}

/// Rows that are still to be read, or one more than a file may have.
std::size_t count_rows(reader::CsvReader& csv) {
  reader::CsvRow row;
  std::size_t count = 0;
  while (count <= reader::kRowsMax && csv.next(row)) ++count;
  return count;
}

/// Whether a text has more rows than a file may have: none is handed over then.
bool has_too_many(reader::CsvReader csv, std::string_view text) {
  const auto lines =
      std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
  return static_cast<std::size_t>(lines) >= reader::kRowsMax && count_rows(csv) > reader::kRowsMax;
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

/// Rows of a sheet, whose text comes in pieces.
reader::CsvReader rows_of(reader::SheetText& sheet) {
  const auto start = sheet.next();
  return {start, ",", [&sheet] { return sheet.next(); }};
}

}  // namespace

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

void decode_table(const FileContext& file, std::string_view bytes, const TableScratch& scratch) {
  const auto text = reader::plain_as_utf8(bytes);
  // The header alone says whether it is a register; the names of columns are ASCII.
  reader::CsvReader csv(text ? text.value() : bytes, file.settings.delimiters);
  const auto* program = register_of(file, csv);
  // Documents say how their text writes numbers, which a spreadsheet does not.
  if ((program == nullptr || !recognises(*program, csv.header())) &&
      decode_documents(file, bytes, scratch)) {
    return;
  }
  if (program == nullptr) return refuse_unknown(file, csv, bytes);
  file.summary.entry = program->entry;
  if (!text) return refuse(file, text.error());
  if (has_too_many(csv, text.value())) return refuse_rows(file);
  map_rows(*program, csv, file);
}

void decode_spreadsheet(const FileContext& file, std::string_view bytes) {
  if (const auto archive = reader::ZipParts::open(bytes);
      archive && !archive.value().has(std::string(reader::kWorkbookPart)))
    return refuse(file, not_recognised(bytes));
  auto workbook = reader::XlsxReader::open(bytes);
  if (!workbook) return refuse(file, workbook.error());
  const auto& opened = workbook.value();
  const auto sheet = sheet_of(file, opened.sheets());
  // Read twice: what is wrong with its last row is told before the first is handed over.
  auto ahead = opened.text(sheet);
  auto rows_ahead = rows_of(ahead);
  const auto count = count_rows(rows_ahead);
  while (!ahead.next().empty()) {
  }
  if (ahead.error()) return refuse(file, *ahead.error());
  auto settings = file.settings;
  settings.decimal_point = '.';  // whatever the site writes into text files
  const FileContext table{file.compilation, settings, file.take,   file.summary, file.memory,
                          file.syntax,      '.',      file.report, false,        file.trace};
  auto text = opened.text(sheet);
  auto csv = rows_of(text);
  const auto* program = register_of(table, csv);
  if (program == nullptr) return refuse_unknown(table, csv, bytes);
  file.summary.entry = program->entry;
  if (count > reader::kRowsMax) return refuse_rows(table);
  map_rows(*program, csv, table);
}

}  // namespace procured::mapping
