// Goal: e_commerce_share_of_total_ratio counts what the definitions say (§6).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::kpis {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(ECommerceShareOfTotalRatioTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/kpis/e_commerce_share_of_total_ratio.md"), "");
}

TEST(ECommerceShareOfTotalRatioTest, ACatalogueOrderIsECommerce) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "7", kind: ORDER, channel: CATALOGUE}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_total_ratio, numerator: "40", denominator: "40", status: OK}
)"),
            "");
}

TEST(ECommerceShareOfTotalRatioTest, APunchoutOrderIsECommerce) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "7", kind: ORDER, channel: PUNCHOUT}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_total_ratio, numerator: "40", denominator: "40", status: OK}
)"),
            "");
}

TEST(ECommerceShareOfTotalRatioTest, AFreeTextOrderIsECommerce) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "7", kind: ORDER, channel: FREETEXT_ORDER}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_total_ratio, numerator: "40", denominator: "40", status: OK}
)"),
            "");
}

TEST(ECommerceShareOfTotalRatioTest, AManualOrderIsNoECommerce) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "7", kind: ORDER, channel: MANUAL_ORDER}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_total_ratio, numerator: "0", denominator: "40", status: OK}
)"),
            "");
}

TEST(ECommerceShareOfTotalRatioTest, ACardPurchaseIsNoECommerce) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "7", kind: ORDER, channel: PCARD}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_total_ratio, numerator: "0", denominator: "40", status: OK}
)"),
            "");
}

TEST(ECommerceShareOfTotalRatioTest, AWebshopPurchaseIsNoECommerce) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "7", kind: ORDER, channel: WEBSHOP}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_total_ratio, numerator: "0", denominator: "40", status: OK}
)"),
            "");
}

TEST(ECommerceShareOfTotalRatioTest, AnInvoiceWithoutOrderIsNoECommerceAndKnown) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", lines: [{line_extension_amount: "40"}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_total_ratio, numerator: "0", denominator: "40", count: 1,
         coverage_known: "40"}
)"),
            "");
}

}  // namespace
}  // namespace procured::kpis
