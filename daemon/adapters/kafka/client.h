#pragma once

#include <librdkafka/rdkafka.h>

#include <map>
#include <memory>
#include <string>

#include "core/result.h"
#include "stream/position.h"

namespace procured::adapters {

/// How to reach the brokers. Passed to every client of this adapter.
struct ClientSettings {
  std::string bootstrap = {};          ///< host:port, comma separated.
  std::string client_id = "procured";  ///< Shows in the broker's logs and quotas.
  std::map<std::string, std::string> properties =
      {};  ///< Further librdkafka properties: TLS, SASL.
};

struct DestroyClient {
  void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
};
struct DestroyPartitions {
  void operator()(rd_kafka_topic_partition_list_t* list) const {
    rd_kafka_topic_partition_list_destroy(list);
  }
};
struct DestroyMessage {
  void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
};
struct DestroyError {
  void operator()(rd_kafka_error_t* error) const { rd_kafka_error_destroy(error); }
};

using ClientPtr = std::unique_ptr<rd_kafka_t, DestroyClient>;
using PartitionsPtr = std::unique_ptr<rd_kafka_topic_partition_list_t, DestroyPartitions>;
using MessagePtr = std::unique_ptr<rd_kafka_message_t, DestroyMessage>;
using ErrorPtr = std::unique_ptr<rd_kafka_error_t, DestroyError>;

/// Collects properties, then becomes a client. The first property that librdkafka refuses is the
/// error.
class Configuration {
 public:
  explicit Configuration(const ClientSettings& settings);
  ~Configuration();
  Configuration(const Configuration&) = delete;
  Configuration& operator=(const Configuration&) = delete;

  Configuration& set(const char* name, const std::string& value);
  /// For callbacks; owned by this object until it becomes a client.
  rd_kafka_conf_t* raw() { return conf_; }

  /// @errors kFatal with the property or the reason.
  core::Result<ClientPtr> become(rd_kafka_type_t type);

 private:
  rd_kafka_conf_t* conf_;
  std::string refused_;
};

PartitionsPtr to_list(const stream::Positions& positions);
stream::Positions to_positions(const rd_kafka_topic_partition_list_t* list);

}  // namespace procured::adapters
