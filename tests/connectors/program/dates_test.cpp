// Goal: a day is read in whatever form a source writes it, and only in the declared ones.
// Method: dates by hand; the milliseconds of OData are those of `date -u -d @…`.
#include "connectors/program/dates.h"

#include <gtest/gtest.h>

namespace procured::mapping {
namespace {

std::string read(const char* form, std::string_view text) {
  const auto parsed = DateForm::parse(form);
  if (!parsed) return "no form";
  const auto day = parsed->read(text);
  return day ? day->to_string() : "no date";
}

TEST(DateFormTest, LettersAreDigitsAndTheRestStandsForItself) {
  EXPECT_EQ(read("DD.MM.YYYY", "31.01.2026"), "2026-01-31");
  EXPECT_EQ(read("MM/DD/YYYY", "01/31/2026"), "2026-01-31");
  EXPECT_EQ(read("YYYYMMDD", "20260131"), "2026-01-31");
  EXPECT_EQ(read("DD.MM.YYYY", "31-01-2026"), "no date");
  EXPECT_EQ(read("DD.MM.YYYY", "1.1.2026"), "no date");
  EXPECT_EQ(read("YYYYMMDD", "20260131 "), "no date");
  EXPECT_EQ(read("YYYYMMDD", "2026013x"), "no date");
}

TEST(DateFormTest, ThereIsNoThirtyFirstOfFebruary) {
  EXPECT_EQ(read("DD.MM.YYYY", "31.02.2026"), "no date");
  EXPECT_EQ(read("YYYYMMDD", "20240229"), "2024-02-29");
  EXPECT_EQ(read("YYYYMMDD", "20260229"), "no date");
  EXPECT_EQ(read("YYYYMMDD", "00000000"), "no date");
}

TEST(DateFormTest, TwoDigitsAreOfThisCenturyUpToSixtyNine) {
  EXPECT_EQ(read("YYMMDD", "260131"), "2026-01-31");
  EXPECT_EQ(read("YYMMDD", "690101"), "2069-01-01");
  EXPECT_EQ(read("YYMMDD", "991231"), "1999-12-31");
}

TEST(DateFormTest, TheDayIsKeptAsItIsWrittenWhateverTheZone) {
  const char* form = "YYYY-MM-DDThh:mm:ss";
  EXPECT_EQ(read(form, "2026-01-31T23:30:00-08:00"), "2026-01-31");
  EXPECT_EQ(read(form, "2026-01-31T23:30:00.123Z"), "2026-01-31");
  EXPECT_EQ(read(form, "2026-01-31"), "2026-01-31");
  EXPECT_EQ(read(form, "2026-01-31T23"), "no date");
  EXPECT_EQ(read(form, "2026-01-31T23:30:00 later"), "no date");
  EXPECT_EQ(read("YYYYMMDDhhmm", "202601312330"), "2026-01-31");
  EXPECT_EQ(read("YYYYMMDDhhmm", "20260131"), "no date");
}

TEST(DateFormTest, MillisecondsOfODataAreInUtc) {
  EXPECT_EQ(read("/Date(ms)/", "/Date(1769817600000)/"), "2026-01-31");
  EXPECT_EQ(read("/Date(ms)/", "/Date(1769903999999+0100)/"), "2026-01-31");
  EXPECT_EQ(read("/Date(ms)/", "/Date(-1)/"), "1969-12-31");
  EXPECT_EQ(read("/Date(ms)/", "/Date()/"), "no date");
  EXPECT_EQ(read("/Date(ms)/", "/Date(1e9)/"), "no date");
  EXPECT_EQ(read("/Date(ms)/", "/Date(99999999999999999)/"), "no date");
}

TEST(DateFormTest, MonthsMayHaveTheirEnglishNames) {
  EXPECT_EQ(read("DD-MMM-YY", "05-Oct-21"), "2021-10-05");
  EXPECT_EQ(read("D MMM YYYY", "3 APR 2023"), "2023-04-03");
  EXPECT_EQ(read("D MMM YYYY", "13 dec 2023"), "2023-12-13");
  EXPECT_EQ(read("DD-MMM-YY", "05-Okt-21"), "no date");
  EXPECT_EQ(read("DD-MMM-YY", "05-O"), "no date");
}

TEST(DateFormTest, OneLetterIsOneDigitOrTwo) {
  EXPECT_EQ(read("D/M/YYYY", "1/12/2026"), "2026-12-01");
  EXPECT_EQ(read("D/M/YYYY", "31/1/2026"), "2026-01-31");
  EXPECT_EQ(read("D/M/YYYY", "/1/2026"), "no date");
}

// 43658 as LibreOffice shows it; 25569 by definition.
TEST(DateFormTest, SpreadsheetsCountDays) {
  EXPECT_EQ(read("serial", "43658"), "2019-07-12");
  EXPECT_EQ(read("serial", "25569"), "1970-01-01");
  EXPECT_EQ(read("serial", "4365"), "no date");
  EXPECT_EQ(read("serial", "99999"), "no date");
  EXPECT_EQ(read("serial", "4365x"), "no date");
}

TEST(DateFormTest, AFormHasOneYearOneMonthAndOneDay) {
  for (const char* form : {"", "YYYY-MM", "YYYYMMDDDD", "DDMM", "YYY-MM-DD"})
    EXPECT_FALSE(DateForm::parse(form)) << form;
}

TEST(ReadDateTest, TheFirstFormThatFitsHolds) {
  const std::vector<DateForm> forms = {*DateForm::parse("YYYYMMDD"), *DateForm::parse("YYMMDD")};
  EXPECT_EQ(read_date(forms, "260131")->to_string(), "2026-01-31");
  EXPECT_EQ(read_date(forms, "20260131")->to_string(), "2026-01-31");
  EXPECT_FALSE(read_date(forms, "2026-01-31"));
  EXPECT_EQ(read_date({}, "2026-01-31+02:00")->to_string(), "2026-01-31");
}

}  // namespace
}  // namespace procured::mapping
