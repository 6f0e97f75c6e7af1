// Goal: keys of different things never meet, whatever the parts hold.
// Method: parts with the separator in them.
#include "normalise/state_keys.h"

#include <gtest/gtest.h>

namespace procured::normalise {
namespace {

TEST(StateKeysTest, KeysStartWithTheRoomAndTheKind) {
  EXPECT_EQ(source_part_key("files", "a.xml", 2), "n|d|files|a.xml|0000000002");
  EXPECT_EQ(register_file_key("files", "units", "u.csv"), "n|f|files|units|u.csv");
  EXPECT_EQ(register_row_key("unit|B|U1|"), "n|r|unit|B|U1|");
}

TEST(StateKeysTest, APrefixNeverReachesIntoAnotherSource) {
  const auto prefix = source_prefix("files", "a");
  EXPECT_TRUE(source_part_key("files", "a", 1).starts_with(prefix));
  EXPECT_FALSE(source_part_key("files", "a|b", 1).starts_with(prefix));
  EXPECT_FALSE(source_part_key("files", "ab", 1).starts_with(prefix));
}

}  // namespace
}  // namespace procured::normalise
