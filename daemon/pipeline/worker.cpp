#include "pipeline/worker.h"

#include <algorithm>

#include "core/check.h"
#include "core/crash_point.h"
#include "pipeline/transaction_draft.h"

namespace procured::pipeline {
namespace {

using boost::outcome_v2::success;
using std::chrono::milliseconds;
using telemetry::Level;

constexpr milliseconds kRestoreSlice{100};
constexpr milliseconds kRetryPauseMin{50};

double seconds_since(std::chrono::steady_clock::time_point then, const core::Clock& clock) {
  return std::chrono::duration<double>(clock.steady_now() - then).count();
}

const char* name(Ownership change) {
  switch (change) {
    case Ownership::kAssigned:
      return "assigned";
    case Ownership::kRevoked:
      return "revoked";
    case Ownership::kLost:
      return "lost";
    case Ownership::kUnchanged:
      break;
  }
  return "unchanged";
}

}  // namespace

/// What one transaction is made of, until its outcome is known.
struct Worker::Run {
  std::vector<stream::Effects> effects;  // parallel to the works
  bool left_over = false;                // a slice of it: what is pending stays pending
  TransactionDraft draft;
  std::chrono::steady_clock::time_point began;
};

Worker::Worker(WorkerSettings settings, WorkerParts parts)
    : settings_(std::move(settings)),
      parts_(parts),
      restore_(parts.changelog, settings_.state_log, parts.clock, parts.probe) {}

Worker::~Worker() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void Worker::start() {
  thread_ = std::thread([this] { run(); });
}

bool Worker::stop(milliseconds within) {
  stopping_ = true;
  std::unique_lock lock(mutex_);
  return ended_.wait_for(lock, within, [this] { return has_ended_ || !thread_.joinable(); });
}

WorkerStatus Worker::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

void Worker::run() {
  std::optional<core::Error> error;
  while (!stopping_ && !error) {
    if (auto stepped = step(); !stepped) error = stepped.error();
  }
  if (error) parts_.log.write(Level::kError, error->code, settings_.role + ": " + error->detail);
  works_.clear();
  parts_.source.close();
  parts_.probe.ready(false);
  const std::lock_guard lock(mutex_);
  status_.ready = false;
  status_.healthy = !error;
  status_.error = error;
  has_ended_ = true;
  ended_.notify_all();
}

core::Result<void> Worker::step() {
  if (auto polled = poll(); !polled) return polled;
  if (parts_.clock.steady_now() >= retry_at_) {
    auto advanced = advance();
    if (!advanced) {
      if (advanced.error().category == core::Category::kFatal) return advanced;
      pause(advanced.error());
    }
  }
  publish_status();
  return success();
}

std::size_t Worker::pending() const {
  std::size_t sum = 0;
  for (const auto& [number, work] : works_) sum += work.pending.size();
  return sum;
}

// While something waits to be done, polling only looks for changes of ownership and for what has
// come already. A batch that could not be committed stays in memory, so no more than one more
// record a turn is taken beside it.
PollLimits Worker::limits() const {
  auto limits = settings_.limits;
  const auto waiting = pending();
  limits.records_max = waiting >= limits.records_max ? 1 : limits.records_max - waiting;
  const bool pausing = parts_.clock.steady_now() < retry_at_;
  const bool busy =
      phase_ == Phase::kRunning
          ? waiting > 0 || std::any_of(works_.begin(), works_.end(),
                                       [](const auto& w) { return w.second.left_over; })
          : phase_ != Phase::kIdle;
  if (pausing) {
    limits.wait = std::min(limits.wait, kRetryPauseMin);
    limits.records_max = waiting > 0 ? 1 : limits.records_max;
  } else if (busy) {
    limits.wait = milliseconds(0);
  }
  return limits;
}

core::Result<void> Worker::poll() {
  auto polled = parts_.source.poll(limits());
  if (!polled) return polled.error();
  if (polled.value().ownership != Ownership::kUnchanged) {
    change_ownership(polled.value());
    return success();
  }
  for (auto& record : polled.value().records) {
    const auto found = works_.find(record.partition);
    if (found == works_.end() || !found->second.take(std::move(record))) parts_.probe.dropped();
  }
  return success();
}

// Nothing is in flight between two turns, so partitions can go at once: what was polled for them is
// dropped, and the next owner polls it again.
void Worker::change_ownership(const Poll& poll) {
  parts_.probe.rebalance(name(poll.ownership));
  parts_.log.write(Level::kInfo, "pipeline.ownership",
                   settings_.role + ": " + name(poll.ownership) + " " +
                       std::to_string(poll.partitions.size()) + " partitions");
  works_.clear();
  parts_.source.release();
  retry_at_ = {};
  if (poll.ownership == Ownership::kAssigned) {
    assigned_ = poll.partitions;
    reassign_ = true;
    phase_ = renewed_ ? Phase::kAwaitingOffsets : Phase::kRenewing;
  } else {
    assigned_.clear();
    parts_.source.unassign();
    phase_ = Phase::kIdle;
  }
}

core::Result<void> Worker::advance() {
  switch (phase_) {
    case Phase::kIdle:
      return success();
    case Phase::kRenewing:
      return renew();
    case Phase::kAwaitingOffsets:
      return await_offsets();
    case Phase::kRestoring:
      return restore();
    case Phase::kRunning:
      return take_turn();
  }
  return success();
}

// Before the first offsets are asked for, too: what our own former process left open is ended at
// once, instead of being waited for until it times out.
core::Result<void> Worker::renew() {
  if (auto renewed = parts_.sink.renew(); !renewed) return renewed;
  renewed_ = true;
  phase_ = Phase::kAwaitingOffsets;
  return success();
}

core::Result<void> Worker::await_offsets() {
  const auto committed = parts_.source.committed(assigned_);
  if (!committed) return committed.error();
  for (const auto& position : committed.value()) {
    auto& work = works_[position.partition];
    work.number = position.partition;
    if (work.store) continue;
    auto store = parts_.stores.open(position.partition);
    if (!store) return store.error();
    work.store = std::move(store).value();
  }
  for (auto& [number, work] : works_) work.adopt(committed.value());
  const auto from = start_positions(committed.value());
  if (!from) return from.error();
  if (auto begun = begin_restore(); !begun) return begun;
  if (reassign_) {
    if (auto assigned = parts_.source.assign(from.value()); !assigned) return assigned;
    reassign_ = false;
  }
  phase_ = Phase::kRestoring;
  return success();
}

// Where nothing has been committed yet, work starts at the oldest record; that offset is sent with
// the first transaction, even when it takes no record.
core::Result<stream::Positions> Worker::start_positions(stream::Positions committed) {
  stream::Positions unknown;
  for (const auto& position : committed) {
    if (position.offset < 0) unknown.push_back(position);
  }
  if (unknown.empty()) return committed;
  const auto oldest = parts_.source.beginnings(unknown);
  if (!oldest) return oldest.error();
  for (const auto& begin : oldest.value()) {
    for (auto& position : committed) {
      if (position.topic != begin.topic || position.partition != begin.partition) continue;
      position.offset = begin.offset;
      works_.at(begin.partition).begin_at(begin);
    }
  }
  return committed;
}

core::Result<void> Worker::begin_restore() {
  Works all;
  for (auto& [number, work] : works_) all.push_back(&work);
  return restore_.begin(std::move(all));
}

core::Result<void> Worker::restore() {
  const auto done = restore_.step(kRestoreSlice);
  if (!done) {
    // Whatever failed, the order of the barrier is kept by beginning again.
    phase_ = Phase::kAwaitingOffsets;
    return done.error();
  }
  if (!done.value()) return success();
  for (auto& [number, work] : works_) {
    work.stage = parts_.stages.create(number);
    work.left_over = work.stage->has_left_over(*work.store);
  }
  failures_ = 0;
  phase_ = Phase::kRunning;
  parts_.log.write(Level::kInfo, "pipeline.running",
                   settings_.role + ": " + std::to_string(works_.size()) + " partitions restored");
  return success();
}

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

void Worker::pause(const core::Error& why) {
  ++failures_;
  auto length = kRetryPauseMin;
  for (std::size_t i = 1; i < failures_ && length < settings_.retry_pause_max; ++i) length *= 2;
  length = std::min(length, settings_.retry_pause_max);
  retry_at_ = parts_.clock.steady_now() + length;
  parts_.log.write(Level::kWarning, "pipeline.retry",
                   settings_.role + ": " + why.code + ": " + why.detail);
}

void Worker::publish_status() {
  std::size_t left_over = 0;
  for (const auto& [number, work] : works_) left_over += work.left_over ? 1 : 0;
  const auto lag = parts_.source.lag() + static_cast<std::int64_t>(pending());
  const bool ready = phase_ == Phase::kRunning;
  parts_.probe.owns(works_.size());
  parts_.probe.left_over(left_over);
  parts_.probe.lag(lag);
  parts_.probe.ready(ready);
  const std::lock_guard lock(mutex_);
  status_.ready = ready;
  status_.partitions = works_.size();
  status_.left_over = left_over;
  status_.lag = lag;
  status_.transactions = transactions_;
}

}  // namespace procured::pipeline
