#include "app/topics_read.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdio>
#include <map>
#include <memory>

#include "adapters/kafka/topic_reader.h"
#include "app/kafka_settings.h"
#include "judge/published.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/fact.pb.h"
#include "procured/v1/operation.pb.h"
#include "procured/v1/reference.pb.h"
#include "procured/v1/verdict.pb.h"
#include "stream/topics.h"

namespace procured::app {
namespace {

/// What stands on a topic; nullptr for what is JSON already.
std::unique_ptr<google::protobuf::Message> message_of(std::string_view topic) {
  if (topic == stream::kDocumentsTopic) return std::make_unique<v1::PurchaseDocument>();
  if (topic == stream::kReferenceTopic) return std::make_unique<v1::ReferenceRecord>();
  if (topic == stream::kFactsTopic) return std::make_unique<v1::Fact>();
  if (topic == stream::kVerdictsTopic) return std::make_unique<v1::Verdict>();
  if (topic == stream::kConnectTopic) return std::make_unique<v1::ConnectPosition>();
  return nullptr;
}

std::string quoted(std::string_view text) {
  v1::Parameter parameter;
  parameter.set_name(std::string(text));
  const auto json = judge::to_json(parameter);  // {"name":"…"}
  return text.empty() ? "\"\"" : json.substr(8, json.size() - 9);
}

void print(const stream::InboundRecord& record, google::protobuf::Message* message) {
  std::string value = "null";
  if (record.value && message != nullptr) {
    const bool sound =
        message->ParseFromArray(record.value->data(), static_cast<int>(record.value->size()));
    value = sound ? judge::to_json(*message) : "\"not readable\"";
  } else if (record.value) {
    value = *record.value;
  }
  std::printf("{\"partition\":%d,\"offset\":%lld,\"key\":%s,\"value\":%s}\n", record.partition,
              static_cast<long long>(record.offset), quoted(record.key).c_str(), value.c_str());
}

}  // namespace

core::Result<void> read_topic(const config::Config& config, const std::string& topic) {
  const auto message = message_of(topic);
  if (!message && topic != stream::kKpisTopic) {
    return core::fatal("not_readable",
                       topic +
                           " holds bytes that are no text; documents, reference, facts, verdicts, "
                           "kpis and connect can be read");
  }
  auto opened = adapters::TopicReader::open(client_settings(config));
  if (!opened) return opened.error();
  auto& reader = *opened.value();
  const auto count = reader.partitions(topic);
  if (!count) return count.error();
  stream::Positions from;
  for (std::int32_t partition = 0; partition < count.value(); ++partition)
    from.push_back({topic, partition, 0});
  if (auto assigned = reader.assign(from); !assigned) return assigned.error();
  while (true) {
    const auto lag = reader.lag();
    if (!lag) return lag.error();
    if (lag.value() == 0) return boost::outcome_v2::success();
    const auto records = reader.poll();
    if (!records) return records.error();
    for (const auto& record : records.value()) print(record, message.get());
  }
}

}  // namespace procured::app
