// Goal: of what a field reads once, further occurrences are ignored where the mapping says why, and
// told where it does not; and nothing that is mapped can be ignored as a whole, whichever file says
// what. Method: one element that stands three times, with and without the statement, the leaves
// counted by hand; catalogues in which one file ignores what another maps.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/mapping/catalogue.h"

namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

class IgnoreRulesTest : public testing::Test {
 protected:
  IgnoreRulesTest()
      : folder_(fs::temp_directory_path() / ("procured-ignore-" + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "x");
  }
  ~IgnoreRulesTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / "x" / name) << text;
  }
  /// The problems of the catalogue without the folder's path.
  std::string problems() {
    const auto loaded = Catalogue::load({folder_.string()});
    auto text = loaded ? std::string() : loaded.error().detail;
    const auto path = (folder_ / "x").string() + "/";
    for (auto at = text.find(path); at != std::string::npos; at = text.find(path))
      text.erase(at, path.size());
    return text;
  }
  Decoding decode(const std::string& ignore) {
    std::ofstream(folder_ / "x" / "a.yaml")
        << "document: x\nrecognise: {root: D}\nset: {kind: ORDER}\n"
           "fields: {id: no, buyer_reference: P/day}\n"
        << ignore;
    const auto catalogue = Catalogue::load({folder_.string()});
    if (!catalogue) {
      ADD_FAILURE() << catalogue.error().detail;
      return {};
    }
    return catalogue.value().decode_whole(
        "<D><no>1</no><P><day>2</day></P><P><day>3</day></P><P><day>4</day></P></D>", {}, true);
  }

  fs::path folder_;
};

TEST_F(IgnoreRulesTest, FurtherOccurrencesAreUnmappedUnlessTheyAreIgnored) {
  const auto told = decode("");
  ASSERT_EQ(told.unmapped.size(), 2U);
  EXPECT_EQ(told.unmapped[1].path, "/D/P[3]/day");
  const auto ignored = decode("ignore: [{at: P/day, further: true, reason: the first counts}]\n");
  EXPECT_TRUE(ignored.unmapped.empty());
  EXPECT_EQ(ignored.mapped, 2U);
  EXPECT_EQ(ignored.ignored, 2U);
  const auto& content = std::get<DecodedDocument>(ignored.parts[0].outcome).content;
  EXPECT_EQ(content.buyer_reference(), "2");
}

TEST_F(IgnoreRulesTest, FurtherElementsAreIgnoredWithAllThatIsInThem) {
  write("a.yaml",
        "document: x\nrecognise: {root: D}\nset: {kind: ORDER}\n"
        "fields:\n"
        "  id: no\n"
        "  lines:\n"
        "    each: L\n"
        "    fields: {price_amount: \"P[k='N']/a\", minimum_quantity: \"P[k='N']/q\"}\n"
        "    ignore:\n"
        "      - {at: \"P[k='N']\", further: whole, reason: a line has one price}\n"
        "      - {at: P, reason: other prices}\n");
  const auto catalogue = Catalogue::load({folder_.string()});
  ASSERT_TRUE(catalogue.has_value()) << catalogue.error().detail;
  // The first price says nothing of a quantity: the second one's is not its.
  const auto decoding = catalogue.value().decode_whole(
      "<D><no>1</no>"
      "<L><P><k>R</k><a>9</a></P><P><k>N</k><a>5</a></P><P><k>N</k><a>4</a><q>100</q></P></L>"
      "<L><P><k>N</k><a>7</a><q>2</q></P><P><k>N</k><a>6</a><q>3</q><x>y</x></P></L></D>",
      {}, true);
  const auto& lines = std::get<DecodedDocument>(decoding.parts[0].outcome).content.lines();
  ASSERT_EQ(lines.size(), 2);
  EXPECT_EQ(lines[0].price_amount(), "5");
  EXPECT_EQ(lines[0].minimum_quantity(), "");
  EXPECT_EQ(lines[1].price_amount(), "7");
  EXPECT_EQ(lines[1].minimum_quantity(), "2");
  EXPECT_TRUE(decoding.unmapped.empty());
  // Of another kind two leaves, then three of the first line's third price and four of the
  // second's.
  EXPECT_EQ(decoding.ignored, 9U);
}

TEST_F(IgnoreRulesTest, FurtherIsTrueOrWhole) {
  write(
      "a.yaml",
      "document: x\nrecognise: {root: D}\nfields: {id: no}\n"
      "ignore: [{at: no, further: all, reason: why}, {at: no/@x, further: whole, reason: why}]\n");
  EXPECT_EQ(problems(),
            "a.yaml:4:28: further is true, or whole: elements with all in them\n"
            "a.yaml:4:52: expected a path to an element");
}

const std::string kHead = "document: x\nrecognise: {root: D}\nset: {kind: ORDER}\n";

TEST_F(IgnoreRulesTest, NothingMappedCanBeIgnoredAsAWhole) {
  write("a.yaml", kHead + "fields: {id: a/id}\nignore: [{at: a, reason: why}, {at: b}]\n");
  EXPECT_EQ(problems(),
            "a.yaml:5:32: what is ignored needs at and a reason, or 'check: currency'\n"
            "a.yaml:5:15: this cannot be ignored as a whole: it is mapped at a.yaml:4:14, or "
            "something below it is");
}

TEST_F(IgnoreRulesTest, NorCanWhatAnotherFileMapsLater) {
  write("a.yaml", kHead + "use: [first, second]\n");
  write("b.yaml", "fragment: first\nfields: {id: no}\nignore: [{at: P, reason: why}]\n");
  write("c.yaml", "fragment: second\nfields: {seller: {at: P/S, fields: {name: n}}}\n");
  EXPECT_EQ(problems(),
            "b.yaml:3:15: this cannot be ignored as a whole: it is mapped at c.yaml:2:23, or "
            "something below it is");
}

TEST_F(IgnoreRulesTest, NorWhatTheFieldsAboutPersonsTake) {
  write("a.yaml", kHead +
                      "fields: {id: no}\n"
                      "persons: {fields: {seller_contact: {at: P/C, fields: {name: n}}}}\n"
                      "ignore: [{at: P, reason: why}]\n");
  EXPECT_EQ(problems(),
            "a.yaml:6:15: this cannot be ignored as a whole: it is mapped at a.yaml:5:41, or "
            "something below it is");
}

TEST_F(IgnoreRulesTest, WhatPredicatesTellApartIsIgnoredByItself) {
  write("a.yaml", kHead + "use: rest\nfields: {id: \"P[k='1']/no\"}\n");
  write("b.yaml", "fragment: rest\nignore: [{at: P, reason: why}]\n");
  EXPECT_EQ(problems(), "");
}

}  // namespace
}  // namespace procured::mapping
