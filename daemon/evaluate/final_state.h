#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/result.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/fact.pb.h"
#include "procured/v1/operation.pb.h"
#include "procured/v1/verdict.pb.h"
#include "stream/record.h"

namespace procured::evaluate {

/// What the topics hold in the end: the last of each key, without what was withdrawn. Lists are
/// sorted bytewise by key.
class FinalState {
 public:
  void take(const stream::OutboundRecord& record);

  std::size_t dead_letters() const { return dead_letters_.size(); }
  /// By the key of their topic.
  const std::map<std::string, v1::Verdict>& verdicts() const { return verdicts_; }

  /// Writes documents.jsonl, facts.jsonl, verdicts.jsonl, kpis.jsonl, dead-letters.jsonl and
  /// summary.json.
  /// @errors kFatal unwritable
  core::Result<void> write(const std::string& folder,
                           const std::map<std::string, std::uint64_t, std::less<>>& counts) const;

  /// The summary as JSON: the balance of definitions §1, verdicts by rule and outcome, dead letters
  /// by reason, data-quality findings of the documents by code.
  std::string summary(const std::map<std::string, std::uint64_t, std::less<>>& counts) const;

 private:
  void take(v1::DeadLetter letter);

  std::map<std::string, std::string> documents_;                              // key → JSON line
  std::map<std::string, std::map<std::string, std::uint64_t>> data_quality_;  // key → code → number
  std::map<std::string, std::string> facts_;
  std::map<std::string, v1::Verdict> verdicts_;
  std::map<std::string, std::string> cells_;
  std::multimap<std::string, v1::DeadLetter> dead_letters_;
};

}  // namespace procured::evaluate
