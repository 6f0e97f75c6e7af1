// Goal: a misspelt name leads to the one that was meant, and to none when nothing is near.
// Method: distances counted by hand.
#include "config/suggestion.h"

#include <gtest/gtest.h>

#include <array>

namespace procured::config {
namespace {

TEST(SuggestionTest, DistanceCountsEditsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("abc", "abc"), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("precedecne", "precedence"), 1U);
}

TEST(SuggestionTest, TheNearestCandidateWins) {
  const std::array<std::string, 3> names = {"currency", "default_currency", "connectors"};
  EXPECT_EQ(closest("currancy", names), "currency");
  EXPECT_EQ(closest("conectors", names), "connectors");
  EXPECT_EQ(closest("elephant", names), "");
}

TEST(SuggestionTest, ShortNamesNeedToBeNearer) {
  const std::array<std::string, 2> names = {"id", "lot"};
  EXPECT_EQ(closest("ib", names), "id");
  EXPECT_EQ(closest("xy", names), "");
}

}  // namespace
}  // namespace procured::config
