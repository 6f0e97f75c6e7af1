#include "connectors/reader/idoc_reader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>
#include <regex>
#include <sstream>

#include "connectors/reader/idoc_records.h"
#include "connectors/reader/reasons.h"
#include "tests/connectors/reader/tree_text.h"

// Goal: flat IDocs become the tree of their XML form, in every way that files are written; what
// contradicts itself is refused at its record.
// Method: records put together here from the structures EDI_DC40 and EDI_DD40; the tree is written
// out by hand. The layouts of segments are checked by the lengths that SAP's definitions have.
namespace procured::reader {
namespace {

using namespace std::string_literals;

const Names kNoNames;
const SegmentLayouts kLayouts = {
    {"E1EDK01", {{"ACTION", 3}, {"KZABS", 1}, {"CURCY", 3}}},
    {"E1EDP01", {{"POSEX", 6}, {"MENGE", 15}}},
    {"E1EDP19", {{"QUALF", 3}, {"KTEXT", 5}, {"MFRNR", 4}}},
};

std::string padded(std::string text, std::size_t size) {
  text.resize(std::max(size, text.size()), ' ');
  return text;
}

std::string control(const std::string& kind = "ORDERS") {
  return padded("EDI_DC40  800" + padded("0000000000004711", 16) + padded("740", 4) + "30" + "1",
                39) +
         padded("ORDERS05", 60) + padded(kind, 30);
}

std::string segment(const std::string& name, int number, int parent, int level,
                    const std::string& data) {
  char numbers[32];
  std::snprintf(numbers, sizeof numbers, "%06d%06d%02d", number, parent, level);
  return padded(name, 30) + "8000000000000004711" + numbers + data;
}

std::string order(const std::string& end = "\n") {
  return control() + end + segment("E2EDK01005", 1, 0, 1, "    NOK") + end +
         segment("E2EDP01007", 2, 0, 2, "00010 3.000") + end +
         segment("E2EDP19001", 3, 2, 3, "001") + end +
         segment("E2EDP19001", 4, 2, 3, "002Penn 4711") + end +
         segment("E2EDP01007", 5, 0, 2, "00020 1.000") + end;
}

constexpr std::string_view kOrder =
    "idocs(IDOC(EDI_DC40(TABNAM=EDI_DC40 MANDT=800 DOCNUM=0000000000004711 DOCREL=740 STATUS=30 "
    "DIRECT=1 IDOCTYP=ORDERS05 MESTYP=ORDERS) E1EDK01(CURCY=NOK) "
    "E1EDP01(POSEX=00010 MENGE=3.000 E1EDP19(QUALF=001) E1EDP19(QUALF=002 KTEXT=Penn MFRNR=4711)) "
    "E1EDP01(POSEX=00020 MENGE=1.000)))";

core::Result<std::string> read(const std::string& bytes, TextEncoding encoding = {},
                               IdocLimits limits = {}) {
  IdocReader reader(kLayouts, encoding, limits);
  Tree tree;
  if (auto done = reader.read(bytes, kNoNames, tree); !done) return done.error();
  return text_of(tree);
}

/// The element of a segment of that name.
std::string text_of_names(const std::string& name) {
  const auto text = read(control() + "\n" + segment(name, 1, 0, 1, "x") + "\n").value();
  const auto end = text.find("(SDATA=x)");
  return text.substr(text.rfind(' ', end) + 1, end - text.rfind(' ', end) - 1);
}

std::string tree_of(const std::string& bytes) {
  const auto text = read(bytes);
  return text ? text.value() : text.error().code;
}

std::string refusal_of(const std::string& bytes) {
  const auto text = read(bytes);
  return text ? "read" : text.error().code + " " + text.error().place;
}

std::string idoc(const std::vector<std::string>& segments) {
  return std::accumulate(segments.begin(), segments.end(), control(),
                         [](const auto& text, const auto& next) { return text + "\n" + next; });
}

TEST(IdocReaderTest, NamesOfSegmentsAreThoseOfTheXmlForm) {
  EXPECT_EQ(text_of_names("/ABC/Z1SEG"), "_-ABC_-Z1SEG");
  EXPECT_EQ(text_of_names("Z2ABC000"), "Z1ABC");
  for (const auto* name : {"E1EDK01/SDATA[1]", "E1 EDK01", "<E1EDK01>", "E1EDKØ01"}) {
    const auto refused = read(control() + "\n" + segment(name, 1, 0, 1, "    NOK") + "\n");
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().code, reason::kNotWellFormed);
    EXPECT_EQ(refused.error().place, "line 2");
  }
}

TEST(IdocReaderTest, SegmentsAreNestedBelowTheirParents) { EXPECT_EQ(tree_of(order()), kOrder); }

TEST(IdocReaderTest, LinesMayEndAnyWayAndBeTrimmedOrPadded) {
  EXPECT_EQ(tree_of(order("\r\n")), kOrder);
  EXPECT_EQ(tree_of(order("\r")), kOrder);
  EXPECT_EQ(tree_of(order("      \n\n")), kOrder);
}

TEST(IdocReaderTest, AFileMayHaveNoLineEnds) {
  std::string text = padded(control(), 524);
  std::istringstream lines(order());
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) text += padded(line, 1063);
  EXPECT_EQ(tree_of(text), kOrder);
  EXPECT_EQ(tree_of(text.substr(0, text.size() - 900)), kOrder);
  const auto both = tree_of(text + text);
  EXPECT_EQ(both, "idocs(" + std::string(kOrder.substr(6, kOrder.size() - 7)) + " " +
                      std::string(kOrder.substr(6)));
}

TEST(IdocReaderTest, AFileMayHoldSeveralIdocs) {
  const std::string one(kOrder.substr(6, kOrder.size() - 7));
  EXPECT_EQ(tree_of(order() + order()), "idocs(" + one + " " + one + ")");
}

TEST(IdocReaderTest, WhatHasNoLayoutIsKeptAsData) {
  const auto tree = tree_of(
      idoc({segment("E2EDK01005", 1, 0, 1, "    NOKmore 1"), segment("Z2OWN000", 2, 0, 2, " A B "),
            segment("Z1OTHER", 3, 2, 3, "C"), segment("E2XYZ01009", 4, 0, 2, "")}));
  EXPECT_EQ(tree.substr(tree.find("E1EDK01")),
            "E1EDK01(CURCY=NOK SDATA=more 1) Z1OWN(SDATA=A B Z1OTHER(SDATA=C)) E1XYZ01))");
}

TEST(IdocReaderTest, DigitsThatBelongToTheTypeStay) {
  const SegmentLayouts layouts = {{"E1P0001", {{"PERNR", 8}}}};
  IdocReader reader(layouts);
  Tree tree;
  ASSERT_TRUE(reader.read(
      idoc({segment("E2P0001", 1, 0, 1, "00000042"), segment("E2P0001002", 2, 0, 1, "00000043")}),
      kNoNames, tree));
  const auto text = text_of(tree);
  EXPECT_EQ(text.substr(text.find("E1P")), "E1P0001(PERNR=00000042) E1P0001(PERNR=00000043)))");
}

TEST(IdocReaderTest, WithoutParentNumbersLevelsNest) {
  const auto tree = tree_of(idoc({segment("E2EDK01", 1, 0, 1, ""), segment("E2EDP01", 2, 0, 2, ""),
                                  segment("E2EDP19", 3, 0, 3, ""), segment("E2EDP19", 4, 0, 3, ""),
                                  segment("E2EDP01", 5, 0, 2, "")}));
  EXPECT_EQ(tree.substr(tree.find("E1EDK01")), "E1EDK01 E1EDP01(E1EDP19 E1EDP19) E1EDP01))");
}

TEST(IdocReaderTest, WidthsAreCharacters) {
  const auto utf8 = idoc({segment("E2EDP19001", 1, 0, 2, "001\xC3\x98l\xE2\x82\xAC  4711")});
  EXPECT_NE(tree_of(utf8).find("KTEXT=\xC3\x98l\xE2\x82\xAC MFRNR=4711"), std::string::npos);
  const auto page = idoc({segment("E2EDP19001", 1, 0, 2, "001\xD8l\x80  4711")});
  EXPECT_NE(read(page, {"auto", "windows-1252"}).value().find("KTEXT=\xC3\x98l\xE2\x82\xAC MFRNR"),
            std::string::npos);
  EXPECT_EQ(read(page, {"UTF-8"}).error().code, reason::kInvalidEncoding);
}

TEST(IdocReaderTest, NumbersThatContradictEachOtherAreRefusedAtTheirRecord) {
  const auto head = segment("E2EDK01005", 1, 0, 1, "");
  EXPECT_EQ(refusal_of(idoc({head, segment("E2EDP01", 1, 0, 2, "")})), "not_well_formed line 3");
  EXPECT_EQ(
      refusal_of(idoc({head, segment("E2EDP01", 3, 0, 2, ""), segment("E2EDP19", 2, 0, 3, "")})),
      "not_well_formed line 4");
  EXPECT_EQ(refusal_of(idoc({head, segment("E2EDP01", 3, 2, 2, "")})), "not_well_formed line 3");
  EXPECT_EQ(refusal_of(idoc({head, segment("E2EDP01", 3, 3, 2, "")})), "not_well_formed line 3");
  // A parent that has ended is above no more.
  EXPECT_EQ(refusal_of(idoc({head, segment("E2EDP01", 2, 0, 2, ""), segment("E2EDP01", 3, 0, 2, ""),
                             segment("E2EDP19", 4, 2, 3, "")})),
            "not_well_formed line 5");
  auto letters = head;
  letters.replace(50, 3, "abc");
  EXPECT_EQ(refusal_of(idoc({letters})), "not_well_formed line 2");
  EXPECT_EQ(refusal_of(idoc({segment("", 1, 0, 1, "")})), "not_well_formed line 2");
  EXPECT_EQ(refusal_of(idoc({head + std::string(1000, 'x')})), "read");
  EXPECT_EQ(refusal_of(idoc({head + std::string(1001, 'x')})), "not_well_formed line 2");
}

TEST(IdocReaderTest, AFileStartsWithAControlRecordOfReleaseFour) {
  EXPECT_EQ(refusal_of(segment("E2EDK01005", 1, 0, 1, "")), "not_well_formed line 1");
  EXPECT_EQ(refusal_of("EDI_DC    800\n"), "not_well_formed line 1");
  EXPECT_EQ(refusal_of("hello\n"), "not_well_formed line 1");
  EXPECT_EQ(refusal_of(padded(control(), 524) + "x\n" + order()), "not_well_formed line 1");
}

TEST(IdocReaderTest, AFileThatEndsEarlyIsTruncated) {
  EXPECT_EQ(refusal_of(control()), "truncated line 1");
  EXPECT_EQ(refusal_of(control() + "\n" + order()), "truncated line 2");
  const auto whole = idoc({segment("E2EDK01005", 1, 0, 1, "    NOK")});
  const auto head = control().size() + 1;
  for (std::size_t size = head + 1; size < head + 55; ++size) {
    EXPECT_EQ(refusal_of(whole.substr(0, size)), "truncated line 2") << size - head;
  }
}

TEST(IdocReaderTest, EmptyFilesAreRefused) {
  EXPECT_EQ(refusal_of(""), "empty_file line 1");
  EXPECT_EQ(refusal_of(" \r\n"), "empty_file line 1");
  EXPECT_EQ(refusal_of(std::string(100, '\0')), "empty_file line 1");
}

TEST(IdocReaderTest, DepthAndCountAreBounded) {
  std::vector<std::string> chain;
  for (int i = 1; i <= 60; ++i) chain.push_back(segment("E2EDP19", i, i - 1, std::min(i, 99), ""));
  EXPECT_EQ(refusal_of(idoc(chain)), "read");
  chain.push_back(segment("E2EDP19", 61, 60, 61, ""));
  EXPECT_EQ(refusal_of(idoc(chain)), "too_deep line 62");
  IdocLimits limits;
  limits.nodes_max = 12;
  EXPECT_EQ(read(order(), {}, limits).error().code, reason::kTooLarge);
}

SegmentLayouts layouts_from(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  const auto yaml = text.str();
  SegmentLayouts layouts;
  const std::regex segment("(E1\\w+): \\[([^\\]]*)\\]");
  const std::regex field("(\\w+) (\\d+)");
  for (std::sregex_iterator it(yaml.begin(), yaml.end(), segment), end; it != end; ++it) {
    const auto fields = (*it)[2].str();
    for (std::sregex_iterator at(fields.begin(), fields.end(), field); at != end; ++at) {
      layouts[(*it)[1]].push_back(
          {(*at)[1], static_cast<std::uint32_t>(std::stoul((*at)[2].str()))});
    }
  }
  return layouts;
}

/// Characters before the end of a field.
std::uint32_t end_of(const SegmentLayouts& layouts, const std::string& segment,
                     const std::string& last) {
  std::uint32_t end = 0;
  for (const auto& field : layouts.at(segment)) {
    end += field.width;
    if (field.name == last) return end;
  }
  return 0;
}

TEST(IdocReaderTest, TheLayoutsOfOrdersHaveTheLengthsOfTheirDefinitions) {
  const auto layouts =
      layouts_from(PROCURED_SOURCE_DIR "/connectors/catalogue/sap_idoc/segments.yaml");
  // Lengths of the records of an ORDERS01 that SAP R/3 6.20 wrote, without their heads.
  EXPECT_EQ(end_of(layouts, "E1EDK01", "EMPST"), 338U);      // E2EDK01003
  EXPECT_EQ(end_of(layouts, "E1EDKA1", "SPRAS_ISO"), 980U);  // E2EDKA1002
  EXPECT_EQ(end_of(layouts, "E1EDP01", "EMPST"), 304U);      // E2EDP01003
  EXPECT_EQ(end_of(layouts, "E1EDP19", "MFRNR"), 160U);      // E2EDP19001
  EXPECT_EQ(end_of(layouts, "E1EDP20", "EZEIT_OLD"), 58U);
  EXPECT_EQ(end_of(layouts, "E1EDK02", "UZEIT"), 58U);
  EXPECT_EQ(end_of(layouts, "E1EDK03", "UZEIT"), 17U);
  EXPECT_EQ(end_of(layouts, "E1EDK14", "ORGID"), 38U);
  EXPECT_EQ(end_of(layouts, "E1EDK17", "LKTEXT"), 76U);
  EXPECT_EQ(end_of(layouts, "E1EDK18", "ZTERM_TXT"), 89U);
  EXPECT_EQ(end_of(layouts, "E1EDS01", "WAERQ"), 27U);
  for (const auto& [name, fields] : layouts) {
    EXPECT_LE(end_of(layouts, name, fields.back().name), 1000U) << name;
  }
}

TEST(IdocRecordsTest, CharactersAreNotBytes) {
  std::string_view text = "\xC3\xB8\xE2\x82\xAC\xF0\x9F\x98\x80x";
  EXPECT_EQ(take_characters(text, 2), "\xC3\xB8\xE2\x82\xAC");
  EXPECT_EQ(take_characters(text, 1), "\xF0\x9F\x98\x80");
  EXPECT_EQ(take_characters(text, 5), "x");
  EXPECT_EQ(take_characters(text, 5), "");
}

}  // namespace
}  // namespace procured::reader
