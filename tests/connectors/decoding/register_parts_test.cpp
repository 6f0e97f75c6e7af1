// Goal: the parts of a register's file have its rows, each at its line. Method: small files in
// parts of a few bytes, read as the rows that CsvReader gives, against those of the whole file.
#include "connectors/decoding/register_parts.h"

#include <gtest/gtest.h>

#include "connectors/reader/bounds.h"
#include "connectors/reader/csv_reader.h"

namespace procured::mapping {
namespace {

using Lines = std::vector<std::string>;

/// "line: bytes" of each row; `first_row` is the line of the first, of a part.
Lines rows_of(std::string_view text, std::uint64_t first_row = 2) {
  Lines rows;
  reader::CsvReader csv(text, ",");
  for (reader::CsvRow row; csv.next(row);)
    rows.push_back(std::to_string(row.line - 2 + first_row) + ": " + std::string(row.bytes));
  return rows;
}

Lines rows_of(const std::vector<RegisterPart>& parts) {
  Lines rows;
  for (const auto& part : parts) {
    for (auto& row : rows_of(part.bytes, part.first_row)) rows.push_back(std::move(row));
  }
  return rows;
}

TEST(RegisterPartsTest, PartsHaveAllRowsAtTheirLines) {
  const std::string text = "a,b\r\n1,2\r\n\r\n\"two\nlines\",3\r\n4,5\r\n6\r\n\"open,7\r\n8,9";
  const Lines rows = {"2: 1,2", "4: \"two\nlines\",3", "6: 4,5", "7: 6", "8: \"open,7", "9: 8,9"};
  ASSERT_EQ(rows_of(text), rows);
  for (std::size_t bytes = 1; bytes < text.size(); ++bytes) {
    const auto parts = register_parts(text, ",", bytes);
    EXPECT_EQ(rows_of(parts), rows) << bytes;
    for (const auto& part : parts) EXPECT_TRUE(part.bytes.starts_with("a,b\n")) << bytes;
  }
  EXPECT_EQ(register_parts(text, ",", 1).size(), rows.size());
}

TEST(RegisterPartsTest, WhatIsNoLargerIsOne) {
  const std::string text = "a,b\n1,2\n3,4\n";
  EXPECT_TRUE(register_parts(text, ",", text.size()).empty());
  EXPECT_EQ(register_parts(text, ",", 4).size(), 2U);
  EXPECT_EQ(register_parts(text, ",", 5).size(), 1U);
}

TEST(RegisterPartsTest, WhatIsRefusedAsAWholeIsOne) {
  EXPECT_TRUE(register_parts("a,b\n\xFF,2\n3,4\n", ",", 1).empty()) << "no UTF-8";
  EXPECT_TRUE(register_parts("\"a\nx\",b\n1,2\n3,4\n", ",", 1).empty()) << "a header of two lines";
  EXPECT_TRUE(register_parts("a,b\n", ",", 1).empty());
  std::string most = "a\n";
  for (std::size_t i = 0; i < reader::kRowsMax; ++i) most += "1\n";
  EXPECT_EQ(register_parts(most, ",", most.size() / 2).size(), 2U);
  EXPECT_TRUE(register_parts(most + "1\n", ",", most.size() / 2).empty());
}

}  // namespace
}  // namespace procured::mapping
