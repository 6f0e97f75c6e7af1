#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "pipeline/changelog_reader.h"
#include "pipeline/partition_work.h"
#include "pipeline/state_log.h"
#include "telemetry/pipeline_probe.h"

namespace procured::pipeline {

/// Brings the local copies of owned partitions up to the changelog. The order is what makes it
/// right when a partition moves between instances (kafka notes §2.3):
///
///     (a) the committed offsets, known once no former owner's transaction is pending   (by the
///     worker, before) (b) the end of the changelog, open transactions included (c) read committed
///     changelog records until (b) has been passed (d) work goes on from (a) (by the worker, after)
///
/// A copy is trusted when it lies within the changelog and reflects no more than (a); its tail is
/// read. Otherwise it is forgotten and everything is read. @thread the worker.
class Restore {
 public:
  Restore(ChangelogReader& changelog, const StateLog& log, const core::Clock& clock,
          telemetry::PipelineProbe& probe)
      : changelog_(changelog), log_(log), clock_(clock), probe_(probe) {}

  /// (b). Partitions outlive the restore. @errors kTransient: begin again; kFatal offsets_lost.
  core::Result<void> begin(std::vector<PartitionWork*> partitions);

  /// A slice of (c): true when done. @errors kTransient: begin again; kFatal state_newer, disk.
  core::Result<bool> step(std::chrono::milliseconds wait);

 private:
  core::Result<std::int64_t> start_of(PartitionWork& work, std::int64_t end);
  core::Result<void> apply(PartitionWork& work, std::vector<state::Write>& writes);
  core::Result<void> check_offsets(const PartitionWork& work) const;
  std::int64_t now_s() const;

  ChangelogReader& changelog_;
  const StateLog& log_;
  const core::Clock& clock_;
  telemetry::PipelineProbe& probe_;
  std::vector<PartitionWork*> partitions_;
  std::map<std::int32_t, std::int64_t> ends_;  // of those not done
};

}  // namespace procured::pipeline
