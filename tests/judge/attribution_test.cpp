// Goal: date, month, unit, category and item of a line are those of the definitions (§3).
// Method: one small world per sentence; the answer follows from the sentence.
#include "judge/attribution.h"

#include <gtest/gtest.h>

#include "support/judge_driver.h"

namespace procured::judge {
namespace {

using testing::JudgeDriver;

v1::Fact fact(const std::string& yaml) {
  JudgeDriver driver;
  return driver.judge(yaml).fact_of("1");
}

std::string unit_of(const std::string& units, const std::string& document) {
  return fact("units:\n" + units + "documents: [{id: '1', " + document + "}]").lines(0).unit_id();
}

std::string category_of(const std::string& yaml) {
  const auto line = fact(yaml).lines(0);
  std::string text;
  for (const auto& category : line.categories()) text += category.scheme() + category.code() + ' ';
  return text;
}

TEST(AttributionTest, TheOrdersIssueDateDecidesWhenTheOrderIsKnownElseTheDocuments) {
  EXPECT_EQ(
      fact("documents: [{id: '1', order_reference: '7', issue_date: '2026-03-10'}]").decided_on(),
      "2026-03-10");
  EXPECT_EQ(fact(R"(
documents:
  - {id: "7", kind: ORDER, issue_date: "2026-02-20"}
  - {id: "1", order_reference: "7", issue_date: "2026-03-10", posting_date: "2026-04-01"}
)")
                .decided_on(),
            "2026-02-20");
}

TEST(AttributionTest, TheMonthIsThatOfThePostingDateElseOfTheIssueDate) {
  EXPECT_EQ(fact("documents: [{id: '1', posting_date: '2026-04-01'}]").month(), "2026-04");
  EXPECT_EQ(fact("documents: [{id: '1'}]").month(), "2026-03");
}

constexpr const char* kUnits = R"(
  - {unit_id: U1, references: ["R1"]}
  - {unit_id: U2, references: ["R2", "shared"]}
  - {unit_id: U3, references: ["R3", "shared"]}
)";

TEST(AttributionTest, TheUnitIsNamedByBuyerReferenceThenDeliveryLocationThenAccountingReference) {
  EXPECT_EQ(
      unit_of(kUnits,
              "buyer_reference: R1, delivery: {location_id: R2}, accounting_cost: R3, lines: [{}]"),
      "U1");
  EXPECT_EQ(unit_of(kUnits, "delivery: {location_id: R2}, accounting_cost: R3, lines: [{}]"), "U2");
  EXPECT_EQ(unit_of(kUnits, "accounting_cost: R3, lines: [{}]"), "U3");
}

TEST(AttributionTest, AReferenceThatMatchesNoneFallsThrough) {
  EXPECT_EQ(unit_of(kUnits, "buyer_reference: Kari, delivery: {location_id: R2}, lines: [{}]"),
            "U2");
}

TEST(AttributionTest, TheAccountingReferenceIsTheLinesElseTheDocuments) {
  EXPECT_EQ(unit_of(kUnits, "accounting_cost: R3, lines: [{accounting_cost: R1}]"), "U1");
}

TEST(AttributionTest, ReferencesAreTrimmedAndComparedExactly) {
  EXPECT_EQ(unit_of(kUnits, "buyer_reference: ' R1 ', lines: [{}]"), "U1");
  EXPECT_EQ(unit_of(kUnits, "buyer_reference: r1, lines: [{}]"), "unknown");
  EXPECT_EQ(unit_of(kUnits, "buyer_reference: R11, lines: [{}]"), "unknown");
}

TEST(AttributionTest, OfTwoUnitsWithOneReferenceTheLaterValidFromThenTheSmallerId) {
  EXPECT_EQ(unit_of(kUnits, "buyer_reference: shared, lines: [{}]"), "U2");
  EXPECT_EQ(unit_of(R"(
  - {unit_id: U2, references: ["shared"], valid_from: "2025-01-01"}
  - {unit_id: U3, references: ["shared"], valid_from: "2026-01-01"}
  - {unit_id: U4, references: ["shared"], valid_from: "2026-04-01"}
)",
                    "buyer_reference: shared, lines: [{}]"),
            "U3");
}

TEST(AttributionTest, UnitsAreThoseValidOnTheDateThatDecidesBothEndsInclusive) {
  const std::string units = R"(
  - {unit_id: U1, references: ["R"], valid_from: "2026-03-10", valid_to: "2026-03-10"}
)";
  EXPECT_EQ(unit_of(units, "buyer_reference: R, lines: [{}]"), "U1");
  EXPECT_EQ(unit_of(units, "buyer_reference: R, issue_date: '2026-03-09', lines: [{}]"), "unknown");
  EXPECT_EQ(unit_of(units, "buyer_reference: R, issue_date: '2026-03-11', lines: [{}]"), "unknown");
}

TEST(AttributionTest, OnlyThePeriodWithTheLatestValidFromHolds) {
  EXPECT_EQ(unit_of(R"(
  - {unit_id: U1, references: ["old"], valid_from: "2025-01-01"}
  - {unit_id: U1, references: ["fresh"], valid_from: "2026-01-01"}
)",
                    "buyer_reference: old, lines: [{}]"),
            "unknown");
}

TEST(AttributionTest, AllClassificationsOfKnownSchemesCount) {
  EXPECT_EQ(category_of(R"(
documents:
  - id: "1"
    lines:
      - classifications:
          - {list_id: STI, code: "15811100-7"}
          - {list_id: MP, code: X}
          - {list_id: TST, code: " 50181301 "}
)"),
            "STI15811100 TST50181301 ");
}

TEST(AttributionTest, CodesOfOtherListsAreAsAbsent) {
  EXPECT_EQ(category_of(R"(
suppliers: [{supplier_id: S1, default_category_scheme: TST, default_category: "44"}]
documents: [{id: "1", lines: [{classifications: [{list_id: MP, code: "50"}, {list_id: TST}]}]}]
)"),
            "TST44 ");
}

constexpr const char* kItems = R"(
suppliers: [{supplier_id: S1, default_category_scheme: TST, default_category: "99"}]
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, valid_to: "2026-01-31"}
  - {agreement_id: A2, supplier_id: S2, category_scheme: STI}
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", category: "11"}
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", category: "12"}
  - {agreement_id: A1, item_scheme: BUYER, item_id: "B-1", category: "13"}
  - {agreement_id: A1, item_scheme: SELLER, item_id: "old", category: "14", valid_to: "2026-03-09"}
  - {agreement_id: A1, item_scheme: SELLER, item_id: "none"}
  - {agreement_id: A2, item_scheme: GTIN, item_id: "07038010000027", category: "15-3"}
)";

std::string category_of_item(const std::string& line, const std::string& seller = "S1") {
  return category_of(kItems +
                     ("documents: [{id: '1', seller: " + seller + ", lines: [{" + line + "}]}]"));
}

TEST(AttributionTest, TheItemRowsCategoryHoldsWhetherOrNotItsAgreementStillDoes) {
  EXPECT_EQ(category_of_item("sellers_item_id: '4711'"), "TST11 ");
}

TEST(AttributionTest, TheItemIsLookedForBySellersIdThenGtinThenBuyersId) {
  EXPECT_EQ(category_of_item(
                "sellers_item_id: '4711', standard_item_id: '7038010000010', buyers_item_id: B-1"),
            "TST11 ");
  EXPECT_EQ(category_of_item("standard_item_id: '7038010000010', buyers_item_id: B-1"), "TST12 ");
  EXPECT_EQ(category_of_item("buyers_item_id: B-1"), "TST13 ");
}

TEST(AttributionTest, AnItemRowThatIsNotValidOnTheDateOrHasNoCategoryIsPassedBy) {
  EXPECT_EQ(category_of_item("sellers_item_id: old"), "TST99 ");
  EXPECT_EQ(category_of_item("sellers_item_id: none, buyers_item_id: B-1"), "TST13 ");
}

TEST(AttributionTest, TheItemRowIsTheSameSuppliers) {
  EXPECT_EQ(category_of_item("standard_item_id: '7038010000010'", "S2"), "");
  EXPECT_EQ(category_of_item("standard_item_id: '7038010000027'", "S2"), "STI15 ");
}

TEST(AttributionTest, OfSeveralItemRowsTheLaterValidFromThenTheSmallerAgreementAndLot) {
  EXPECT_EQ(category_of(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST}
  - {agreement_id: A2, supplier_id: S1, category_scheme: TST}
  - {agreement_id: A2, lot_id: L, supplier_id: S1, category_scheme: TST}
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", category: "11",
       valid_from: "2025-01-01"}
  - {agreement_id: A2, lot_id: L, item_scheme: GTIN, item_id: "07038010000010", category: "13",
       valid_from: "2026-01-01"}
  - {agreement_id: A2, item_scheme: GTIN, item_id: "07038010000010", category: "12",
       valid_from: "2026-01-01"}
documents: [{id: "1", lines: [{standard_item_id: "7038010000010"}]}]
)"),
            "TST12 ");
}

TEST(AttributionTest, TheSuppliersDefaultComesLastOnTheDateOfTheLine) {
  EXPECT_EQ(category_of(R"(
suppliers:
  - {supplier_id: S1, other_ids: [S1B], default_category_scheme: TST, default_category: "10",
       valid_from: "2025-01-01"}
  - {supplier_id: S1, default_category_scheme: TST, default_category: "20",
       valid_from: "2026-01-01"}
  - {supplier_id: S1, default_category_scheme: TST, default_category: "30",
       valid_from: "2026-04-01"}
documents: [{id: "1", seller: S1B, lines: [{}]}]
)"),
            "TST20 ");
}

TEST(AttributionTest, AGtinIsPaddedToFourteenDigits) {
  EXPECT_EQ(fact("documents: [{id: '1', lines: [{standard_item_id: '7038010000010', "
                 "standard_item_scheme: '0160'}]}]")
                .lines(0)
                .standard_item_id(),
            "07038010000010");
}

TEST(AttributionTest, TheContractIdIsTheDocumentsElseItsKnownOrders) {
  EXPECT_EQ(fact(R"(
documents:
  - {id: "7", kind: ORDER, contract_reference: K7}
  - {id: "1", order_reference: "7", contract_reference: " K1 "}
)")
                .contract_reference(),
            "K1");
  EXPECT_EQ(fact(R"(
documents:
  - {id: "7", kind: ORDER, contract_reference: K7}
  - {id: "1", order_reference: "7"}
)")
                .contract_reference(),
            "K7");
}

TEST(AttributionTest, AnOrderWithoutCurrencyHasQuantitiesAndNoAmounts) {
  const auto order = fact(R"(
documents:
  - {id: "1", kind: ORDER, document_currency_code: none, lines: [{quantity: "3",
       line_extension_amount: "5"}]}
)");
  EXPECT_EQ(order.amount(), "");
  EXPECT_EQ(order.lines(0).amount(), "");
  EXPECT_EQ(order.lines(0).quantity(), "3");
}

TEST(AttributionTest, QuantitiesOfACreditNoteCountTimesMinusOne) {
  const auto note = fact("documents: [{id: '1', kind: CREDIT_NOTE, lines: [{quantity: '3'}]}]");
  EXPECT_EQ(note.lines(0).quantity(), "-3");
}

}  // namespace
}  // namespace procured::judge
