#include "pipeline/transaction_draft.h"

#include "stream/topics.h"

namespace procured::pipeline {
namespace {

std::string_view short_name(std::string_view topic) {
  if (topic.starts_with(stream::kRawPrefix)) return "raw";
  topic.remove_prefix(std::string_view("procured.").size());
  return topic.substr(0, topic.rfind('.'));
}

}  // namespace

std::string_view TransactionDraft::topic_of(const stream::OutboundRecord& record) {
  if (record.raw_connector.empty()) return stream::topic_name(record.topic);
  const auto name = std::string(stream::kRawPrefix) + record.raw_connector;
  for (const auto& known : topics_) {
    if (known == name) return known;
  }
  return topics_.emplace_back(name);
}

void TransactionDraft::add(std::int32_t partition, const stream::Effects& effects,
                           const stream::Positions& next) {
  for (const auto& output : effects.outputs) {
    Addressed record;
    record.topic = topic_of(output);
    record.route = output.route;
    record.partition = partition;
    record.route_key = output.route_key;
    record.key = output.key;
    if (output.value) record.value = *output.value;
    record.headers = output.headers;
    ++published_[std::string(short_name(record.topic))];
    transaction_.outputs.push_back(record);
  }
  for (const auto& write : effects.state_writes) {
    Addressed record;
    record.topic = changelog_topic_;
    record.partition = partition;
    record.key = texts_.emplace_back(log_->key(write.key));
    if (auto value = log_->value(write)) record.value = texts_.emplace_back(std::move(*value));
    transaction_.changelog.push_back(record);
  }
  transaction_.offsets.insert(transaction_.offsets.end(), next.begin(), next.end());
}

}  // namespace procured::pipeline
