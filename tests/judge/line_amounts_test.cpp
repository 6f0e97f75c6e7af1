// Goal: the amount of a line is what the definitions say (§2), to the last minor unit.
// Method: allocations worked by hand; the arithmetic stands beside each case.
#include "judge/line_amounts.h"

#include <gtest/gtest.h>

namespace procured::judge {
namespace {

using core::Decimal;

std::vector<Decimal> decimals(std::initializer_list<const char*> texts) {
  std::vector<Decimal> result;
  for (const auto* text : texts) result.push_back(*Decimal::parse(text));
  return result;
}

std::vector<std::string> texts(const std::vector<Decimal>& values) {
  std::vector<std::string> result;
  for (const auto& value : values) result.push_back(value.to_string());
  return result;
}

std::vector<std::string> shares(const char* sum, std::initializer_list<const char*> weights,
                                int scale = 2) {
  return texts(allocated(*Decimal::parse(sum), decimals(weights), scale));
}

using Texts = std::vector<std::string>;

v1::DocumentContent invoice(std::initializer_list<const char*> nets) {
  v1::DocumentContent content;
  content.set_kind(v1::INVOICE);
  content.set_document_currency_code("NOK");
  for (const auto* net : nets) content.add_lines()->set_line_extension_amount(net);
  return content;
}

void add(v1::DocumentContent& content, bool charge, const char* amount) {
  auto& entry = *content.add_allowances_charges();
  entry.set_charge(charge);
  entry.set_amount(amount);
}

// 10.00 over three equal lines: 3.33 each, one leftover øre to the earliest.
TEST(LineAmountsTest, LeftoverUnitsTiesGoToTheEarlierLine) {
  EXPECT_EQ(shares("10", {"100", "100", "100"}), (Texts{"3.34", "3.33", "3.33"}));
  // 0.02 over three: 0 each, two leftovers.
  EXPECT_EQ(shares("0.02", {"5", "5", "5"}), (Texts{"0.01", "0.01", "0"}));
}

// 1.00 by 1:2:4 → 0.142857, 0.285714, 0.571428: truncated 0.14, 0.28, 0.57 = 0.99; remainders of
// 100·w/7: 100/7 = 14 r 2, 200/7 = 28 r 4, 400/7 = 57 r 1: the second has the largest.
TEST(LineAmountsTest, LeftoverUnitsGoToTheLargestRemainders) {
  EXPECT_EQ(shares("1", {"1", "2", "4"}), (Texts{"0.14", "0.29", "0.57"}));
}

// |−300| : |100| = 3 : 1.
TEST(LineAmountsTest, AllocatesByTheAbsoluteLineNets) {
  EXPECT_EQ(shares("8", {"-300", "100"}), (Texts{"6", "2"}));
}

// −0.05 over 1:1: |0.05| → 0.02 each, leftover to the earlier, then the sign: −0.03, −0.02.
TEST(LineAmountsTest, TruncatesTheAbsoluteValueAndThenAppliesTheSign) {
  EXPECT_EQ(shares("-0.05", {"1", "1"}), (Texts{"-0.03", "-0.02"}));
}

TEST(LineAmountsTest, AllZeroLinesShareEqually) {
  EXPECT_EQ(shares("9", {"0", "0", "0"}), (Texts{"3", "3", "3"}));
  EXPECT_EQ(shares("0.01", {"0", "0"}), (Texts{"0.01", "0"}));
}

TEST(LineAmountsTest, ALineOfZeroGetsNothingWhereOthersHaveWeight) {
  EXPECT_EQ(shares("7", {"0", "5"}), (Texts{"0", "7"}));
}

// 10 / 3 in whole yen: 3 each, one left over.
TEST(LineAmountsTest, TheMinorUnitIsTheCurrencys) {
  auto content = invoice({"100", "100", "100"});
  content.set_document_currency_code("JPY");
  add(content, true, "10");
  EXPECT_EQ(texts(line_amounts(content)), (Texts{"104", "103", "103"}));
}

// 0.125 has three decimals: cut to 0.001. 125/2 = 62 r 1 → 0.063, 0.062. "1.500" is 1.5: two
// decimals hold.
TEST(LineAmountsTest, AFinerSumIsCutToItsOwnScaleWithTrailingZerosCut) {
  auto content = invoice({"1", "1"});
  add(content, true, "0.125");
  EXPECT_EQ(texts(line_amounts(content)), (Texts{"1.063", "1.062"}));
  auto coarse = invoice({"1", "1", "1"});
  add(coarse, true, "1.000");
  EXPECT_EQ(texts(line_amounts(coarse)), (Texts{"1.34", "1.33", "1.33"}));
}

// Charges 10 + 2 less allowances 15 = −3, as one sum: by 200:100 → −2, −1.
TEST(LineAmountsTest, ChargesMinusAllowancesAreOneSum) {
  auto content = invoice({"200", "100"});
  add(content, true, "10");
  add(content, true, "2");
  add(content, false, "15");
  EXPECT_EQ(texts(line_amounts(content)), (Texts{"198", "99"}));
}

TEST(LineAmountsTest, PrepaidAndPayableRoundingAreNotPartOfIt) {
  auto content = invoice({"100"});
  content.mutable_totals()->set_prepaid_amount("40");
  content.mutable_totals()->set_payable_rounding_amount("0.4");
  EXPECT_EQ(texts(line_amounts(content)), (Texts{"100"}));
}

TEST(LineAmountsTest, TheLinesOwnChargesAreInItsNetAlready) {
  auto content = invoice({"100"});
  auto& charge = *content.mutable_lines(0)->add_allowances_charges();
  charge.set_charge(true);
  charge.set_amount("7");
  EXPECT_EQ(texts(line_amounts(content)), (Texts{"100"}));
}

// +100 and −20 in a credit note, with a charge of 12 by 100:20 → 10, 2: −(100+10), −(−20+2).
TEST(LineAmountsTest, EveryAmountOfACreditNoteCountsTimesMinusOne) {
  auto content = invoice({"100", "-20"});
  content.set_kind(v1::CREDIT_NOTE);
  add(content, true, "12");
  EXPECT_EQ(texts(line_amounts(content)), (Texts{"-110", "18"}));
}

TEST(LineAmountsTest, TheSignFollowsTheKindNeverTheTypeCodeToo) {
  auto content = invoice({"-100"});
  content.set_type_code("381");
  EXPECT_EQ(texts(line_amounts(content)), (Texts{"-100"}));
  EXPECT_EQ(sign_of(v1::INVOICE), 1);
  EXPECT_EQ(sign_of(v1::CREDIT_NOTE), -1);
  EXPECT_EQ(sign_of(v1::ORDER), 1);
}

TEST(LineAmountsTest, TheSumIsExact) {
  for (const auto* charge : {"0.01", "99.99", "-1234567.89", "1000000000000"}) {
    auto content = invoice({"0.07", "-13.11", "999999999999999.99", "3", "0"});
    const bool positive = charge[0] != '-';
    add(content, positive, positive ? charge : charge + 1);
    Decimal sum;
    for (const auto& amount : line_amounts(content)) sum += amount;
    // 0.07 − 13.11 + 999999999999999.99 + 3 = 999999999999989.95
    EXPECT_EQ(sum, *Decimal::parse("999999999999989.95") + *Decimal::parse(charge)) << charge;
  }
}

// 200 over the two stated nets of 0: 100 each, nothing to the line without a net.
TEST(LineAmountsTest, AnOrdersLineWithoutANetTakesNoShare) {
  auto order = invoice({"0", "", "0"});
  order.set_kind(v1::ORDER);
  add(order, true, "200");
  EXPECT_EQ(texts(line_amounts(order)), (Texts{"100", "0", "100"}));
}

TEST(LineAmountsTest, TheStatedTotalIsAbsentWhereNoLineStatesAnAmount) {
  EXPECT_EQ(stated_total(invoice({"1.50", "2"})), "3.5");
  EXPECT_EQ(stated_total(invoice({})), "");
  auto order = invoice({"5"});
  order.set_kind(v1::ORDER);
  order.clear_document_currency_code();
  EXPECT_EQ(stated_total(order), "");
}

TEST(LineAmountsTest, NaInAnyCaseOrEmptyIsNoReference) {
  for (const auto* none : {"", "  ", "NA", "na", "Na", " nA "}) {
    EXPECT_EQ(real_reference(none), "") << none;
  }
  EXPECT_EQ(real_reference(" 4500012 "), "4500012");
  EXPECT_EQ(real_reference("N/A"), "N/A");
  EXPECT_EQ(real_reference("NAV"), "NAV");
}

}  // namespace
}  // namespace procured::judge
