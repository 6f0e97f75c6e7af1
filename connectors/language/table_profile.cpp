#include "connectors/language/table_profile.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/reader/encoding.h"

namespace procured::mapping {

using config::YamlNode;

namespace {

using ColumnNames = std::vector<std::vector<std::string>>;

/// A list of columns, each a name or a list of its names.
ColumnNames column_names(const YamlReading& reading, const YamlNode& recognise,
                         std::string_view key) {
  ColumnNames columns;
  const auto* stated = recognise.find(key);
  if (stated == nullptr) return columns;
  if (!stated->is_sequence() || stated->items.empty()) {
    reading.problem(*stated, fmt::format("{} must be a list of columns", key));
    return columns;
  }
  for (const auto& column : stated->items) {
    auto& names = columns.emplace_back();
    for (const auto* name : reading.scalars(column))
      names.push_back(reader::column_key(name->scalar));
    if (names.empty() || names.front().empty())
      reading.problem(column, "a column needs a name that the mapping knows it by");
  }
  return columns;
}

/// Columns by the name that the mapping knows them by.
std::vector<std::string> known_columns(const YamlReading& reading, const YamlNode& recognise,
                                       std::string_view key, const ColumnNames& columns) {
  std::vector<std::string> found;
  const auto* stated = recognise.find(key);
  if (stated == nullptr) return found;
  std::vector<std::string> known;
  for (const auto& names : columns) known.push_back(names.front());
  for (const auto* column : reading.scalars(*stated)) {
    found.push_back(reader::column_key(column->scalar));
    if (std::find(known.begin(), known.end(), found.back()) == known.end()) {
      reading.problem(*column, fmt::format("there is no column '{}'{}", column->scalar,
                                           suggestion(column->scalar, known)));
    }
  }
  return found;
}

void compile_format(const YamlReading& reading, const YamlNode& recognise,
                    const ColumnNames& columns, reader::CsvFormat& format) {
  const auto header = reading.text(recognise, "header");
  if (header.empty()) {
    format.header_has = columns;
  } else if (header != "none") {
    reading.problem(*recognise.find("header"), "header is none: the columns are named in order");
  } else {
    for (const auto& names : columns) format.columns.push_back(names.front());
  }
  if (const auto delimiters = reading.text(recognise, "delimiters"); !delimiters.empty())
    format.delimiters = delimiters;
  if (const auto quote = reading.text(recognise, "quote"); !quote.empty()) {
    format.quote = quote == "none" ? '\0' : quote.front();
    if (quote.size() != 1 && quote != "none")
      reading.problem(*recognise.find("quote"), "quote is one character, or none");
  }
}

}  // namespace

void compile_table(const YamlReading& reading, const YamlNode& recognise, Program& program) {
  if (!program.syntaxes.has(Syntax::kTable)) {
    for (const std::string_view key :
         {"columns", "more_columns", "header", "group_by", "encodings", "delimiters", "quote"}) {
      if (const auto* stated = recognise.find(key))
        reading.problem(*stated, fmt::format("{} is for the syntax csv", key));
    }
    return;
  }
  auto& table = program.table.emplace();
  const auto columns = column_names(reading, recognise, "columns");
  if (columns.empty()) reading.problem(recognise, "a mapping of CSV files needs columns");
  table.layout.columns = columns;
  for (auto& names : column_names(reading, recognise, "more_columns"))
    table.layout.columns.push_back(std::move(names));
  table.layout.keys = known_columns(reading, recognise, "group_by", table.layout.columns);
  table.layout.head = known_columns(reading, recognise, "head", table.layout.columns);
  compile_format(reading, recognise, columns, table.format);
  if (const auto* encodings = recognise.find("encodings")) {
    for (const auto* name : reading.scalars(*encodings)) {
      std::string scratch;
      const auto known = reader::as_utf8("x", {name->scalar, {}}, scratch);
      if (known.has_error()) reading.problem(*name, known.error().detail);
      table.encodings.push_back(name->scalar);
    }
  }
}

}  // namespace procured::mapping
