// Goal: spend_amount counts what the definitions say (§6).
// Method: the page's example, and small worlds worked by hand, judged end to end.
#include <gtest/gtest.h>

#include "support/worked_example.h"

namespace procured::kpis {
namespace {

using testing::failures_of_example;
using testing::failures_of_example_text;

TEST(SpendAmountTest, TheExampleOfThePageHolds) {
  EXPECT_EQ(failures_of_example("daemon/kpis/spend_amount.md"), "");
}

TEST(SpendAmountTest, TheMonthIsThatOfThePostingDateElseOfTheIssueDate) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", posting_date: "2026-04-02", lines: [{line_extension_amount: "5"}]}
  - {id: "2", lines: [{line_extension_amount: "7"}]}
expect:
  cells:
    - {kpi: spend_amount, month: "2026-04", numerator: "5", count: 1}
    - {kpi: spend_amount, month: "2026-03", numerator: "7", count: 1}
)"),
            "");
}

TEST(SpendAmountTest, AllInvoicesCountWhateverTheirTypeCode) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", type_code: "386", lines: [{line_extension_amount: "5"}]}
  - {id: "2", type_code: "381", lines: [{line_extension_amount: "7"}]}
expect:
  cells:
    - {kpi: spend_amount, numerator: "12", count: 2}
)"),
            "");
}

// −100 + 30
TEST(SpendAmountTest, ANegativeLineInACreditNoteCountsPositive) {
  EXPECT_EQ(failures_of_example_text(R"(
documents:
  - {id: "1", kind: CREDIT_NOTE, lines: [{line_extension_amount: "100"},
       {line_extension_amount: "-30"}]}
expect:
  cells:
    - {kpi: spend_amount, numerator: "-70", count: 2, coverage_known: "130",
         coverage_scope: "130", status: OK}
)"),
            "");
}

TEST(SpendAmountTest, TheUnitOfACellIsTheUnitAsMatchedWithoutRollUp) {
  EXPECT_EQ(failures_of_example_text(R"(
units:
  - {unit_id: TOP, references: ["1"]}
  - {unit_id: SCHOOL, parent_id: TOP, references: ["2"]}
documents:
  - {id: "1", buyer_reference: "2", lines: [{line_extension_amount: "5"}]}
  - {id: "2", buyer_reference: "1", lines: [{line_extension_amount: "7"}]}
  - {id: "3", buyer_reference: "9", lines: [{line_extension_amount: "11"}]}
expect:
  cells:
    - {kpi: spend_amount, unit_id: SCHOOL, numerator: "5"}
    - {kpi: spend_amount, unit_id: TOP, numerator: "7"}
    - {kpi: spend_amount, unit_id: unknown, numerator: "11"}
)"),
            "");
}

}  // namespace
}  // namespace procured::kpis
