#include "connectors/reader/csv_reader.h"

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "connectors/reader/reasons.h"
#include "core/text.h"

namespace procured::reader {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r'; }

std::string row_place(std::uint64_t line) { return fmt::format("row {}", line); }

core::Error row_error(std::string_view why, std::string detail, std::uint64_t line) {
  return core::bad_document(std::string(why), std::move(detail), row_place(line));
}

/// The delimiter that the header uses most, outside quotes.
char delimiter_of(std::string_view header, std::string_view delimiters, char quote) {
  char best = delimiters.empty() ? ',' : delimiters.front();
  std::ptrdiff_t most = 0;
  for (const char candidate : delimiters) {
    bool quoted = false;
    std::ptrdiff_t count = 0;
    for (const char c : header) {
      if (c == quote) quoted = !quoted;
      if (c == candidate && !quoted) ++count;
    }
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}

/// Bytes of the blank that `text` starts with; 0 when it starts with none.
std::size_t blank_width(std::string_view text) {
  if (text.starts_with("\xC2\xA0")) return 2;
  return core::trim(text.substr(0, 1)).empty() ? 1 : 0;
}

/// In lower case, letters beyond ASCII too.
std::string lower(const std::string& text) {
  const bool ascii = std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0x80U) != 0;
  });
  if (ascii) return core::to_lower(text);
  std::string lowered;
  icu::StringByteSink<std::string> sink(&lowered);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToLower("", 0, text, sink, nullptr, status);
  return U_FAILURE(status) ? text : lowered;
}

bool is_blank_row(const std::vector<std::string_view>& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](std::string_view cell) { return cell.empty(); });
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result;
  bool gap = false;
  for (auto rest = core::trim(text); !rest.empty();) {
    const auto blank = blank_width(rest);
    if (blank == 0) {
      if (gap) result += ' ';
      result += rest.front();
    }
    gap = blank > 0;
    rest.remove_prefix(std::max<std::size_t>(blank, 1));
  }
  return lower(result);
}

std::string column_key(std::string_view name) {
  name = core::trim(name);
  if (name.starts_with('+')) name.remove_prefix(1);
  while (name.ends_with(':') || name.ends_with('.'))
    name = core::trim(name.substr(0, name.size() - 1));
  return folded(name);
}

CsvReader::CsvReader(std::string_view text, std::string_view delimiters, More more)
    : CsvReader(text, CsvFormat{.delimiters = std::string(delimiters), .blank_excess = false}) {
  more_ = std::move(more);
}

CsvReader::CsvReader(std::string_view text, CsvFormat format)
    : text_(text), format_(std::move(format)) {
  if (!format_.columns.empty()) {
    skip_blank_lines();
    delimiter_ = delimiter_of(physical_line(pos_).bytes, format_.delimiters, format_.quote);
    name_columns({format_.columns.begin(), format_.columns.end()});
  } else if (format_.header_has.empty()) {
    read_header();
  } else {
    search_header();
  }
}

void CsvReader::skip_blank_lines() {
  while (pos_ < text_.size() && core::trim(physical_line(pos_).bytes).empty()) {
    pos_ = physical_line(pos_).next;
    ++line_;
  }
}

void CsvReader::read_header() {
  skip_blank_lines();
  delimiter_ = delimiter_of(physical_line(pos_).bytes, format_.delimiters, format_.quote);
  CsvRow row;
  row.line = line_;
  header_error_ = split(row);
  if (!header_error_) name_columns(row.cells);
}

/// Whether the line has all columns of header_has; then they are this file's.
bool CsvReader::is_header(Line line, std::uint64_t number) {
  pos_ = static_cast<std::size_t>(line.bytes.data() - text_.data());
  line_ = number;
  delimiter_ = delimiter_of(line.bytes, format_.delimiters, format_.quote);
  CsvRow row;
  row.line = number;
  if (split(row)) return false;
  std::unordered_set<std::string> keys;
  for (const auto cell : row.cells) keys.insert(column_key(cell));
  const auto& wanted = format_.header_has;
  const auto has = [&](const auto& names) {
    return std::any_of(names.begin(), names.end(),
                       [&](const auto& name) { return keys.contains(name); });
  };
  if (!std::all_of(wanted.begin(), wanted.end(), has)) return false;
  name_columns(row.cells);
  return true;
}

void CsvReader::search_header() {
  const auto last = last_line();
  Line before;
  std::size_t start = 0;
  for (int number = 1; number <= kHeaderLinesMax && start < text_.size(); ++number) {
    const auto line = physical_line(start);
    if (is_header(line, static_cast<std::uint64_t>(number))) {
      if (line.bytes.data() == last.bytes.data() && is_row(before)) rows_before(last);
      return;
    }
    if (!core::trim(line.bytes).empty()) before = line;
    start = line.next;
  }
  if (start < text_.size() && !last.bytes.empty() && is_header(last, 1)) return rows_before(last);
  std::vector<std::string_view> names;
  for (const auto& column : format_.header_has) names.emplace_back(column.front());
  header_error_ = row_error(reason::kMissingColumn,
                            fmt::format("none of the first {} lines has the columns {}",
                                        kHeaderLinesMax, fmt::join(names, ", ")),
                            1);
}

/// Whether a line above the header is a row as wide as that, and no title.
bool CsvReader::is_row(Line line) {
  if (line.bytes.empty()) return false;
  const auto pos = std::exchange(pos_, static_cast<std::size_t>(line.bytes.data() - text_.data()));
  CsvRow row;
  const bool same_width = !split(row) && row.cells.size() == columns_.size();
  pos_ = pos;
  return same_width;
}

/// The header is the last line: the rows are what stands before it.
void CsvReader::rows_before(Line header) {
  text_ = text_.substr(0, static_cast<std::size_t>(header.bytes.data() - text_.data()));
  pos_ = 0;
  line_ = 1;
}

/// The last one with anything but blanks and delimiters in it.
CsvReader::Line CsvReader::last_line() const {
  const auto end = text_.find_last_not_of("\r\n\t " + format_.delimiters);
  if (end == std::string_view::npos) return {};
  const auto before = text_.find_last_of("\r\n", end);
  return physical_line(before == std::string_view::npos ? 0 : before + 1);
}

void CsvReader::name_columns(const std::vector<std::string_view>& names) {
  for (const auto name : names) {
    columns_.emplace_back(core::trim(name));
    header_.push_back(core::to_lower(columns_.back()));
  }
}

CsvReader::Line CsvReader::physical_line(std::size_t start) const {
  auto end = text_.find_first_of("\r\n", start);
  if (end == std::string_view::npos) end = text_.size();
  auto next = std::min(end + 1, text_.size());
  if (end + 1 < text_.size() && text_[end] == '\r' && text_[end + 1] == '\n') ++next;
  return {text_.substr(start, end - start), next};
}

bool CsvReader::has_more() {
  if (pos_ < text_.size()) return true;
  if (!more_) return false;
  text_ = more_();
  pos_ = 0;
  return !text_.empty();
}

bool CsvReader::next(CsvRow& row) {
  while (has_more()) {
    const auto start = pos_;
    row.line = line_;
    row.error = split(row);
    if (row.error) {
      // Behind a quote that nobody closed everything would be one cell: go on with the next line of
      // the file.
      const auto line = physical_line(start);
      row.bytes = line.bytes;
      pos_ = line.next;
      line_ = row.line + 1;
      return true;
    }
    if (is_blank_row(row.cells)) continue;
    row.error = wrong_width(row);
    return true;
  }
  return false;
}

void CsvReader::seek(const CsvRow& row) {
  pos_ = static_cast<std::size_t>(row.bytes.data() - text_.data());
  line_ = row.line;
}

bool CsvReader::repeats_header(const CsvRow& row) const {
  if (row.cells.size() > columns_.size()) return false;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (column_key(row.cells[i]) != column_key(columns_[i])) return false;
  }
  return true;
}

std::optional<core::Error> CsvReader::wrong_width(const CsvRow& row) const {
  const auto columns = static_cast<std::ptrdiff_t>(header_.size());
  const auto cells = static_cast<std::ptrdiff_t>(row.cells.size());
  if (cells == columns || (cells < columns && format_.missing_cells)) return std::nullopt;
  // Columns behind the last one with a name need not be there.
  if (cells < columns && format_.blank_excess &&
      std::all_of(header_.begin() + cells, header_.end(),
                  [](const std::string& name) { return name.empty(); })) {
    return std::nullopt;
  }
  if (cells > columns && format_.blank_excess &&
      std::all_of(row.cells.begin() + columns, row.cells.end(),
                  [](std::string_view cell) { return cell.empty(); })) {
    return std::nullopt;
  }
  const auto why = row.cells.size() > header_.size() ? reason::kRowTooLong : reason::kRowTooShort;
  return row_error(
      why,
      fmt::format("{} cells where the header has {} columns", row.cells.size(), header_.size()),
      row.line);
}

/// Reads the cells from pos_ to the end of the row, and past it.
std::optional<core::Error> CsvReader::split(CsvRow& row) {
  row.cells.clear();
  unquoted_.clear();
  const auto start = pos_;
  for (;;) {
    while (pos_ < text_.size() && text_[pos_] == ' ') ++pos_;
    std::string_view cell;
    std::optional<core::Error> error;
    if (format_.quote != '\0' && pos_ < text_.size() && text_[pos_] == format_.quote) {
      if (!quoted_cell(cell, error, row.line)) return error;
    } else {
      cell = plain_cell();
    }
    if (cell.size() > kCellBytesMax) {
      return row_error(reason::kTooLarge,
                       fmt::format("a cell of more than {} bytes", kCellBytesMax), row.line);
    }
    if (row.cells.size() == kCellsMax) {
      return row_error(reason::kTooLarge, fmt::format("more than {} cells in a row", kCellsMax),
                       row.line);
    }
    row.cells.push_back(core::trim(cell));
    if (pos_ >= text_.size() || text_[pos_] != delimiter_) break;
    ++pos_;
  }
  row.bytes = text_.substr(start, pos_ - start);
  skip_line_end();
  return std::nullopt;
}

std::string_view CsvReader::plain_cell() {
  const auto start = pos_;
  while (pos_ < text_.size() && text_[pos_] != delimiter_ && !ends_line(text_[pos_])) ++pos_;
  return text_.substr(start, pos_ - start);
}

bool CsvReader::quoted_cell(std::string_view& cell, std::optional<core::Error>& error,
                            std::uint64_t line) {
  const auto start = ++pos_;
  bool doubled = false;
  for (;; ++pos_) {
    if (pos_ >= text_.size()) {
      error =
          row_error(reason::kUnterminatedQuote, "a quote that starts a cell is not closed", line);
      return false;
    }
    if (text_[pos_] == '\n' ||
        (text_[pos_] == '\r' && (pos_ + 1 >= text_.size() || text_[pos_ + 1] != '\n'))) {
      ++line_;
    }
    if (text_[pos_] != format_.quote) continue;
    if (pos_ + 1 >= text_.size() || text_[pos_ + 1] != format_.quote) break;
    doubled = true;
    ++pos_;
  }
  cell = text_.substr(start, pos_ - start);
  ++pos_;
  while (pos_ < text_.size() && text_[pos_] == ' ') ++pos_;
  if (!at_line_end() && text_[pos_] != delimiter_) {
    error = row_error(reason::kStrayQuote, "text after the quote that ends a cell", line);
    return false;
  }
  if (doubled) {
    auto& plain = unquoted_.emplace_back();
    for (std::size_t i = 0; i < cell.size(); ++i) {
      plain += cell[i];
      if (cell[i] == format_.quote) ++i;
    }
    cell = plain;
  }
  return true;
}

bool CsvReader::at_line_end() const { return pos_ >= text_.size() || ends_line(text_[pos_]); }

void CsvReader::skip_line_end() {
  if (pos_ >= text_.size()) return;
  if (text_[pos_] == '\r' && pos_ + 1 < text_.size() && text_[pos_ + 1] == '\n') ++pos_;
  ++pos_;
  ++line_;
}

}  // namespace procured::reader
