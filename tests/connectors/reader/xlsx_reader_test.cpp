// Goal: a sheet is the table that a person sees, and no archive does harm. Method: archives that
// libzip writes at run time, in which tables are worked out by hand from ISO/IEC 29500-1; then the
// same archive cut at every byte, with every byte turned, and with sizes that are not true.
#include "connectors/reader/xlsx_reader.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <cstring>
#include <utility>
#include <vector>

#include "connectors/reader/reasons.h"

namespace procured::reader {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

std::string archive_of(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  auto* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  auto* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    auto* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    EXPECT_GE(zip_file_add(archive, name.c_str(), source, 0), 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(target);
  EXPECT_EQ(zip_source_read(target, bytes.data(), bytes.size()),
            static_cast<zip_int64_t>(bytes.size()));
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

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

std::string code_of(const std::string& bytes, const std::string& part) {
  const auto archive = ZipParts::open(bytes);
  if (!archive) return archive.error().code;
  const auto read = archive.value().read(part);
  return read ? "" : read.error().code;
}

TEST(XlsxReaderTest, ASheetIsTheTableThatAPersonSees) {
  const auto bytes = workbook(kRows);
  const auto opened = XlsxReader::open(bytes);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened.value().sheets(), (std::vector<std::string>{"Notes", "prices"}));
  EXPECT_EQ(opened.value().table(1).value(),
            "\"item\",\"price\",\"from\"\n"
            "\n"
            "\"two \"\"parts\"\"\",\"\",\"2019-07-12\"\n"
            "\"7\",\"39.9\",\"\"\n");
}

TEST(XlsxReaderTest, RowsThatGoBackAndRowsThatNoSheetHasAreRefused) {
  const auto back = workbook(R"(<row r="2"/><row r="1"/>)");
  EXPECT_EQ(XlsxReader::open(back).value().table(1).error().code, reason::kNotWellFormed);
  const auto beyond = workbook(R"(<row r="1048577"/>)");
  EXPECT_EQ(XlsxReader::open(beyond).value().table(1).error().code, reason::kTooLarge);
}

TEST(XlsxReaderTest, ACutOrTurnedArchiveIsReadOrRefusedWithAReason) {
  const auto whole = workbook(kRows);
  const auto check = [](const std::string& bytes) {
    const auto opened = XlsxReader::open(bytes);
    if (!opened) return opened.error().code;
    for (std::size_t i = 0; i < opened.value().sheets().size(); ++i) {
      const auto table = opened.value().table(i);
      if (!table) return table.error().code;
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
    EXPECT_TRUE(code.empty() || code == reason::kNotWellFormed || code == reason::kTooLarge) << i;
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
