#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/record_source.h"
#include "pipeline/transactional_sink.h"
#include "state/memory_store.h"
#include "stream/partitioner.h"
#include "support/manual_clock.h"

namespace procured::support {

/// What a fake transaction shall end with.
enum class Ending { kCommit, kAbort, kUnknownCommitted, kUnknownAborted, kFatal };

/// Kafka in memory, as far as the worker sees it: input topics, committed offsets, a changelog,
/// outputs.
struct FakeKafka {
  struct Record {
    std::string key;
    std::optional<std::string> value;
  };
  struct Output {
    std::string topic;
    std::int32_t partition = 0;
    std::string key;
    std::string value;

    friend bool operator==(const Output&, const Output&) = default;
  };
  using Place = std::pair<std::string, std::int32_t>;

  std::map<Place, std::vector<Record>> inputs;
  std::map<Place, std::int64_t> committed;
  std::map<std::int32_t, std::vector<Record>> changelog;
  std::vector<Output> outputs;
  std::deque<pipeline::Poll> changes;  // of ownership, still to be told
  std::deque<Ending> endings;          // of the next transactions; then all commit
  bool offsets_pending = false;        // another owner's transaction holds them
  int renewals = 0;
  int commits = 0;
  std::size_t released = 0;

  void assign(std::vector<std::pair<std::string, std::int32_t>> places) {
    pipeline::Poll poll;
    poll.ownership = pipeline::Ownership::kAssigned;
    for (auto& [topic, partition] : places) poll.partitions.push_back({topic, partition});
    changes.push_back(std::move(poll));
  }
  void take_away(pipeline::Ownership how) {
    pipeline::Poll poll;
    poll.ownership = how;
    changes.push_back(std::move(poll));
  }
  std::vector<std::string> values_of(const std::string& topic) const {
    std::vector<std::string> values;
    for (const auto& output : outputs) {
      if (output.topic == topic) values.push_back(output.key + "=" + output.value);
    }
    return values;
  }
};

class FakeSource final : public pipeline::RecordSource {
 public:
  explicit FakeSource(FakeKafka& kafka) : kafka_(kafka) {}

  core::Result<pipeline::Poll> poll(const pipeline::PollLimits& limits) override {
    pipeline::Poll poll;
    if (!kafka_.changes.empty()) {
      poll = std::move(kafka_.changes.front());
      kafka_.changes.pop_front();
      return poll;
    }
    for (auto& again : repeat_) poll.records.push_back(std::move(again));
    repeat_.clear();
    for (auto& position : next_) {
      const auto& records = kafka_.inputs[{position.topic, position.partition}];
      while (position.offset < static_cast<std::int64_t>(records.size()) &&
             poll.records.size() < limits.records_max) {
        poll.records.push_back(view(position, records[static_cast<std::size_t>(position.offset)]));
        ++position.offset;
      }
    }
    return poll;
  }
  void release() override { ++kafka_.released; }
  core::Result<void> assign(const stream::Positions& from) override {
    next_ = from;
    return boost::outcome_v2::success();
  }
  void unassign() override { next_.clear(); }
  core::Result<stream::Positions> committed(const stream::Positions& partitions) override {
    if (kafka_.offsets_pending) return core::transient("unstable_offset_commit", "pending");
    auto positions = partitions;
    for (auto& position : positions) {
      const auto found = kafka_.committed.find({position.topic, position.partition});
      position.offset = found == kafka_.committed.end() ? stream::Position::kNone : found->second;
    }
    return positions;
  }
  core::Result<stream::Positions> beginnings(const stream::Positions& partitions) override {
    auto positions = partitions;
    for (auto& position : positions) position.offset = 0;
    return positions;
  }
  std::int64_t lag() const override { return 0; }
  void close() override { closed = true; }

  /// The next poll returns this record once more, as librdkafka 2.0.2 sometimes does.
  void return_again(const std::string& topic, std::int32_t partition, std::int64_t offset) {
    const auto& records = kafka_.inputs[{topic, partition}];
    const auto& name = kafka_.inputs.find({topic, partition})->first.first;
    repeat_.push_back(view({name, partition, offset}, records[static_cast<std::size_t>(offset)]));
    repeat_.back().topic = name;
  }

  bool closed = false;

 private:
  stream::InboundRecord view(const stream::Position& at, const FakeKafka::Record& record) const {
    stream::InboundRecord inbound;
    inbound.topic = kafka_.inputs.find({at.topic, at.partition})->first.first;
    inbound.partition = at.partition;
    inbound.offset = at.offset;
    inbound.key = record.key;
    if (record.value) inbound.value = *record.value;
    return inbound;
  }

  FakeKafka& kafka_;
  stream::Positions next_;
  std::vector<stream::InboundRecord> repeat_;
};

class FakeSink final : public pipeline::TransactionalSink {
 public:
  explicit FakeSink(FakeKafka& kafka, std::int32_t partitions = 4)
      : kafka_(kafka), partitions_(partitions) {}

  pipeline::CommitReport commit(const pipeline::Transaction& transaction) override {
    auto ending = Ending::kCommit;
    if (!kafka_.endings.empty()) {
      ending = kafka_.endings.front();
      kafka_.endings.pop_front();
    }
    switch (ending) {
      case Ending::kCommit:
        return {pipeline::Outcome::kCommitted, carry_out(transaction), {}};
      case Ending::kAbort:
        return {pipeline::Outcome::kAborted, {}, core::transient("fake", "aborted")};
      case Ending::kUnknownCommitted:
        carry_out(transaction);
        return {pipeline::Outcome::kUnknown, {}, core::transient("fake", "unknown")};
      case Ending::kUnknownAborted:
        return {pipeline::Outcome::kUnknown, {}, core::transient("fake", "unknown")};
      case Ending::kFatal:
        return {pipeline::Outcome::kUnknown, {}, core::fatal("fake_fatal", "operator needed")};
    }
    return {};
  }
  core::Result<void> renew() override {
    ++kafka_.renewals;
    return boost::outcome_v2::success();
  }

 private:
  std::map<std::int32_t, std::int64_t> carry_out(const pipeline::Transaction& transaction) {
    std::map<std::int32_t, std::int64_t> next;
    for (const auto& record : transaction.outputs) {
      const auto every = record.route == stream::Route::kEveryPartition;
      const auto by_key = record.route == stream::Route::kByKey;
      const auto first = every    ? 0
                         : by_key ? stream::partition_of(record.route_key, partitions_)
                                  : record.partition;
      for (auto p = first; p < (every ? partitions_ : first + 1); ++p) {
        kafka_.outputs.push_back({std::string(record.topic), p, std::string(record.key),
                                  std::string(record.value.value_or("(tombstone)"))});
      }
    }
    for (const auto& record : transaction.changelog) {
      auto& log = kafka_.changelog[record.partition];
      log.push_back({std::string(record.key), std::nullopt});
      if (record.value) log.back().value = std::string(*record.value);
      next[record.partition] = static_cast<std::int64_t>(log.size());
    }
    for (const auto& position : transaction.offsets) {
      kafka_.committed[{position.topic, position.partition}] = position.offset;
    }
    ++kafka_.commits;
    return next;
  }

  FakeKafka& kafka_;
  std::int32_t partitions_;
};

}  // namespace procured::support
