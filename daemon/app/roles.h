#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/role_worker.h"
#include "config/config.h"
#include "evaluate/evaluation.h"
#include "procured/v1/reference.pb.h"

namespace procured::app {

/// What the workers of an instance need to know, besides its configuration; outlives them.
struct Surroundings {
  telemetry::Registry& registry;
  telemetry::EventLog& log;
  const core::Clock& clock;
};

/// The workers of this instance's roles among connect, normalise and judge, each a thread. @thread one; statuses(): any.
class Roles {
 public:
  /// Checks the topics, joins the groups and starts the threads. @errors kTransient: no broker answers; kFatal:
  /// topic_missing, partitions_differ, state_directory, properties.
  static core::Result<std::unique_ptr<Roles>> start(const config::Config& config,
                                                    const evaluate::Connectors& connectors,
                                                    const v1::Policy& policy, Surroundings around);

  /// Stops all at once: each finishes the transaction at hand. @return the roles that did not end in time; empty: all
  /// have. The process is to end at once when there are some.
  std::vector<std::string> stop(std::chrono::milliseconds within);

  /// By role, in the order connect, normalise, judge. One that is not healthy has ended, and says why.
  std::vector<std::pair<std::string, pipeline::WorkerStatus>> statuses() const;

 private:
  Roles() = default;

  std::vector<std::unique_ptr<stream::StageFactory>> stages_;  // outlive the workers
  std::vector<std::pair<std::string, std::unique_ptr<RoleWorker>>> workers_;
};

}  // namespace procured::app
