// Goal: missed_saving_amount counts what the definitions say (§5, §6).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::kpis {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(MissedSavingAmountTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/kpis/missed_saving_amount.md"), "");
}

// (10 − 7.5) × 10
TEST(MissedSavingAmountTest, AComparablePriceOfTheSameItemGoesBeforeTheRate) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.1", saving_base: OFF_PRICE}
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA, price: "7.5",
       currency: NOK}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "100", quantity: "10", unit_code: EA,
       price_amount: "10", standard_item_id: "7038010000010"}]}
expect:
  cells:
    - {kpi: missed_saving_amount, numerator: "25", count: 1}
)"),
            "");
}

// max(0, 10 − 12) × 10
TEST(MissedSavingAmountTest, ACheaperPurchaseElsewhereMissesNothing) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.1", saving_base: OFF_PRICE}
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA, price: "12",
       currency: NOK}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "100", quantity: "10", unit_code: EA,
       price_amount: "10", standard_item_id: "7038010000010"}]}
expect:
  cells:
    - {kpi: missed_saving_amount, numerator: "0", count: 1, coverage_known: "100"}
)"),
            "");
}

// 100 × 0.1
TEST(MissedSavingAmountTest, AQuantityOfZeroIsNotComparableSoTheRateHolds) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.1", saving_base: OFF_PRICE}
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA, price: "7.5",
       currency: NOK}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "100", quantity: "0", unit_code: EA,
       price_amount: "10", standard_item_id: "7038010000010"}]}
expect:
  cells:
    - {kpi: missed_saving_amount, numerator: "10", count: 1}
)"),
            "");
}

// 100 × 0.1
TEST(MissedSavingAmountTest, AUnitThatCannotBeComparedLeavesTheRate) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.1", saving_base: OFF_PRICE}
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA, price: "7.5",
       currency: NOK}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "100", quantity: "10", unit_code: KGM,
       price_amount: "10", standard_item_id: "7038010000010"}]}
expect:
  cells:
    - {kpi: missed_saving_amount, numerator: "10", count: 1}
)"),
            "");
}

// (10 − 7.5) × −10
TEST(MissedSavingAmountTest, ANegativeQuantityMissesNegatively) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.1", saving_base: OFF_PRICE}
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA, price: "7.5",
       currency: NOK}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "100", quantity: "-10", unit_code: EA,
       price_amount: "10", standard_item_id: "7038010000010"}]}
expect:
  cells:
    - {kpi: missed_saving_amount, numerator: "-25", count: 1}
)"),
            "");
}

// 100 × 0.1: the seller's id is with that seller only.
TEST(MissedSavingAmountTest, TheSellersIdIsNotComparedOutsideTheAgreement) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.1", saving_base: OFF_PRICE}
items:
  - {agreement_id: A1, item_scheme: SELLER, item_id: "4711", unit: EA, price: "7.5", currency: NOK}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "100", quantity: "10", unit_code: EA,
       price_amount: "10", sellers_item_id: "4711", classifications: [{list_id: TST,
       code: "50180000"}]}]}
expect:
  cells:
    - {kpi: missed_saving_amount, numerator: "10", count: 1}
)"),
            "");
}

// 0.05 × 0.1 = 0.005, half away from zero: 0.01, twice.
TEST(MissedSavingAmountTest, LinesAreRoundedOnceEachAndSumsAddTheRoundedLines) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.1", saving_base: OFF_PRICE}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "0.05", classifications: [{list_id: TST,
       code: "50180000"}]}, {line_extension_amount: "0.05", classifications: [{list_id: TST,
       code: "50180000"}]}]}
expect:
  cells:
    - {kpi: missed_saving_amount, numerator: "0.02", count: 2}
)"),
            "");
}

TEST(MissedSavingAmountTest, AnUndeterminedSavingShowsInCoverage) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "100", classifications: [{list_id: TST,
       code: "50180000"}]}]}
expect:
  cells:
    - {kpi: missed_saving_amount, numerator: "0", count: 0, coverage_known: "0",
         coverage_scope: "100", status: OK}
)"),
            "");
}

}  // namespace
}  // namespace procured::kpis
