#include "pipeline/worker.h"

#include <algorithm>

namespace procured::pipeline {
namespace {

using boost::outcome_v2::success;
using std::chrono::milliseconds;
using telemetry::Level;

constexpr milliseconds kRestoreSlice{100};
constexpr milliseconds kRetryPauseMin{50};

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

Worker::Worker(WorkerSettings settings, WorkerParts parts)
    : settings_(std::move(settings)),
      parts_(parts),
      restore_(parts.changelog, settings_.state_log, parts.clock, parts.probe) {}

Worker::~Worker() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
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

void Worker::pause(const core::Error& why) {
  ++failures_;
  auto length = kRetryPauseMin;
  for (std::size_t i = 1; i < failures_ && length < settings_.retry_pause_max; ++i) length *= 2;
  length = std::min(length, settings_.retry_pause_max);
  retry_at_ = parts_.clock.steady_now() + length;
  parts_.log.write(Level::kWarning, "pipeline.retry",
                   settings_.role + ": " + why.code + ": " + why.detail);
}

}  // namespace procured::pipeline
