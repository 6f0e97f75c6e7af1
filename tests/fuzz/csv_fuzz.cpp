#include <algorithm>
#include <optional>
#include <set>

#include "connectors/reader/csv_tree.h"
#include "connectors/reader/encoding.h"
#include "fuzz/tree_check.h"

// CSV: rows in their order, each with cells or a reason, and the same rows as documents. The first
// byte chooses the format.
namespace procured::fuzz {
namespace {

reader::CsvFormat format_of(unsigned choice) {
  reader::CsvFormat format;
  if ((choice & 1U) != 0) format.delimiters = ";";
  if ((choice & 2U) != 0) format.quote = '\'';
  if ((choice & 4U) != 0) format.quote = '\0';
  if ((choice & 8U) != 0) format.header_has = {{"id"}, {"amount"}};
  if ((choice & 16U) != 0) format.columns = {"id", "name", "amount"};
  format.blank_excess = (choice & 32U) == 0;
  format.missing_cells = (choice & 64U) != 0;
  return format;
}

/// A cell's text as the tree has it: an empty one has no element.
std::size_t filled(const reader::CsvRow& row) {
  return static_cast<std::size_t>(std::count_if(
      row.cells.begin(), row.cells.end(), [](std::string_view cell) { return !cell.empty(); }));
}

/// A row of the file, and how many of its cells hold something; none: it cannot be read.
struct Row {
  std::uint64_t line = 0;
  std::optional<std::size_t> width;

  bool operator==(const Row&) const = default;
};

std::vector<Row> check_rows(std::string_view text, const reader::CsvFormat& format) {
  reader::CsvReader reader(text, format);
  if (const auto& error = reader.header_error()) {
    check_refusal(*error);
    return {};
  }
  expect(reader.header().size() == reader.columns().size(), "a column has both its names");
  std::vector<Row> rows;
  reader::CsvRow row;
  std::uint64_t last = 0;
  while (reader.next(row)) {
    expect(row.line > last, "rows follow each other");
    last = row.line;
    const bool inside = row.bytes.data() >= text.data() &&
                        row.bytes.data() + row.bytes.size() <= text.data() + text.size();
    expect(inside, "a row's bytes are the file's");
    if (row.error) {
      check_refusal(*row.error);
      rows.push_back({row.line, std::nullopt});
      continue;
    }
    for (const auto cell : row.cells)
      expect(core::trim(cell).size() == cell.size(), "cells are trimmed");
    if (!reader.repeats_header(row)) rows.push_back({row.line, filled(row)});
  }
  return rows;
}

/// The rows of one document. What its first row says for all has no number.
void append_rows(const reader::Tree& tree, std::vector<Row>& rows) {
  for (auto node = tree.first_child(0); node < tree[0].end; node = tree[node].end) {
    const auto line = tree.number_of(node, 0);
    if (line == 0) continue;
    std::size_t cells = 0;
    for (auto cell = tree.first_child(node); cell < tree[node].end; cell = tree[cell].end) ++cells;
    rows.push_back({line, cells});
  }
}

/// Grouped or not, each row of the file is in one document; without groups with all its cells.
void check_documents(std::string_view text, const reader::CsvFormat& format,
                     const reader::TableLayout& layout, std::vector<Row> expected) {
  static const reader::Names names;
  reader::CsvTreeReader reader(format, layout);
  if (const auto started = reader.start(text, names); !started)
    return check_refusal(started.error());
  std::vector<Row> rows;
  std::set<std::string> keys;
  std::size_t documents = 0;
  reader::Tree tree;
  reader::TableDocument document;
  for (; reader.next(tree, document); ++documents) {
    expect(document.content_hash.size() == 64, "a document has its hash");
    if (document.error) {
      check_refusal(*document.error);
      rows.push_back({document.line, std::nullopt});
      continue;
    }
    check_tree(tree);
    if (!document.key.empty()) expect(keys.insert(document.key).second, "a key has one document");
    append_rows(tree, rows);
  }
  expect(documents == reader.documents(), "documents are as many as were found");
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.line < b.line; });
  if (!layout.keys.empty() || !layout.head.empty()) {
    for (auto* each : {&rows, &expected}) {
      for (auto& row : *each) row.width = row.width ? std::optional<std::size_t>(0) : std::nullopt;
    }
  }
  expect(rows == expected, "documents have the file's rows, and refuse the same");
}

}  // namespace
}  // namespace procured::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace procured;
  auto input = fuzz::text_of(data, size);
  const auto format = fuzz::format_of(fuzz::take_byte(input));
  std::string scratch;
  const auto text = reader::as_utf8(input, {"auto", "windows-1252"}, scratch);
  if (!text) {
    fuzz::check_refusal(text.error());
    return 0;
  }
  const auto rows = fuzz::check_rows(text.value(), format);
  fuzz::check_documents(text.value(), format, {}, rows);
  fuzz::check_documents(text.value(), format, {{{"amount", "paid"}}, {"id"}, {"name", "date"}},
                        rows);
  return 0;
}
