#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sqlite/sink.h"
#include "app/role_worker.h"
#include "config/config.h"
#include "connectors/transport/inbox.h"
#include "evaluate/evaluation.h"
#include "telemetry/event_log.h"
#include "telemetry/registry.h"

namespace procured::app {

/// What every role works with; outlives them.
struct RoleParts {
  const config::Config& config;
  const evaluate::Connectors& connectors;
  const v1::Policy& policy;
  telemetry::Registry& registry;
  telemetry::EventLog& log;
  const core::Clock& clock;
  const std::map<std::string, std::shared_ptr<transport::Inbox>>& inboxes;  ///< By connector.
};

/// The roles that a configuration names, in the order in which a purchase passes through them;
/// started together, stopped in that order. @thread one; the questions may be asked from any.
class Roles {
 public:
  /// Creates topics that are missing and checks those that exist. @errors kTransient no broker,
  /// kFatal
  static core::Result<std::unique_ptr<Roles>> create(const RoleParts& parts);

  core::Result<void> start();
  /// False: something did not stop within the time.
  bool stop(std::chrono::milliseconds within);

  struct Readiness {
    std::string name;
    bool ready = false;
    std::string detail;
  };
  std::vector<Readiness> readiness() const;
  /// Partitions with re-judging left over; nullopt when this process does not judge.
  std::optional<std::uint64_t> left_over() const;
  /// What ended a role, as a sentence.
  std::optional<std::string> failure() const;
  const sqlite::Sink* sink() const { return sink_.get(); }

 private:
  struct Worker {
    std::string role;
    std::unique_ptr<stream::StageFactory> stages;
    std::unique_ptr<RoleWorker> worker;
  };
  core::Result<void> add(const RoleParts& parts, RoleSettings settings,
                         std::unique_ptr<stream::StageFactory> stages);

  std::vector<Worker> workers_;
  std::unique_ptr<sqlite::Sink> sink_;
};

}  // namespace procured::app
