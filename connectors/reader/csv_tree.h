#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/csv_reader.h"
#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "core/hash.h"
#include "core/result.h"

namespace procured::reader {

/// How the rows of a table become documents.
struct TableLayout {
  /// A column, and the other names that it goes by; all as column_key gives them. The first is what
  /// the tree knows it by.
  std::vector<std::vector<std::string>> columns;
  /// Rows that say the same in these columns (first names) are one document, wherever they stand;
  /// case and blanks do not count. A row that says nothing in one of them is a document of its own,
  /// as every row is where no column is named.
  std::vector<std::string> keys;
  /// Columns (first names) that belong to the document: its first row's, and other rows keep what
  /// differs from that.
  std::vector<std::string> head;
};

/// The rows of one document, or one row that cannot be read.
struct TableDocument {
  std::uint64_t line = 0;    ///< Of the file, where its first row starts, from 1.
  std::string key;           ///< What its rows have in common; empty: nothing, it is one row.
  std::string content_hash;  ///< SHA-256 of its rows, as the file has them, a line each.
  std::optional<core::Error> error = std::nullopt;  ///< As of CsvReader::next.
};

/// Reads a CSV file document by document. Kept of the file are, beside its text, 24 bytes a row,
/// and the tree of one document:
///
/// | CSV | tree |
/// |---|---|
/// | rows of one document | element "record", numbered by the line of the first |
/// | their keys and head | an element each in "record" |
/// | row | element "row" in "record", numbered by the line of the file |
/// | other cell | element in "row", named by its column as the header has it; none for an empty one
/// |
///
/// A column is looked up among the names by its column_key, or by the first of its names. A column
/// without a name is called "column 7" by its number. A name twice is two elements. A row that
/// cannot be read costs itself only. Rows that say what the header says are left out.
/// @thread one at a time.
class CsvTreeReader {
 public:
  static constexpr std::size_t kNodesMax = 500'000;  ///< Of one document.

  CsvTreeReader(CsvFormat format, TableLayout layout)
      : format_(std::move(format)), layout_(std::move(layout)) {}

  /// Reads the header and finds out which rows belong together. `text` is UTF-8 and outlives the
  /// trees. @errors kBadDocument: empty_file, missing_column, unterminated_quote, stray_quote,
  /// too_large; place "row n".
  core::Result<void> start(std::string_view text, const Names& names);

  /// The next document, in the order of their first rows; false when there is none left.
  /// @errors in the document: those of rows, and too_large. @pre start succeeded
  bool next(Tree& tree, TableDocument& document);

  /// Goes back to the first document.
  void rewind() { next_ = 0; }

  /// Why not all that the file has is given: more rows or documents than it may have.
  const std::optional<core::Error>& too_many() const { return too_many_; }

  /// Bytes of memory that the file takes beside its text, at most.
  std::size_t memory() const;

  /// Documents that next() gives from start to end.
  std::size_t documents() const { return documents_; }

 private:
  struct Column {
    std::string name;
    Symbol symbol = kUnknownName;
    bool is_key = false;
    bool is_head = false;
  };
  /// Where a row stands, and which document it belongs to.
  struct Place {
    std::size_t offset = 0;
    std::uint64_t line = 0;
    std::uint32_t document = 0;
  };

  void name_columns(const Names& names);
  std::string key_of(const CsvRow& row) const;
  void index_rows();
  bool has_room(std::uint32_t documents);
  bool read(Place place, CsvRow& row);
  void add_row(Tree& tree, const CsvRow& row) const;
  void add_cell(Tree& tree, std::size_t column, std::string_view cell) const;
  void add_head(Tree& tree, const CsvRow& row);
  bool in_source(std::string_view cell) const;

  CsvFormat format_;
  TableLayout layout_;
  std::string_view text_;
  std::optional<CsvReader> reader_;
  std::vector<Column> columns_;
  std::vector<std::string> head_;  ///< Of the document, by column.
  Column record_{"record"};
  Column row_{"row"};
  std::vector<Place> places_;
  std::optional<core::Error> too_many_;
  core::Sha256 hash_;
  std::size_t next_ = 0;
  std::size_t documents_ = 0;
};

}  // namespace procured::reader
