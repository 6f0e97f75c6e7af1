// Goal: whatever the outcome of a transaction and whoever owns the partition, each input counts
// exactly once, and the local copy is never ahead of what is committed. Method: the worker step by
// step over Kafka in memory (support/fake_kafka.h), with endings and changes of ownership as the
// test says; outputs are compared with counting by hand.
#include "pipeline/worker.h"

#include <gtest/gtest.h>

#include "support/echo_stage.h"
#include "support/fake_kafka.h"
#include "support/fake_state.h"

namespace procured::pipeline {
namespace {

using std::chrono::milliseconds;
using support::Ending;
using support::FakeKafka;
using Values = std::vector<std::string>;

constexpr const char* kInput = "procured.raw.echo";
constexpr const char* kKpis = "procured.kpis.v1";

class SilentLog final : public telemetry::EventLog {
 public:
  void write(telemetry::Level, std::string_view, std::string_view) override {}
};

/// One process: a worker and what belongs to it. Kafka and disk are the test's.
struct Process {
  Process(FakeKafka& shared, support::FakeStores& stores, std::uint32_t version = 1)
      : source(shared),
        sink(shared),
        changelog(shared),
        worker({.role = "judge",
                .changelog_topic = "procured.state.v1",
                .state_log = StateLog('j', version),
                .limits = {.records_max = 10}},
               {source, sink, changelog, stores, stages, clock, probe, log}) {}

  /// Steps until nothing more happens; a pause between retries is passed.
  std::optional<core::Error> run(int steps = 60) {
    for (int i = 0; i < steps; ++i) {
      if (auto stepped = worker.step(); !stepped) return stepped.error();
      clock.advance(milliseconds(3000));
    }
    return std::nullopt;
  }

  support::FakeSource source;
  support::FakeSink sink;
  support::FakeChangelog changelog;
  support::EchoStages stages;
  support::ManualClock clock;
  telemetry::Registry registry;
  telemetry::PipelineProbe probe{registry, "judge"};
  SilentLog log;
  Worker worker;
};

class WorkerTest : public testing::Test {
 protected:
  void feed(std::int32_t partition, const std::string& key, int times = 1) {
    for (int i = 0; i < times; ++i) kafka_.inputs[{kInput, partition}].push_back({key, "v"});
  }

  FakeKafka kafka_;
  support::FakeStores stores_;
};

TEST_F(WorkerTest, CommitsOutputsChangelogAndOffsetsTogetherAndThenTheCopy) {
  feed(0, "a", 3);
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run());
  EXPECT_EQ(kafka_.values_of(kKpis), (Values{"a=1", "a=2", "a=3"}));
  EXPECT_EQ((kafka_.committed[{kInput, 0}]), 3);
  ASSERT_EQ(kafka_.changelog[0].size(), 1U) << "one record per dirty key and transaction";
  EXPECT_EQ(kafka_.changelog[0][0].key, "j|c/a");
  EXPECT_EQ(stores_.disks[0].values.get("c/a"), "3");
  EXPECT_EQ(stores_.disks[0].checkpoint->changelog_next, 1);
  EXPECT_EQ(stores_.disks[0].checkpoint->inputs, (stream::Positions{{kInput, 0, 3}}));
  EXPECT_TRUE(process.worker.status().ready);
}

TEST_F(WorkerTest, RunsAnAbortedBatchAgain) {
  feed(0, "a", 2);
  kafka_.endings = {Ending::kAbort, Ending::kAbort};
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run());
  EXPECT_EQ(kafka_.values_of(kKpis), (Values{"a=1", "a=2"}));
  EXPECT_EQ(kafka_.commits, 1);
}

TEST_F(WorkerTest, TakesNothingOnTopOfAFullBatchThatCannotBeCommitted) {
  feed(0, "a", 500);
  for (int i = 0; i < 20; ++i) kafka_.endings.push_back(Ending::kAbort);
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run(20));
  EXPECT_LE(process.worker.status().lag, 10 + 20) << "batch of 10, and at most one record a turn";
  ASSERT_FALSE(process.run(200));
  EXPECT_EQ(kafka_.values_of(kKpis).back(), "a=500");
}

TEST_F(WorkerTest, AnUnknownOutcomeThatWasCommittedIsNotRepeated) {
  feed(0, "a", 2);
  kafka_.endings = {Ending::kUnknownCommitted};
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run());
  feed(0, "a", 1);
  ASSERT_FALSE(process.run());
  EXPECT_EQ(kafka_.values_of(kKpis), (Values{"a=1", "a=2", "a=3"}));
  EXPECT_EQ(kafka_.renewals, 2) << "the first, and after the unknown outcome";
}

TEST_F(WorkerTest, AnUnknownOutcomeThatWasNotCommittedIsRepeated) {
  feed(0, "a", 2);
  kafka_.endings = {Ending::kUnknownAborted};
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run());
  EXPECT_EQ(kafka_.values_of(kKpis), (Values{"a=1", "a=2"}));
}

TEST_F(WorkerTest, RecordsReturnedTwiceAndAlienOnesAreDropped) {
  feed(0, "a", 2);
  feed(1, "b", 1);
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run());
  process.source.return_again(kInput, 0, 0);
  process.source.return_again(kInput, 1, 0);
  feed(0, "a", 1);
  ASSERT_FALSE(process.run());
  EXPECT_EQ(kafka_.values_of(kKpis), (Values{"a=1", "a=2", "a=3"}));
  EXPECT_EQ(process.registry.value(telemetry::Metric::k_pipeline_dropped, {"judge"}), 2);
}

TEST_F(WorkerTest, ANewOwnerWithoutACopyRestoresFromTheChangelog) {
  for (const auto* key : {"a", "b", "c", "d", "e"}) feed(0, key, 2);
  {
    Process first(kafka_, stores_);
    kafka_.assign({{kInput, 0}});
    ASSERT_FALSE(first.run());
  }
  support::FakeStores empty;
  Process second(kafka_, empty);
  kafka_.assign({{kInput, 0}});
  feed(0, "a", 1);
  ASSERT_FALSE(second.run());
  EXPECT_EQ(kafka_.values_of(kKpis).back(), "a=3");
  EXPECT_EQ(empty.disks[0].values.get("c/e"), "2");
}

TEST_F(WorkerTest, ATrustedCopyNeedsOnlyTheTail) {
  feed(0, "a", 1);
  {
    Process first(kafka_, stores_);
    kafka_.assign({{kInput, 0}});
    ASSERT_FALSE(first.run());
  }
  Process second(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(second.run());
  EXPECT_EQ(second.changelog.records_read, 0U);
  EXPECT_EQ(second.registry.value(telemetry::Metric::k_pipeline_restores, {"judge", "copy"}), 1);
}

TEST_F(WorkerTest, ACopyAheadOfTheCommittedOffsetsIsForgotten) {
  feed(0, "a", 1);
  const state::Write lie{"c/a", "99"};
  stores_.disks[0].values.apply(std::span(&lie, 1));
  stores_.disks[0].checkpoint = Checkpoint{0, {{kInput, 0, 7}}, 20'000LL * 24 * 3600};
  kafka_.committed[{kInput, 0}] = 0;
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run());
  EXPECT_EQ(kafka_.values_of(kKpis), (Values{"a=1"}));
  EXPECT_EQ(stores_.disks[0].wipes, 1);
}

TEST_F(WorkerTest, ACopyThatMayHaveMissedTombstonesIsForgotten) {
  stores_.disks[0].checkpoint = Checkpoint{0, {}, (20'000LL - 5) * 24 * 3600};
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run());
  EXPECT_EQ(stores_.disks[0].wipes, 1);
}

TEST_F(WorkerTest, WaitsForAFormerOwnersPendingTransactionBeforeItReadsTheChangelog) {
  feed(0, "a", 2);
  kafka_.offsets_pending = true;
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run(5));
  EXPECT_EQ(process.changelog.records_read, 0U);
  EXPECT_FALSE(process.worker.status().ready);
  // The former owner's transaction ends: one input is done, and its count is in the changelog.
  kafka_.changelog[0].push_back({"j|c/a", StateLog('j', 1).value({"c/a", "1"})});
  kafka_.committed[{kInput, 0}] = 1;
  kafka_.offsets_pending = false;
  ASSERT_FALSE(process.run());
  EXPECT_EQ(kafka_.values_of(kKpis), (Values{"a=2"}));
}

TEST_F(WorkerTest, WhatWasPolledForALostPartitionIsDropped) {
  for (const auto how : {Ownership::kRevoked, Ownership::kLost}) {
    FakeKafka kafka;
    support::FakeStores stores;
    kafka.inputs[{kInput, 0}] = {{"a", "v"}};
    kafka.endings = {Ending::kAbort};
    Process process(kafka, stores);
    kafka.assign({{kInput, 0}});
    ASSERT_FALSE(process.run(4));
    kafka.take_away(how);
    ASSERT_FALSE(process.run());
    EXPECT_TRUE(kafka.outputs.empty() || kafka.commits == 1);
    EXPECT_EQ(process.worker.status().partitions, 0U);
    const auto before = kafka.outputs.size();
    kafka.inputs[{kInput, 0}].push_back({"a", "v"});
    ASSERT_FALSE(process.run());
    EXPECT_EQ(kafka.outputs.size(), before) << "not ours any more";
  }
}

TEST_F(WorkerTest, WorkLeftOverTakesTurnsWithInputAndSendsOffsetsEachTime) {
  for (int i = 0; i < 12; ++i) feed(0, "k" + std::to_string(100 + i));
  kafka_.inputs[{kInput, 0}].push_back({"k100", "sweep:x"});
  for (int i = 0; i < 20; ++i) feed(0, "k100");
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(process.run());
  EXPECT_EQ(kafka_.values_of("procured.verdicts.v1").size(), 12U);
  EXPECT_EQ(kafka_.values_of(kKpis).back(), "k100=22");
  EXPECT_EQ(process.worker.status().left_over, 0U);
  // The last verdict came before the last input: slices did not wait for the input to end.
  std::size_t last_verdict = 0;
  std::size_t last_kpi = 0;
  for (std::size_t i = 0; i < kafka_.outputs.size(); ++i) {
    (kafka_.outputs[i].topic == kKpis ? last_kpi : last_verdict) = i;
  }
  EXPECT_LT(last_verdict, last_kpi + 10);
}

TEST_F(WorkerTest, WorkLeftOverSurvivesItsOwner) {
  for (int i = 0; i < 12; ++i) feed(0, "k" + std::to_string(100 + i));
  kafka_.inputs[{kInput, 0}].push_back({"k100", "sweep:x"});
  {
    Process first(kafka_, stores_);
    kafka_.assign({{kInput, 0}});
    for (int i = 0; i < 100 && kafka_.values_of("procured.verdicts.v1").empty(); ++i) {
      ASSERT_FALSE(first.run(1));
    }
  }
  ASSERT_LT(kafka_.values_of("procured.verdicts.v1").size(), 12U);
  support::FakeStores empty;
  Process second(kafka_, empty);
  kafka_.assign({{kInput, 0}});
  ASSERT_FALSE(second.run());
  EXPECT_EQ(kafka_.values_of("procured.verdicts.v1").size(), 12U);
}

TEST_F(WorkerTest, RefusesAStateOfANewerRuleCatalogue) {
  feed(0, "a", 1);
  {
    Process newer(kafka_, stores_, 7);
    kafka_.assign({{kInput, 0}});
    ASSERT_FALSE(newer.run());
  }
  support::FakeStores empty;
  Process older(kafka_, empty, 6);
  kafka_.assign({{kInput, 0}});
  const auto error = older.run();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, "state_newer");
  EXPECT_EQ(error->category, core::Category::kFatal);
}

TEST_F(WorkerTest, StateWithoutCommittedOffsetsIsAnErrorAndNoSilentRestart) {
  feed(0, "a", 1);
  {
    Process first(kafka_, stores_);
    kafka_.assign({{kInput, 0}});
    ASSERT_FALSE(first.run());
  }
  kafka_.committed.clear();
  support::FakeStores empty;
  Process second(kafka_, empty);
  kafka_.assign({{kInput, 0}});
  const auto error = second.run();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, "offsets_lost");
}

TEST_F(WorkerTest, WhatOnlyAnOperatorCanMendEndsTheWorker) {
  feed(0, "a", 1);
  kafka_.endings = {Ending::kFatal};
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  const auto error = process.run();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, "fake_fatal");
}

TEST_F(WorkerTest, TheThreadStopsAndLeavesTheGroup) {
  feed(0, "a", 1);
  Process process(kafka_, stores_);
  kafka_.assign({{kInput, 0}});
  process.worker.start();
  EXPECT_TRUE(process.worker.stop(std::chrono::seconds(10)));
  EXPECT_TRUE(process.source.closed);
  EXPECT_TRUE(process.worker.status().healthy);
}

}  // namespace
}  // namespace procured::pipeline
