#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "pipeline/changelog_reader.h"
#include "pipeline/partition_store.h"
#include "pipeline/partition_work.h"
#include "pipeline/record_source.h"
#include "pipeline/restore.h"
#include "pipeline/state_log.h"
#include "pipeline/transactional_sink.h"
#include "stream/stage.h"
#include "telemetry/event_log.h"
#include "telemetry/pipeline_probe.h"

namespace procured::pipeline {

struct WorkerSettings {
  std::string role;             ///< For logs: connect, normalise, judge.
  std::string changelog_topic;  ///< procured.state.v1, or the ledger.
  StateLog state_log;
  PollLimits limits;  ///< Of one transaction; it ends earlier when the input is drained.
  std::chrono::milliseconds look_round{
      250};  ///< How often idle stages are asked for work left over.
  std::chrono::milliseconds retry_pause_max{2'000};
};

/// What a worker works with; all outlive it.
struct WorkerParts {
  RecordSource& source;
  TransactionalSink& sink;
  ChangelogReader& changelog;
  StoreProvider& stores;
  const stream::StageFactory& stages;
  const core::Clock& clock;
  telemetry::PipelineProbe& probe;
  telemetry::EventLog& log;
};

struct WorkerStatus {
  bool healthy = true;  ///< False: it has ended with `error`.
  bool ready = false;   ///< Its partitions, if it has any, are assigned and restored.
  std::size_t partitions = 0;
  std::size_t left_over = 0;  ///< Partitions with work left over.
  std::int64_t lag = 0;       ///< Records that wait.
  std::uint64_t transactions = 0;
  std::optional<core::Error> error;
};

/// One thread that carries one role's partitions through a stage, exactly once: all that a batch
/// causes, the changelog of its state and its offsets commit together; then the local copy follows.
///
///     idle ──assigned──► renewing ──► awaiting offsets (a) ──► restoring (b, c) ──► running (d)
///      ▲               (first time)         ▲                                          │
///      ├──revoked, lost─────────────────────┼──────────────────────────────────────────┤
///      │                 renewing ──────────┘◄──outcome unknown, fenced────────────────┤
///                                             aborted: new stages, the same batch again ┘
///
/// New input and work left over take turns. A batch is bounded, and nothing is polled while one
/// waits to be committed: a slow broker slows the input down and takes no memory.
/// @thread start, stop and status: any; everything else runs on the worker's own.
class Worker {
 public:
  Worker(WorkerSettings settings, WorkerParts parts);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void start();
  void ask_to_stop() { stopping_ = true; }
  /// Finishes the transaction at hand, writes the local copies out and leaves the group. False: not
  /// within the time.
  bool stop(std::chrono::milliseconds within);
  WorkerStatus status() const;

  /// One turn: what the thread does again and again. For tests that own the time. @errors kFatal.
  core::Result<void> step();

 private:
  enum class Phase { kIdle, kRenewing, kAwaitingOffsets, kRestoring, kRunning };
  using Works = std::vector<PartitionWork*>;
  struct Run;

  void run();
  core::Result<void> poll();
  void change_ownership(const Poll& poll);
  core::Result<void> advance();
  core::Result<void> renew();
  core::Result<void> await_offsets();
  core::Result<stream::Positions> start_positions(stream::Positions committed);
  core::Result<void> begin_restore();
  core::Result<void> restore();
  core::Result<void> take_turn();
  core::Result<void> transact(const Works& works, bool left_over);
  void run_stages(const Works& works, Run& run);
  core::Result<void> settle(const Works& works, Run& run, const CommitReport& report);
  core::Result<void> fold(const Works& works, Run& run, const CommitReport& report);
  void probe_run(const Works& works, const Run& run);
  void look_round();
  void recreate_stages(const Works& works);
  void pause(const core::Error& why);
  void publish_status();
  PollLimits limits() const;
  std::size_t pending() const;

  WorkerSettings settings_;
  WorkerParts parts_;
  Restore restore_;
  Phase phase_ = Phase::kIdle;
  bool reassign_ = false;  // the source waits for positions
  bool renewed_ = false;   // transactions have been initialised by this process
  bool left_over_turn_ = false;
  std::size_t failures_ = 0;
  std::chrono::steady_clock::time_point retry_at_{};
  std::chrono::steady_clock::time_point looked_round_at_{};
  stream::Positions assigned_;
  std::map<std::int32_t, PartitionWork> works_;
  std::uint64_t transactions_ = 0;

  std::thread thread_;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;
  WorkerStatus status_;
};

}  // namespace procured::pipeline
