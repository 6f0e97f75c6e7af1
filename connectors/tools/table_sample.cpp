#include "connectors/tools/table_sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "connectors/reader/csv_reader.h"
#include "connectors/reader/encoding.h"
#include "connectors/tools/term_guess.h"

namespace procured::tools {
namespace {

constexpr std::string_view kDelimiters = ",;\t|";
constexpr std::string_view kOtherEncoding = "Windows-1252";
constexpr std::string_view kRow = "row";

using Rows = std::vector<std::vector<std::string>>;

/// Cells of a line that hold anything.
std::size_t filled_cells(std::string_view line, char delimiter) {
  std::size_t filled = 0;
  for (std::size_t start = 0; start <= line.size();) {
    const auto end = std::min(line.find(delimiter, start), line.size());
    if (line.substr(start, end - start).find_first_not_of(" \t\"") != std::string_view::npos)
      ++filled;
    start = end + 1;
  }
  return filled;
}

/// Without what stands before the header: titles, which fill fewer cells than any other line.
std::string_view from_header(std::string_view text) {
  std::size_t best = 0;
  std::size_t most = 0;
  std::size_t start = 0;
  for (int i = 0; i < reader::CsvReader::kHeaderLinesMax && start < text.size(); ++i) {
    const auto line = text.substr(start, text.find_first_of("\r\n", start) - start);
    for (const char delimiter : kDelimiters) {
      const auto filled = filled_cells(line, delimiter);
      if (filled <= most) continue;
      most = filled;
      best = start;
    }
    start += line.size() + 1;
  }
  return text.substr(best);
}

Rows rows_of(reader::CsvReader& reader) {
  Rows rows;
  reader::CsvRow row;
  while (rows.size() < SampleLeaves::kValuesMax && reader.next(row)) {
    if (row.error) continue;
    auto& cells = rows.emplace_back(row.cells.begin(), row.cells.end());
    cells.resize(reader.columns().size());
  }
  return rows;
}

/// The column of the document's number: the one whose name says so most clearly, else the first.
std::size_t number_column(const std::vector<std::string>& columns) {
  std::size_t best = 0;
  int likeness = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto own = likeness_to_number(columns[i]);
    if (own <= likeness) continue;
    likeness = own;
    best = i;
  }
  return best;
}

/// Rows by their document, in the order of the file.
std::vector<std::vector<std::size_t>> documents_of(const Rows& rows, std::size_t by) {
  std::vector<std::vector<std::size_t>> groups;
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [at, is_new] = known.try_emplace(rows[i][by], groups.size());
    if (is_new) groups.emplace_back();
    groups[at->second].push_back(i);
  }
  return groups;
}

/// 1 250,50 is 1250,50: groups of thousands say nothing of a value's shape.
std::string without_groups(const std::string& value, bool& any) {
  const std::string_view no_break = "\xC2\xA0";
  std::string plain;
  for (std::size_t i = 0; i < value.size();) {
    const bool is_wide = value.compare(i, no_break.size(), no_break) == 0;
    const bool is_blank = value[i] == ' ' || is_wide;
    if (!is_blank) plain += value[i];
    i += is_wide ? no_break.size() : 1;
  }
  const bool is_number =
      plain.size() < value.size() && plain.find_first_not_of("0123456789.,-") == std::string::npos;
  any = any || is_number;
  return is_number ? plain : value;
}

class TableSample {
 public:
  TableSample(const std::vector<std::string>& columns, const Rows& rows, SampleLeaves& leaves)
      : columns_(columns), rows_(rows), leaves_(leaves) {}

  void add() {
    const auto by = number_column(columns_);
    groups_ = documents_of(rows_, by);
    leaves_.table.group_by = columns_[by];
    std::size_t most = 0;
    for (const auto& group : groups_) most = std::max(most, group.size());
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (is_of_document(column, most)) document_leaf(column);
    }
    leaves_.paths.push_back({{std::string(kRow)}, rows_.size(), most, 0, {}});
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (!is_of_document(column, most)) row_leaf(column);
    }
  }

 private:
  bool is_of_document(std::size_t column, std::size_t most) const {
    if (columns_[column] == leaves_.table.group_by) return true;
    if (is_called_like_line_term(columns_[column])) return false;
    if (most == 1) return is_called_like_document_term(columns_[column]);
    return std::all_of(groups_.begin(), groups_.end(), [&](const auto& group) {
      return std::all_of(group.begin(), group.end(), [&](std::size_t row) {
        return rows_[row][column] == rows_[group.front()][column];
      });
    });
  }

  void value(SamplePath& path, const std::string& text) {
    ++path.count;
    if (text.empty()) return;
    ++path.texts;
    path.values.push_back(without_groups(text, leaves_.table.has_groups));
  }

  void document_leaf(std::size_t column) {
    if (columns_[column] != leaves_.table.group_by) leaves_.table.head.push_back(columns_[column]);
    SamplePath path{{columns_[column]}, 0, 1, 0, {}};
    for (const auto& group : groups_) value(path, rows_[group.front()][column]);
    leaves_.paths.push_back(std::move(path));
  }

  void row_leaf(std::size_t column) {
    SamplePath path{{std::string(kRow), columns_[column]}, 0, 1, 0, {}};
    for (const auto& row : rows_) value(path, row[column]);
    leaves_.paths.push_back(std::move(path));
  }

  const std::vector<std::string>& columns_;
  const Rows& rows_;
  SampleLeaves& leaves_;
  std::vector<std::vector<std::size_t>> groups_;
};

}  // namespace

core::Result<void> read_table_sample(std::string_view bytes, SampleLeaves& leaves) {
  std::string scratch;
  const auto text = reader::as_utf8(bytes, {"auto", std::string(kOtherEncoding)}, scratch);
  if (!text) return text.error();
  std::string plain_scratch;
  leaves.table.is_utf8 = reader::as_utf8(bytes, {"auto", ""}, plain_scratch).has_value();
  reader::CsvReader reader(from_header(text.value()), std::string(kDelimiters));
  std::vector<std::string> columns;
  for (const auto& name : reader.columns()) columns.push_back(reader::column_key(name));
  const auto rows = rows_of(reader);
  const std::set<std::string> different(columns.begin(), columns.end());
  if (columns.size() < 2 || rows.empty() || different.size() < columns.size() ||
      different.contains("")) {
    return core::fatal("sample_table",
                       "no mapping can be proposed for this table: it needs a header whose columns "
                       "have names that differ, and rows below it");
  }
  leaves.syntax = mapping::Syntax::kTable;
  leaves.root = "record";
  leaves.table.columns = columns;
  TableSample(columns, rows, leaves).add();
  return boost::outcome_v2::success();
}

}  // namespace procured::tools
