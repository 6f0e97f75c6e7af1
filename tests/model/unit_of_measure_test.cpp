// Goal: units of measure are the same exactly where the definitions say so (§3).
// Method: the lists of the definitions, factors from UN/ECE Recommendation 20.
#include "model/unit_of_measure.h"

#include <gtest/gtest.h>

namespace procured::model {
namespace {

using core::Decimal;
using core::operator""_dec;

std::string factor(std::string_view from, std::string_view to) {
  const auto found = unit_factor(from, to);
  return found ? found->rounded(10)->to_string() : "none";
}

TEST(UnitOfMeasureTest, TheSameCodeIsTheSameUnitWhateverItMeans) {
  EXPECT_EQ(factor("XBX", "XBX"), "1");
  EXPECT_EQ(factor("KGM", "KGM"), "1");
}

TEST(UnitOfMeasureTest, AllPiecesAreOneUnit) {
  for (const auto* from : {"C62", "EA", "H87", "NAR", "PCE", "XPP"}) {
    for (const auto* to : {"C62", "EA", "H87", "NAR", "PCE", "XPP"})
      EXPECT_EQ(factor(from, to), "1");
  }
}

TEST(UnitOfMeasureTest, OneDimensionHasExactFactors) {
  EXPECT_EQ(factor("TNE", "GRM"), "1000000");
  EXPECT_EQ(factor("GRM", "KGM"), "0.001");
  EXPECT_EQ(factor("MTQ", "LTR"), "1000");
  EXPECT_EQ(factor("HLT", "LTR"), "100");
  EXPECT_EQ(factor("DLT", "CLT"), "10");
  EXPECT_EQ(factor("MLT", "LTR"), "0.001");
  EXPECT_EQ(factor("KMT", "MTR"), "1000");
  EXPECT_EQ(factor("CMT", "MMT"), "10");
  EXPECT_EQ(factor("HUR", "MIN"), "60");
  // Exactly one sixtieth, which is no decimal.
  EXPECT_EQ(*unit_factor("MIN", "HUR"), core::Rational("1"_dec) / core::Rational("60"_dec));
}

TEST(UnitOfMeasureTest, AnythingElseIsNotComparable) {
  EXPECT_EQ(factor("KGM", "LTR"), "none");
  EXPECT_EQ(factor("EA", "KGM"), "none");
  EXPECT_EQ(factor("XBX", "EA"), "none");
  EXPECT_EQ(factor("ea", "EA"), "none");
  EXPECT_EQ(factor("", ""), "none");
  EXPECT_EQ(factor("KGM", ""), "none");
}

}  // namespace
}  // namespace procured::model
