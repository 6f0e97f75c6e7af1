// Goal: tallies add up exactly, and the status is that of the sums (definitions §6).
// Method: sums by hand; every edge of "meaningful".
#include "bi/rows.h"

#include <gtest/gtest.h>

namespace procured::bi {
namespace {

using core::operator""_dec;

Tally ratio(core::Decimal numerator, core::Decimal denominator) {
  return {.numerator = numerator, .denominator = denominator};
}

TEST(TallyTest, AddsEachPart) {
  Tally sum{.numerator = "0.1"_dec,
            .denominator = "1"_dec,
            .count = 1,
            .coverage_known = "2"_dec,
            .coverage_scope = "3"_dec};
  sum += {.numerator = "0.2"_dec,
          .denominator = "-1.5"_dec,
          .count = 2,
          .coverage_known = "0.5"_dec,
          .coverage_scope = "7"_dec};
  EXPECT_EQ(sum.numerator, "0.3"_dec);
  EXPECT_EQ(*sum.denominator, "-0.5"_dec);
  EXPECT_EQ(sum.count, 3);
  EXPECT_EQ(sum.coverage_known, "2.5"_dec);
  EXPECT_EQ(sum.coverage_scope, "10"_dec);
}

TEST(TallyTest, AnEmptyTallyTakesTheFormOfWhatIsAdded) {
  Tally sum;
  sum += {.numerator = "1"_dec};
  EXPECT_FALSE(sum.denominator);
  sum += ratio("1"_dec, "4"_dec);
  EXPECT_EQ(*sum.denominator, "4"_dec);
}

TEST(TallyTest, ARatioIsMeaningfulFromZeroToOneOfSomething) {
  EXPECT_EQ(ratio("0"_dec, "1"_dec).status(), "OK");
  EXPECT_EQ(ratio("1"_dec, "1"_dec).status(), "OK");
  EXPECT_EQ(ratio("1.01"_dec, "1"_dec).status(), "NOT_MEANINGFUL");
  EXPECT_EQ(ratio("-0.01"_dec, "1"_dec).status(), "NOT_MEANINGFUL");
  EXPECT_EQ(ratio("0"_dec, "0"_dec).status(), "NOT_MEANINGFUL");
  EXPECT_EQ(ratio("-1"_dec, "-1"_dec).status(), "NOT_MEANINGFUL");
}

TEST(TallyTest, AnAmountIsAlwaysOk) { EXPECT_EQ((Tally{.numerator = "-5"_dec}).status(), "OK"); }

}  // namespace
}  // namespace procured::bi
