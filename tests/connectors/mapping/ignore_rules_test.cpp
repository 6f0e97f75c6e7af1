// Goal: of what a field reads once, further occurrences are ignored where the mapping says why, and
// told where it does not. Method: one element that stands three times, with and without the
// statement; the leaves counted by hand.
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

}  // namespace
}  // namespace procured::mapping
