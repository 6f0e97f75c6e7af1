#include "connectors/reader/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>

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
char delimiter_of(std::string_view header, std::string_view delimiters) {
  char best = delimiters.empty() ? ',' : delimiters.front();
  std::ptrdiff_t most = 0;
  for (const char candidate : delimiters) {
    bool quoted = false;
    std::ptrdiff_t count = 0;
    for (const char c : header) {
      if (c == '"') quoted = !quoted;
      if (c == candidate && !quoted) ++count;
    }
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}

bool is_blank_row(const std::vector<std::string_view>& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](std::string_view cell) { return cell.empty(); });
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string_view delimiters) : text_(text) {
  while (pos_ < text_.size() && core::trim(physical_line(pos_).bytes).empty()) {
    pos_ = physical_line(pos_).next;
    ++line_;
  }
  delimiter_ = delimiter_of(physical_line(pos_).bytes, delimiters);
  CsvRow row;
  row.line = line_;
  header_error_ = split(row);
  if (header_error_) return;
  for (const auto cell : row.cells) header_.push_back(core::to_lower(cell));
}

CsvReader::Line CsvReader::physical_line(std::size_t start) const {
  auto end = text_.find_first_of("\r\n", start);
  if (end == std::string_view::npos) end = text_.size();
  auto next = std::min(end + 1, text_.size());
  if (end + 1 < text_.size() && text_[end] == '\r' && text_[end + 1] == '\n') ++next;
  return {text_.substr(start, end - start), next};
}

bool CsvReader::next(CsvRow& row) {
  while (pos_ < text_.size()) {
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

std::optional<core::Error> CsvReader::wrong_width(const CsvRow& row) const {
  if (row.cells.size() == header_.size()) return std::nullopt;
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
    if (pos_ < text_.size() && text_[pos_] == '"') {
      if (!quoted_cell(cell, error, row.line)) return error;
    } else {
      cell = plain_cell();
    }
    if (cell.size() > kCellBytesMax) {
      return row_error(reason::kTooLarge,
                       fmt::format("a cell of more than {} bytes", kCellBytesMax), row.line);
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
    if (text_[pos_] != '"') continue;
    if (pos_ + 1 >= text_.size() || text_[pos_ + 1] != '"') break;
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
      if (cell[i] == '"') ++i;
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
