#include "connectors/reader/csv_tree.h"

#include <fmt/format.h>

#include <functional>

#include "connectors/reader/reasons.h"

namespace procured::reader {

core::Result<void> CsvTreeReader::start(std::string_view text, const Names& names) {
  const auto symbol = [&](std::string_view key) { return names.find(Names::kNoNamespace, key); };
  text_ = text;
  reader_.emplace(text, format_);
  if (const auto& error = reader_->header_error()) return *error;
  if (reader_->columns().empty() || text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return core::bad_document(std::string(reason::kEmptyFile), "the file is empty", "row 1");
  }
  columns_.clear();
  for (const auto& name : reader_->columns()) {
    auto shown = name.empty() ? fmt::format("column {}", columns_.size() + 1) : name;
    const auto found = symbol(column_key(shown));
    columns_.push_back({std::move(shown), found});
  }
  for (auto* element : {&table_, &row_, &line_}) element->symbol = symbol(element->name);
  return boost::outcome_v2::success();
}

bool CsvTreeReader::next(Tree& tree, std::size_t rows_max) {
  tree.clear();
  rows_.clear();
  tree.open(table_.name, table_.symbol);
  CsvRow row;
  while (rows_.size() < rows_max && tree.size() < kNodesAtOnce && reader_->next(row)) {
    const auto node = row.error ? kNoNode : add_row(tree, row);
    rows_.push_back({row.line, row.bytes, node, std::move(row.error)});
  }
  tree.close();
  return !rows_.empty();
}

NodeId CsvTreeReader::add_row(Tree& tree, const CsvRow& row) const {
  const auto node = tree.open(row_.name, row_.symbol);
  tree.attribute(line_.name, line_.symbol, tree.keep(std::to_string(row.line)));
  for (std::size_t i = 0; i < row.cells.size() && i < columns_.size(); ++i) {
    const auto cell = row.cells[i];
    if (cell.empty()) continue;
    tree.open(columns_[i].name, columns_[i].symbol);
    // Where doubled quotes were made single, the cell lives until the next row only.
    tree.set_text(in_source(cell) ? cell : tree.keep(std::string(cell)));
    tree.close();
  }
  tree.close();
  return node;
}

bool CsvTreeReader::in_source(std::string_view cell) const {
  const std::less_equal<> before;
  return before(text_.data(), cell.data()) &&
         before(cell.data() + cell.size(), text_.data() + text_.size());
}

}  // namespace procured::reader
