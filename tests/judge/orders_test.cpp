// Goal: the known order, its line and the channel are those of the definitions (§3).
// Method: one small world per sentence, judged end to end.
#include "judge/orders.h"

#include <gtest/gtest.h>

#include "support/judge_driver.h"

namespace procured::judge {
namespace {

using testing::JudgeDriver;

std::string order_of(std::string_view documents) {
  JudgeDriver driver;
  return driver.judge(documents).fact_of("1").order();
}

v1::Channel channel_of(std::string_view documents) {
  JudgeDriver driver;
  return driver.judge(documents).fact_of("1").lines(0).channel();
}

TEST(OrdersTest, OfSeveralOrdersTheLatestIssuedOnOrBeforeTheDocumentsIssueDate) {
  EXPECT_EQ(order_of(R"(
documents:
  - {id: "7", kind: ORDER, issue_date: "2023-03-10"}
  - {id: "7", kind: ORDER, issue_date: "2025-03-10"}
  - {id: "7", kind: ORDER, issue_date: "2026-03-11"}
  - {id: "7", kind: ORDER, issue_date: "2024-03-10"}
  - {id: "1", order_reference: "7", issue_date: "2026-03-10"}
)"),
            "B1|ORDER|S1|7|2025");
}

TEST(OrdersTest, AnOrderOfTheDocumentsOwnDateIsOnOrBeforeIt) {
  EXPECT_EQ(order_of(R"(
documents:
  - {id: "7", kind: ORDER, issue_date: "2025-03-10"}
  - {id: "7", kind: ORDER, issue_date: "2026-03-10"}
  - {id: "1", order_reference: "7", issue_date: "2026-03-10"}
)"),
            "B1|ORDER|S1|7|2026");
}

TEST(OrdersTest, ElseTheEarliestAfterIt) {
  EXPECT_EQ(order_of(R"(
documents:
  - {id: "7", kind: ORDER, issue_date: "2027-01-10"}
  - {id: "7", kind: ORDER, issue_date: "2026-03-11"}
  - {id: "1", order_reference: "7", issue_date: "2026-03-10"}
)"),
            "B1|ORDER|S1|7|2026");
}

TEST(OrdersTest, AnOrderOfTheSameSellerThroughOtherIdsIsKnown) {
  EXPECT_EQ(order_of(R"(
suppliers: [{supplier_id: S1, other_ids: [S1B]}]
documents:
  - {id: "7", kind: ORDER, seller: S1B}
  - {id: "1", seller: S1, order_reference: " 7 "}
)"),
            "B1|ORDER|S1B|7|2026");
}

TEST(OrdersTest, OtherIdsLeadOneStep) {
  EXPECT_EQ(order_of(R"(
suppliers: [{supplier_id: S2, other_ids: [S1]}, {supplier_id: S3, other_ids: [S2]}]
documents:
  - {id: "7", kind: ORDER, seller: S2}
  - {id: "1", seller: S1, order_reference: "7"}
)"),
            "");
}

TEST(OrdersTest, ARetractedOrderIsNotKnown) {
  EXPECT_EQ(order_of(R"(
documents:
  - {id: "7", kind: ORDER, source: o}
  - {id: "1", order_reference: "7"}
  - {id: "7", kind: ORDER, source: o, op: DELETE}
)"),
            "");
}

TEST(OrdersTest, WithoutOrderReferenceTheChannelIsInvoiceOnly) {
  EXPECT_EQ(channel_of("documents: [{id: '1', lines: [{}]}]"), v1::INVOICE_ONLY);
  EXPECT_EQ(channel_of("documents: [{id: '1', order_reference: na, lines: [{}]}]"),
            v1::INVOICE_ONLY);
}

TEST(OrdersTest, ReferenceToAnOrderNotKnownIsAnUnknownChannel) {
  EXPECT_EQ(channel_of("documents: [{id: '1', order_reference: '7', lines: [{}]}]"),
            v1::CHANNEL_UNSPECIFIED);
}

TEST(OrdersTest, WhatTheConnectorDeclaresForTheOrderGoesFirst) {
  EXPECT_EQ(channel_of(R"(
documents:
  - {id: "7", kind: ORDER, channel: PUNCHOUT, lines: [{sellers_item_id: "4711"}]}
  - {id: "1", channel: PCARD, order_reference: "7", lines: [{order_line_reference: "1"}]}
)"),
            v1::PUNCHOUT);
}

TEST(OrdersTest, ASellersItemIdOrACatalogueReferenceMakesAnOrderLineCatalogue) {
  for (const auto* order :
       {"lines: [{sellers_item_id: '4711'}]", "lines: [{catalogue_reference: C}]",
        "catalogue_reference: C, lines: [{}]"}) {
    EXPECT_EQ(
        channel_of(std::string("documents:\n  - {id: '7', kind: ORDER, ") + order +
                   "}\n  - {id: '1', order_reference: '7', lines: [{order_line_reference: '1'}]}"),
        v1::CATALOGUE)
        << order;
  }
}

TEST(OrdersTest, AnOrderLineWithoutEitherIsFreeText) {
  EXPECT_EQ(channel_of(R"(
documents:
  - {id: "7", kind: ORDER, lines: [{sellers_item_id: " "}]}
  - {id: "1", order_reference: "7", lines: [{order_line_reference: "1"}]}
)"),
            v1::FREETEXT_ORDER);
}

TEST(OrdersTest, TheOrderLineIsFoundByOrderLineReferenceBeforeTheItemId) {
  EXPECT_EQ(channel_of(R"(
documents:
  - {id: "7", kind: ORDER, lines: [{sellers_item_id: "4711"}, {item_name: text}]}
  - {id: "1", order_reference: "7", lines: [{order_line_reference: " 2 ", sellers_item_id: "4711"}]}
)"),
            v1::FREETEXT_ORDER);
}

TEST(OrdersTest, ElseTheOnlyOrderLineWithTheSameSellersItemId) {
  EXPECT_EQ(channel_of(R"(
documents:
  - {id: "7", kind: ORDER, lines: [{item_name: text}, {sellers_item_id: "4711"}]}
  - {id: "1", order_reference: "7", lines: [{sellers_item_id: "4711"}]}
)"),
            v1::CATALOGUE);
}

TEST(OrdersTest, OfSeveralOrderLinesWithTheItemIdItIsNone) {
  EXPECT_EQ(channel_of(R"(
documents:
  - {id: "7", kind: ORDER,
     lines: [{item_name: text}, {sellers_item_id: "4711"}, {sellers_item_id: "4711"}]}
  - {id: "1", order_reference: "7", lines: [{sellers_item_id: "4711"}]}
)"),
            v1::FREETEXT_ORDER);
}

TEST(OrdersTest, WithoutAnOrderLineTheChannelThatAllItsLinesShare) {
  EXPECT_EQ(channel_of(R"(
documents:
  - {id: "7", kind: ORDER, lines: [{sellers_item_id: "1"}, {catalogue_reference: C}]}
  - {id: "1", order_reference: "7", lines: [{}]}
)"),
            v1::CATALOGUE);
  EXPECT_EQ(channel_of(R"(
documents:
  - {id: "7", kind: ORDER, lines: [{sellers_item_id: "1"}, {item_name: text}]}
  - {id: "1", order_reference: "7", lines: [{}]}
)"),
            v1::FREETEXT_ORDER);
  EXPECT_EQ(channel_of(R"(
documents:
  - {id: "7", kind: ORDER}
  - {id: "1", order_reference: "7", lines: [{}]}
)"),
            v1::FREETEXT_ORDER);
}

}  // namespace
}  // namespace procured::judge
