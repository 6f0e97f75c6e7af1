// Goal: the parts of a file are handed over one by one and in its order, and none of a file that is
// refused as a whole. Method: files of one document or row too many, a spreadsheet whose last row
// is wrong, and interchanges of one and of two messages, through the built-in catalogue.
#include "connectors/decoding/file_decoding.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "connectors/mapping/catalogue.h"
#include "connectors/reader/bounds.h"
#include "support/archive.h"
#include "support/built_in_catalogue.h"

namespace procured::mapping {
namespace {

using testing_support::built_in_catalogue;

/// "position reason" of each part; a document or row that was read has no reason.
std::vector<std::string> told(const std::string& bytes) {
  std::vector<std::string> parts;
  built_in_catalogue().decode(bytes, {}, [&](const Decoded& part) {
    const auto* error = std::get_if<core::Error>(&part.outcome);
    parts.push_back(part.position + " " + (error == nullptr ? "" : error->code));
  });
  return parts;
}

std::string repeated(std::string head, const std::string& part, std::size_t times) {
  for (std::size_t i = 0; i < times; ++i) head += part;
  return head;
}

using Told = std::vector<std::string>;

const std::string kUnits = "buyer_id,unit_id,name,parent_id,kind\n";
const std::string kUnit = "314000307,u,x,,\n";

TEST(FileDecodingTest, NoRowOfAFileOfTooManyIsHandedOver) {
  const auto most = repeated(kUnits, kUnit, reader::kRowsMax);
  std::size_t rows = 0;
  built_in_catalogue().decode(most, {}, [&](const Decoded& /*part*/) { ++rows; });
  EXPECT_EQ(rows, reader::kRowsMax);
  EXPECT_EQ(told(most + kUnit), (Told{" too_large"}));
  // Lines that are no rows do not count.
  EXPECT_EQ(told(kUnits + std::string(reader::kRowsMax + 1, '\n') + kUnit).size(), 1U);
}

TEST(FileDecodingTest, NoDocumentOfATableOfTooManyIsHandedOver) {
  const std::string header = "voucher,supplier,date,amount\n";
  EXPECT_EQ(told(repeated(header, ",x,2024-02-29,1\n", reader::kDocumentsMax + 1)),
            (Told{" too_large"}));
}

TEST(FileDecodingTest, NoMessageOfAnInterchangeOfTooManyIsHandedOver) {
  const std::string header = "UNB+UNOC:3+S+R+240102:1200+1'";
  const std::string message = "UNH+1+X'UNT+2+1'";
  EXPECT_EQ(told(repeated(header, message, reader::kDocumentsMax)).size(), reader::kDocumentsMax);
  EXPECT_EQ(told(repeated(header, message, reader::kDocumentsMax + 1)), (Told{" too_large"}));
}

TEST(FileDecodingTest, MessagesAreNumberedWhereThereAreSeveral) {
  const std::string header = "UNB+UNOC:3+S+R+240102:1200+1'";
  const std::string message = "UNH+1+X'UNT+2+1'";
  EXPECT_EQ(told(header + message + "UNZ+1+1'"), (Told{" kind_not_supported"}));
  EXPECT_EQ(told(header + message + message + "UNZ+2+1'"),
            (Told{"1 kind_not_supported", "2 kind_not_supported"}));
  EXPECT_EQ(told(header + message + "FTX+1'UNT+2+1'UNZ+2+1'"),
            (Told{"1 kind_not_supported", "2 not_well_formed"}));
}

/// A spreadsheet of the register of units, of so many rows and what follows them.
std::string spreadsheet(std::size_t rows, const std::string& more) {
  const auto text = [](const std::string& value) {
    return "<c t=\"str\"><v>" + value + "</v></c>";
  };
  const auto sheet =
      repeated("<worksheet><sheetData><row>" + text("buyer_id") + text("unit_id") + text("name") +
                   text("parent_id") + text("kind") + "</row>",
               "<row><c><v>314000307</v></c>" + text("u") + text("x") + "</row>", rows);
  return support::archive_of(
      {{"xl/workbook.xml", R"(<workbook><sheets><sheet name="units" id="a"/></sheets></workbook>)"},
       {"xl/_rels/workbook.xml.rels",
        R"(<Relationships><Relationship Id="a" Target="s.xml"/></Relationships>)"},
       {"xl/s.xml", sheet + more + "</sheetData></worksheet>"}});
}

TEST(FileDecodingTest, NoRowOfASpreadsheetIsHandedOverWhoseLastIsWrong) {
  constexpr std::size_t kRows = 5'000;  // of several pieces of text
  const auto sound = told(spreadsheet(kRows, ""));
  ASSERT_EQ(sound.size(), kRows);
  EXPECT_EQ(sound.front(), "2 ");
  EXPECT_EQ(sound.back(), std::to_string(kRows + 1) + " ");
  EXPECT_EQ(told(spreadsheet(kRows, R"(<row r="7"/>)")), (Told{" not_well_formed"}));
  EXPECT_EQ(told(spreadsheet(kRows, "<row>")), (Told{" not_well_formed"}));
}

}  // namespace
}  // namespace procured::mapping
