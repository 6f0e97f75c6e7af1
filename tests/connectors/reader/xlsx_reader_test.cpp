// Goal: a sheet is the table that a person sees, and no archive does harm. Method: archives that
// libzip writes at run time, in which tables are worked out by hand from ISO/IEC 29500-1; then the
// same archive cut at every byte, with every byte turned, and with sizes that are not true.
#include "connectors/reader/xlsx_reader.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>

#include "connectors/reader/csv_reader.h"
#include "connectors/reader/reasons.h"
#include "connectors/reader/xml_events.h"
#include "support/archive.h"

namespace procured::reader {
namespace {

using support::archive_of;

std::string workbook(const std::string& rows) {
  return archive_of(
      {{"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="Notes" r:id="a"/>)"
                           R"(<sheet name="prices" r:id="b"/></sheets></workbook>)"},
       {"xl/_rels/workbook.xml.rels",
        R"(<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/sheet1.xml"/>)"
        R"(<Relationship Id="b" Type="t/worksheet" Target="/xl/worksheets/sheet2.xml"/>)"
        R"(<Relationship Id="c" Type="t/sharedStrings" Target="sharedStrings.xml"/>)"
        R"(<Relationship Id="d" Type="t/styles" Target="styles.xml"/></Relationships>)"},
       {"xl/sharedStrings.xml",
        R"(<sst><si><t>item</t></si><si><r><t>two </t></r><r><t>"parts"</t></r></si></sst>)"},
       {"xl/styles.xml",
        R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)"},
       {"xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"},
       {"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}});
}

/// Row 2 is blank, row 3 has nothing in column B.
const char* const kRows =
    R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>price</t></is></c>)"
    R"(<c r="C1" t="str"><v>from</v></c></row>)"
    R"(<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3" s="1"><v>43658</v></c></row>)"
    R"(<row r="4"><c r="A4"><v>7</v></c><c r="B4"><v>39.899999999999999</v></c></row>)";

/// The whole of a part, or why not.
core::Result<std::string> unpacked(const ZipParts& parts, const std::string& name) {
  auto part = parts.open_part(name);
  if (!part) return part.error();
  std::string text;
  std::array<char, 1000> piece{};
  for (;;) {
    const auto bytes = part.value().read(piece);
    if (!bytes) return bytes.error();
    if (bytes.value() == 0) return text;
    text.append(piece.data(), bytes.value());
  }
}

std::string code_of(const std::string& bytes, const std::string& part) {
  const auto archive = ZipParts::open(bytes);
  if (!archive) return archive.error().code;
  const auto read = unpacked(archive.value(), part);
  return read ? "" : read.error().code;
}

/// All lines of a sheet, or why not.
core::Result<std::string> table(const XlsxReader& reader, std::size_t sheet) {
  auto text = reader.text(sheet);
  std::string lines;
  for (auto piece = text.next(); !piece.empty(); piece = text.next()) lines += piece;
  if (text.error()) return *text.error();
  return lines;
}

std::string code_of_sheet(const std::string& bytes) {
  return table(XlsxReader::open(bytes).value(), 1).error().code;
}

TEST(XlsxReaderTest, ASheetIsTheTableThatAPersonSees) {
  const auto bytes = workbook(kRows);
  const auto opened = XlsxReader::open(bytes);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened.value().sheets(), (std::vector<std::string>{"Notes", "prices"}));
  EXPECT_EQ(table(opened.value(), 1).value(),
            "\"item\",\"price\",\"from\"\n"
            "\n"
            "\"two \"\"parts\"\"\",\"\",\"2019-07-12\"\n"
            "\"7\",\"39.9\",\"\"\n");
}

TEST(XlsxReaderTest, RowsThatGoBackAndRowsThatNoSheetHasAreRefused) {
  const auto back = workbook(R"(<row r="2"/><row r="1"/>)");
  EXPECT_EQ(code_of_sheet(back), reason::kNotWellFormed);
  const auto beyond = workbook(R"(<row r="1048577"/>)");
  EXPECT_EQ(code_of_sheet(beyond), reason::kTooLarge);
}

TEST(XlsxReaderTest, ASheetComesInPiecesOfWholeRows) {
  std::string rows;
  std::string lines;
  for (int i = 1; i <= 20'000; ++i) {
    rows += "<row><c><v>" + std::to_string(i) + "</v></c></row>";
    lines += '"' + std::to_string(i) + "\"\n";
  }
  const auto bytes = workbook(rows);
  const auto opened = XlsxReader::open(bytes);
  auto text = opened.value().text(1);
  std::string all;
  std::size_t pieces = 0;
  for (auto piece = text.next(); !piece.empty(); piece = text.next(), ++pieces) {
    EXPECT_EQ(piece.back(), '\n');
    EXPECT_LT(piece.size(), SheetText::kPieceBytes + 10);
    all += piece;
  }
  EXPECT_FALSE(text.error());
  EXPECT_GT(pieces, 1U);
  EXPECT_EQ(all, lines);
  EXPECT_EQ(table(opened.value(), 1).value(), lines) << "from its start again";
}

TEST(XlsxReaderTest, WhatNoSpreadsheetHasIsRefused) {
  const auto refused = [](const std::string& rows) { return code_of_sheet(workbook(rows)); };
  std::string names;
  for (std::size_t i = 0; i <= XmlEvents::kNamesMax; ++i) names += "<a" + std::to_string(i) + "/>";
  EXPECT_EQ(refused(names), reason::kTooLarge);
  std::string deep;
  for (std::size_t i = 0; i <= XmlEvents::kDepthMax; ++i) deep += "<a>";
  EXPECT_EQ(refused(deep), reason::kTooDeep);
  // Not so alike that the archive would be refused for how much it packs.
  std::string tag = "<a b=\"";
  for (std::size_t i = 0; tag.size() < 2 * XmlEvents::kTagBytesMax; ++i)
    tag += std::to_string(i * i);
  EXPECT_EQ(refused(tag + "\"/>"), reason::kTooLarge);
  EXPECT_EQ(refused("<row><c r=\"ZZZ1\"/></row>"), reason::kTooLarge);
  const auto doctype = archive_of({{"xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}});
  EXPECT_EQ(XlsxReader::open(doctype).error().code, reason::kDoctypeRefused);
}

TEST(XlsxReaderTest, ACellLongerThanAnyMayBeStaysTooLong) {
  const std::string text(CsvReader::kCellBytesMax + 100, 'x');
  const auto cell = "<c t=\"str\"><v>" + text + "</v></c>";
  const auto bytes = workbook("<row>" + cell + "</row>");
  EXPECT_EQ(table(XlsxReader::open(bytes).value(), 1).value().size(),
            CsvReader::kCellBytesMax + 1 + std::string("\"\"\n").size());
}

TEST(XlsxReaderTest, ACutOrTurnedArchiveIsReadOrRefusedWithAReason) {
  const auto whole = workbook(kRows);
  const auto check = [](const std::string& bytes) {
    const auto opened = XlsxReader::open(bytes);
    if (!opened) return opened.error().code;
    for (std::size_t i = 0; i < opened.value().sheets().size(); ++i) {
      const auto lines = table(opened.value(), i);
      if (!lines) return lines.error().code;
    }
    return std::string();
  };
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(check(whole.substr(0, size)), reason::kNotWellFormed) << size;
  int refused = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto turned = whole;
    turned[i] = static_cast<char>(turned[i] ^ 0xFF);
    const auto code = check(turned);
    EXPECT_TRUE(code.empty() || code == reason::kNotWellFormed || code == reason::kTooLarge)
        << i << " " << code;
    refused += code.empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 0);
}

TEST(ZipPartsTest, PartsAreBoundedByWhatTheySayBeforeTheyAreUnpacked) {
  const auto bytes = archive_of({{"free", std::string(ZipParts::kFreeBytes, 'a')},
                                 {"bomb", std::string(2 * ZipParts::kFreeBytes, 'a')},
                                 {"huge", std::string(ZipParts::kPartBytesMax + 1, 'a')}});
  EXPECT_EQ(code_of(bytes, "free"), "");
  EXPECT_EQ(code_of(bytes, "bomb"), reason::kTooLarge);
  EXPECT_EQ(code_of(bytes, "huge"), reason::kTooLarge);
  EXPECT_EQ(code_of(bytes, "none"), reason::kNotWellFormed);
}

TEST(ZipPartsTest, APartThatIsPackedUnusuallyIsRefused) {
  auto bytes = archive_of({{"part", std::string(5000, 'a')}});
  // The central directory says the method at its byte 10 (APPNOTE.TXT 4.3.12, 4.4.5).
  constexpr std::uint16_t kLzma = 14;
  std::memcpy(bytes.data() + bytes.rfind("PK\x01\x02") + 10, &kLzma, sizeof kLzma);
  const auto archive = ZipParts::open(bytes);
  EXPECT_EQ(archive.value().open_part("part").error().code, reason::kNotWellFormed);
}

TEST(ZipPartsTest, APartThatIsLargerThanItSaysIsRefused) {
  auto bytes = archive_of({{"part", std::string(5000, 'a')}});
  ASSERT_EQ(code_of(bytes, "part"), "");
  // The central directory says the unpacked size at its byte 24 (APPNOTE.TXT 4.3.12).
  const auto entry = bytes.rfind("PK\x01\x02");
  ASSERT_NE(entry, std::string::npos);
  const std::uint32_t untrue = 10;
  std::memcpy(bytes.data() + entry + 24, &untrue, sizeof untrue);
  EXPECT_EQ(code_of(bytes, "part"), reason::kNotWellFormed);
}

}  // namespace
}  // namespace procured::reader
