// Goal: money is exact from the text to the cell.
// Method: values and forms worked out by hand; bounds from the header's contract.
#include "core/decimal.h"

#include <gtest/gtest.h>

namespace procured::core {
namespace {

std::string canonical(std::string_view text, char point = '.') {
  const auto value = Decimal::parse(text, point);
  return value ? value->to_string() : "none";
}

TEST(DecimalTest, IsWrittenPlainWithoutTrailingZeros) {
  EXPECT_EQ(canonical("19.50"), "19.5");
  EXPECT_EQ(canonical("0.00"), "0");
  EXPECT_EQ(canonical("-0"), "0");
  EXPECT_EQ(canonical("-3"), "-3");
  EXPECT_EQ(canonical("+0.05"), "0.05");
  EXPECT_EQ(canonical(".5"), "0.5");
  EXPECT_EQ(canonical("1401."), "1401");
  EXPECT_EQ(canonical("1000"), "1000");
  EXPECT_EQ(canonical(" 12,50 ", ','), "12.5");
}

TEST(DecimalTest, RefusesWhatIsNoNumberOrOutOfBounds) {
  for (const auto* text : {"", "-", ".", "1e3", "0x10", "1,000.00", "12 000", "NaN", "1.2.3", "--1",
                           "1234567890123456", "0.12345678901"}) {
    EXPECT_EQ(canonical(text), "none") << text;
  }
  EXPECT_EQ(canonical("999999999999999.0123456789"), "999999999999999.0123456789");
}

TEST(DecimalTest, ReadsShortAndLongTextsAlike) {
  EXPECT_EQ(canonical("-999999999999999.0123456789"), "-999999999999999.0123456789");
  EXPECT_EQ(canonical("123456789012345"), "123456789012345");
  EXPECT_EQ(canonical("-1.1000000000000"), "-1.1");      // 15 characters
  EXPECT_EQ(canonical("-1.10000000000000000"), "-1.1");  // more
  EXPECT_EQ(canonical("0000000000000000.25"), "0.25");
  EXPECT_EQ(canonical("0.1234567890100"), "none");
  EXPECT_EQ(canonical("0.12345678901000000"), "none");
}

TEST(DecimalTest, AddsAndComparesAcrossScales) {
  EXPECT_EQ(("0.1"_dec + "0.2"_dec).to_string(), "0.3");
  EXPECT_EQ(("100"_dec - "0.01"_dec).to_string(), "99.99");
  EXPECT_EQ("1.10"_dec, "1.1"_dec);
  EXPECT_LT("-2"_dec, "-1.99"_dec);
  EXPECT_EQ((-"5.5"_dec).abs(), "5.5"_dec);
}

}  // namespace
}  // namespace procured::core
