#include "adapters/kafka/topics_admin.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "adapters/kafka/errors.h"
#include "stream/topics.h"

namespace procured::adapters {
namespace {

using boost::outcome_v2::success;

constexpr int kWaitMs = 30'000;
constexpr std::chrono::milliseconds kLookAgain{50};
// 32 MiB of source document, and room for key, headers and the batch around it.
constexpr const char* kLargeMessageBytes = "34603008";
constexpr const char* kMessageBytes = "8388608";
// Longest outage after which a local copy of the state is still trusted, with a wide margin
// (pipeline/restore.cpp).
constexpr const char* kTombstonesKeptMs = "604800000";
constexpr const char* kCompactionLagMs = "60000";

TopicPlan retained(std::string name, std::int64_t retention_ms, const char* message_bytes) {
  return {std::move(name),
          16,
          1,
          {{"cleanup.policy", "delete"},
           {"retention.ms", std::to_string(retention_ms)},
           {"retention.bytes", "-1"},
           {"max.message.bytes", message_bytes},
           {"message.timestamp.type", "CreateTime"}}};
}

TopicPlan compacted(std::string name) {
  return {std::move(name),
          16,
          1,
          {{"cleanup.policy", "compact"},
           {"retention.ms", "-1"},
           {"max.message.bytes", kMessageBytes},
           {"min.cleanable.dirty.ratio", "0.1"},
           {"delete.retention.ms", kTombstonesKeptMs},
           {"min.compaction.lag.ms", kCompactionLagMs}}};
}

struct DestroyQueue {
  void operator()(rd_kafka_queue_t* queue) const { rd_kafka_queue_destroy(queue); }
};
struct DestroyEvent {
  void operator()(rd_kafka_event_t* event) const { rd_kafka_event_destroy(event); }
};
struct DestroyNewTopic {
  void operator()(rd_kafka_NewTopic_t* topic) const { rd_kafka_NewTopic_destroy(topic); }
};
using EventPtr = std::unique_ptr<rd_kafka_event_t, DestroyEvent>;
using NewTopicPtr = std::unique_ptr<rd_kafka_NewTopic_t, DestroyNewTopic>;

core::Result<NewTopicPtr> to_request(const TopicPlan& plan) {
  std::array<char, 512> reason{};
  NewTopicPtr request(rd_kafka_NewTopic_new(plan.name.c_str(), plan.partitions, plan.replication,
                                            reason.data(), reason.size()));
  if (!request) return core::fatal("topic_refused", plan.name + ": " + reason.data());
  for (const auto& [name, value] : plan.settings) {
    rd_kafka_NewTopic_set_config(request.get(), name.c_str(), value.c_str());
  }
  return request;
}

EventPtr send(rd_kafka_t* client, const std::vector<NewTopicPtr>& requests) {
  std::vector<rd_kafka_NewTopic_t*> raw;
  for (const auto& request : requests) raw.push_back(request.get());
  const std::unique_ptr<rd_kafka_queue_t, DestroyQueue> queue(rd_kafka_queue_new(client));
  auto* options = rd_kafka_AdminOptions_new(client, RD_KAFKA_ADMIN_OP_CREATETOPICS);
  rd_kafka_AdminOptions_set_operation_timeout(options, kWaitMs, nullptr, 0);
  rd_kafka_CreateTopics(client, raw.data(), raw.size(), options, queue.get());
  EventPtr event(rd_kafka_queue_poll(queue.get(), kWaitMs));
  rd_kafka_AdminOptions_destroy(options);
  return event;
}

}  // namespace

std::vector<TopicPlan> topic_plans(const std::vector<std::string>& connectors,
                                   std::int32_t partitions, std::int16_t replication,
                                   const Retention& retention) {
  std::vector<TopicPlan> plans;
  for (const auto& connector : connectors) {
    plans.push_back(retained(std::string(stream::kRawPrefix) + connector, retention.raw_ms,
                             kLargeMessageBytes));
  }
  plans.push_back(compacted(std::string(stream::kConnectTopic)));
  for (const auto name :
       {stream::kDocumentsTopic, stream::kReferenceTopic, stream::kVerdictsTopic}) {
    plans.push_back(retained(std::string(name), retention.records_ms, kMessageBytes));
  }
  for (const auto name : {stream::kFactsTopic, stream::kKpisTopic, stream::kStateTopic}) {
    plans.push_back(compacted(std::string(name)));
  }
  plans.push_back(retained(std::string(stream::kDeadLettersTopic), retention.dead_letters_ms,
                           kLargeMessageBytes));
  for (auto& plan : plans) {
    plan.partitions = partitions;
    plan.replication = replication;
  }
  return plans;
}

core::Result<TopicsAdmin> TopicsAdmin::open(const ClientSettings& settings) {
  auto client = Configuration(settings).become(RD_KAFKA_PRODUCER);
  if (!client) return client.error();
  return TopicsAdmin(std::move(client).value());
}

core::Result<std::vector<std::string>> TopicsAdmin::create(const std::vector<TopicPlan>& plans) {
  const auto present = describe(plans);
  if (!present) return present.error();
  std::vector<NewTopicPtr> requests;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (present.value()[i].partitions > 0) continue;
    auto request = to_request(plans[i]);
    if (!request) return request.error();
    requests.push_back(std::move(request).value());
  }
  std::vector<std::string> created;
  if (requests.empty()) return created;
  const auto event = send(client_.get(), requests);
  if (!event) return core::transient("create_topics_timed_out", "no broker answered in time");
  if (const auto code = rd_kafka_event_error(event.get()); code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return to_error(to_fault(client_.get(), code), "creating topics");
  }
  std::size_t count = 0;
  const auto* topics =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = rd_kafka_topic_result_name(topics[i]);
    const auto code = rd_kafka_topic_result_error(topics[i]);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
      created.push_back(name);
    } else if (code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
      const auto* reason = rd_kafka_topic_result_error_string(topics[i]);
      return core::fatal("topic_refused", name + ": " + (reason == nullptr ? "" : reason));
    }
  }
  if (auto seen = await_all(plans); !seen) return seen.error();
  return created;
}

// The controller answers before the brokers have heard of the topics.
core::Result<void> TopicsAdmin::await_all(const std::vector<TopicPlan>& plans) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kWaitMs);
  while (std::chrono::steady_clock::now() < deadline) {
    const auto states = describe(plans);
    if (!states) return states.error();
    const auto exists = [](const auto& state) { return state.partitions > 0; };
    if (std::all_of(states.value().begin(), states.value().end(), exists)) return success();
    std::this_thread::sleep_for(kLookAgain);
  }
  return core::transient("create_topics_timed_out", "the brokers do not show the topics in time");
}

core::Result<std::vector<TopicState>> TopicsAdmin::describe(const std::vector<TopicPlan>& plans) {
  const struct rd_kafka_metadata* metadata = nullptr;
  const auto code = rd_kafka_metadata(client_.get(), 1, nullptr, &metadata, kWaitMs);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return to_error(to_fault(client_.get(), code), "asking for the topics");
  }
  std::vector<TopicState> states;
  for (const auto& plan : plans) states.push_back({plan.name, 0});
  for (int i = 0; i < metadata->topic_cnt; ++i) {
    const auto& topic = metadata->topics[i];
    const auto found = std::find_if(states.begin(), states.end(),
                                    [&](const auto& state) { return state.name == topic.topic; });
    if (found != states.end()) found->partitions = topic.partition_cnt;
  }
  rd_kafka_metadata_destroy(metadata);
  return states;
}

core::Result<void> TopicsAdmin::check(const std::vector<TopicPlan>& plans) {
  const auto states = describe(plans);
  if (!states) return states.error();
  std::string missing;
  std::string different;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const auto& state = states.value()[i];
    if (state.partitions == 0) {
      missing += " " + state.name;
    } else if (state.partitions != plans[i].partitions) {
      different += " " + state.name + " (" + std::to_string(state.partitions) + ")";
    }
  }
  if (!missing.empty()) {
    return core::fatal("topic_missing", "these topics do not exist:" + missing +
                                            "; `procured topics create` makes them");
  }
  if (!different.empty()) {
    return core::fatal("partitions_differ",
                       "configured are " + std::to_string(plans.front().partitions) +
                           " partitions, but these topics have another number:" + different);
  }
  return success();
}

}  // namespace procured::adapters
