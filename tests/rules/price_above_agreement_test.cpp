// Goal: price_above_agreement says what the definitions say (§5).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include <string>

#include "support/worked_example.h"

namespace procured::rules {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

/// An example over one agreement with S1.
std::string failures_with(const char* example) {
  return failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]})" +
                                  std::string(example));
}

TEST(PriceAboveAgreementTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/rules/price_above_agreement.md"), "");
}

// 10.02 − 10 = 0.02; 10.021 − 10 = 0.021, × 100 = 2.10.
TEST(PriceAboveAgreementTest, AboveByExactlyTheToleranceIsCompliantAndByMoreIsABreach) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "10", currency: NOK}
documents:
  - id: "1"
    lines:
      - {quantity: "100", unit_code: EA, price_amount: "10.02", sellers_item_id: "4711"}
      - {quantity: "100", unit_code: EA, price_amount: "10.021", sellers_item_id: "4711"}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: COMPLIANT}
    - {document: "1", rule: price_above_agreement, line_number: 2, outcome: BREACH,
         recoverable_amount: "2.1"}
)"),
            "");
}

TEST(PriceAboveAgreementTest, TheToleranceIsThePolicys) {
  EXPECT_EQ(failures_of_example_text(R"(
policy: {price_tolerance: "0.5"}
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "10", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "1", unit_code: EA, price_amount: "10.5",
       sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: COMPLIANT}
)"),
            "");
}

// Per gram 0.013 is 13 per kilogram; agreed 12; 2500 g = 2.5 kg; 1 × 2.5 = 2.50.
TEST(PriceAboveAgreementTest, IsComparedInTheAgreementsUnit) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: KGM, price: "12", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "2500", unit_code: GRM, price_amount: "0.013",
       sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: BREACH,
         recoverable_amount: "2.5"}
)"),
            "");
}

TEST(PriceAboveAgreementTest, UnitsThatCannotBeComparedAreUndetermined) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: KGM, price: "12", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "2", unit_code: LTR, price_amount: "99", sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: UNDETERMINED,
         missing: [comparable_price], recoverable_amount: absent}
)"),
            "");
}

TEST(PriceAboveAgreementTest, AnotherCurrencyCannotBeCompared) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "12", currency: NOK}
documents:
  - {id: "1", document_currency_code: EUR, lines: [{quantity: "2", unit_code: EA,
       price_amount: "99", sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: UNDETERMINED}
)"),
            "");
}

TEST(PriceAboveAgreementTest, AQuantityOfZeroIsUndetermined) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "12", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "0", unit_code: EA, price_amount: "99", sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: UNDETERMINED}
)"),
            "");
}

TEST(PriceAboveAgreementTest, ALineWithoutItemIdIsUndeterminedWhereTheLotHasPrices) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "12", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "2", unit_code: EA, price_amount: "99",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: UNDETERMINED,
         missing: [item_id]}
)"),
            "");
}

TEST(PriceAboveAgreementTest, ALineWithoutItemIdIsNotApplicableWhereTheLotHasNoPriceOnTheDate) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "12", currency: NOK,
       valid_to: "2026-03-09"}
documents:
  - {id: "1", lines: [{quantity: "2", unit_code: EA, price_amount: "99",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: NOT_APPLICABLE}
)"),
            "");
}

TEST(PriceAboveAgreementTest, AnItemThatTheAgreementHasNoPriceForIsNotApplicable) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "12", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "2", unit_code: EA, price_amount: "99", sellers_item_id: "1",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: NOT_APPLICABLE}
)"),
            "");
}

TEST(PriceAboveAgreementTest, WhatIsNotBoughtOnAgreementIsNotApplicable) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA, price: "12",
       currency: NOK}
documents:
  - {id: "1", seller: S2, lines: [{quantity: "2", unit_code: EA, price_amount: "99",
       standard_item_id: "7038010000010", classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: NOT_APPLICABLE}
)"),
            "");
}

// By the seller's id the row is per litre, by GTIN it would be comparable.
TEST(PriceAboveAgreementTest, TheFirstKindOfIdThatHasAPricedRowDecidesEvenWhenItCannotBeCompared) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: LTR, price: "12", currency: NOK}
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA, price: "12",
       currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "2", unit_code: EA, price_amount: "99", sellers_item_id: "4711",
       standard_item_id: "7038010000010"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: UNDETERMINED}
)"),
            "");
}

// Only the GTIN row has a price: 13 − 12 = 1, × 2.
TEST(PriceAboveAgreementTest, ARowWithoutAPriceDoesNotDecide) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, currency: NOK}
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA, price: "12",
       currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "2", unit_code: EA, price_amount: "13", sellers_item_id: "4711",
       standard_item_id: "7038010000010"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: BREACH,
         recoverable_amount: "2"}
)"),
            "");
}

// 25 − 40/10 = 21; agreed 20: 1 × 10 = 10.
TEST(PriceAboveAgreementTest, TheLinesAllowancesLowerThePricePaidAndItsChargesDoNotRaiseIt) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "20", currency: NOK}
documents:
  - {id: "1", 
     lines: [{quantity: "10", unit_code: EA, price_amount: "25", sellers_item_id: "4711",
              allowances_charges: [{charge: false, amount: "40"}, {charge: true, amount: "500"}]}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: BREACH,
         recoverable_amount: "10"}
)"),
            "");
}

TEST(PriceAboveAgreementTest, AnAllowanceInsideThePriceIsInItAlready) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "20", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "10", unit_code: EA, price_amount: "20",
       gross_price_amount: "25", price_allowance: "5", sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: COMPLIANT}
)"),
            "");
}

// A negative line: 25 − (−40)/(−10) = 21; × −10 = −10.
TEST(PriceAboveAgreementTest, AllowanceAndQuantityBothHaveTheSourcesSign) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "20", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "-10", unit_code: EA, price_amount: "25",
       sellers_item_id: "4711", allowances_charges: [{amount: "-40"}]}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: BREACH,
         recoverable_amount: "-10"}
)"),
            "");
}

// (21 − 20) × 10, times −1.
TEST(PriceAboveAgreementTest, ACreditNoteRecoversNegatively) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "20", currency: NOK}
documents:
  - {id: "1", kind: CREDIT_NOTE, lines: [{quantity: "10", unit_code: EA, price_amount: "21",
       sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: BREACH,
         recoverable_amount: "-10"}
)"),
            "");
}

// 60 / 12 = 5; 5.10 − 5 = 0.10, × 3 = 0.30.
TEST(PriceAboveAgreementTest, TheAgreedPriceIsPerBaseQuantity) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "60",
       base_quantity: "12", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "3", unit_code: EA, price_amount: "5.1", sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: BREACH,
         recoverable_amount: "0.3"}
)"),
            "");
}

// 1/3 − 0.9/3 = 1/30, which is no decimal; × 4.35 = 0.145 exactly, rounded 0.15.
TEST(PriceAboveAgreementTest, TheRecoverableAmountIsExactToTheEndAndRoundedOnceHalfAwayFromZero) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "0.9",
       base_quantity: "3", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "4.35", unit_code: EA, price_amount: "1", base_quantity: "3",
       sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: BREACH,
         recoverable_amount: "0.15"}
)"),
            "");
}

// S2's own price is 30: 31 − 30 = 1.
TEST(PriceAboveAgreementTest, TheSellersOwnRowInALotOfSeveralSuppliersGoesFirst) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
  - {agreement_id: A1, supplier_id: S2, category_scheme: TST, categories: ["50"]}
items:
  - {agreement_id: A1, supplier_id: S1, item_scheme: SELLER, item_id: "4711", unit: EA,
       price: "20", currency: NOK}
  - {agreement_id: A1, supplier_id: S2, item_scheme: SELLER, item_id: "4711", unit: EA,
       price: "30", currency: NOK}
documents:
  - {id: "1", seller: S2, lines: [{quantity: "1", unit_code: EA, price_amount: "31",
       sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: BREACH,
         recoverable_amount: "1"}
)"),
            "");
}

TEST(PriceAboveAgreementTest, WithoutSupplierIdARowOfALotWithSeveralSuppliersMatchesNone) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
  - {agreement_id: A1, supplier_id: S2, category_scheme: TST, categories: ["50"]}
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "20", currency: NOK}
documents:
  - {id: "1", lines: [{quantity: "1", unit_code: EA, price_amount: "31", sellers_item_id: "4711",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: NOT_APPLICABLE}
)"),
            "");
}

// 30 since March: 31 − 30 = 1.
TEST(PriceAboveAgreementTest, OfTheRowsOfOneKeyTheOneWithTheLatestValidFromHolds) {
  EXPECT_EQ(failures_with(R"(
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "20", currency: NOK}
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "30", currency: NOK,
       valid_from: "2026-03-01"}
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "9", currency: NOK,
       valid_from: "2026-04-01"}
documents:
  - {id: "1", lines: [{quantity: "1", unit_code: EA, price_amount: "31", sellers_item_id: "4711"}]}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: BREACH,
         recoverable_amount: "1"}
)"),
            "");
}

TEST(PriceAboveAgreementTest, AnItemWithoutCurrencyOrUnitCannotBeCompared) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"], currency: NOK}
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "1", unit: EA, price: "20"}
  - {agreement_id: A1, item_scheme: SELLER, item_id: "2", price: "20", currency: NOK}
documents:
  - id: "1"
    lines:
      - {quantity: "1", unit_code: EA, price_amount: "31", sellers_item_id: "1"}
      - {quantity: "1", unit_code: EA, price_amount: "31", sellers_item_id: "2"}
expect:
  findings:
    - {document: "1", rule: price_above_agreement, line_number: 1, outcome: UNDETERMINED}
    - {document: "1", rule: price_above_agreement, line_number: 2, outcome: UNDETERMINED}
)"),
            "");
}

}  // namespace
}  // namespace procured::rules
