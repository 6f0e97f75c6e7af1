// Goal: agreement_bypassed says what the definitions say (§5).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::rules {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(AgreementBypassedTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/rules/agreement_bypassed.md"), "");
}

TEST(AgreementBypassedTest, AnySupplierOfTheLotIsOnAgreementWhateverItsRank) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, rank: "1", category_scheme: TST, categories: ["50"]}
  - {agreement_id: A1, supplier_id: S2, rank: "2", category_scheme: TST, categories: ["50"]}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "10", classifications: [{list_id: TST,
       code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: agreement_bypassed, line_number: 1, outcome: COMPLIANT}
)"),
            "");
}

TEST(AgreementBypassedTest, ASupplierWhoseOwnRowIsNotValidOnTheDateIsNotOnAgreement) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.1", saving_base: OFF_PRICE}
  - {agreement_id: A1, supplier_id: S2, valid_to: "2026-03-09"}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "10", classifications: [{list_id: TST,
       code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: agreement_bypassed, line_number: 1, outcome: BREACH, missed_amount: "1"}
)"),
            "");
}

TEST(AgreementBypassedTest, ASellerIsTheSupplierThatItsOtherIdLeadsTo) {
  EXPECT_EQ(failures_of_example_text(R"(
suppliers:
  - {supplier_id: S1, other_ids: [S1-BRANCH]}
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "1", seller: S1-BRANCH, lines: [{line_extension_amount: "10",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: agreement_bypassed, line_number: 1, outcome: COMPLIANT}
)"),
            "");
}

TEST(AgreementBypassedTest, NotKnownWhetherCoveredIsUndeterminedWithoutAnAmount) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "10"}]}
expect:
  findings:
    - {document: "1", rule: agreement_bypassed, line_number: 1, outcome: UNDETERMINED,
         missing: [category], missed_amount: absent}
)"),
            "");
}

// 100 × 0.36, times −1.
TEST(AgreementBypassedTest, ACreditNoteIsJudgedByItsOwnFieldsWithNegativeAmounts) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.36", saving_base: OFF_PRICE}
documents:
  - {id: "1", kind: CREDIT_NOTE, seller: S2, lines: [{line_extension_amount: "100",
       classifications: [{list_id: TST, code: "50180000"}]}]}
expect:
  findings:
    - {document: "1", rule: agreement_bypassed, line_number: 1, outcome: BREACH,
         missed_amount: "-36"}
)"),
            "");
}

TEST(AgreementBypassedTest, MissedSavingIsAbsentWithoutRateOrBase) {
  EXPECT_EQ(failures_of_example_text(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.36"}
  - {agreement_id: A2, supplier_id: S1, category_scheme: TST, categories: ["44"],
       saving_base: OFF_PRICE}
documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "10", classifications: [{list_id: TST,
       code: "50180000"}]}, {line_extension_amount: "10", classifications: [{list_id: TST,
       code: "44120000"}]}]}
expect:
  findings:
    - {document: "1", rule: agreement_bypassed, line_number: 1, outcome: BREACH,
         missed_amount: absent, missing: [saving_rate]}
    - {document: "1", rule: agreement_bypassed, line_number: 2, outcome: BREACH,
         missed_amount: absent}
)"),
            "");
}

}  // namespace
}  // namespace procured::rules
