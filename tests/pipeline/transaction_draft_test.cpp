// Goal: the effects of several partitions become one transaction that says everything the sink
// needs. Method: effects made by hand.
#include "pipeline/transaction_draft.h"

#include <gtest/gtest.h>

namespace procured::pipeline {
namespace {

TEST(TransactionDraftTest, NamesTopicsAndKeepsRoutes) {
  const StateLog log('j', 1);
  TransactionDraft draft("procured.state.v1", log);
  stream::Effects effects;
  effects.outputs.resize(3);
  effects.outputs[0].topic = stream::Topic::kDocuments;
  effects.outputs[0].route = stream::Route::kByKey;
  effects.outputs[0].route_key = "0192:314066081";
  effects.outputs[0].value = "v";
  effects.outputs[1].raw_connector = "files";
  effects.outputs[2].raw_connector = "files";
  effects.state_writes = {{"k", "v"}, {"gone", std::nullopt}};
  draft.add(5, effects, {{"procured.raw.files", 5, 12}});
  const auto& transaction = draft.transaction();
  ASSERT_EQ(transaction.outputs.size(), 3U);
  EXPECT_EQ(transaction.outputs[0].topic, "procured.documents.v1");
  EXPECT_EQ(transaction.outputs[0].route, stream::Route::kByKey);
  EXPECT_EQ(transaction.outputs[0].route_key, "0192:314066081");
  EXPECT_EQ(transaction.outputs[0].value, "v");
  EXPECT_EQ(transaction.outputs[1].topic, "procured.raw.files");
  EXPECT_FALSE(transaction.outputs[1].value);
  ASSERT_EQ(transaction.changelog.size(), 2U);
  EXPECT_EQ(transaction.changelog[0].key, "j|k");
  EXPECT_EQ(transaction.changelog[0].partition, 5);
  EXPECT_TRUE(transaction.changelog[0].value);
  EXPECT_FALSE(transaction.changelog[1].value);
  EXPECT_EQ(transaction.offsets, (stream::Positions{{"procured.raw.files", 5, 12}}));
  EXPECT_EQ(draft.published().at("raw"), 2U);
  EXPECT_EQ(draft.published().at("documents"), 1U);
}

}  // namespace
}  // namespace procured::pipeline
