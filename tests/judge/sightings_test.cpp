// Goal: the sightings of one document merge as the definitions say (§1), whatever order they came
// in. Method: pairs of sightings that differ in one thing; the winner is named by the definition's
// order.
#include "judge/sightings.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/judge_driver.h"

namespace procured::judge {
namespace {

using testing::JudgeDriver;
using testing::world;
using testing::yaml;

/// The state that a list of documents makes, reversed on request: merging must not see the order.
v1::DocumentState state_of(std::string_view documents, bool reversed = false) {
  v1::DocumentState state;
  for (const auto& event : world(documents)) {
    v1::PurchaseDocument document;
    if (event.topic != "procured.documents.v1") continue;
    document.ParseFromString(event.value);
    *state.add_sightings() = document;
  }
  if (reversed) std::reverse(state.mutable_sightings()->begin(), state.mutable_sightings()->end());
  return state;
}

v1::Evidence evidence(const Merged& merged, int field, std::string value) {
  v1::Evidence result;
  merged.put_evidence(field, std::move(value), result);
  return result;
}

v1::Evidence line_evidence(const Merged& merged, std::size_t line, int field, std::string value) {
  v1::Evidence result;
  merged.put_line_evidence(line, field, std::move(value), result);
  return result;
}

/// The source keys in the order of precedence.
std::vector<std::string> order_of(std::string_view documents) {
  std::vector<std::string> keys;
  std::vector<std::string> keys_reversed;
  const auto forward = state_of(documents);
  const auto backward = state_of(documents, true);
  const Merged merged(forward);
  const Merged other(backward);
  for (const auto* sighting : merged.sightings()) keys.push_back(sighting->origin().source_key());
  for (const auto* sighting : other.sightings()) {
    keys_reversed.push_back(sighting->origin().source_key());
  }
  EXPECT_EQ(keys, keys_reversed);
  return keys;
}

using Keys = std::vector<std::string>;

TEST(SightingsTest, TheDeclaredConnectorPrecedenceGoesBeforeEverythingElse) {
  EXPECT_EQ(order_of(R"(
documents:
  - {id: "1", source: low, precedence: "1", revision: "9", issue_date: "2026-03-31", hash: "ff"}
  - {id: "1", source: high, precedence: "2", revision: "1", hash: "00"}
)"),
            (Keys{"high", "low"}));
}

TEST(SightingsTest, ThenTheSourcesRevisionAsANumber) {
  EXPECT_EQ(order_of(R"(
documents:
  - {id: "1", source: none, issue_date: "2026-03-31", hash: "ff"}
  - {id: "1", source: nine, revision: "9", hash: "ee"}
  - {id: "1", source: ten, revision: "10", hash: "00"}
  - {id: "1", source: two, revision: "002", hash: "dd"}
)"),
            (Keys{"ten", "nine", "two", "none"}));
}

TEST(SightingsTest, ThenTheLaterIssueDateThenTheGreaterContentHash) {
  EXPECT_EQ(order_of(R"(
documents:
  - {id: "1", source: a, issue_date: "2026-03-10", hash: "0a"}
  - {id: "1", source: b, issue_date: "2026-03-10", hash: "b0"}
  - {id: "1", source: c, issue_date: "2026-03-11", hash: "00"}
)"),
            (Keys{"c", "b", "a"}));
}

TEST(SightingsTest, AFieldThatTheFirstLacksComesFromTheNext) {
  const auto state = state_of(R"(
documents:
  - {id: "1", source: a, precedence: "2", buyer_reference: X}
  - {id: "1", source: b, precedence: "1", buyer_reference: Y, order_reference: "7"}
  - {id: "1", source: c, order_reference: "8", posting_date: "2026-04-01"}
)");
  const Merged merged(state);
  EXPECT_EQ(merged.content().buyer_reference(), "X");
  EXPECT_EQ(merged.content().order_reference(), "7");
  EXPECT_EQ(merged.content().posting_date(), "2026-04-01");
}

TEST(SightingsTest, TheLinesAreOneField) {
  const auto state = state_of(R"(
documents:
  - {id: "1", source: a, precedence: "2", lines: [{item_name: bread}]}
  - {id: "1", source: b, lines: [{item_name: loaf, quantity: "2"}, {item_name: milk}]}
)");
  const Merged merged(state);
  ASSERT_EQ(merged.content().lines_size(), 1);
  EXPECT_EQ(merged.content().lines(0).item_name(), "bread");
  EXPECT_EQ(merged.content().lines(0).quantity(), "");
}

TEST(SightingsTest, EvidencePointsIntoTheSightingThatTheFieldCameFrom) {
  auto state = state_of(R"(
documents:
  - {id: "1", source: a, precedence: "2", buyer_reference: X, lines: [{price_amount: "5"}]}
  - {id: "1", source: b, order_reference: "7", hash: "bb"}
)");
  auto& first = *state.mutable_sightings(0)->mutable_origin()->mutable_places();
  first.add_path("cac:Price/cbc:PriceAmount");
  auto& line = *first.add_lines();
  line.set_path("/Invoice/cac:InvoiceLine[1]");
  line.add_fields(v1::Line::kPriceAmountFieldNumber);
  line.add_fields(0);
  auto& second = *state.mutable_sightings(1)->mutable_origin()->mutable_places();
  second.add_path("/Invoice/cac:OrderReference/cbc:ID");
  second.add_document_fields(v1::DocumentContent::kOrderReferenceFieldNumber);
  second.add_document_fields(0);

  const Merged merged(state);
  EXPECT_EQ(testing::difference(
                evidence(merged, v1::DocumentContent::kOrderReferenceFieldNumber, "7"),
                yaml("{field: order_reference, value: '7', source_key: b, content_hash: bb, "
                     "path: '/Invoice/cac:OrderReference/cbc:ID'}")),
            "");
  EXPECT_EQ(
      testing::difference(line_evidence(merged, 0, v1::Line::kPriceAmountFieldNumber, "5"),
                          yaml("{field: price_amount, source_key: a, "
                               "path: '/Invoice/cac:InvoiceLine[1]/cac:Price/cbc:PriceAmount'}")),
      "");
}

TEST(SightingsTest, TheSameFileUnderAnotherNameIsASecondSightingAndCountsOnce) {
  JudgeDriver driver;
  driver.judge(R"(
documents:
  - {id: "1", source: a.xml, lines: [{line_extension_amount: "5"}]}
  - {id: "1", source: copy-of-a.xml, lines: [{line_extension_amount: "5"}]}
)");
  EXPECT_EQ(driver.fact_of("1").sightings_size(), 2);
  EXPECT_EQ(driver.cell("spend_amount").numerator(), "5");
  EXPECT_EQ(driver.cell("spend_amount").count(), 1u);
}

TEST(SightingsTest, AFactIsAnIdentityWithAtLeastOneLiveSighting) {
  JudgeDriver driver;
  driver.judge(R"(
documents:
  - {id: "1", source: a, precedence: "2", lines: [{line_extension_amount: "5"}]}
  - {id: "1", source: b, lines: [{line_extension_amount: "7"}]}
  - {id: "1", source: a, op: DELETE}
)");
  EXPECT_EQ(driver.fact_of("1").amount(), "7");
  driver.judge("documents: [{id: '1', source: b, op: DELETE}]");
  EXPECT_TRUE(driver.cells().empty());
  EXPECT_EQ(driver.verdict("document|B1|INVOICE|S1|1|2026").status(), v1::Verdict::WITHDRAWN);
  EXPECT_EQ(driver.final_state(), "");
}

TEST(SightingsTest, IdentityIsBuyerKindSellerNumberAndYearOfIssue) {
  JudgeDriver driver;
  driver.judge(R"(
documents:
  - {id: "1", lines: [{line_extension_amount: "1"}]}
  - {id: "1", buyer: B2, lines: [{line_extension_amount: "2"}]}
  - {id: "1", kind: CREDIT_NOTE, lines: [{line_extension_amount: "4"}]}
  - {id: "1", seller: S2, lines: [{line_extension_amount: "8"}]}
  - {id: "2", lines: [{line_extension_amount: "16"}]}
  - {id: "1", issue_date: "2025-03-10", lines: [{line_extension_amount: "32"}]}
)");
  for (const auto& [key, amount] :
       std::map<std::string, std::string>{{"B1|INVOICE|S1|1|2026", "1"},
                                          {"B2|INVOICE|S1|1|2026", "2"},
                                          {"B1|CREDIT_NOTE|S1|1|2026", "-4"},
                                          {"B1|INVOICE|S2|1|2026", "8"},
                                          {"B1|INVOICE|S1|2|2026", "16"},
                                          {"B1|INVOICE|S1|1|2025", "32"}}) {
    EXPECT_EQ(driver.fact(key).amount(), amount) << key;
  }
}

TEST(SightingsTest, TheSellerOfTheIdentityIsAsTheDocumentStatesIt) {
  JudgeDriver driver;
  driver.judge(R"(
suppliers: [{supplier_id: S1, other_ids: [S1B]}]
documents:
  - {id: "1", seller: S1, lines: [{line_extension_amount: "1"}]}
  - {id: "1", seller: S1B, lines: [{line_extension_amount: "2"}]}
)");
  EXPECT_EQ(driver.fact("B1|INVOICE|S1|1|2026").seller_id(), "S1");
  EXPECT_EQ(driver.fact("B1|INVOICE|S1B|1|2026").seller_id(), "S1");
}

}  // namespace
}  // namespace procured::judge
