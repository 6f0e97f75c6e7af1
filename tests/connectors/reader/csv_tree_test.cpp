#include "connectors/reader/csv_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/reader/reasons.h"
#include "core/hash.h"

// Goal: CSV files in the shapes that ledgers come in become rows under their columns, and what is
// wrong with a row stays with that row.
// Method: small files of one trait each, with the tree written out by hand.
namespace procured::reader {
namespace {

using testing::ElementsAre;

const Names kNoNames;

struct Read {
  std::string tree;                 // of all documents
  std::vector<std::string> errors;  // "line reason"
};

/// "record[2](Name=ACME row[2](Amount=1))": a document with the lines of the file that it has.
std::string outline(const Tree& tree, NodeId node) {
  const auto path = tree.path_of(node);
  auto text = path.substr(path.rfind('/') + 1);
  if (!tree[node].text.empty()) text.append("=").append(tree[node].text);
  std::string below;
  for (auto child = tree.first_child(node); child < tree[node].end; child = tree[child].end)
    below += (below.empty() ? "" : " ") + outline(tree, child);
  return below.empty() ? text : text + "(" + below + ")";
}

Read read(const std::string& text, CsvFormat format = {}, TableLayout layout = {}) {
  CsvTreeReader reader(std::move(format), std::move(layout));
  if (const auto started = reader.start(text, kNoNames); !started) {
    return {started.error().code + " " + started.error().place, {}};
  }
  Tree tree;
  Read read;
  TableDocument document;
  while (reader.next(tree, document)) {
    if (document.error) {
      read.errors.push_back(std::to_string(document.line) + " " + document.error->code);
      continue;
    }
    read.tree += (read.tree.empty() ? "" : " ") + outline(tree, 0);
  }
  return read;
}

TEST(CsvTreeTest, RowsHoldTheirCellsUnderTheNamesOfTheColumns) {
  EXPECT_EQ(
      read("Name, Net Amount \nACME,1.50\nBravo, 2\n").tree,
      "record[2](row[2](Name=ACME Net Amount=1.50)) record[3](row[3](Name=Bravo Net Amount=2))");
}

TEST(CsvTreeTest, EmptyCellsAndBlankRowsAreAbsent) {
  EXPECT_EQ(read("a;b;c\n1;;3\n;;\n\n;2;\n").tree,
            "record[2](row[2](a=1 c=3)) record[5](row[5](b=2))");
}

TEST(CsvTreeTest, TheDelimiterIsTheOneTheHeaderUses) {
  for (const std::string delimiter : {",", ";", "\t", "|"}) {
    EXPECT_EQ(read("a" + delimiter + "b\n1" + delimiter + "2\n").tree,
              "record[2](row[2](a=1 b=2))");
  }
  EXPECT_EQ(read("a;b,c\n1;2\n", {.delimiters = ";"}).tree, "record[2](row[2](a=1 b,c=2))");
  EXPECT_EQ(read("a~b\n1~2\n", {.delimiters = "~"}).tree, "record[2](row[2](a=1 b=2))");
}

TEST(CsvTreeTest, LinesMayEndInCarriageReturnsAlone) {
  EXPECT_EQ(read("a,b\r1,2\r3,4").tree, "record[2](row[2](a=1 b=2)) record[3](row[3](a=3 b=4))");
}

TEST(CsvTreeTest, QuotedCellsMayHoldAnythingAndOutliveTheirRow) {
  EXPECT_EQ(read("a,b\n\"x, \"\"y\"\"\",1\n\"p\nq\",2\n\"\"\"z\"\"\",3\n").tree,
            "record[2](row[2](a=x, \"y\" b=1)) record[3](row[3](a=p\nq b=2)) "
            "record[5](row[5](a=\"z\" b=3))");
  EXPECT_EQ(read("a,b\n'1,2',\"3\n", {.quote = '\''}).tree, "record[2](row[2](a=1,2 b=\"3))");
  EXPECT_EQ(read("a,b\n\"1,2\"\n", {.quote = '\0'}).tree, "record[2](row[2](a=\"1 b=2\"))");
}

TEST(CsvTreeTest, TheHeaderIsSearchedBelowAPreamble) {
  const std::string text =
      "Payments over 250 pounds\n\n\"printed, 1 May\nDepartment,Amount  Paid,Name:\n1,2,3\n";
  EXPECT_EQ(read(text, {.header_has = {{"amount paid"}, {"sector", "department"}}}).tree,
            "record[5](row[5](Department=1 Amount  Paid=2 Name:=3))");
  EXPECT_EQ(read("x\nName;Date\n1;2\n", {.header_has = {{"date"}}}).tree,
            "record[3](row[3](Name=1 Date=2))");
}

TEST(CsvTreeTest, AHeaderThatIsNowhereIsRefused) {
  EXPECT_EQ(read("a,b\n1,2\n", {.header_has = {{"c"}}}).tree, "missing_column row 1");
  const std::string late = std::string(30, '\n') + "a,b\n1,2\n";
  EXPECT_EQ(read(late, {.header_has = {{"a"}}}).tree, "missing_column row 1");
  EXPECT_EQ(read(late.substr(1), {.header_has = {{"a"}}}).tree, "record[31](row[31](a=1 b=2))");
}

TEST(CsvTreeTest, AFileWithoutHeaderHasTheNamesItIsGiven) {
  EXPECT_EQ(read("\n1;2\n3;4\n", {.columns = {"a", "b"}}).tree,
            "record[2](row[2](a=1 b=2)) record[3](row[3](a=3 b=4))");
}

TEST(CsvTreeTest, ColumnsWithoutANameAreNumbered) {
  EXPECT_EQ(read("a,,b,\n1,2,3,4\n").tree, "record[2](row[2](a=1 column 2=2 b=3 column 4=4))");
}

TEST(CsvTreeTest, ARowThatCannotBeReadCostsItselfOnly) {
  const auto rows = read("a,b\n1,2\n3\n4,5,6\n\"7,8\n9,10\n\"x\"y,1\n11,12\n");
  EXPECT_EQ(rows.tree,
            "record[2](row[2](a=1 b=2)) record[6](row[6](a=9 b=10)) record[8](row[8](a=11 b=12))");
  EXPECT_THAT(rows.errors,
              ElementsAre("3 row_too_short", "4 row_too_long", "5 stray_quote", "7 stray_quote"));
}

TEST(CsvTreeTest, RowsMayBeAsWideAsTheFormatSays) {
  EXPECT_EQ(read("a,b\n1,2,, ,\n").tree, "record[2](row[2](a=1 b=2))");
  EXPECT_THAT(read("a,b\n1,2,\n", {.blank_excess = false}).errors, ElementsAre("2 row_too_long"));
  EXPECT_EQ(read("a,b\n1\n", {.missing_cells = true}).tree, "record[2](row[2](a=1))");
  EXPECT_THAT(read("a,b\n1,2,3\n", {.missing_cells = true}).errors, ElementsAre("2 row_too_long"));
}

TEST(CsvTreeTest, ColumnsAreLookedUpByTheirKeys) {
  EXPECT_EQ(column_key("  Payment\n Date\xC2\xA0 "), "payment date");
  EXPECT_EQ(column_key("BEL\xC3\x98P \xC2\xA3"), "bel\xC3\xB8p \xC2\xA3");
  EXPECT_EQ(column_key("+Ref No. :"), "ref no");
  EXPECT_EQ(column_key(" "), "");
  Names names;
  const auto date = names.add({Names::kNoNamespace, "payment date"});
  const auto paid = names.add({Names::kNoNamespace, "amount"});
  const auto row = names.add({Names::kNoNamespace, "row"});
  CsvTreeReader reader({}, {{{"amount", "paid"}}, {}, {}});
  Tree tree;
  TableDocument document;
  ASSERT_TRUE(reader.start("Payment  DATE,x,Paid:\n1,2,3\n", names));
  ASSERT_TRUE(reader.next(tree, document));
  EXPECT_EQ(tree[1].symbol, row);
  EXPECT_EQ(tree[2].name, "Payment  DATE");
  EXPECT_EQ(tree[2].symbol, date);
  EXPECT_EQ(tree[3].symbol, kUnknownName);
  EXPECT_EQ(tree[4].symbol, paid);
}

TEST(CsvTreeTest, RowsWithTheSameKeysAreOneDocumentWhereverTheyStand) {
  const std::string text =
      "ref,name,day,amount\n"
      "7,ACME,1,10\n"
      "8,ACME,1,20\n"
      "7, acme ,1,30\n"
      ",ACME,1,40\n"
      ",ACME,1,50\n"
      "7,ACME,2,60\n";
  const auto rows = read(text, {}, {{}, {"ref", "name"}, {"day"}});
  EXPECT_EQ(rows.tree,
            "record[2](ref=7 name=ACME day=1 row[2](amount=10) row[4](amount=30) "
            "row[7](day=2 amount=60)) "
            "record[3](ref=8 name=ACME day=1 row[3](amount=20)) "
            "record[5](name=ACME day=1 row[5](amount=40)) "
            "record[6](name=ACME day=1 row[6](amount=50))");
}

TEST(CsvTreeTest, AnUnreadableRowIsNoPartOfADocument) {
  const auto rows = read("ref,amount\n7,1\n7,2,3\n7,\"4\"x\n7,5\n", {}, {{}, {"ref"}, {}});
  EXPECT_EQ(rows.tree, "record[2](ref=7 row[2](amount=1) row[5](amount=5))");
  EXPECT_THAT(rows.errors, ElementsAre("3 row_too_long", "4 stray_quote"));
}

TEST(CsvTreeTest, ADocumentIsKnownByTheBytesOfItsRows) {
  CsvTreeReader reader({}, {{}, {"ref"}, {}});
  Tree tree;
  TableDocument document;
  ASSERT_TRUE(reader.start("ref,amount\r7,1\r8,\"2\"\r7,3\r", kNoNames));
  EXPECT_EQ(reader.documents(), 2U);
  ASSERT_TRUE(reader.next(tree, document));
  EXPECT_EQ(document.content_hash, core::sha256_hex("7,1\n7,3\n"));
  const auto key = document.key;
  EXPECT_NE(key, "");
  ASSERT_TRUE(reader.next(tree, document));
  EXPECT_EQ(document.content_hash, core::sha256_hex("8,\"2\"\n"));
  EXPECT_NE(document.key, key);
  EXPECT_FALSE(reader.next(tree, document));
}

TEST(CsvTreeTest, ADocumentIsBoundedHoweverLargeTheFile) {
  std::string text = "a,b,c,d,e,f,g,h\n";
  for (int i = 0; i < 150'000; ++i) text += "1,2,3,4,5,6,7,8\n";
  const auto apart = read(text + "9,2,3,4,5,6,7,8\n", {}, {{}, {"a"}, {}});
  EXPECT_THAT(apart.errors, ElementsAre("2 too_large"));
  EXPECT_TRUE(apart.tree.starts_with("record[150002]"));
}

TEST(CsvTreeTest, AFileHasSoManyRowsAndDocumentsOnly) {
  const auto too_many_of = [](const std::string& text, TableLayout layout) {
    CsvTreeReader reader({}, std::move(layout));
    EXPECT_TRUE(reader.start(text, kNoNames));
    return reader.too_many() ? reader.too_many()->detail : "";
  };
  std::string rows = "a\n";
  for (int i = 0; i < 100'000; ++i) rows += "1\n";
  EXPECT_EQ(too_many_of(rows, {}), "");
  EXPECT_EQ(too_many_of(rows + "1\n", {}), "more than 100000 documents in one file");
  for (int i = 0; i < 400'000; ++i) rows += "1\n";
  EXPECT_EQ(too_many_of(rows, {{}, {"a"}, {}}), "");
  EXPECT_EQ(too_many_of(rows + "1\n", {{}, {"a"}, {}}), "more than 500000 rows in one file");
}

TEST(CsvTreeTest, TheHeaderMayBeTheLastLine) {
  const CsvFormat format{.header_has = {{"b"}, {"a"}}};
  EXPECT_EQ(read("1,2\n3,4\na,b\n,\n", format).tree,
            "record[1](row[1](a=1 b=2)) record[2](row[2](a=3 b=4))");
  std::string rows;
  for (int i = 0; i < 40; ++i) rows += "1,2\n";
  EXPECT_TRUE(read(rows + "a,b", format).tree.ends_with("record[40](row[40](a=1 b=2))"));
  // A title above a header without rows is none.
  EXPECT_EQ(read("May\na,b\n", format).tree, "");
}

TEST(CsvTreeTest, TheHeaderOnceMoreIsNoRow) {
  const auto rows = read("A,b\n1,2\na , B:\n3,4\n");
  EXPECT_EQ(rows.tree, "record[2](row[2](A=1 b=2)) record[4](row[4](A=3 b=4))");
  EXPECT_THAT(rows.errors, ElementsAre());
}

TEST(CsvTreeTest, ColumnsWithoutANameAtTheEndNeedNotBeThere) {
  EXPECT_EQ(read("a,b,,\n1,2\n").tree, "record[2](row[2](a=1 b=2))");
  EXPECT_THAT(read("a,,b\n1,2\n").errors, ElementsAre("2 row_too_short"));
}

TEST(CsvTreeTest, EmptyFilesAndBrokenHeadersAreRefused) {
  EXPECT_EQ(read("").tree, "empty_file row 1");
  EXPECT_EQ(read("\r\n \n").tree, "empty_file row 1");
  EXPECT_EQ(read("a,\"b\n1,2").tree, "unterminated_quote row 1");
  EXPECT_EQ(read("", {.columns = {"a"}}).tree, "empty_file row 1");
}

}  // namespace
}  // namespace procured::reader
