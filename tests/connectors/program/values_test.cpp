#include "connectors/program/values.h"

#include <gtest/gtest.h>

#include "connectors/program/reasons.h"
#include "core/decimal.h"

// Goal: a text becomes exactly one canonical value or a refusal with the right reason.
// Method: values written out by hand; decimals also against core::Decimal, which computes instead
// of editing text.
namespace procured::mapping {
namespace {

std::string converted(const ValueRule& rule, std::string_view text, char point = '.') {
  std::string out;
  const auto problem = convert_text(rule, text, point, out);
  return problem.reason.empty() ? out : std::string(problem.reason);
}

ValueRule of_type(ValueType type) {
  ValueRule rule;
  rule.type = type;
  return rule;
}

TEST(ValuesTest, DecimalsAreCanonical) {
  const auto rule = of_type(ValueType::kDecimal);
  EXPECT_EQ(converted(rule, "0019.500"), "19.5");
  EXPECT_EQ(converted(rule, "-0.00"), "0");
  EXPECT_EQ(converted(rule, "+.5"), "0.5");
  EXPECT_EQ(converted(rule, "-3."), "-3");
  EXPECT_EQ(converted(rule, "1234,50", ','), "1234.5");
}

TEST(ValuesTest, AmountsAreReadAsPeopleWriteThem) {
  auto rule = of_type(ValueType::kDecimal);
  rule.thousands = {",", "\xC2\xA0", "."};
  rule.units = {"\xC2\xA3", "kr"};
  EXPECT_EQ(converted(rule, "1,708.75"), "1708.75");
  EXPECT_EQ(converted(rule, "12,345,678"), "12345678");
  EXPECT_EQ(converted(rule,
                      "\xC2\xA3"
                      "322.50"),
            "322.5");
  EXPECT_EQ(converted(rule, "-\xC2\xA3 2,900.00"), "-2900");
  EXPECT_EQ(converted(rule, "\xC2\xA3-5"), "-5");
  EXPECT_EQ(converted(rule, "(12.30)"), "-12.3");
  EXPECT_EQ(converted(rule, "\xE2\x88\x92\xC2\xA3 5"), "-5");
  EXPECT_EQ(converted(rule,
                      "1\xC2\xA0"
                      "250,50 kr",
                      ','),
            "1250.5");
  EXPECT_EQ(converted(rule, "1.250,50", ','), "1250.5");
  // A mark that parts no thousands may be another country's decimal mark.
  for (const char* text : {"1,70", "1,7085.00", "1234,567", ",500", "--5", "(-5)", "5 usd", "kr"})
    EXPECT_EQ(converted(rule, text), reason::kInvalidNumber) << text;
  rule.negate = true;
  EXPECT_EQ(converted(rule, "(1,000)"), "1000");
}

TEST(ValuesTest, WhatIsNoNumberIsSaidSo) {
  const auto rule = of_type(ValueType::kDecimal);
  for (const char* text :
       {"12,50", "1 200", "1.2.3", "1e3", "NaN", "-", ".", "0x10", "12 kr", "--1", "1,000.00"}) {
    EXPECT_EQ(converted(rule, text), reason::kInvalidNumber) << text;
  }
  EXPECT_EQ(converted(rule, "19.5", ','), reason::kInvalidNumber);
}

TEST(ValuesTest, NumbersBeyondTheBoundsAreOutOfRange) {
  const auto rule = of_type(ValueType::kDecimal);
  EXPECT_EQ(converted(rule, "999999999999999"), "999999999999999");
  EXPECT_EQ(converted(rule, "1000000000000000"), reason::kNumberOutOfRange);
  EXPECT_EQ(converted(rule, "0.0000000001"), "0.0000000001");
  EXPECT_EQ(converted(rule, "0.00000000001"), reason::kNumberOutOfRange);
  auto fraction = rule;
  fraction.min = core::Decimal();
  fraction.max = core::Decimal(1, 0);
  EXPECT_EQ(converted(fraction, "1.00"), "1");
  EXPECT_EQ(converted(fraction, "36"), reason::kNumberOutOfRange);
  EXPECT_EQ(converted(fraction, "-0.1"), reason::kNumberOutOfRange);
}

TEST(ValuesTest, EditingTextGivesWhatArithmeticGives) {
  for (const char* text : {"0", "00", "1", "-1", "10.10", "0.10", "-0.010",
                           "123456789012345.0123456789", "+7.0", "5."}) {
    std::string out;
    ASSERT_TRUE(canonical_decimal(text, '.', false, out).reason.empty()) << text;
    EXPECT_EQ(out, core::Decimal::parse(text)->to_string()) << text;
    ASSERT_TRUE(canonical_decimal(text, '.', true, out).reason.empty()) << text;
    EXPECT_EQ(out, (-*core::Decimal::parse(text)).to_string()) << text;
  }
}

TEST(ValuesTest, ANumberThatIsWrittenCanonicallyIsNotCopied) {
  std::string scratch = "untouched";
  for (const std::string_view text : {"904.50", "0.5", "007", "0", "+12.000"}) {
    const auto number = canonical_number(text, '.', false, scratch);
    ASSERT_TRUE(number) << text;
    EXPECT_EQ(*number, core::Decimal::parse(text)->to_string());
    EXPECT_TRUE(number->data() >= text.data() && number->data() < text.data() + text.size());
  }
  EXPECT_EQ(scratch, "untouched");
  EXPECT_EQ(canonical_number("1,5", ',', false, scratch), "1.5");
  EXPECT_EQ(canonical_number("-0", '.', false, scratch), "0");
  EXPECT_EQ(canonical_number(".50-", '.', false, scratch), "-0.5");
  EXPECT_EQ(canonical_number("12", '.', true, scratch), "-12");
  EXPECT_EQ(canonical_number("0.00", '.', true, scratch), "0");
  for (const std::string_view text :
       {"", ".", "-", "1.2.3", "1,5", "1e3", "1000000000000000", "0.00000000001"})
    EXPECT_EQ(canonical_number(text, '.', false, scratch), std::nullopt) << text;
}

TEST(ValuesTest, DatesExistInTheCalendar) {
  const auto rule = of_type(ValueType::kDate);
  EXPECT_EQ(converted(rule, "2024-02-29"), "2024-02-29");
  EXPECT_EQ(converted(rule, "2026-01-31+02:00"), "2026-01-31");
  for (const char* text : {"31.02.2026", "2026-02-31", "2023-02-29", "2026-1-31", "20260131",
                           "2026-01-31T10:00:00", ""}) {
    EXPECT_EQ(converted(rule, text), reason::kInvalidDate) << text;
  }
}

TEST(ValuesTest, DatesMayHaveTheFormThatAMappingDeclares) {
  auto rule = of_type(ValueType::kDate);
  rule.dates = {*DateForm::parse("DD.MM.YYYY")};
  EXPECT_EQ(converted(rule, "31.01.2026"), "2026-01-31");
  EXPECT_EQ(converted(rule, "31.02.2026"), reason::kInvalidDate);
  rule.dates = {*DateForm::parse("YYYYMMDD")};
  EXPECT_EQ(converted(rule, "20260131"), "2026-01-31");
  EXPECT_EQ(converted(rule, "00000000"), reason::kInvalidDate);
  rule.dates = {*DateForm::parse("YYYY-MM-DDThh:mm:ss")};
  EXPECT_EQ(converted(rule, "2026-01-31T23:59:59-05:00"), "2026-01-31");
  EXPECT_EQ(converted(rule, "2026-01-31"), "2026-01-31");
  for (const char* text : {"2026-02-31T00:00:00", "2026-01-31 00:00:00", "2026-01-31T0000"})
    EXPECT_EQ(converted(rule, text), reason::kInvalidDate) << text;
}

TEST(ValuesTest, InstantsAreInUtcSoThatTheyCompareAsText) {
  const auto rule = of_type(ValueType::kMoment);
  EXPECT_EQ(converted(rule, "2026-01-31"), "2026-01-31");
  EXPECT_EQ(converted(rule, "2026-01-01T00:30:00+01:00"), "2025-12-31T23:30:00Z");
  EXPECT_EQ(converted(rule, "2025-12-31T23:30:05.500-02:00"), "2026-01-01T01:30:05.5Z");
  EXPECT_EQ(converted(rule, "2026-01-01T00:30:00Z"), "2026-01-01T00:30:00Z");
  for (const char* text :
       {"2026-01-01T00:30:00", "2026-01-01T24:00:00Z", "2026-02-30T00:00:00Z", "2026-01-01T00:30Z",
        "2026-01-01T00:30:00+1:00", "2026-01-01T00:30:00.Z"}) {
    EXPECT_EQ(converted(rule, text), reason::kInvalidDate) << text;
  }
}

TEST(ValuesTest, CurrenciesAreThoseOfIso4217) {
  for (const char* code : {"AED", "EUR", "NOK", "XCD", "ZWL", "SEK", "USD", "VES"})
    EXPECT_TRUE(is_currency(code)) << code;
  for (const char* code : {"", "NO", "nok", "NOKK", "XYZ", "AAA", "ZZZ", "kr."})
    EXPECT_FALSE(is_currency(code)) << code;
  EXPECT_EQ(converted(of_type(ValueType::kCurrency), "Kr"), reason::kUnknownCurrency);
}

TEST(ValuesTest, CodeTablesTranslateAndMayBeClosed) {
  ValueRule rule;
  rule.table = {{"CPV", "STI"}};
  EXPECT_EQ(converted(rule, "CPV"), "STI");
  EXPECT_EQ(converted(rule, "other"), "other");
  rule.table_is_closed = true;
  EXPECT_EQ(converted(rule, "other"), reason::kInvalidValue);
}

TEST(ValuesTest, BooleansAreWrittenInMoreThanOneWay) {
  bool value = false;
  for (const char* text : {"true", "1", "yes", "Ja"}) {
    EXPECT_TRUE(convert_boolean(text, value).reason.empty() && value) << text;
  }
  for (const char* text : {"false", "0", "NO", "nei"}) {
    EXPECT_TRUE(convert_boolean(text, value).reason.empty() && !value) << text;
  }
  EXPECT_EQ(convert_boolean("maybe", value).reason, reason::kInvalidValue);
}

TEST(ValuesTest, YearsHaveFourDigits) {
  EXPECT_EQ(converted(of_type(ValueType::kYear), "2026"), "2026");
  EXPECT_EQ(converted(of_type(ValueType::kYear), "26"), reason::kInvalidDate);
}

TEST(ValuesTest, AMinusMayStandBehindANumber) {
  ValueRule rule;
  rule.type = ValueType::kDecimal;
  EXPECT_EQ(converted(rule, "12.50-"), "-12.5");
  EXPECT_EQ(converted(rule, "12.50 -"), "-12.5");
  EXPECT_EQ(converted(rule, "-12.50-"), "invalid_number");
  EXPECT_EQ(converted(rule, "-"), "invalid_number");
  rule.negate = true;
  EXPECT_EQ(converted(rule, "12.50-"), "12.5");
}

TEST(ValuesTest, TheMarkOfADecimalMayBeShifted) {
  ValueRule rule;
  rule.type = ValueType::kDecimal;
  rule.shift = -2;
  EXPECT_EQ(converted(rule, "12345"), "123.45");
  EXPECT_EQ(converted(rule, "5"), "0.05");
  EXPECT_EQ(converted(rule, "-1.5"), "-0.015");
  EXPECT_EQ(converted(rule, "150-"), "-1.5");
  EXPECT_EQ(converted(rule, "x"), "invalid_number");
  rule.shift = 2;
  EXPECT_EQ(converted(rule, "0.1"), "10");
  EXPECT_EQ(converted(rule, "7"), "700");
  EXPECT_EQ(converted(rule, "0.12345"), "12.345");
}

}  // namespace
}  // namespace procured::mapping
