#include "connectors/reader/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/reader/reasons.h"

// Goal: rows are read as RFC 4180 says, with the line each starts on, and one bad row costs one
// row. Method: small files with the expected cells written out.
namespace procured::reader {
namespace {

using testing::ElementsAre;

struct Row {
  std::uint64_t line = 0;
  std::vector<std::string> cells;
  std::string error;
};

std::vector<Row> rows_of(const std::string& text, const std::string& delimiters = ",;") {
  CsvReader reader(text, delimiters);
  std::vector<Row> rows;
  CsvRow row;
  while (reader.next(row)) {
    rows.push_back(
        {row.line, {row.cells.begin(), row.cells.end()}, row.error ? row.error->code : ""});
  }
  return rows;
}

TEST(CsvReaderTest, HeaderNamesAreLowerCaseAndTellTheDelimiter) {
  EXPECT_THAT(CsvReader("Buyer_ID; Name ;x\n", ",;").header(),
              ElementsAre("buyer_id", "name", "x"));
  EXPECT_EQ(CsvReader("a;b;c\n1,2;3;4\n", ",;").delimiter(), ';');
  EXPECT_EQ(CsvReader("a,b,c\n", ",;").delimiter(), ',');
  EXPECT_EQ(CsvReader("\"a;b;c\",d,e\n", ",;").delimiter(), ',');
}

TEST(CsvReaderTest, LinesMayEndInAnyOfThreeWays) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto rows = rows_of("a,b" + end + "1,2" + end + end + "3,4");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_THAT(rows[0].cells, ElementsAre("1", "2"));
    EXPECT_EQ(rows[0].line, 2U);
    EXPECT_THAT(rows[1].cells, ElementsAre("3", "4"));
    EXPECT_EQ(rows[1].line, 4U);
  }
}

TEST(CsvReaderTest, QuotedCellsHoldDelimitersQuotesAndLineEnds) {
  const auto rows = rows_of("a,b\n\"x, \"\"y\"\"\r\nz\" , 5\" pipe \n1,2\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_THAT(rows[0].cells, ElementsAre("x, \"y\"\r\nz", "5\" pipe"));
  EXPECT_EQ(rows[1].line, 4U);
}

TEST(CsvReaderTest, RowsOfAWrongWidthAreOneErrorEach) {
  const auto rows = rows_of("a,b\n1\n1,2,3\n1,2\n");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].error, reason::kRowTooShort);
  EXPECT_EQ(rows[0].line, 2U);
  EXPECT_EQ(rows[1].error, reason::kRowTooLong);
  EXPECT_EQ(rows[1].line, 3U);
  EXPECT_EQ(rows[2].error, "");
}

TEST(CsvReaderTest, AQuoteThatIsNotClosedCostsItsOwnLineOnly) {
  const auto rows = rows_of("a,b\n\"1,2\n3,4\n5,6\n");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].error, reason::kUnterminatedQuote);
  EXPECT_THAT(rows[1].cells, ElementsAre("3", "4"));
  EXPECT_EQ(rows[2].line, 4U);
}

TEST(CsvReaderTest, TextBehindAClosingQuoteIsAnError) {
  const auto rows = rows_of("a,b\n\"1\"x,2\n3,4\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].error, reason::kStrayQuote);
  EXPECT_THAT(rows[1].cells, ElementsAre("3", "4"));
}

TEST(CsvReaderTest, RowsWithoutAnyTextAreLeftOut) {
  EXPECT_TRUE(rows_of("a;b\n;\n\n ; \n").empty());
}

TEST(CsvReaderTest, ARowOfTooManyCellsIsAnErrorOfItsOwn) {
  const std::string most(CsvReader::kCellsMax - 1, ',');
  const auto rows = rows_of("a,b\n" + most + ",\n3,4\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].error, reason::kTooLarge);
  EXPECT_THAT(rows[1].cells, ElementsAre("3", "4"));
  const CsvReader wide("a" + most + ",\n", ",");
  ASSERT_TRUE(wide.header_error());
  EXPECT_EQ(wide.header_error()->code, reason::kTooLarge);
}

TEST(CsvReaderTest, AHugeCellIsAnErrorOfItsRow) {
  const auto rows = rows_of("a,b\n" + std::string(CsvReader::kCellBytesMax + 1, 'x') + ",2\n3,4\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].error, reason::kTooLarge);
}

TEST(CsvReaderTest, ARowsBytesAreThoseOfTheFileWithoutItsLineEnd) {
  CsvReader reader("a,b\r\n \"x\" ,2\r\n", ",");
  CsvRow row;
  ASSERT_TRUE(reader.next(row));
  EXPECT_EQ(row.bytes, " \"x\" ,2");
}

TEST(CsvReaderTest, AFileOfAHeaderHasNoRows) {
  EXPECT_TRUE(rows_of("a,b").empty());
  EXPECT_TRUE(rows_of("").empty());
}

}  // namespace
}  // namespace procured::reader
