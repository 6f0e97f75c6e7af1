// A worker's turn: which partitions, their stages, the transaction, and what follows its outcome.
#include "core/check.h"
#include "core/crash_point.h"
#include "pipeline/transaction_draft.h"
#include "pipeline/worker.h"

namespace procured::pipeline {
namespace {

using boost::outcome_v2::success;

double seconds_since(std::chrono::steady_clock::time_point then, const core::Clock& clock) {
  return std::chrono::duration<double>(clock.steady_now() - then).count();
}

}  // namespace

/// What one transaction is made of, until its outcome is known.
struct Worker::Run {
  std::vector<stream::Effects> effects;  // parallel to the works
  bool left_over = false;                // a slice of it: what is pending stays pending
  TransactionDraft draft;
  std::chrono::steady_clock::time_point began;
};

core::Result<void> Worker::take_turn() {
  Works with_input;
  Works with_left_over;
  for (auto& [number, work] : works_) {
    if (!work.pending.empty()) with_input.push_back(&work);
    if (work.left_over) with_left_over.push_back(&work);
  }
  if (with_input.empty() && with_left_over.empty()) {
    look_round();
    return success();
  }
  const bool left_over = with_input.empty() || (left_over_turn_ && !with_left_over.empty());
  left_over_turn_ = !left_over;
  return transact(left_over ? with_left_over : with_input, left_over);
}

void Worker::look_round() {
  const auto now = parts_.clock.steady_now();
  if (now - looked_round_at_ < settings_.look_round) return;
  looked_round_at_ = now;
  for (auto& [number, work] : works_) work.left_over = work.stage->has_left_over(*work.store);
}

core::Result<void> Worker::transact(const Works& works, bool left_over) {
  Run run;
  run.left_over = left_over;
  run.began = parts_.clock.steady_now();
  run_stages(works, run);
  parts_.probe.stage(seconds_since(run.began, parts_.clock));
  PROCURED_CHECK(!run.draft.transaction().offsets.empty());
  const auto committing = parts_.clock.steady_now();
  const auto report = parts_.sink.commit(run.draft.transaction());
  parts_.probe.transaction(report.outcome == Outcome::kCommitted ? "committed"
                           : report.outcome == Outcome::kAborted ? "aborted"
                                                                 : "unknown",
                           seconds_since(committing, parts_.clock));
  return settle(works, run, report);
}

void Worker::run_stages(const Works& works, Run& run) {
  const auto known_at = core::to_rfc3339(parts_.clock.now());
  run.effects.reserve(works.size());
  for (auto* work : works) {
    if (run.left_over) core::crash_point("mid_slice");
    run.effects.push_back(run.left_over
                              ? work->stage->run_left_over(*work->store, known_at)
                              : work->stage->run({work->pending, known_at}, *work->store));
  }
  run.draft = TransactionDraft(settings_.changelog_topic, settings_.state_log);
  for (std::size_t i = 0; i < works.size(); ++i) {
    run.draft.add(works[i]->number, run.effects[i], works[i]->next(!run.left_over));
  }
}

core::Result<void> Worker::settle(const Works& works, Run& run, const CommitReport& report) {
  switch (report.outcome) {
    case Outcome::kCommitted:
      return fold(works, run, report);
    case Outcome::kAborted:
      if (report.error.category == core::Category::kFatal) return report.error;
      recreate_stages(works);
      return report.error;
    case Outcome::kUnknown:
      if (report.error.category == core::Category::kFatal) return report.error;
      phase_ = Phase::kRenewing;
      return report.error;
  }
  return success();
}

core::Result<void> Worker::fold(const Works& works, Run& run, const CommitReport& report) {
  core::crash_point("before_fold");
  const auto now_s =
      std::chrono::duration_cast<std::chrono::seconds>(parts_.clock.now().time_since_epoch());
  probe_run(works, run);
  for (std::size_t i = 0; i < works.size(); ++i) {
    auto& work = *works[i];
    work.settle(!run.left_over);
    Checkpoint checkpoint{0, work.committed(), now_s.count()};
    const auto written = report.changelog_next.find(work.number);
    if (written != report.changelog_next.end()) {
      checkpoint.changelog_next = written->second;
    } else if (const auto before = work.store->checkpoint()) {
      checkpoint.changelog_next = before->changelog_next;
    }
    auto applied = work.store->apply(run.effects[i].state_writes, std::move(checkpoint));
    if (!applied) return applied;
    work.stage->committed();
    work.left_over = work.stage->has_left_over(*work.store);
  }
  core::crash_point("after_fold");
  if (pending() == 0) parts_.source.release();
  failures_ = 0;
  ++transactions_;
  return success();
}

void Worker::probe_run(const Works& works, const Run& run) {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  for (const auto* work : works) {
    if (run.left_over) break;
    records += work->pending.size();
    for (const auto& record : work->pending) {
      bytes += record.key.size() + (record.value ? record.value->size() : 0);
    }
  }
  parts_.probe.received(records, bytes);
  for (const auto& effects : run.effects) {
    parts_.probe.counted(effects.counts);
    parts_.probe.state_writes(effects.state_writes.size());
  }
  for (const auto& [topic, count] : run.draft.published()) parts_.probe.published(topic, count);
}

// A stage may remember what it decoded from effects that never happened.
void Worker::recreate_stages(const Works& works) {
  for (auto* work : works) {
    work->stage = parts_.stages.create(work->number);
    work->left_over = work->stage->has_left_over(*work->store);
  }
}

}  // namespace procured::pipeline
