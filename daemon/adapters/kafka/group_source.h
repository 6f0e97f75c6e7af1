#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/kafka/client.h"
#include "pipeline/record_source.h"

namespace procured::adapters {

struct GroupSettings {
  ClientSettings client;
  std::string group;                ///< e.g. procured.judge
  std::string member;               ///< group.instance.id: the same after a restart, no two alike.
  std::vector<std::string> topics;  ///< All with the same number of partitions.
  /// One of the topics, or empty: whenever partitions are taken over it is read before the others,
  /// up to where it ended then. What the others are judged by would otherwise judge them again.
  std::string read_first = {};
  std::chrono::milliseconds session_timeout{45'000};
  std::chrono::milliseconds poll_interval_max{600'000};
  std::size_t queue_bytes = 32u << 20;  ///< Fetched ahead of what has been polled.
};

/// RecordSource over librdkafka's group consumer: range assignor (equal partition numbers of
/// several topics go to one member), static membership, read_committed. Changes of ownership are
/// only noted in the callback; the worker acts.
///
/// A member that is told that another one has its name joins again once: after a broker's restart
/// librdkafka can be told so although there is no other (a JoinGroup whose answer was lost has
/// replaced it). Told so again within two minutes, it believes it and ends; so of two twins one
/// remains.
class GroupSource final : public pipeline::RecordSource {
 public:
  /// Joins the group. @errors kFatal when a property is refused.
  static core::Result<std::unique_ptr<GroupSource>> join(const GroupSettings& settings);
  ~GroupSource() override;

  core::Result<pipeline::Poll> poll(const pipeline::PollLimits& limits) override;
  void release() override;
  core::Result<void> assign(const stream::Positions& from) override;
  void unassign() override;
  core::Result<stream::Positions> committed(const stream::Positions& partitions) override;
  core::Result<stream::Positions> beginnings(const stream::Positions& partitions) override;
  std::int64_t lag() const override;
  void close() override;

  /// For the group metadata that every transaction carries.
  rd_kafka_t* client() const { return client_.get(); }

 private:
  explicit GroupSource(GroupSettings settings) : settings_(std::move(settings)) {}

  core::Result<void> open();
  core::Result<ClientPtr> make_client();
  static std::optional<std::int64_t> end_of(rd_kafka_t* client, const stream::Position& position);
  bool is_ahead_done();
  static core::Result<void> assign_to(rd_kafka_t* client, const stream::Positions& from);
  void retire_ahead();
  void shut();
  core::Result<pipeline::Poll> yield_membership(const core::Error& error);

  static void on_rebalance(rd_kafka_t* client, rd_kafka_resp_err_t code,
                           rd_kafka_topic_partition_list_t* partitions, void* self);
  std::optional<core::Error> take(MessagePtr message, std::vector<stream::InboundRecord>& records);
  static core::Result<stream::Positions> ask_offsets(rd_kafka_t* client,
                                                     const stream::Positions& partitions,
                                                     std::int64_t which, int wait_ms);
  void advance(const rd_kafka_message_t& message, std::int64_t next);
  void wake_fetchers(rd_kafka_t* client);

  GroupSettings settings_;
  ClientPtr client_;
  ClientPtr ahead_;  // reads read_first, while the member itself has nothing assigned
  std::map<std::int32_t, std::int64_t> ahead_to_;  // by partition, where it ended when it began
  ClientPtr former_;      // the one that has done so, until its records are released
  bool rejoins_ = false;  // the client is of no more use; the next poll makes another
  std::optional<std::chrono::steady_clock::time_point> fenced_at_;
  std::vector<MessagePtr> messages_;  // own the memory of what was returned since release()
  std::vector<pipeline::Poll> changes_;
  stream::Positions next_;  // of the assigned partitions, past control records too
  std::size_t bytes_ = 0;
  bool closing_ = false;
};

}  // namespace procured::adapters
