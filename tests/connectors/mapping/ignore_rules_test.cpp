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
