// Goal: order_missing says what the definitions say (§5).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::rules {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(OrderMissingTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/rules/order_missing.md"), "");
}

TEST(OrderMissingTest, NaInAnyCaseIsNoReference) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", seller: S1, order_reference: " na ", lines: [{line_extension_amount: "5"}]}
expect:
  findings:
    - {document: "1", rule: order_missing, outcome: BREACH, exposed_amount: "5"}
)"),
            "");
}

TEST(OrderMissingTest, AnOrderOfAnotherSellerIsNotKnown) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "7", kind: ORDER, seller: S2}
  - {id: "1", seller: S1, order_reference: "7"}
expect:
  findings:
    - {document: "1", rule: order_missing, outcome: UNDETERMINED}
)"),
            "");
}

TEST(OrderMissingTest, AnOrderOfAnotherBuyerIsNotKnown) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "7", kind: ORDER, buyer: B2}
  - {id: "1", order_reference: "7"}
expect:
  findings:
    - {document: "1", rule: order_missing, outcome: UNDETERMINED}
)"),
            "");
}

TEST(OrderMissingTest, SellersAreResolvedThroughOtherIds) {
  EXPECT_EQ(failures_of_example_text(R"(
suppliers:
  - {supplier_id: S1, other_ids: [S1B]}
documents:
  - {id: "7", kind: ORDER, seller: S1B}
  - {id: "1", seller: S1, order_reference: " 7 "}
expect:
  findings:
    - {document: "1", rule: order_missing, outcome: COMPLIANT}
)"),
            "");
}

TEST(OrderMissingTest, ACategoryIsExemptWhenEveryLineHasIt) {
  EXPECT_EQ(failures_of_example_text(R"(
policy: {order_exempt_categories: [{scheme: TST, prefix: "5018"}]}
documents:
  - {id: "1", lines: [{line_extension_amount: "5", classifications: [{list_id: TST,
       code: "50180000"}]}]}
  - {id: "2", lines: [{line_extension_amount: "5", classifications: [{list_id: TST,
       code: "50180000"}]}, {line_extension_amount: "5", classifications: [{list_id: TST,
       code: "44120000"}]}]}
expect:
  findings:
    - {document: "1", rule: order_missing, outcome: JUSTIFIED_EXCEPTION, exposed_amount: absent}
    - {document: "2", rule: order_missing, outcome: BREACH, exposed_amount: "10"}
)"),
            "");
}

// CPV 15811100-7 without its check digit.
TEST(OrderMissingTest, ACodeBelongsToAPrefixOfTheSameSchemeOnly) {
  EXPECT_EQ(failures_of_example_text(R"(
policy: {order_exempt_categories: [{scheme: STI, prefix: "15811100-7"}]}
documents:
  - {id: "1", lines: [{line_extension_amount: "5", classifications: [{list_id: STI,
       code: "15811100-7"}]}]}
  - {id: "2", lines: [{line_extension_amount: "5", classifications: [{list_id: TST,
       code: "15811100"}]}]}
expect:
  findings:
    - {document: "1", rule: order_missing, outcome: JUSTIFIED_EXCEPTION}
    - {document: "2", rule: order_missing, outcome: BREACH}
)"),
            "");
}

TEST(OrderMissingTest, AnAgreementIsExemptByPolicy) {
  EXPECT_EQ(failures_of_example_text(R"(
policy: {order_exempt_agreements: [A1]}
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "1", lines: [{line_extension_amount: "5", classifications: [{list_id: TST,
       code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: order_missing, outcome: JUSTIFIED_EXCEPTION}
)"),
            "");
}

// 10 + 5 + 2.50
TEST(OrderMissingTest, TheExposedAmountIsTheSumOfTheLineAmountsWithTheDocumentsCharges) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", lines: [{line_extension_amount: "10"}, {line_extension_amount: "5"}],
       allowances_charges: [{charge: true, amount: "2.50"}]}
expect:
  findings:
    - {document: "1", rule: order_missing, outcome: BREACH, exposed_amount: "17.5"}
)"),
            "");
}

TEST(OrderMissingTest, ARetrospectiveOrderChangesNothing) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "7", kind: ORDER, issue_date: "2026-03-20"}
  - {id: "1", order_reference: "7"}
expect:
  findings:
    - {document: "1", rule: order_missing, outcome: COMPLIANT}
)"),
            "");
}

}  // namespace
}  // namespace procured::rules
