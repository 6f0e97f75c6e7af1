// Goal: e_commerce_share_of_potential_ratio counts what the definitions say (§6).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::kpis {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(ECommerceShareOfPotentialRatioTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/kpis/e_commerce_share_of_potential_ratio.md"), "");
}

TEST(ECommerceShareOfPotentialRatioTest, AnEmptyECommerceIsUnknownPotential) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "7", kind: ORDER, channel: CATALOGUE}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_potential_ratio, numerator: "0", denominator: "0", count: 0,
         coverage_known: "0", coverage_scope: "40"}
)"),
            "");
}

TEST(ECommerceShareOfPotentialRatioTest, ECommerceNoIsCertainlyNoPotential) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"], e_commerce: no}
documents:
  - {id: "7", kind: ORDER, channel: CATALOGUE}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_potential_ratio, denominator: "0", coverage_known: "40",
         coverage_scope: "40"}
)"),
            "");
}

TEST(ECommerceShareOfPotentialRatioTest, APunchoutOrderIsECommerce) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"], e_commerce: yes}
documents:
  - {id: "7", kind: ORDER, channel: PUNCHOUT}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_potential_ratio, numerator: "40", denominator: "40", status: OK}
)"),
            "");
}

TEST(ECommerceShareOfPotentialRatioTest, AManualOrderIsNoECommerce) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"], e_commerce: yes}
documents:
  - {id: "7", kind: ORDER, channel: MANUAL_ORDER}
  - {id: "1", order_reference: "7", lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: e_commerce_share_of_potential_ratio, numerator: "0", denominator: "40", count: 1,
         status: OK}
)"),
            "");
}

}  // namespace
}  // namespace procured::kpis
