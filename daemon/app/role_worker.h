#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "adapters/kafka/group_source.h"
#include "adapters/kafka/topic_changelog.h"
#include "adapters/kafka/transaction_sink.h"
#include "adapters/rocksdb/rocks_store.h"
#include "pipeline/worker.h"

namespace procured::app {

/// One role of this instance, over Kafka and RocksDB.
struct RoleSettings {
  std::string role;      ///< connect, normalise, judge: also the consumer group's name.
  std::string instance;  ///< --instance: tells instances with the same configuration apart.
  adapters::ClientSettings client;
  std::vector<std::string> inputs = {};  ///< Topics of the group; all with `partitions` partitions.
  std::string read_first = {};           ///< One of the inputs, or empty: GroupSettings.
  std::vector<std::string> outputs = {};  ///< Topics written to, the changelog included.
  std::string changelog_topic;
  pipeline::StateLog state_log;
  std::int32_t partitions = 16;
  std::string state_directory;  ///< The role's local copies go below it.
  std::chrono::milliseconds session_timeout{45'000};
  std::chrono::milliseconds transaction_timeout{15'000};
  pipeline::PollLimits limits = {};
};

/// A worker with all that it works with, made in the order in which it is needed and taken down in
/// reverse.
class RoleWorker {
 public:
  /// Opens the local copies and joins the group; nothing is worked on before start().
  /// @errors kFatal: state directory, properties.
  static core::Result<std::unique_ptr<RoleWorker>> create(const RoleSettings& settings,
                                                          const stream::StageFactory& stages,
                                                          telemetry::Registry& registry,
                                                          telemetry::EventLog& log,
                                                          const core::Clock& clock);

  void start() { worker_->start(); }
  void ask_to_stop() { worker_->ask_to_stop(); }
  bool stop(std::chrono::milliseconds within) { return worker_->stop(within); }
  pipeline::WorkerStatus status() const { return worker_->status(); }

 private:
  RoleWorker(telemetry::Registry& registry, const std::string& role) : probe_(registry, role) {}

  telemetry::PipelineProbe probe_;
  std::unique_ptr<adapters::RocksDatabase> stores_;
  std::unique_ptr<adapters::TopicChangelog> changelog_;
  std::unique_ptr<adapters::GroupSource> source_;
  std::unique_ptr<adapters::TransactionSink> sink_;
  std::unique_ptr<pipeline::Worker> worker_;
};

}  // namespace procured::app
