// Goal: what a cell shows is what is read of it. Method: serial numbers of days that the standard
// (ISO/IEC 29500-1, 18.17.4.1) names, format codes as spreadsheets write them.
#include "connectors/reader/xlsx_values.h"

#include <gtest/gtest.h>

namespace procured::reader {
namespace {

TEST(XlsxValuesTest, SerialNumbersAreDaysOfTheSystemOf1900) {
  EXPECT_EQ(date_text("1", false), "1900-01-01");
  EXPECT_EQ(date_text("59", false), "1900-02-28");
  EXPECT_EQ(date_text("60", false), "1900-02-29") << "a day that never was";
  EXPECT_EQ(date_text("61", false), "1900-03-01");
  EXPECT_EQ(date_text("43658", false), "2019-07-12");
  EXPECT_EQ(date_text("2958465", false), "9999-12-31");
}

TEST(XlsxValuesTest, OrOfTheSystemOf1904) {
  EXPECT_EQ(date_text("0", true), "1904-01-01");
  EXPECT_EQ(date_text("42196", true), "2019-07-12") << "1462 days less";
}

TEST(XlsxValuesTest, AFractionIsTheTimeOfDay) {
  EXPECT_EQ(date_text("43658.5", false), "2019-07-12T12:00:00");
  EXPECT_EQ(date_text("43658.999999999", false), "2019-07-13");
}

TEST(XlsxValuesTest, WhatIsNoSerialNumberStays) {
  EXPECT_EQ(date_text("2958466", false), "2958466");
  EXPECT_EQ(date_text("-1", false), "-1");
  EXPECT_EQ(date_text("soon", false), "soon");
}

TEST(XlsxValuesTest, FormatsThatShowADay) {
  for (const auto* code : {"yyyy-mm-dd", "d/m/yy", "DD.MM.YYYY", "[$-414]d. mmmm yyyy;@"})
    EXPECT_TRUE(is_date_format(code)) << code;
  for (const auto* code : {"0.00", "General", "#,##0 \"days\"", "[Red]0", "\\d0", "h:mm", "0;yyyy"})
    EXPECT_FALSE(is_date_format(code)) << code;
  EXPECT_TRUE(is_date_format(14) && is_date_format(22));
  EXPECT_FALSE(is_date_format(0) || is_date_format(2) || is_date_format(20) || is_date_format(49));
}

TEST(XlsxValuesTest, NumbersArePlainDecimalsOfFifteenDigits) {
  EXPECT_EQ(number_text("39.899999999999999"), "39.9");
  EXPECT_EQ(number_text("0.30000000000000004"), "0.3");
  EXPECT_EQ(number_text("1E-3"), "0.001");
  EXPECT_EQ(number_text("33.333333333333336"), "33.3333333333");
  EXPECT_EQ(number_text("1E-11"), "1E-11") << "too small to be told";
  EXPECT_EQ(number_text("1.5E+6"), "1500000");
  EXPECT_EQ(number_text("-12.50"), "-12.5");
  EXPECT_EQ(number_text("964338531"), "964338531");
  EXPECT_EQ(number_text("0"), "0");
  EXPECT_EQ(number_text("1E+300"), "1E+300") << "refused where a number is wanted";
  EXPECT_EQ(number_text("x"), "x");
}

}  // namespace
}  // namespace procured::reader
