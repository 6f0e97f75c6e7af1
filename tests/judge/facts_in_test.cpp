// Goal: a record touches what depends on it, keeps the indexes, and nothing else.
// Method: records one by one, and what is published after each.
#include <gtest/gtest.h>

#include "judge/judge_stage.h"
#include "judge/state_keys.h"
#include "support/judge_driver.h"

namespace procured::judge {
namespace {

using testing::JudgeDriver;

constexpr const char* kInvoice =
    "documents: [{id: '1', order_reference: '7', source: inv, lines: [{line_extension_amount: "
    "'1'}]}]";

TEST(FactsInTest, AnOrderJudgesTheInvoicesThatNameItWhicheverCameFirst) {
  JudgeDriver driver;
  driver.judge(kInvoice);
  EXPECT_EQ(driver.finding("1", "order_missing").outcome(), v1::UNDETERMINED);
  driver.deliver("documents: [{id: '7', kind: ORDER, source: ord}]");
  EXPECT_EQ(driver.finding("1", "order_missing").outcome(), v1::COMPLIANT);
  driver.deliver("documents: [{id: '7', kind: ORDER, source: ord, op: DELETE}]");
  EXPECT_EQ(driver.finding("1", "order_missing").outcome(), v1::UNDETERMINED);
}

// Definitions §1 and §4: only invoices and credit notes are judged, only orders are known orders.
TEST(FactsInTest, WhatIsNeitherSpendNorOrderIsKeptAndJudgedByNothing) {
  for (const std::string kind :
       {"ORDER_CHANGE", "ORDER_CANCELLATION", "ORDER_RESPONSE", "ORDER_AGREEMENT",
        "DESPATCH_ADVICE", "RECEIPT_ADVICE", "PRICE_CATALOGUE", "APPLICATION_RESPONSE",
        "PUNCHOUT_BASKET", "PAYMENT_REQUEST", "PAYMENT_REMINDER", "LEDGER_ENTRY"}) {
    JudgeDriver driver;
    driver.judge(kInvoice);
    driver.deliver("documents: [{id: '7', kind: " + kind +
                   ", order_reference: '7', source: other, lines: [{line_extension_amount: '5', "
                   "sellers_item_id: A}]}]");
    EXPECT_EQ(driver.finding("1", "order_missing").outcome(), v1::UNDETERMINED) << kind;
    EXPECT_EQ(driver.cell("spend_amount").numerator(), "1") << kind;
    const auto fact = driver.fact_of("7");
    ASSERT_EQ(fact.lines_size(), 1) << kind;
    EXPECT_EQ(fact.lines(0).amount(), "5") << kind;
    EXPECT_EQ(fact.lines(0).channel(), v1::CHANNEL_UNSPECIFIED) << kind;
    EXPECT_EQ(fact.lines(0).coverage(), v1::COVERAGE_UNSPECIFIED) << kind;
    for (const auto& verdict : driver.history())
      EXPECT_EQ(verdict.subject().document().document_number(), "1") << kind;
  }
}

TEST(FactsInTest, AnInvoiceThatNamesAnotherOrderIsIndexedThere) {
  JudgeDriver driver;
  driver.judge(kInvoice);
  driver.judge(
      "documents: [{id: '1', order_reference: '8', source: inv, lines: [{line_extension_amount: "
      "'1'}]}]");
  EXPECT_FALSE(driver.store().get(invoice_index_prefix("B1", "7") + "B1|INVOICE|S1|1|2026"));
  EXPECT_TRUE(driver.store().get(invoice_index_prefix("B1", "8") + "B1|INVOICE|S1|1|2026"));
  driver.deliver("documents: [{id: '8', kind: ORDER}]");
  EXPECT_EQ(driver.finding("1", "order_missing").outcome(), v1::COMPLIANT);
}

TEST(FactsInTest, ANewVersionOfASourceTakesThePlaceOfTheOneBefore) {
  JudgeDriver driver;
  driver.judge(kInvoice);
  driver.judge("documents: [{id: '1', source: inv, lines: [{line_extension_amount: '3'}]}]");
  EXPECT_EQ(driver.cell("spend_amount").numerator(), "3");
  EXPECT_EQ(driver.fact_of("1").sightings_size(), 1);
}

TEST(FactsInTest, TwoCopiesOfOneDocumentInOneBatchAreOne) {
  auto events = testing::world(kInvoice);
  events.push_back(events.back());
  JudgeDriver driver;
  driver.deliver(events);
  EXPECT_EQ(driver.cell("spend_amount").count(), 1u);
}

TEST(FactsInTest, ADocumentThatCameAndWentBeforeItWasJudgedLeavesNothing) {
  auto events = testing::world(kInvoice);
  for (const auto& event :
       testing::world("policy: none\ndocuments: [{id: '1', source: inv, op: DELETE}]"))
    events.push_back(event);
  JudgeDriver driver;
  driver.deliver(events).settle();
  EXPECT_EQ(driver.outputs(), 0u);
}

TEST(FactsInTest, ASupplierRowJudgesDocumentsOfEveryBuyerAgain) {
  JudgeDriver driver;
  driver.judge("documents: [{id: '1', seller: X}, {id: '2', seller: X, buyer: B2}]");
  driver.judge("suppliers: [{supplier_id: S1, other_ids: [X]}]");
  EXPECT_EQ(driver.fact_of("1").seller_id(), "S1");
  EXPECT_EQ(driver.fact_of("2").seller_id(), "S1");
}

TEST(FactsInTest, ARowOfABuyersRegisterJudgesThatBuyersDocumentsOnly) {
  JudgeDriver driver;
  driver.judge(
      "documents: [{id: '1', buyer_reference: r, lines: [{}]}, {id: '2', buyer: B2, "
      "buyer_reference: r, lines: [{}]}]");
  const auto before = driver.outputs();
  driver.judge("units: [{unit_id: U1, references: [r]}]");
  EXPECT_EQ(driver.fact_of("1").lines(0).unit_id(), "U1");
  EXPECT_EQ(driver.fact_of("2").lines(0).unit_id(), "unknown");
  // The fact, the verdict stays as it is, and four cells move from one unit to the other.
  EXPECT_EQ(driver.outputs() - before, 1u + 2u * 4u);
}

TEST(FactsInTest, ARowThatChangesNothingThatHoldsStartsNoWork) {
  JudgeDriver driver;
  driver.judge("units: [{unit_id: U1, references: [r], known_on: '2026-02-01'}]");
  driver.deliver("policy: none\nunits: [{unit_id: U1, references: [old], known_on: '2026-01-01'}]");
  EXPECT_FALSE(driver.slice());
}

TEST(FactsInTest, WhatNamesABuyerNowhereIsNobodys) {
  v1::ReferenceRecord record;
  record.set_key("unit||U1|");
  record.mutable_unit()->set_unit_id("U1");
  JudgeDriver driver;
  driver.judge("policy: {revision: '1'}");
  driver.deliver({{"procured.reference.v1", record.SerializeAsString(), "x"}});
  EXPECT_FALSE(driver.slice());
}

TEST(FactsInTest, BytesThatAreNoRecordAreIgnored) {
  JudgeDriver driver;
  driver.deliver(
      {{"procured.documents.v1", "\xff\xff", "x"}, {"procured.reference.v1", "\xff", "y"}});
  EXPECT_EQ(driver.outputs(), 0u);
}

}  // namespace
}  // namespace procured::judge
