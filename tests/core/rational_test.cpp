// Goal: what comes out of a division is exact until it is rounded once.
// Method: hand calculation; the bakery case of 36 % better prices.
#include "core/rational.h"

#include <gtest/gtest.h>

namespace procured::core {
namespace {

TEST(RationalTest, RoundsHalfAwayFromZero) {
  EXPECT_EQ((Rational("1"_dec) / "8"_dec).rounded(2), "0.13"_dec);
  EXPECT_EQ((Rational("-1"_dec) / "8"_dec).rounded(2), "-0.13"_dec);
  EXPECT_EQ((Rational("2"_dec) / "3"_dec).rounded(2), "0.67"_dec);
  EXPECT_EQ((Rational("1"_dec) / "3"_dec).rounded(0), "0"_dec);
}

TEST(RationalTest, ThirdsAreExact) {
  const Rational third = Rational("1"_dec) / "3"_dec;
  EXPECT_EQ(third + third + third, Rational("1"_dec));
  EXPECT_LT(third, Rational("0.3333333334"_dec));
  EXPECT_GT(third, Rational("0.3333333333"_dec));
}

TEST(RationalTest, SavingOnAgreementPriceIsRateOverOnePlusRate) {
  // 36 % better on the old price is 56.25 % on the new one: 100 × 0.5625 / 1.5625 = 36.
  const Rational saved = Rational("100"_dec) * "0.5625"_dec / (Rational("1"_dec) + "0.5625"_dec);
  EXPECT_EQ(saved.rounded(2), "36"_dec);
}

TEST(RationalTest, SaysWhenTheResultFitsNoDecimal) {
  const Rational large = Rational("999999999999999"_dec) * "10"_dec;
  EXPECT_EQ(large.rounded(2), std::nullopt);
}

}  // namespace
}  // namespace procured::core
