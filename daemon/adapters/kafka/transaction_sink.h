#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/kafka/client.h"
#include "adapters/kafka/errors.h"
#include "adapters/kafka/group_source.h"
#include "pipeline/transactional_sink.h"
#include "telemetry/pipeline_probe.h"

namespace procured::adapters {

struct SinkSettings {
  ClientSettings client;
  std::string
      transactional_id;  ///< <instance>.<role>.<worker>: the same after a restart, no two alike.
  std::vector<std::string> topics;  ///< Everything it will write to; looked up in advance.
  std::int32_t partitions = 16;     ///< Of each of these topics.
  std::chrono::milliseconds transaction_timeout{15'000};
};

/// TransactionalSink over librdkafka's transactional producer.
///
///     begin ─► outputs ─► changelog ─► all delivered ─► offsets ─► commit
///                  └─────────┴──────────────┴───────────┴─► abort (nothing happened), or the
///                  producer is dropped
///                                                            (unknown) and renew() makes another
///
/// librdkafka 2.0.2 does not implement KIP-890: a request that timed out may still take effect
/// within a *later* transaction of the same producer epoch. So an interceptor marks the producer as
/// tainted when a transactional request ends without an answer, and the next transaction begins
/// with a renewed one (kafka notes §1.6).
class TransactionSink final : public pipeline::TransactionalSink {
 public:
  /// `source` is the member of the group whose offsets are sent; it outlives the sink.
  TransactionSink(SinkSettings settings, const GroupSource& source,
                  telemetry::PipelineProbe& probe);
  ~TransactionSink() override;

  pipeline::CommitReport commit(const pipeline::Transaction& transaction) override;
  core::Result<void> renew() override;

 private:
  struct Deliveries {
    std::map<std::int32_t, std::int64_t> changelog_next;
    Fault failed;
    std::size_t acknowledged = 0;
  };

  core::Result<void> create();
  void destroy();
  std::int32_t first_partition(const pipeline::Addressed& record) const;
  Fault produce_all(const std::vector<pipeline::Addressed>& records, void* mark);
  Fault produce(const pipeline::Addressed& record, std::int32_t partition, void* mark);
  Fault deliver();
  Fault send_offsets(const stream::Positions& offsets);
  Fault commit_now();
  Fault run(const pipeline::Transaction& transaction);
  pipeline::CommitReport give_up(const Fault& fault);

  static void on_delivery(rd_kafka_t* client, const rd_kafka_message_t* message, void* self);
  static rd_kafka_resp_err_t on_new(rd_kafka_t* client, const rd_kafka_conf_t* conf, void* self,
                                    char* reason, std::size_t size);
  static rd_kafka_resp_err_t on_response(rd_kafka_t* client, int socket, const char* broker,
                                         std::int32_t broker_id, std::int16_t api_key,
                                         std::int16_t api_version, std::int32_t correlation,
                                         std::size_t size, std::int64_t rtt,
                                         rd_kafka_resp_err_t code, void* self);
  static rd_kafka_resp_err_t on_request(rd_kafka_t* client, int socket, const char* broker,
                                        std::int32_t broker_id, std::int16_t api_key,
                                        std::int16_t api_version, std::int32_t correlation,
                                        std::size_t size, void* self);

  SinkSettings settings_;
  const GroupSource& source_;
  telemetry::PipelineProbe& probe_;
  ClientPtr producer_;
  std::map<std::string, rd_kafka_topic_t*, std::less<>> topics_;
  bool initialised_ = false;
  std::atomic<bool> tainted_{false};  // set by librdkafka's threads
  Deliveries deliveries_;
};

}  // namespace procured::adapters
