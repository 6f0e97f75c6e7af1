#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace procured::reader {

struct CsvRow {
  std::uint64_t line = 0;                           ///< Of the file, where the row starts, from 1.
  std::string_view bytes;                           ///< As the file has them, without the line end.
  std::vector<std::string_view> cells;              ///< Trimmed; valid until the next row.
  std::optional<core::Error> error = std::nullopt;  ///< Then the cells mean nothing.
};

/// How a sender writes its files.
struct CsvFormat {
  std::string delimiters = ",;\t|";  ///< Of several, the one that the header line uses most.
  char quote = '"';                  ///< '\0': cells are never quoted.
  /// The header is the first of the first kHeaderLinesMax lines that has all these columns, each
  /// under one of its names (as column_key gives them), and what stands before it is skipped; else
  /// the last line of the file, and the rows stand before it. Empty: the first line that is not
  /// blank.
  std::vector<std::vector<std::string>> header_has = {};
  std::vector<std::string> columns = {};  ///< Names of the columns of a file without header.
  bool blank_excess = true;               ///< Rows may have more cells than columns, if blank.
  bool missing_cells = false;             ///< Rows may end before the last column.
};

/// A text trimmed, in lower case, with single blanks within.
std::string folded(std::string_view text);

/// What a column is looked up by: its name folded, without a plus before it or a colon or stop
/// behind it.
std::string column_key(std::string_view name);

/// Rows of a CSV file with or without a header line (RFC 4180, with any delimiter and quote, and
/// lines ended by CR, LF or both). A quoted cell may hold delimiters, doubled quotes and line ends.
/// A row that cannot be read is one row with an error, and reading goes on with the next line.
/// Blank rows are left out.
///
/// Written here because a row must know its line and its bytes (evidence and content hash point at
/// both) and be recovered from: libcsv calls back per cell and knows neither, fast-cpp-csv-parser
/// wants the columns at compile time and gives up at the first bad row.
class CsvReader {
 public:
  static constexpr std::size_t kCellBytesMax = 64 * 1024;

  static constexpr std::size_t kCellsMax = 16'384;  ///< Of a row, as spreadsheets have it.
  static constexpr int kHeaderLinesMax = 30;

  /// What follows a text that has been read: whole lines, which live until the next are asked for;
  /// empty at the end.
  using More = std::function<std::string_view()>;

  /// Reads the header, of a file whose first line it is and whose rows are as wide. `text` is UTF-8
  /// and outlives the reader; where `more` follows, it has a row.
  CsvReader(std::string_view text, std::string_view delimiters, More more = {});
  /// The same, in any format.
  CsvReader(std::string_view text, CsvFormat format);

  /// Column names, lower case.
  const std::vector<std::string>& header() const { return header_; }
  /// Column names as the file has them, trimmed.
  const std::vector<std::string>& columns() const { return columns_; }
  /// @errors besides those of rows: missing_column when neither of these lines has all of
  /// header_has.
  const std::optional<core::Error>& header_error() const { return header_error_; }
  char delimiter() const { return delimiter_; }

  /// The next row; false at the end. @errors in the row: row_too_long, row_too_short,
  /// unterminated_quote, stray_quote, too_large; place "row n", n being the line.
  bool next(CsvRow& row);
  /// Goes back to a row that next() gave, of a text without more.
  void seek(const CsvRow& row);
  /// A line that is the header once more, as exports put together from several have.
  bool repeats_header(const CsvRow& row) const;

 private:
  struct Line {
    std::string_view bytes;
    std::size_t next = 0;
  };

  bool has_more();
  void skip_blank_lines();
  void read_header();
  void search_header();
  bool is_header(Line line, std::uint64_t number);
  bool is_row(Line line);
  void rows_before(Line header);
  Line last_line() const;
  void name_columns(const std::vector<std::string_view>& names);
  Line physical_line(std::size_t start) const;
  std::optional<core::Error> split(CsvRow& row);
  bool quoted_cell(std::string_view& cell, std::optional<core::Error>& error, std::uint64_t line);
  std::string_view plain_cell();
  bool at_line_end() const;
  void skip_line_end();
  std::optional<core::Error> wrong_width(const CsvRow& row) const;

  std::string_view text_;
  More more_;
  CsvFormat format_;
  char delimiter_ = ',';
  std::size_t pos_ = 0;
  std::uint64_t line_ = 1;
  std::vector<std::string> header_;
  std::vector<std::string> columns_;
  std::optional<core::Error> header_error_ = std::nullopt;
  std::deque<std::string> unquoted_;  // cells of this row that held doubled quotes
};

}  // namespace procured::reader
