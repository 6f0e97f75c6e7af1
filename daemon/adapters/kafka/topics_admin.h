#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "adapters/kafka/client.h"
#include "core/result.h"

namespace procured::adapters {

/// A topic as it is declared (design §4). Everything is explicit: the broker's own defaults decide
/// nothing.
struct TopicPlan {
  std::string name;
  std::int32_t partitions = 16;
  std::int16_t replication = 1;
  std::map<std::string, std::string> settings;
};

struct TopicState {
  std::string name;
  std::int32_t partitions = 0;  ///< 0: does not exist.
};

/// How long "retain" topics keep their records. Negative: without end.
struct Retention {
  std::int64_t raw_ms = -1;
  std::int64_t records_ms = -1;
  std::int64_t dead_letters_ms = -1;
};

/// The topics of a deployment with these connectors.
std::vector<TopicPlan> topic_plans(const std::vector<std::string>& connectors,
                                   std::int32_t partitions, std::int16_t replication,
                                   const Retention& retention = {});

/// Creates and looks up topics. @thread one.
class TopicsAdmin {
 public:
  static core::Result<TopicsAdmin> open(const ClientSettings& settings);

  /// Creates those that do not exist and waits until the brokers show them; returns their names.
  /// Existing ones are left as they are.
  /// @errors kTransient no broker; kFatal as the broker says.
  core::Result<std::vector<std::string>> create(const std::vector<TopicPlan>& plans);

  core::Result<std::vector<TopicState>> describe(const std::vector<TopicPlan>& plans);

  /// @errors kFatal topic_missing, partitions_differ: the work on one buyer needs equal partition
  /// numbers everywhere, and growth is a replay into new topics.
  core::Result<void> check(const std::vector<TopicPlan>& plans);

 private:
  explicit TopicsAdmin(ClientPtr client) : client_(std::move(client)) {}

  core::Result<void> await_all(const std::vector<TopicPlan>& plans);

  ClientPtr client_;
};

}  // namespace procured::adapters
