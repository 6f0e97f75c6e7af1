#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/partition_store.h"
#include "stream/position.h"
#include "stream/record.h"
#include "stream/stage.h"

namespace procured::pipeline {

/// One owned partition: its copy of the state, its stage, and what has been polled for it but not
/// committed. Lives from assignment to revocation.
struct PartitionWork {
  struct Input {
    std::string topic;
    std::int64_t committed = stream::Position::kNone;
    std::int64_t oldest =
        stream::Position::kNone;  ///< Where work starts when nothing is committed.
    std::int64_t expected =
        stream::Position::kNone;  ///< Next offset to take; smaller ones are dropped.
  };

  std::int32_t number = 0;
  std::unique_ptr<PartitionStore> store;
  std::unique_ptr<stream::Stage> stage;
  std::vector<Input> inputs;
  std::vector<stream::InboundRecord> pending;
  bool left_over = false;

  /// False: not ours, or returned again by mistake (librdkafka 2.0.2 does that after seeks and
  /// rebalances). Gaps are legal: control records and compaction leave them.
  bool take(stream::InboundRecord record) {
    for (auto& input : inputs) {
      if (input.topic != record.topic) continue;
      if (record.offset < input.expected) return false;
      input.expected = record.offset + 1;
      pending.push_back(std::move(record));
      return true;
    }
    return false;
  }

  /// The group's committed offsets of this partition as known now.
  void adopt(const stream::Positions& committed) {
    inputs.clear();
    for (const auto& position : committed) {
      if (position.partition != number) continue;
      inputs.push_back({position.topic, position.offset, position.offset});
    }
    std::erase_if(pending, [&](const auto& record) { return is_committed(record); });
    for (const auto& record : pending) {
      for (auto& input : inputs) {
        if (input.topic == record.topic) input.expected = record.offset + 1;
      }
    }
  }

  /// Nothing has been committed for this topic: its oldest record is the next one.
  void begin_at(const stream::Position& oldest) {
    for (auto& input : inputs) {
      if (input.topic != oldest.topic || input.committed >= 0) continue;
      input.oldest = oldest.offset;
      input.expected = std::max(input.expected, oldest.offset);
    }
  }

  bool is_committed(const stream::InboundRecord& record) const {
    for (const auto& input : inputs) {
      if (input.topic == record.topic) return record.offset < input.committed;
    }
    return true;
  }

  /// What a transaction commits: over everything taken so far, or (a slice of work left over) over
  /// none of what is pending, where it stays where it is.
  stream::Positions next(bool with_pending) const {
    stream::Positions positions;
    for (const auto& input : inputs) {
      const auto offset = with_pending ? input.expected : std::max(input.committed, input.oldest);
      if (offset >= 0) positions.push_back({input.topic, number, offset});
    }
    return positions;
  }

  /// That transaction has been committed.
  void settle(bool with_pending) {
    for (const auto& position : next(with_pending)) {
      for (auto& input : inputs) {
        if (input.topic == position.topic) input.committed = position.offset;
      }
    }
    if (with_pending) pending.clear();
  }

  stream::Positions committed() const {
    stream::Positions positions;
    for (const auto& input : inputs) {
      if (input.committed >= 0) positions.push_back({input.topic, number, input.committed});
    }
    return positions;
  }
};

}  // namespace procured::pipeline
