#include "connectors/reader/csv_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "connectors/reader/bounds.h"
#include "connectors/reader/reasons.h"

namespace procured::reader {
namespace {

constexpr char kBetweenKeys = '\x1F';

/// The first name of the column that goes by this one, too.
std::string first_name(const TableLayout& layout, std::string key) {
  for (const auto& names : layout.columns) {
    if (std::find(names.begin(), names.end(), key) != names.end()) return names.front();
  }
  return key;
}

}  // namespace

core::Result<void> CsvTreeReader::start(std::string_view text, const Names& names) {
  text_ = text;
  reader_.emplace(text, format_);
  if (const auto& error = reader_->header_error()) return *error;
  if (reader_->columns().empty() || text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return core::bad_document(std::string(reason::kEmptyFile), "the file is empty", "row 1");
  }
  name_columns(names);
  index_rows();
  return boost::outcome_v2::success();
}

void CsvTreeReader::name_columns(const Names& names) {
  columns_.clear();
  const auto among = [](const std::vector<std::string>& columns, const std::string& key) {
    return std::find(columns.begin(), columns.end(), key) != columns.end();
  };
  for (const auto& name : reader_->columns()) {
    auto shown = name.empty() ? fmt::format("column {}", columns_.size() + 1) : name;
    const auto key = first_name(layout_, column_key(shown));
    columns_.push_back({std::move(shown), names.find(Names::kNoNamespace, key),
                        among(layout_.keys, key), among(layout_.head, key)});
  }
  for (auto* element : {&record_, &row_})
    element->symbol = names.find(Names::kNoNamespace, element->name);
}

/// What the row has in common with others of its document; empty when it is one by itself.
std::string CsvTreeReader::key_of(const CsvRow& row) const {
  std::string key;
  std::size_t stated = 0;
  for (std::size_t i = 0; i < row.cells.size() && i < columns_.size(); ++i) {
    if (!columns_[i].is_key || row.cells[i].empty()) continue;
    key.append(folded(row.cells[i])).append(1, kBetweenKeys);
    ++stated;
  }
  return stated == layout_.keys.size() ? key : std::string();
}

void CsvTreeReader::index_rows() {
  places_.clear();
  too_many_.reset();
  next_ = 0;
  std::unordered_map<std::string, std::uint32_t> known;
  std::uint32_t count = 0;
  CsvRow row;
  while (reader_->next(row)) {
    if (!row.error && reader_->repeats_header(row)) continue;
    if (!has_room(count)) break;
    auto key = row.error ? std::string() : key_of(row);
    auto document = count;
    if (!key.empty()) document = known.emplace(std::move(key), count).first->second;
    count += document == count ? 1 : 0;
    places_.push_back(
        {static_cast<std::size_t>(row.bytes.data() - text_.data()), row.line, document});
  }
  documents_ = count;
  std::stable_sort(places_.begin(), places_.end(), [](const Place& left, const Place& right) {
    return left.document < right.document;
  });
}

/// Whether one more row may follow, with a document of its own.
bool CsvTreeReader::has_room(std::uint32_t documents) {
  if (places_.size() < kRowsMax && documents < kDocumentsMax) return true;
  too_many_ =
      core::bad_document(std::string(reason::kTooLarge),
                         places_.size() == kRowsMax
                             ? fmt::format("more than {} rows in one file", kRowsMax)
                             : fmt::format("more than {} documents in one file", kDocumentsMax));
  return false;
}

std::size_t CsvTreeReader::memory() const {
  const auto nodes = std::min(text_.size(), kNodesMax);
  return places_.capacity() * sizeof(Place) + nodes * sizeof(Node) * 3 / 2;
}

/// Reads a row once more.
bool CsvTreeReader::read(Place place, CsvRow& row) {
  row.bytes = text_.substr(place.offset);
  row.line = place.line;
  reader_->seek(row);
  return reader_->next(row) && !row.error;
}

bool CsvTreeReader::next(Tree& tree, TableDocument& document) {
  tree.clear();
  document = {};
  if (next_ == places_.size()) return false;
  const auto number = places_[next_].document;
  document.line = places_[next_].line;
  tree.open(record_.name, record_.symbol);
  tree.number(static_cast<std::uint32_t>(document.line));
  CsvRow row;
  for (bool first = true; next_ < places_.size() && places_[next_].document == number; ++next_) {
    if (document.error) continue;
    if (!read(places_[next_], row)) {
      hash_.add(row.bytes);
      document.error = std::move(row.error);
      continue;
    }
    if (first) {
      document.key = key_of(row);
      add_head(tree, row);
      first = false;
    }
    add_row(tree, row);
    hash_.add(row.bytes);
    hash_.add("\n");
    if (tree.size() > kNodesMax) {
      document.error = core::bad_document(
          std::string(reason::kTooLarge),
          fmt::format("more than {} cells that belong to one document", kNodesMax),
          fmt::format("row {}", row.line));
    }
  }
  tree.close();
  document.content_hash = hash_.hex();
  return true;
}

/// What the document says once, by its first row.
void CsvTreeReader::add_head(Tree& tree, const CsvRow& row) {
  head_.assign(columns_.size(), {});
  for (std::size_t i = 0; i < row.cells.size() && i < columns_.size(); ++i) {
    if (!columns_[i].is_key && !columns_[i].is_head) continue;
    head_[i] = row.cells[i];
    add_cell(tree, i, row.cells[i]);
  }
}

void CsvTreeReader::add_row(Tree& tree, const CsvRow& row) const {
  tree.open(row_.name, row_.symbol);
  tree.number(static_cast<std::uint32_t>(row.line));
  for (std::size_t i = 0; i < row.cells.size() && i < columns_.size(); ++i) {
    const bool said = columns_[i].is_key || (columns_[i].is_head && row.cells[i] == head_[i]);
    if (!said) add_cell(tree, i, row.cells[i]);
  }
  tree.close();
}

void CsvTreeReader::add_cell(Tree& tree, std::size_t column, std::string_view cell) const {
  if (cell.empty()) return;
  // Where doubled quotes were made single, the cell lives until the next row only.
  tree.leaf(columns_[column].name, columns_[column].symbol,
            in_source(cell) ? cell : tree.keep(std::string(cell)));
}

bool CsvTreeReader::in_source(std::string_view cell) const {
  const std::less_equal<> before;
  return before(text_.data(), cell.data()) &&
         before(cell.data() + cell.size(), text_.data() + text_.size());
}

}  // namespace procured::reader
