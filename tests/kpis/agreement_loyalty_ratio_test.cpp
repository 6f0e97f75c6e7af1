// Goal: agreement_loyalty_ratio counts what the definitions say (§6).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::kpis {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(AgreementLoyaltyRatioTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/kpis/agreement_loyalty_ratio.md"), "");
}

TEST(AgreementLoyaltyRatioTest, TheRatioOfNetCreditsIsNotMeaningfulAndItsSumsArePublished) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "1", kind: CREDIT_NOTE, lines: [{line_extension_amount: "100",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: agreement_loyalty_ratio, numerator: "-100", denominator: "-100", count: 1,
         status: NOT_MEANINGFUL}
)"),
            "");
}

// On agreement 100, elsewhere −40: 100 / 60.
TEST(AgreementLoyaltyRatioTest, ANumeratorAboveTheDenominatorIsNotMeaningful) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "1", lines: [{line_extension_amount: "100", classifications: [{list_id: TST,
       code: "50180000"}]}]}
  - {id: "2", kind: CREDIT_NOTE, seller: S2, lines: [{line_extension_amount: "40",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  cells:
    - {kpi: agreement_loyalty_ratio, numerator: "100", denominator: "60", count: 2,
         coverage_scope: "140", status: NOT_MEANINGFUL}
)"),
            "");
}

TEST(AgreementLoyaltyRatioTest, ACellWithoutADenominatorExistsAndIsNotMeaningful) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", lines: [{line_extension_amount: "100"}]}
expect:
  cells:
    - {kpi: agreement_loyalty_ratio, numerator: "0", denominator: "0", count: 0,
         coverage_known: "100", coverage_scope: "100",
       status: NOT_MEANINGFUL}
)"),
            "");
}

}  // namespace
}  // namespace procured::kpis
