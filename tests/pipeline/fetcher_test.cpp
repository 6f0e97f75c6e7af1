// Goal: a source is asked in a thread of its own, one slice ahead and no further, with a pause
// after failures, and stops at once. Method: a source that does as it is told and notes each fetch.
#include "pipeline/fetcher.h"

#include <gtest/gtest.h>

#include <atomic>
#include <deque>

#include "support/manual_clock.h"

namespace procured::pipeline {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using transport::Failure;
using transport::Fetched;
using transport::Slice;

/// Shared with the test, which outlives the fetcher.
struct Script {
  std::deque<Fetched<Slice>> answers;  // then nothing comes
  std::atomic<int> fetches{0};
  bool asks_ledger = false;
  std::vector<std::optional<transport::Taken>> told = {};
  bool waits_for_stop = false;
};

class ScriptedSource final : public transport::Source {
 public:
  explicit ScriptedSource(Script& script) : script_(script) {}
  Fetched<Slice> fetch(transport::Ledger& ledger, const transport::Stop& stop) override {
    ++script_.fetches;
    if (script_.asks_ledger) script_.told = ledger.taken({"a", "b"});
    if (script_.waits_for_stop) stop.wait_for(std::chrono::hours(1));
    if (script_.answers.empty()) return Slice{};
    auto answer = std::move(script_.answers.front());
    script_.answers.pop_front();
    return answer;
  }
  milliseconds interval() const override { return seconds(10); }

 private:
  Script& script_;
};

Slice slice_of(const std::string& name, bool has_more) {
  Slice slice;
  slice.documents.push_back({.source = name, .bytes = "abc"});
  slice.has_more = has_more;
  return slice;
}

class FetcherTest : public testing::Test {
 protected:
  Fetcher& start(Fetching fetching) {
    fetcher_ = std::make_unique<Fetcher>(
        "erp", std::make_unique<ScriptedSource>(script_), transport::BackOffLimits{}, clock_,
        FetcherVoice{telemetry::ConnectProbe(registry_, "erp"), log_}, fetching);
    return *fetcher_;
  }
  bool has_slice() { return fetcher_->has_slice(lookup_); }
  /// Of the thread's; a broken fetcher ends in the test's timeout, so no time is guessed.
  std::string await_slice() {
    while (!has_slice()) std::this_thread::sleep_for(milliseconds(1));
    return fetcher_->take_slice().documents.at(0).source;
  }
  double metric(telemetry::Metric metric) { return registry_.value(metric, {"erp"}); }

  support::ManualClock clock_;
  telemetry::Registry registry_{{"erp"}};
  telemetry::StreamLog log_{stderr, clock_};
  Script script_;
  Fetcher::Lookup lookup_ = [](const std::string& name) -> std::optional<transport::Taken> {
    if (name != "a") return std::nullopt;
    return transport::Taken{"7", "hash"};
  };
  std::unique_ptr<Fetcher> fetcher_;
};

TEST_F(FetcherTest, FetchesInItsOwnThreadOneSliceAheadAndNoFurther) {
  for (const auto* name : {"1", "2", "3"}) script_.answers.push_back(slice_of(name, true));
  start(Fetching::kOwnThread);
  while (!has_slice()) std::this_thread::sleep_for(milliseconds(1));
  std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(script_.fetches, 1) << "a slice waits to be taken";
  EXPECT_EQ(await_slice(), "1");
  EXPECT_EQ(await_slice(), "2");
  EXPECT_EQ(await_slice(), "3");
}

TEST_F(FetcherTest, TheWorkerAnswersWhatTheSourceAsks) {
  script_.asks_ledger = true;
  script_.answers.push_back(slice_of("1", false));
  start(Fetching::kOwnThread);
  EXPECT_EQ(await_slice(), "1");
  ASSERT_EQ(script_.told.size(), 2U);
  ASSERT_TRUE(script_.told[0]);
  EXPECT_EQ(script_.told[0]->position, "7");
  EXPECT_FALSE(script_.told[1]);
}

TEST_F(FetcherTest, StopsASourceThatWaits) {
  script_.waits_for_stop = true;
  start(Fetching::kOwnThread);
  while (script_.fetches == 0) std::this_thread::sleep_for(milliseconds(1));
  fetcher_.reset();
  EXPECT_EQ(script_.fetches, 1);
}

TEST_F(FetcherTest, StopsASourceWhoseQuestionNobodyAnswers) {
  script_.asks_ledger = true;
  start(Fetching::kOwnThread);
  while (script_.fetches == 0) std::this_thread::sleep_for(milliseconds(1));
  fetcher_.reset();
  ASSERT_EQ(script_.told.size(), 2U);
  EXPECT_FALSE(script_.told[0]);
}

TEST_F(FetcherTest, AHashIsPutToDocumentsWithout) {
  script_.answers.push_back(slice_of("1", false));
  start(Fetching::kWhenAsked);
  ASSERT_TRUE(has_slice());
  // FIPS 180-4, the example of one block.
  EXPECT_EQ(fetcher_->take_slice().documents[0].content_hash,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(FetcherTest, AFailureIsCountedAndTheSourceLeftAlone) {
  script_.answers.push_back(Failure{"rate_limited", "status 429", seconds(30)});
  script_.answers.push_back(slice_of("1", false));
  start(Fetching::kWhenAsked);
  EXPECT_FALSE(has_slice());
  EXPECT_EQ(registry_.value(telemetry::Metric::k_connect_errors, {"erp", "rate_limited"}), 1);
  EXPECT_EQ(metric(telemetry::Metric::k_connect_back_off), 30);
  clock_.advance(seconds(29));
  EXPECT_FALSE(has_slice());
  EXPECT_EQ(script_.fetches, 1);
  clock_.advance(seconds(1));
  EXPECT_TRUE(has_slice());
  EXPECT_EQ(metric(telemetry::Metric::k_connect_back_off), 0);
}

TEST_F(FetcherTest, TheLagGrowsUntilAllIsCommitted) {
  script_.answers.push_back(slice_of("1", true));
  script_.answers.push_back(slice_of("2", false));
  start(Fetching::kWhenAsked);
  clock_.advance(seconds(5));
  ASSERT_TRUE(has_slice());
  fetcher_->settle(fetcher_->take_slice(), 1, 3);
  ASSERT_TRUE(has_slice());
  EXPECT_EQ(metric(telemetry::Metric::k_connect_lag), 5);
  fetcher_->settle(fetcher_->take_slice(), 1, 3);
  has_slice();
  EXPECT_EQ(metric(telemetry::Metric::k_connect_lag), 0);
  EXPECT_EQ(metric(telemetry::Metric::k_connect_documents), 2);
  EXPECT_EQ(metric(telemetry::Metric::k_connect_bytes), 6);
}

TEST_F(FetcherTest, AsksAgainAfterTheInterval) {
  start(Fetching::kWhenAsked);
  has_slice();
  clock_.advance(seconds(9));
  has_slice();
  EXPECT_EQ(script_.fetches, 1);
  clock_.advance(seconds(1));
  has_slice();
  EXPECT_EQ(script_.fetches, 2);
}

}  // namespace
}  // namespace procured::pipeline
