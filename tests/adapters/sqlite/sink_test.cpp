// Goal: the sink brings a store to the end of its topics whatever happens on the way, and stops
// when told. Method: a source that holds records in memory, delivers from the positions it is
// given, breaks down at seeded random polls, and repeats records; one undisturbed pass is the
// measure.
#include "adapters/sqlite/sink.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/example_store.h"
#include "support/store_dump.h"

namespace procured::sqlite {
namespace {

/// Deals out records from positions. With `trouble` above 0 every so many polls fail, and records
/// come twice.
class MemorySource final : public SinkSource {
 public:
  MemorySource(const std::vector<stream::InboundRecord>& records, unsigned seed, unsigned trouble)
      : records_(records), random_(seed), trouble_(trouble) {}

  core::Result<void> assign(const stream::Positions& from) override {
    next_ = 0;
    while (next_ < records_.size() && seen(from, records_[next_])) ++next_;
    return boost::outcome_v2::success();
  }
  core::Result<std::span<const stream::InboundRecord>> poll(std::chrono::milliseconds) override {
    if (trouble_ > 0 && random_() % trouble_ == 0) return core::transient("broker", "no answer");
    const auto back = trouble_ > 0 ? std::min<std::size_t>(next_, random_() % 20) : 0;
    next_ -= back;
    const auto size = std::min<std::size_t>(records_.size() - next_, back + 1 + random_() % 300);
    const auto first = next_;
    next_ += size;
    if (next_ == records_.size() && back == size) return std::span<const stream::InboundRecord>();
    return std::span(records_).subspan(first, size);
  }
  core::Result<std::int64_t> lag() override {
    return static_cast<std::int64_t>(records_.size() - next_);
  }

 private:
  static bool seen(const stream::Positions& from, const stream::InboundRecord& record) {
    return std::any_of(from.begin(), from.end(), [&](const stream::Position& position) {
      return position.topic == record.topic && position.partition == record.partition &&
             record.offset < position.offset;
    });
  }

  const std::vector<stream::InboundRecord>& records_;
  std::mt19937 random_;
  unsigned trouble_;
  std::size_t next_ = 0;
};

/// Fails at every assignment.
class BrokenSource final : public SinkSource {
 public:
  core::Result<void> assign(const stream::Positions&) override {
    return core::fatal("topic_missing", "no topic");
  }
  core::Result<std::span<const stream::InboundRecord>> poll(std::chrono::milliseconds) override {
    return std::span<const stream::InboundRecord>();
  }
  core::Result<std::int64_t> lag() override { return core::transient("broker", "no answer"); }
};

class SinkTest : public testing::Test {
 protected:
  Sink::SourceFactory memory(unsigned seed, unsigned trouble) {
    return [this, seed, trouble]() mutable -> core::Result<std::unique_ptr<SinkSource>> {
      return std::unique_ptr<SinkSource>(new MemorySource(views_, ++seed, trouble));
    };
  }

  support::TemporaryDirectory directory_;
  core::SystemClock clock_;
  support::ExampleTopics topics_ = support::example_topics();
  std::vector<stream::InboundRecord> views_ = support::views_of(topics_.records);
};

TEST_F(SinkTest, AnUndisturbedPassEqualsOneWrite) {
  ASSERT_TRUE(support::write_example_store(directory_.file("written.db"), topics_));
  Sink sink(directory_.file("sunk.db"), memory(1, 0), clock_);
  ASSERT_TRUE(sink.run(Sink::Until::kDrained));
  EXPECT_EQ(sink.records(), views_.size());
  EXPECT_EQ(support::dump_store(directory_.file("sunk.db")),
            support::dump_store(directory_.file("written.db")));
}

TEST_F(SinkTest, BreakdownsAndRepetitionsChangeNothing) {
  ASSERT_TRUE(support::write_example_store(directory_.file("written.db"), topics_));
  Sink sink(directory_.file("sunk.db"), memory(7, 8), clock_);
  ASSERT_TRUE(sink.run(Sink::Until::kDrained));
  EXPECT_EQ(support::dump_store(directory_.file("sunk.db")),
            support::dump_store(directory_.file("written.db")));
}

TEST_F(SinkTest, ASecondSinkGoesOnWhereTheFirstStopped) {
  const auto all = views_;
  views_.resize(views_.size() / 2);
  {
    Sink first(directory_.file("sunk.db"), memory(1, 0), clock_);
    ASSERT_TRUE(first.run(Sink::Until::kDrained));
  }
  views_ = all;
  Sink second(directory_.file("sunk.db"), memory(1, 0), clock_);
  ASSERT_TRUE(second.run(Sink::Until::kDrained));
  EXPECT_LE(second.records(), all.size() - all.size() / 2);
  ASSERT_TRUE(support::write_example_store(directory_.file("written.db"), topics_));
  EXPECT_EQ(support::dump_store(directory_.file("sunk.db")),
            support::dump_store(directory_.file("written.db")));
}

TEST_F(SinkTest, AThreadReadsUntilItIsStopped) {
  Sink sink(directory_.file("sunk.db"), memory(1, 0), clock_);
  ASSERT_TRUE(sink.start());
  while (sink.records() < views_.size()) std::this_thread::yield();
  EXPECT_TRUE(sink.is_reading());
  sink.stop();
  EXPECT_FALSE(sink.failure());
}

TEST_F(SinkTest, AFatalFailureEndsItAndSaysWhy) {
  Sink sink(
      directory_.file("sunk.db"),
      [] {
        return core::Result<std::unique_ptr<SinkSource>>(
            std::unique_ptr<SinkSource>(new BrokenSource));
      },
      clock_);
  const auto ended = sink.run(Sink::Until::kDrained);
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, "topic_missing");
  ASSERT_TRUE(sink.start());
  while (!sink.failure()) std::this_thread::yield();
  EXPECT_EQ(*sink.failure(), "topic_missing: no topic");
}

}  // namespace
}  // namespace procured::sqlite
