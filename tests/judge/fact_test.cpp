// Goal: the published fact says what was counted, in the form of the definitions (§7).
// Method: one document with every kind of value; absent ones stay absent.
#include <gtest/gtest.h>

#include "judge/published.h"
#include "support/judge_driver.h"

namespace procured::judge {
namespace {

using testing::difference;
using testing::JudgeDriver;
using testing::yaml;

TEST(FactTest, SaysWhatWasCountedPerDocumentAndLine) {
  JudgeDriver driver;
  driver.judge(R"(
suppliers: [{supplier_id: S1, other_ids: [S1B]}]
units: [{unit_id: U1, references: [r]}]
agreements: [{agreement_id: A1, lot_id: L, supplier_id: S1, category_scheme: TST,
     categories: ["50"], e_commerce: yes}]
documents:
  - id: F-1
    seller: S1B
    source: a.xml
    hash: abc
    type_code: "380"
    buyer_reference: r
    lines:
      - {id: "10", item_name: Bread, line_extension_amount: "19.50", quantity: "3.0", unit_code: EA,
         sellers_item_id: "4711", standard_item_id: "7038010000010",
              classifications: [{list_id: TST, code: "5018"}]}
)");
  EXPECT_EQ(difference(driver.fact_of("F-1"), yaml(R"(
identity: {buyer_id: B1, kind: INVOICE, seller_id: S1B, document_number: F-1, issue_year: 2026}
seller_id: S1
type_code: "380"
issue_date: "2026-03-10"
decided_on: "2026-03-10"
month: 2026-03
currency: NOK
amount: "19.5"
order_reference: absent
order: absent
contract_reference: absent
sightings: [{connector: ubl, source_key: a.xml, content_hash: abc}]
lines:
  - {number: 1, line_id: "10", amount: "19.5", quantity: "3", unit_code: EA, item_name: Bread,
       unit_id: U1, channel: INVOICE_ONLY,
     categories: [{scheme: TST, code: "5018"}], coverage: COVERED, agreement: {agreement_id: A1,
          lot_id: L, supplier_id: S1},
     on_agreement: yes, potential: yes, sellers_item_id: "4711", standard_item_id: "07038010000010"}
)")),
            "");
}

TEST(FactTest, TheUnknownUnitIsUnknownAndAnAbsentValueIsAbsent) {
  JudgeDriver driver;
  driver.judge("documents: [{id: '1', lines: [{line_extension_amount: '1'}]}]");
  EXPECT_EQ(difference(driver.fact_of("1").lines(0),
                       yaml("{unit_id: unknown, quantity: absent, unit_code: absent, categories: "
                            "absent, agreement: absent, "
                            "on_agreement: absent, missed_saving: absent, coverage: NOT_COVERED}")),
            "");
}

TEST(FactTest, AnOrdersLinesHaveNoCoverage) {
  JudgeDriver driver;
  driver.judge(
      "documents: [{id: '1', kind: ORDER, lines: [{line_extension_amount: '1', sellers_item_id: "
      "x}]}]");
  EXPECT_EQ(
      difference(driver.fact_of("1").lines(0),
                 yaml("{amount: '1', channel: CATALOGUE, coverage: absent, unit_id: absent}")),
      "");
}

// An order response may accept an order as a whole: it says nothing about money.
TEST(FactTest, WithoutLinesThereIsNoAmount) {
  JudgeDriver driver;
  driver.judge("documents: [{id: '1', kind: ORDER_RESPONSE}, {id: '2', kind: ORDER}]");
  EXPECT_EQ(driver.fact_of("1").amount(), "");
  EXPECT_EQ(driver.fact_of("2").amount(), "");
}

}  // namespace
}  // namespace procured::judge
