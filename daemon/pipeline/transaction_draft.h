#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "pipeline/state_log.h"
#include "pipeline/transactional_sink.h"
#include "stream/position.h"
#include "stream/stage.h"

namespace procured::pipeline {

/// Turns the effects of several partitions into one transaction: topics by name, changelog records.
/// Refers to the effects, which outlive it.
class TransactionDraft {
 public:
  TransactionDraft() = default;
  TransactionDraft(std::string_view changelog_topic, const StateLog& log)
      : changelog_topic_(changelog_topic), log_(&log) {}

  void add(std::int32_t partition, const stream::Effects& effects, const stream::Positions& next);

  const Transaction& transaction() const { return transaction_; }
  /// Records by topic, named without "procured." and version.
  const std::map<std::string, std::uint64_t, std::less<>>& published() const { return published_; }

 private:
  std::string_view topic_of(const stream::OutboundRecord& record);

  std::string_view changelog_topic_;
  const StateLog* log_ = nullptr;
  Transaction transaction_;
  std::deque<std::string> topics_;                   // names of raw topics
  std::deque<std::string> texts_;                    // keys and values of the changelog
  std::map<std::string, std::uint64_t, std::less<>> published_;
};

}  // namespace procured::pipeline
