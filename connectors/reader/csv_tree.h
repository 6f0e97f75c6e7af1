#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/csv_reader.h"
#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "core/result.h"

namespace procured::reader {

/// A row as it was read.
struct TableRow {
  std::uint64_t line = 0;                           ///< Of the file, where the row starts, from 1.
  std::string_view bytes;                           ///< As the file has them, without the line end.
  NodeId node = kNoNode;                            ///< Of its element "row"; kNoNode on an error.
  std::optional<core::Error> error = std::nullopt;  ///< As of CsvReader::next.
};

/// Reads a CSV file into trees of some rows each, so that a ledger of a year needs no more memory
/// than one of a month:
///
/// | CSV | tree |
/// |---|---|
/// | the file | element "table" |
/// | row | element "row" with the attribute "line", the line of the file |
/// | cell | element named by its column as the header has it; none for an empty cell |
///
/// A column is looked up among the names by its column_key: "Payment  Date " is "payment date". A
/// column without a name is called "column 7" by its number. A name twice is two elements. A row
/// that cannot be read costs itself only. @thread one at a time.
class CsvTreeReader {
 public:
  static constexpr std::size_t kRowsAtOnce = 100'000;
  static constexpr std::size_t kNodesAtOnce = 1'000'000;  ///< One row may go beyond.

  explicit CsvTreeReader(CsvFormat format) : format_(std::move(format)) {}

  /// Reads the header. `text` is UTF-8 and outlives the trees.
  /// @errors kBadDocument: empty_file, missing_column, unterminated_quote, stray_quote, too_large;
  /// place "row n".
  core::Result<void> start(std::string_view text, const Names& names);

  /// The next rows, at most as many; false when there are none left. @pre start succeeded
  bool next(Tree& tree, std::size_t rows_max = kRowsAtOnce);

  /// Of the last next(), good ones and bad ones in the order of the file. At least one.
  const std::vector<TableRow>& rows() const { return rows_; }

 private:
  struct Column {
    std::string name;
    Symbol symbol = kUnknownName;
  };

  NodeId add_row(Tree& tree, const CsvRow& row) const;
  bool in_source(std::string_view cell) const;

  CsvFormat format_;
  std::string_view text_;
  std::optional<CsvReader> reader_;
  std::vector<Column> columns_;
  Column table_{"table"};
  Column row_{"row"};
  Column line_{"line"};
  std::vector<TableRow> rows_;
};

}  // namespace procured::reader
