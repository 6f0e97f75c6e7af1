#include "connectors/reader/csv_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/reader/reasons.h"
#include "tests/connectors/reader/tree_text.h"

// Goal: CSV files in the shapes that ledgers come in become rows under their columns, and what is
// wrong with a row stays with that row.
// Method: small files of one trait each, with the tree written out by hand.
namespace procured::reader {
namespace {

using testing::ElementsAre;

const Names kNoNames;

struct Read {
  std::string tree;
  std::vector<std::string> errors;  // "line reason"
};

Read read(const std::string& text, CsvFormat format = {}) {
  CsvTreeReader reader(std::move(format));
  if (const auto started = reader.start(text, kNoNames); !started) {
    return {started.error().code + " " + started.error().place, {}};
  }
  Tree tree;
  Read read;
  reader.next(tree);
  read.tree = text_of(tree);
  for (const auto& row : reader.rows()) {
    if (row.error) read.errors.push_back(std::to_string(row.line) + " " + row.error->code);
  }
  return read;
}

TEST(CsvTreeTest, RowsHoldTheirCellsUnderTheNamesOfTheColumns) {
  EXPECT_EQ(read("Name, Net Amount \nACME,1.50\nBravo, 2\n").tree,
            "table(row(@line=2 Name=ACME Net Amount=1.50) row(@line=3 Name=Bravo Net Amount=2))");
}

TEST(CsvTreeTest, EmptyCellsAndBlankRowsAreAbsent) {
  EXPECT_EQ(read("a;b;c\n1;;3\n;;\n\n;2;\n").tree, "table(row(@line=2 a=1 c=3) row(@line=5 b=2))");
}

TEST(CsvTreeTest, TheDelimiterIsTheOneTheHeaderUses) {
  for (const std::string delimiter : {",", ";", "\t", "|"}) {
    EXPECT_EQ(read("a" + delimiter + "b\n1" + delimiter + "2\n").tree,
              "table(row(@line=2 a=1 b=2))");
  }
  EXPECT_EQ(read("a;b,c\n1;2\n", {.delimiters = ";"}).tree, "table(row(@line=2 a=1 b,c=2))");
  EXPECT_EQ(read("a~b\n1~2\n", {.delimiters = "~"}).tree, "table(row(@line=2 a=1 b=2))");
}

TEST(CsvTreeTest, LinesMayEndInCarriageReturnsAlone) {
  EXPECT_EQ(read("a,b\r1,2\r3,4").tree, "table(row(@line=2 a=1 b=2) row(@line=3 a=3 b=4))");
}

TEST(CsvTreeTest, QuotedCellsMayHoldAnythingAndOutliveTheirRow) {
  EXPECT_EQ(read("a,b\n\"x, \"\"y\"\"\",1\n\"p\nq\",2\n\"\"\"z\"\"\",3\n").tree,
            "table(row(@line=2 a=x, \"y\" b=1) row(@line=3 a=p\nq b=2) row(@line=5 a=\"z\" b=3))");
  EXPECT_EQ(read("a,b\n'1,2',\"3\n", {.quote = '\''}).tree, "table(row(@line=2 a=1,2 b=\"3))");
  EXPECT_EQ(read("a,b\n\"1,2\"\n", {.quote = '\0'}).tree, "table(row(@line=2 a=\"1 b=2\"))");
}

TEST(CsvTreeTest, TheHeaderIsSearchedBelowAPreamble) {
  const std::string text =
      "Payments over 250 pounds\n\n\"printed, 1 May\nDepartment,Amount  Paid,Name:\n1,2,3\n";
  EXPECT_EQ(read(text, {.header_has = {"amount paid", "department"}}).tree,
            "table(row(@line=5 Department=1 Amount  Paid=2 Name:=3))");
  EXPECT_EQ(read("x\nName;Date\n1;2\n", {.header_has = {"date"}}).tree,
            "table(row(@line=3 Name=1 Date=2))");
}

TEST(CsvTreeTest, AHeaderThatIsNowhereIsRefused) {
  EXPECT_EQ(read("a,b\n1,2\n", {.header_has = {"c"}}).tree, "missing_column row 1");
  const std::string late = std::string(30, '\n') + "a,b\n1,2\n";
  EXPECT_EQ(read(late, {.header_has = {"a"}}).tree, "missing_column row 1");
  EXPECT_EQ(read(late.substr(1), {.header_has = {"a"}}).tree, "table(row(@line=31 a=1 b=2))");
}

TEST(CsvTreeTest, AFileWithoutHeaderHasTheNamesItIsGiven) {
  EXPECT_EQ(read("\n1;2\n3;4\n", {.columns = {"a", "b"}}).tree,
            "table(row(@line=2 a=1 b=2) row(@line=3 a=3 b=4))");
}

TEST(CsvTreeTest, ColumnsWithoutANameAreNumbered) {
  EXPECT_EQ(read("a,,b,\n1,2,3,4\n").tree, "table(row(@line=2 a=1 column 2=2 b=3 column 4=4))");
}

TEST(CsvTreeTest, ARowThatCannotBeReadCostsItselfOnly) {
  const auto rows = read("a,b\n1,2\n3\n4,5,6\n\"7,8\n9,10\n\"x\"y,1\n11,12\n");
  EXPECT_EQ(rows.tree, "table(row(@line=2 a=1 b=2) row(@line=6 a=9 b=10) row(@line=8 a=11 b=12))");
  EXPECT_THAT(rows.errors,
              ElementsAre("3 row_too_short", "4 row_too_long", "5 stray_quote", "7 stray_quote"));
}

TEST(CsvTreeTest, RowsMayBeAsWideAsTheFormatSays) {
  EXPECT_EQ(read("a,b\n1,2,, ,\n").tree, "table(row(@line=2 a=1 b=2))");
  EXPECT_THAT(read("a,b\n1,2,\n", {.blank_excess = false}).errors, ElementsAre("2 row_too_long"));
  EXPECT_EQ(read("a,b\n1\n", {.missing_cells = true}).tree, "table(row(@line=2 a=1))");
  EXPECT_THAT(read("a,b\n1,2,3\n", {.missing_cells = true}).errors, ElementsAre("2 row_too_long"));
}

TEST(CsvTreeTest, ColumnsAreLookedUpByTheirKeys) {
  EXPECT_EQ(column_key("  Payment\n Date\xC2\xA0 "), "payment date");
  EXPECT_EQ(column_key("BEL\xC3\x98P \xC2\xA3"), "bel\xC3\xB8p \xC2\xA3");
  EXPECT_EQ(column_key(" "), "");
  Names names;
  const auto date = names.add({Names::kNoNamespace, "payment date"});
  const auto row = names.add({Names::kNoNamespace, "row"});
  CsvTreeReader reader({});
  Tree tree;
  ASSERT_TRUE(reader.start("Payment  DATE,x\n1,2\n", names));
  ASSERT_TRUE(reader.next(tree));
  EXPECT_EQ(tree[1].symbol, row);
  EXPECT_EQ(tree[3].name, "Payment  DATE");
  EXPECT_EQ(tree[3].symbol, date);
  EXPECT_EQ(tree[4].symbol, kUnknownName);
}

TEST(CsvTreeTest, AFileComesInSeveralTreesAndEndsOnce) {
  CsvTreeReader reader({});
  Tree tree;
  ASSERT_TRUE(reader.start("a\n1\n2\n3\n", kNoNames));
  ASSERT_TRUE(reader.next(tree, 2));
  EXPECT_EQ(text_of(tree), "table(row(@line=2 a=1) row(@line=3 a=2))");
  ASSERT_TRUE(reader.next(tree, 2));
  EXPECT_EQ(text_of(tree), "table(row(@line=4 a=3))");
  EXPECT_EQ(reader.rows()[0].bytes, "3");
  EXPECT_EQ(tree[reader.rows()[0].node].name, "row");
  EXPECT_FALSE(reader.next(tree, 2));
  EXPECT_TRUE(reader.rows().empty());
}

TEST(CsvTreeTest, ATreeIsBoundedHoweverLargeTheFile) {
  std::string text = "a,b,c,d,e,f,g,h\n";
  for (int i = 0; i < 150'000; ++i) text += "1,2,3,4,5,6,7,8\n";
  CsvTreeReader reader({});
  Tree tree;
  ASSERT_TRUE(reader.start(text, kNoNames));
  std::size_t rows = 0;
  while (reader.next(tree)) {
    EXPECT_LT(tree.size(), CsvTreeReader::kNodesAtOnce + 10);
    rows += reader.rows().size();
  }
  EXPECT_EQ(rows, 150'000U);
}

TEST(CsvTreeTest, EmptyFilesAndBrokenHeadersAreRefused) {
  EXPECT_EQ(read("").tree, "empty_file row 1");
  EXPECT_EQ(read("\r\n \n").tree, "empty_file row 1");
  EXPECT_EQ(read("a,\"b\n1,2").tree, "unterminated_quote row 1");
  EXPECT_EQ(read("", {.columns = {"a"}}).tree, "empty_file row 1");
}

}  // namespace
}  // namespace procured::reader
