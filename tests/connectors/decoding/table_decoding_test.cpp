// Goal: a ledger's rows become one document per voucher and supplier, in whatever shape its sender
// exports them, and a row that cannot be read costs only its own document.
// Method: a small mapping in a temporary catalogue, small files of one trait each with what they
// must give written out by hand.
#include "connectors/decoding/table_decoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/hash.h"
#include "support/small_catalogue.h"

namespace procured::mapping {
namespace {

using testing::ElementsAre;

constexpr const char* kLedger =
    "document: ledger\n"
    "recognise:\n"
    "  syntax: csv\n"
    "  encodings: [Windows-1252, CP850]\n"
    "  columns: [[ref, ref no], supplier, [paid, paid \xC2\xA3]]\n"
    "  more_columns: [[day, payment date]]\n"
    "  group_by: [ref, supplier]\n"
    "  head: day\n"
    "set: {kind: LEDGER_ENTRY}\n"
    "fields:\n"
    "  id: {at: ref, required: missing_id}\n"
    "  issue_date: {at: day, type: date, format: [DD/MM/YYYY], required: missing_issue_date}\n"
    "  seller: {fields: {name: supplier}}\n"
    "  lines: {each: row, fields: {line_extension_amount: {at: paid, type: decimal,\n"
    "          required: missing_line_amount}, period: {fields: {start_date: {at: day, type: "
    "date,\n"
    "          format: [DD/MM/YYYY]}}}}}\n";

class TableDecodingTest : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    catalogue_.write("x/" + name, text);
  }
  Decoding decode(const std::string& bytes, const ConnectorSettings& settings = {}) const {
    return catalogue_.decode(bytes, settings);
  }
  /// "7 ACME 2026-01-31: 10 20" of a document, "invalid_number place" of a dead letter.
  static std::vector<std::string> told(const Decoding& decoding) {
    std::vector<std::string> all;
    for (const auto& part : decoding.parts) {
      if (const auto* error = std::get_if<core::Error>(&part.outcome)) {
        all.push_back(error->code + " " + error->place);
        continue;
      }
      const auto& content = std::get<DecodedDocument>(part.outcome).content;
      auto& text = all.emplace_back(content.id() + " " + content.seller().name() + " " +
                                    content.issue_date() + ":");
      for (const auto& line : content.lines()) {
        text += " " + line.line_extension_amount();
        if (line.has_period()) text += "@" + line.period().start_date();
      }
    }
    return all;
  }
  std::string problems_of(const std::string& mapping) {
    write("a.yaml", mapping);
    const auto catalogue = Catalogue::load({catalogue_.path()});
    return catalogue.has_error() ? catalogue.error().detail : "none";
  }

  testing_support::SmallCatalogue catalogue_;
};

TEST_F(TableDecodingTest, RowsOfAVoucherAndSupplierAreOneDocument) {
  write("a.yaml", kLedger);
  const auto decoding = decode(
      "Ref No.,Supplier,Payment date,Paid\n"
      "7,ACME,31/01/2026,10\n"
      "8,ACME,31/01/2026,20\n"
      "7,Acme ,31/01/2026,30\n"
      "7,ACME,01/02/2026,40\n");
  EXPECT_EQ(decoding.entry, "x");
  EXPECT_THAT(told(decoding),
              ElementsAre("7 ACME 2026-01-31: 10 30 40@2026-02-01", "8 ACME 2026-01-31: 20"));
  EXPECT_TRUE(decoding.unmapped.empty());
  ASSERT_EQ(decoding.parts.size(), 2U);
  EXPECT_EQ(decoding.parts[1].content_hash, core::sha256_hex("8,ACME,31/01/2026,20\n"));
  const auto& places = std::get<DecodedDocument>(decoding.parts[0].outcome).places;
  ASSERT_EQ(places.lines_size(), 3);
  EXPECT_EQ(places.lines(1).path(), "/record[2]/row[4]");
}

TEST_F(TableDecodingTest, PositionsStayWhereNeighboursChangeAndNameNobody) {
  write("a.yaml", kLedger);
  const auto one = decode("ref,supplier,day,paid\n8,Ola Hansen,31/01/2026,20\n");
  const auto two =
      decode("ref,supplier,day,paid\n7,ACME,31/01/2026,1\n8,OLA HANSEN,31/01/2026,21\n");
  ASSERT_EQ(two.parts.size(), 2U);
  EXPECT_EQ(one.parts[0].position, two.parts[1].position);
  EXPECT_NE(two.parts[0].position, two.parts[1].position);
  EXPECT_EQ(one.parts[0].position.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST_F(TableDecodingTest, ARowThatCannotBeReadCostsItsOwnDocument) {
  write("a.yaml", kLedger);
  EXPECT_THAT(told(decode("ref,supplier,day,paid\n"
                          "1,ACME,31/01/2026,ten\n"
                          "2,ACME,31/01/2026,1,1\n"
                          "3,ACME,soon,1\n"
                          ",ACME,31/01/2026,1\n"
                          "4,ACME,31/01/2026,\n"
                          "5,ACME,31/01/2026,5\n")),
              ElementsAre("invalid_number /record[2]/row[2]/paid", "row_too_long row 3",
                          "invalid_date /record[4]/day", "missing_id /record[5]/ref",
                          "missing_line_amount /record[6]/row[6]/paid", "5 ACME 2026-01-31: 5"));
}

TEST_F(TableDecodingTest, TheHeaderTellsTheEncoding) {
  write("a.yaml", kLedger);
  for (const std::string pound : {"\xC2\xA3", "\xA3", "\x9C"}) {
    const auto rows = "ref,supplier,day,Paid " + pound + "\n7,Caf" +
                      (pound == "\xA3"   ? "\xE9"
                       : pound == "\x9C" ? "\x82"
                                         : "\xC3\xA9") +
                      ",31/01/2026,1\n";
    EXPECT_THAT(told(decode(rows)), ElementsAre("7 Caf\xC3\xA9 2026-01-31: 1"));
  }
}

TEST_F(TableDecodingTest, AFileWithoutHeaderIsKnownByItsFirstRow) {
  auto mapping = std::string(kLedger);
  mapping.replace(mapping.find("  columns: "),
                  mapping.find("  group_by") - mapping.find("  columns: "),
                  "  header: none\n"
                  "  columns: [ref, supplier, day, paid]\n"
                  "  when: [{path: ref, matches: '^B[0-9]+$'}]\n");
  write("a.yaml", mapping);
  EXPECT_THAT(told(decode("B1,ACME,31/01/2026,1\nx,ACME,31/01/2026,2\n")),
              ElementsAre("B1 ACME 2026-01-31: 1", "x ACME 2026-01-31: 2"));
  EXPECT_THAT(told(decode("C1,ACME,31/01/2026,1\n")), ElementsAre("not_recognised line 1"));
}

TEST_F(TableDecodingTest, AnotherTableIsNotRecognisedAndAHeaderAloneIsEmpty) {
  write("a.yaml", kLedger);
  EXPECT_THAT(told(decode("ref,supplier\n1,ACME\n")), ElementsAre("not_recognised line 1"));
  EXPECT_THAT(told(decode("ref,supplier,paid\n,,\n")), ElementsAre("empty_file row 1"));
  ConnectorSettings other;
  other.entries = {"y"};
  EXPECT_THAT(told(decode("ref,supplier,paid\n1,ACME,1\n", other)),
              ElementsAre("not_recognised line 1"));
}

TEST_F(TableDecodingTest, TheDecimalMarkIsTheConnectors) {
  write("a.yaml", kLedger);
  ConnectorSettings settings;
  settings.decimal_point = ',';
  EXPECT_THAT(told(decode("ref;supplier;day;paid\n7;ACME;31/01/2026;1,50\n", settings)),
              ElementsAre("7 ACME 2026-01-31: 1.5"));
}

TEST_F(TableDecodingTest, WhatIsWrongWithAMappingIsSaid) {
  const std::string start = "document: d\nrecognise: {";
  EXPECT_NE(problems_of(start + "syntax: csv}").find("needs columns"), std::string::npos);
  EXPECT_NE(problems_of(start + "syntax: csv, columns: [ref], group_by: reff}")
                .find("there is no column 'reff'; did you mean 'ref'?"),
            std::string::npos);
  EXPECT_NE(
      problems_of(start + "syntax: csv, columns: [ref], header: some}").find("header is none"),
      std::string::npos);
  EXPECT_NE(problems_of(start + "syntax: csv, columns: [ref], encodings: EBCDIC}").find("EBCDIC"),
            std::string::npos);
  EXPECT_NE(problems_of(start + "root: a, columns: [ref]}").find("columns is for the syntax csv"),
            std::string::npos);
  EXPECT_NE(problems_of(start + "syntax: csv, columns: [ref], when: [{path: ref, matches: '('}]}")
                .find("no regular expression"),
            std::string::npos);
}

}  // namespace
}  // namespace procured::mapping
