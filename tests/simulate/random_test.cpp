// Goal: the stream of choices is the same on every machine and within its bounds.
// Method: the C++ standard names one value of the engine; bounds and shares over many draws.
#include "simulate/random.h"

#include <gtest/gtest.h>

namespace procured::simulate {
namespace {

TEST(RandomTest, TheSameSeedAndPurposeGiveTheSameStream) {
  Random first(5, "x");
  Random second(5, "x");
  for (int i = 0; i < 100; ++i) EXPECT_EQ(first.below(1'000'000), second.below(1'000'000));
}

TEST(RandomTest, AnotherPurposeGivesAnotherStream) {
  Random first(5, "x");
  Random second(5, "y");
  int same = 0;
  for (int i = 0; i < 100; ++i) same += first.below(1000) == second.below(1000) ? 1 : 0;
  EXPECT_LT(same, 10);
}

TEST(RandomTest, TheEngineIsTheOneOfTheStandard) {
  // [rand.predef]: the 10000th value of a default mt19937_64.
  std::mt19937_64 engine;
  engine.discard(9999);
  EXPECT_EQ(engine(), 9981545732273789042ULL);
}

TEST(RandomTest, BothEndsOfARangeOccurAndNothingBeyond) {
  Random random(1, "range");
  bool low = false;
  bool high = false;
  for (int i = 0; i < 1000; ++i) {
    const auto value = random.between(-2, 3);
    ASSERT_GE(value, -2);
    ASSERT_LE(value, 3);
    low = low || value == -2;
    high = high || value == 3;
  }
  EXPECT_TRUE(low && high);
}

TEST(RandomTest, WeightsDecideHowOftenAnIndexComes) {
  Random random(1, "weights");
  std::vector<int> counts(3);
  for (int i = 0; i < 10'000; ++i) ++counts[random.weighted({1, 0, 3})];
  EXPECT_EQ(counts[1], 0);
  EXPECT_NEAR(counts[2], 7500, 300);
}

}  // namespace
}  // namespace procured::simulate
