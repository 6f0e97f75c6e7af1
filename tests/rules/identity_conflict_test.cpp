// Goal: sightings that contradict each other carry the finding (§1).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::rules {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(IdentityConflictTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/rules/identity_conflict.md"), "");
}

TEST(IdentityConflictTest, ContradictingCurrenciesConflict) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", source: a, lines: [{line_extension_amount: "5"}]}
  - {id: "1", source: b, lines: [{line_extension_amount: "5"}], document_currency_code: EUR}
expect:
  findings:
    - {document: "1", rule: identity_conflict, outcome: BREACH, parameters: [{name: field,
         value: currency}]}
)"),
            "");
}

TEST(IdentityConflictTest, ContradictingOrderReferencesConflict) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", source: a, lines: [{line_extension_amount: "5"}], order_reference: "7"}
  - {id: "1", source: b, lines: [{line_extension_amount: "5"}], order_reference: "8"}
expect:
  findings:
    - {document: "1", rule: identity_conflict, outcome: BREACH, parameters: [{name: field,
         value: order_reference}]}
)"),
            "");
}

TEST(IdentityConflictTest, ContradictingContractReferencesConflict) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", source: a, lines: [{line_extension_amount: "5"}], contract_reference: K1}
  - {id: "1", source: b, lines: [{line_extension_amount: "5"}], contract_reference: K2}
expect:
  findings:
    - {document: "1", rule: identity_conflict, outcome: BREACH, parameters: [{name: field,
         value: contract_reference}]}
)"),
            "");
}

TEST(IdentityConflictTest, WhatASightingLacksContradictsNothing) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", source: a, lines: [{line_extension_amount: "5"}], order_reference: "7",
       contract_reference: K1}
  - {id: "1", source: b, lines: [{line_extension_amount: "5"}], order_reference: NA}
expect:
  silent:
    - {document: "1", rule: identity_conflict}
)"),
            "");
}

TEST(IdentityConflictTest, OneAmountWrittenInTwoWaysIsNoConflict) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", source: a, lines: [{line_extension_amount: "5"}]}
  - {id: "1", source: b, lines: [{line_extension_amount: "2.50"}, {line_extension_amount: "2.5"}]}
expect:
  silent:
    - {document: "1", rule: identity_conflict}
)"),
            "");
}

TEST(IdentityConflictTest, TheFindingCountsInNoKpiAndChangesNoOutcome) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "7", kind: ORDER}
  - {id: "1", source: a, order_reference: "7", lines: [{line_extension_amount: "5"}]}
  - {id: "1", source: b, precedence: "2", order_reference: "7",
       lines: [{line_extension_amount: "6"}]}
expect:
  findings:
    - {document: "1", rule: identity_conflict, family: DATA_QUALITY}
    - {document: "1", rule: order_missing, outcome: COMPLIANT}
  cells:
    - {kpi: spend_amount, numerator: "6", count: 1}
)"),
            "");
}

}  // namespace
}  // namespace procured::rules
