#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "judge/judge_stage.h"
#include "procured/v1/fact.pb.h"
#include "procured/v1/kpi.pb.h"
#include "procured/v1/verdict.pb.h"
#include "state/memory_store.h"
#include "support/small_world.h"

namespace procured::testing {

/// Pipes events through the judging of one partition over a state in memory, without a broker. What
/// it reads back is what the topics hold in the end.
class JudgeDriver {
 public:
  explicit JudgeDriver(std::size_t slice_subjects = judge::JudgeStage::kSliceSubjects);

  /// Judges the events in batches and commits each. Left-over work stays left over.
  JudgeDriver& deliver(const std::vector<Event>& events, std::size_t batch_size = 1000);
  JudgeDriver& deliver(std::string_view yaml) { return deliver(world(yaml)); }
  /// Judges a batch whose transaction then aborts: its effects are dropped, and the stage with
  /// them.
  void abort(const std::vector<Event>& events);
  /// Destroys the stage and keeps the committed state.
  void restart();
  /// One slice of left-over work; false when there was none.
  bool slice();
  /// Slices until nothing is left over. Returns how many it took.
  int settle();
  /// Delivers and settles.
  JudgeDriver& judge(std::string_view yaml);

  /// By identity key. Aborts on a key that has none.
  v1::Fact fact(const std::string& key) const;
  /// The fact of the only document with a number.
  v1::Fact fact_of(const std::string& document_number) const;
  v1::Verdict verdict_of(const std::string& document_number) const;
  /// The verdict as published last, WITHDRAWN ones too; by subject key.
  v1::Verdict verdict(const std::string& subject) const;
  bool has_verdict(const std::string& subject) const { return verdicts_.contains(subject); }
  /// The only finding of a rule in a verdict, of a line (from 1; 0 = the subject). Aborts when
  /// there is none or several; see finds.
  v1::Finding finding(const std::string& document_number, const std::string& rule,
                      std::uint32_t line = 0) const;
  bool finds(const std::string& document_number, const std::string& rule) const;

  /// Cells by "kpi|unit|month|currency|buyer"; the same as published, JSON.
  const std::map<std::string, v1::KpiCell>& cells() const { return cells_; }
  v1::KpiCell cell(const std::string& kpi, const std::string& unit = "unknown",
                   const std::string& month = "2026-03") const;

  /// Every published verdict, in the order of publication.
  const std::vector<v1::Verdict>& history() const { return history_; }
  std::size_t outputs() const { return outputs_; }
  /// Everything that holds in the end, without what depends on arrival: for comparing byte by byte.
  std::string final_state() const;

  state::MemoryStore& store() { return store_; }

 private:
  stream::Effects run(const std::vector<Event>& events, std::size_t from, std::size_t count);
  void commit(const stream::Effects& effects);

  std::size_t slice_subjects_;
  state::MemoryStore store_;
  std::unique_ptr<judge::JudgeStage> stage_;
  std::map<std::string, std::string> facts_;
  std::map<std::string, v1::Verdict> verdicts_;
  std::map<std::string, v1::KpiCell> cells_;
  std::map<std::string, std::string> cell_text_;
  std::vector<v1::Verdict> history_;
  std::size_t outputs_ = 0;
};

/// The final state after a world whose events come shuffled, in batches, with restarts and aborts
/// in between and some events twice, all chosen by the seed. 0: as written, at once.
std::string final_state_of(const std::vector<Event>& events, std::uint64_t seed);

}  // namespace procured::testing
