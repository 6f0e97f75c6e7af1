// Goal: outputs carry what subscribers need: keys, deterministic event ids, revisions, provenance
// beside the content. Method: the outputs of one batch looked at one by one.
#include <gtest/gtest.h>

#include "judge/judge_stage.h"
#include "state/memory_store.h"
#include "support/judge_driver.h"

namespace procured::judge {
namespace {

std::string header(const stream::OutboundRecord& record, std::string_view name) {
  for (const auto& entry : record.headers) {
    if (entry.name == name) return entry.value;
  }
  return {};
}

/// What one batch of a world causes in an empty partition.
stream::Effects effects_of(std::string_view yaml,
                           const std::string& known_at = "2026-04-01T00:00:00Z") {
  const auto events = testing::world(yaml);
  std::vector<stream::InboundRecord> records(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    records[i].topic = events[i].topic;
    records[i].value = events[i].value;
    records[i].headers = {
        {"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}};
  }
  const state::MemoryStore empty;
  return JudgeStage().run({records, known_at}, empty);
}

constexpr const char* kWorld =
    "documents: [{id: '1', source: a.xml, lines: [{line_extension_amount: '1'}]}]";

TEST(VerdictsOutTest, AFactAVerdictAndTheCellsOfADocumentStayInItsPartition) {
  std::map<stream::Topic, int> count;
  const auto effects = effects_of(kWorld);
  for (const auto& output : effects.outputs) {
    ++count[output.topic];
    EXPECT_EQ(output.route, stream::Route::kSamePartition);
  }
  EXPECT_EQ(count[stream::Topic::kFacts], 1);
  EXPECT_EQ(count[stream::Topic::kVerdicts], 1);
  EXPECT_EQ(count[stream::Topic::kKpis],
            4);  // all but missed_saving_amount, whose scope has no line
}

TEST(VerdictsOutTest, KeysAreTheIdentityTheSubjectAndTheGrain) {
  std::set<std::string> keys;
  const auto effects = effects_of(kWorld);
  for (const auto& output : effects.outputs) keys.insert(output.key);
  EXPECT_TRUE(keys.contains("B1|INVOICE|S1|1|2026"));
  EXPECT_TRUE(keys.contains("document|B1|INVOICE|S1|1|2026"));
  EXPECT_TRUE(keys.contains("B1|spend_amount|unknown|2026-03|NOK"));
}

TEST(VerdictsOutTest, TheSameOutputMadeAgainHasTheSameEventIdWheneverItIsKnown) {
  const auto first = effects_of(kWorld);
  const auto second = effects_of(kWorld, "2027-01-01T00:00:00Z");
  ASSERT_EQ(first.outputs.size(), second.outputs.size());
  std::set<std::string> ids;
  for (std::size_t i = 0; i < first.outputs.size(); ++i) {
    EXPECT_EQ(header(first.outputs[i], "ce_id"), header(second.outputs[i], "ce_id"));
    ids.insert(header(first.outputs[i], "ce_id"));
    EXPECT_EQ(header(first.outputs[i], "ce_specversion"), "1.0");
    EXPECT_EQ(header(first.outputs[i], "ce_time"), "2026-04-01T00:00:00Z");
    EXPECT_TRUE(header(first.outputs[i], "traceparent")
                    .starts_with("00-0af7651916cd43dd8448eb211c80319c-"));
  }
  EXPECT_EQ(ids.size(), first.outputs.size());
}

TEST(VerdictsOutTest, WhatDependsOnArrivalStandsInProvenanceAlone) {
  const auto verdict_of = [](const stream::Effects& effects) {
    v1::Verdict verdict;
    for (const auto& output : effects.outputs) {
      if (output.topic == stream::Topic::kVerdicts) verdict.ParseFromString(*output.value);
    }
    return verdict;
  };
  auto first = verdict_of(effects_of(kWorld));
  auto second = verdict_of(effects_of(kWorld, "2027-01-01T00:00:00Z"));
  EXPECT_EQ(first.provenance().known_at(), "2026-04-01T00:00:00Z");
  EXPECT_EQ(first.provenance().cause(), "a.xml");
  EXPECT_EQ(first.provenance().revision(), 1u);
  EXPECT_NE(first.SerializeAsString(), second.SerializeAsString());
  first.clear_provenance();
  second.clear_provenance();
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());
}

TEST(VerdictsOutTest, EachDirtyKeyIsWrittenOncePerTransaction) {
  const auto effects = effects_of(kWorld);
  std::set<std::string> keys;
  for (const auto& write : effects.state_writes)
    EXPECT_TRUE(keys.insert(write.key).second) << write.key;
}

TEST(VerdictsOutTest, VerdictsAndCellsAreCounted) {
  const auto effects = effects_of(kWorld);
  EXPECT_EQ(effects.counts.at("verdict"), 1u);
  EXPECT_EQ(effects.counts.at("kpi_cell"), 4u);
}

}  // namespace
}  // namespace procured::judge
