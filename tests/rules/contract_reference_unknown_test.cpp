// Goal: a contract id that names no agreement is ignored and found (§4).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::rules {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(ContractReferenceUnknownTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/rules/contract_reference_unknown.md"), "");
}

TEST(ContractReferenceUnknownTest, TheContractIdOfTheKnownOrderIsLookedAtWhereTheDocumentHasNone) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "7", kind: ORDER, contract_reference: K9}
  - {id: "1", order_reference: "7"}
expect:
  findings:
    - {document: "1", rule: contract_reference_unknown, parameters: [{name: contract_reference,
         value: K9}]}
)"),
            "");
}

TEST(ContractReferenceUnknownTest, AnotherBuyersAgreementIsNotKnownHere) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: K1, buyer_id: B2, supplier_id: S1}
documents:
  - {id: "1", contract_reference: K1}
expect:
  findings:
    - {document: "1", rule: contract_reference_unknown, outcome: BREACH}
)"),
            "");
}

}  // namespace
}  // namespace procured::rules
