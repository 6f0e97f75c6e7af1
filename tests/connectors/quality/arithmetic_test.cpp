// Goal: amounts of a document that contradict each other are findings, with place and values;
// rounding is allowed for by the currency; what is not stated is not guessed.
// Method: documents by hand; sums and products are worked out in the comments. EN 16931 BR-CO-10 to
// 16, PEPPOL-EN16931-R120.
#include "connectors/quality/arithmetic.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace procured::mapping {
namespace {

using Notes = std::vector<std::string>;

Notes codes_of(v1::DocumentContent content) {
  check_arithmetic({}, content);
  Notes codes;
  for (const auto& note : content.data_quality()) codes.push_back(note.code());
  return codes;
}

v1::Line& add_line(v1::DocumentContent& content, const char* quantity, const char* price,
                   const char* net) {
  auto& line = *content.add_lines();
  line.set_quantity(quantity);
  line.set_price_amount(price);
  line.set_line_extension_amount(net);
  return line;
}

v1::DocumentContent one_line(const char* quantity, const char* price, const char* net,
                             const char* currency = "NOK") {
  v1::DocumentContent content;
  content.set_document_currency_code(currency);
  add_line(content, quantity, price, net);
  return content;
}

void add_allowance(v1::Line& line, bool charge, const char* amount) {
  auto& entry = *line.add_allowances_charges();
  entry.set_charge(charge);
  entry.set_amount(amount);
}

const Notes kNone;
const Notes kLine{"line_arithmetic"};

/// 2 × 100 + 1 × 50.5 = 250.5; − 20 + 9.5 = 240; + 25 % = 300; − 100 + 0.4 = 200.4
v1::DocumentContent invoice() {
  v1::DocumentContent content;
  content.set_kind(v1::INVOICE);
  content.set_document_currency_code("NOK");
  add_line(content, "2", "100", "200");
  add_line(content, "1", "50.5", "50.5");
  content.add_allowances_charges()->set_amount("20");
  auto& charge = *content.add_allowances_charges();
  charge.set_charge(true);
  charge.set_amount("9.5");
  content.add_tax_subtotals()->set_tax_amount("60");
  auto& totals = *content.mutable_totals();
  totals.set_line_extension_amount("250.5");
  totals.set_allowance_total_amount("20");
  totals.set_charge_total_amount("9.5");
  totals.set_tax_exclusive_amount("240");
  totals.set_tax_amount("60");
  totals.set_tax_inclusive_amount("300");
  totals.set_prepaid_amount("100");
  totals.set_payable_rounding_amount("0.4");
  totals.set_payable_amount("200.4");
  return content;
}

TEST(ArithmeticTest, LinesThatAddUpLeaveNoNote) {
  EXPECT_EQ(codes_of(one_line("6", "18.33", "109.98")), kNone);
  EXPECT_EQ(codes_of(one_line("-6", "18.33", "-109.98")), kNone);
  EXPECT_EQ(codes_of(one_line("0", "18.33", "0")), kNone);
}

TEST(ArithmeticTest, ALineThatDoesNotIsANoteWithItsValues) {
  auto content = one_line("6", "18.33", "-109.98");
  v1::Places places;
  places.add_path("cbc:LineExtensionAmount");
  auto& line = *places.add_lines();
  line.set_path("/Invoice/cac:InvoiceLine[1]");
  line.add_fields(v1::Line::kLineExtensionAmountFieldNumber);
  line.add_fields(0);
  check_arithmetic(places, content);
  ASSERT_EQ(content.data_quality_size(), 1);
  EXPECT_EQ(content.data_quality(0).code(), "line_arithmetic");
  EXPECT_EQ(content.data_quality(0).place(), "/Invoice/cac:InvoiceLine[1]/cbc:LineExtensionAmount");
  EXPECT_EQ(content.data_quality(0).detail(),
            "quantity 6 × price 18.33 is 109.98, the line's net amount -109.98");
}

TEST(ArithmeticTest, ThePriceIsForItsBaseQuantity) {
  auto content = one_line("1440", "630", "907.2");  // 1440 × 630 / 1000 = 907.2
  content.mutable_lines(0)->set_base_quantity("1000");
  EXPECT_EQ(codes_of(content), kNone);
  content.mutable_lines(0)->set_base_quantity("100");
  EXPECT_EQ(codes_of(content), kLine);
}

TEST(ArithmeticTest, AllowancesOfTheLineCountAndThatInsideThePriceDoesNot) {
  auto content = one_line("10", "9", "87.5");  // 90 − 5 + 2.5
  auto& line = *content.mutable_lines(0);
  add_allowance(line, false, "5");
  add_allowance(line, true, "2.5");
  line.set_gross_price_amount("12");
  line.set_price_allowance("3");
  EXPECT_EQ(codes_of(content), kNone);
  line.mutable_allowances_charges(1)->set_amount("7.5");
  EXPECT_EQ(codes_of(content), kLine);
}

TEST(ArithmeticTest, AnAmountThatLeavesItsAllowancesOutIsTold) {
  auto content = one_line("10", "9", "90");
  add_allowance(*content.mutable_lines(0), false, "5");
  check_arithmetic({}, content);
  ASSERT_EQ(content.data_quality_size(), 1);
  EXPECT_EQ(content.data_quality(0).place(), "lines[1]");
  EXPECT_EQ(content.data_quality(0).detail(),
            "quantity 10 × price 9 - 5 of allowances and charges is 85, the line's net amount 90, "
            "which leaves them out");
}

TEST(ArithmeticTest, OfManyWrongLinesTwentyAreNotedAndTheRestCounted) {
  v1::DocumentContent content;
  for (int i = 0; i < 23; ++i) add_line(content, "1", "2", "9");
  check_arithmetic({}, content);
  ASSERT_EQ(content.data_quality_size(), 21);
  EXPECT_EQ(content.data_quality(19).place(), "lines[20]");
  EXPECT_EQ(content.data_quality(20).code(), "line_arithmetic");
  EXPECT_EQ(content.data_quality(20).detail(), "and 3 lines more");
}

TEST(ArithmeticTest, UnitsOfPriceAndQuantityAreComparedOrLeftAlone) {
  auto content = one_line("2500", "4", "10");  // 2.5 kg at 4
  auto& line = *content.mutable_lines(0);
  line.set_unit_code("GRM");
  line.set_base_quantity_unit_code("KGM");
  EXPECT_EQ(codes_of(content), kNone);
  line.set_line_extension_amount("10000");
  EXPECT_EQ(codes_of(content), kLine);
  line.set_unit_code("TU");  // how much is in a trading unit is not known
  EXPECT_EQ(codes_of(content), kNone);
}

TEST(ArithmeticTest, WhatIsNotStatedIsNotGuessed) {
  EXPECT_EQ(codes_of(one_line("", "18.33", "1")), kNone);
  EXPECT_EQ(codes_of(one_line("6", "", "1")), kNone);
  EXPECT_EQ(codes_of(one_line("6", "18.33", "")), kNone);
  auto content = one_line("6", "18.33", "1");
  content.mutable_lines(0)->add_allowances_charges()->set_percent("10");
  EXPECT_EQ(codes_of(content), kNone);
  content = one_line("6", "18.33", "1");
  content.mutable_lines(0)->set_base_quantity("0");
  EXPECT_EQ(codes_of(content), kNone);
}

TEST(ArithmeticTest, SlackIsTwoOfTheSmallestAmount) {
  EXPECT_EQ(codes_of(one_line("1", "10.02", "10")), kNone);
  EXPECT_EQ(codes_of(one_line("1", "10.0201", "10")), kLine);
  EXPECT_EQ(codes_of(one_line("1", "12", "10", "JPY")), kNone);
  EXPECT_EQ(codes_of(one_line("1", "12.1", "10", "JPY")), kLine);
  EXPECT_EQ(codes_of(one_line("1", "10.005", "10.008", "KWD")), kLine);  // 0.003 of 0.002
  EXPECT_EQ(codes_of(one_line("1", "10.005", "10.02", "KWD")), kNone);   // written with two
}

TEST(ArithmeticTest, NumbersThatFillTheirBoundsAreExact) {
  // 10^15 − 1 squared has 30 digits, with ten decimals each 50.
  EXPECT_EQ(codes_of(one_line("999999999999999.9999999999", "999999999999999.9999999999", "1")),
            kLine);
  auto content = one_line("999999999999999.9999999999", "123456789.0123456789", "123456789.01");
  content.mutable_lines(0)->set_base_quantity("999999999999999.9999999999");
  EXPECT_EQ(codes_of(content), kNone);  // 123456789.0123… is 0.0023 away
  content.mutable_lines(0)->set_line_extension_amount("123456789.04");
  EXPECT_EQ(codes_of(content), kLine);
}

TEST(ArithmeticTest, TotalsThatAddUpLeaveNoNote) { EXPECT_EQ(codes_of(invoice()), kNone); }

TEST(ArithmeticTest, EachTotalIsCheckedByTheEquationsItIsIn) {
  const auto with = [](const char* field) {
    auto content = invoice();
    const auto* descriptor = v1::MonetaryTotals::descriptor()->FindFieldByName(field);
    content.mutable_totals()->GetReflection()->SetString(content.mutable_totals(), descriptor, "7");
    return codes_of(content);
  };
  EXPECT_EQ(with("line_extension_amount"), (Notes{"sum_of_lines", "tax_exclusive"}));
  EXPECT_EQ(with("allowance_total_amount"), (Notes{"sum_of_allowances", "tax_exclusive"}));
  EXPECT_EQ(with("charge_total_amount"), (Notes{"sum_of_charges", "tax_exclusive"}));
  EXPECT_EQ(with("tax_exclusive_amount"), (Notes{"tax_exclusive", "tax_inclusive"}));
  EXPECT_EQ(with("tax_amount"), (Notes{"sum_of_taxes", "tax_inclusive"}));
  EXPECT_EQ(with("tax_inclusive_amount"), (Notes{"tax_inclusive", "payable"}));
  EXPECT_EQ(with("prepaid_amount"), Notes{"payable"});
  EXPECT_EQ(with("payable_rounding_amount"), Notes{"payable"});
  EXPECT_EQ(with("payable_amount"), Notes{"payable"});
}

TEST(ArithmeticTest, ATotalIsTold) {
  auto content = invoice();
  content.mutable_totals()->set_payable_amount("300.4");
  v1::Places places;
  places.add_path("/Invoice/cac:LegalMonetaryTotal");
  places.add_document_fields(v1::DocumentContent::kTotalsFieldNumber);
  places.add_document_fields(0);
  check_arithmetic(places, content);
  ASSERT_EQ(content.data_quality_size(), 1);
  EXPECT_EQ(content.data_quality(0).place(), "/Invoice/cac:LegalMonetaryTotal");
  EXPECT_EQ(content.data_quality(0).detail(),
            "tax_inclusive_amount 300 - prepaid_amount 100 + payable_rounding_amount 0.4 is 200.4, "
            "payable_amount 300.4");
}

TEST(ArithmeticTest, ADocumentWithoutAllowancesNeedNotStateTheirTotal) {
  auto content = invoice();
  content.mutable_totals()->clear_allowance_total_amount();
  content.mutable_totals()->clear_charge_total_amount();
  EXPECT_EQ(codes_of(content), kNone);  // the entries themselves are there
  content.clear_allowances_charges();
  EXPECT_EQ(codes_of(content), Notes{"tax_exclusive"});  // 250.5 is not 240
  content.add_allowances_charges()->set_percent("4");
  EXPECT_EQ(codes_of(content), kNone);
}

TEST(ArithmeticTest, ASumMayBeOffByTheRoundingOfEachOfItsLines) {
  v1::DocumentContent content;
  for (int i = 0; i < 10; ++i) content.add_lines()->set_line_extension_amount("1");
  content.mutable_totals()->set_line_extension_amount("10.07");  // 0.02 + 10 × 0.005
  EXPECT_EQ(codes_of(content), kNone);
  content.mutable_totals()->set_line_extension_amount("10.08");
  EXPECT_EQ(codes_of(content), Notes{"sum_of_lines"});
}

TEST(ArithmeticTest, ASystemThatStatesNoSumOfLinesIsCheckedByItsLines) {
  auto content = invoice();
  content.mutable_totals()->clear_line_extension_amount();
  EXPECT_EQ(codes_of(content), kNone);
  content.mutable_totals()->set_tax_exclusive_amount("250.5");  // as if nothing were taken off
  EXPECT_EQ(codes_of(content), (Notes{"tax_exclusive", "tax_inclusive"}));
}

TEST(ArithmeticTest, AnAnswerMayStateAmountsOfWhatWasOrdered) {
  auto content = one_line("150", "3.5", "700");  // of 200 ordered, 150 are confirmed
  content.mutable_totals()->set_line_extension_amount("900");
  content.mutable_totals()->set_payable_amount("1");
  content.mutable_totals()->set_tax_inclusive_amount("2");
  content.set_kind(v1::ORDER_RESPONSE);
  EXPECT_EQ(codes_of(content), Notes{"payable"});
  content.set_kind(v1::ORDER_CHANGE);  // changes one line of several
  EXPECT_EQ(codes_of(content), (Notes{"line_arithmetic", "payable"}));
  content.set_kind(v1::ORDER);
  EXPECT_EQ(codes_of(content), (Notes{"line_arithmetic", "sum_of_lines", "payable"}));
}

TEST(ArithmeticTest, ALineWithoutAnAmountLeavesTheSumUnknown) {
  auto content = invoice();
  content.mutable_lines(0)->clear_line_extension_amount();
  EXPECT_EQ(codes_of(content), kNone);
}

TEST(ArithmeticTest, TheXRechnungExtensionAddsWhatThirdPartiesAreOwed) {
  auto content = invoice();
  content.mutable_totals()->set_payable_amount("250.4");  // 200.4 and 50 for somebody else
  content.set_customization_id(
      "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#conformant#"
      "urn:xeinkauf.de:kosit:extension:xrechnung_3.0");
  EXPECT_EQ(codes_of(content), kNone);
  content.set_customization_id(
      "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0");
  EXPECT_EQ(codes_of(content), Notes{"payable"});
}

TEST(ArithmeticTest, TheRoundingMayStandInTheTaxInclusiveAmountThroughout) {
  auto content = invoice();
  auto& totals = *content.mutable_totals();
  totals.set_tax_inclusive_amount("300.4");  // 240 + 60 + 0.4, as CEN BII says
  totals.set_payable_amount("200.4");        // 300.4 − 100
  EXPECT_EQ(codes_of(content), kNone);
  totals.set_payable_amount("200.8");  // rounded twice
  EXPECT_EQ(codes_of(content), Notes{"tax_inclusive"});
}

}  // namespace
}  // namespace procured::mapping
