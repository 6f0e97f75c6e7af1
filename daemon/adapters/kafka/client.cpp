#include "adapters/kafka/client.h"

#include <array>

namespace procured::adapters {
namespace {

// librdkafka logs to standard error by default. What matters comes back as an error or a state; the
// rest is noise while a broker is away.
void drop_log(const rd_kafka_t*, int, const char*, const char*) {}

}  // namespace

Configuration::Configuration(const ClientSettings& settings) : conf_(rd_kafka_conf_new()) {
  rd_kafka_conf_set_log_cb(conf_, drop_log);
  set("bootstrap.servers", settings.bootstrap);
  set("client.id", settings.client_id);
  set("allow.auto.create.topics", "false");
  // 100 ms by default, which is what back-to-back transactions then wait for (kafka notes §1.4).
  set("retry.backoff.ms", "5");
  set("reconnect.backoff.ms", "50");
  set("reconnect.backoff.max.ms", "2000");
  for (const auto& [name, value] : settings.properties) set(name.c_str(), value);
}

Configuration::~Configuration() {
  if (conf_ != nullptr) rd_kafka_conf_destroy(conf_);
}

Configuration& Configuration::set(const char* name, const std::string& value) {
  std::array<char, 512> reason{};
  const auto result = rd_kafka_conf_set(conf_, name, value.c_str(), reason.data(), reason.size());
  if (result != RD_KAFKA_CONF_OK && refused_.empty()) refused_ = reason.data();
  return *this;
}

core::Result<ClientPtr> Configuration::become(rd_kafka_type_t type) {
  if (!refused_.empty()) return core::fatal("kafka_property_refused", refused_);
  std::array<char, 512> reason{};
  rd_kafka_t* client = rd_kafka_new(type, conf_, reason.data(), reason.size());
  if (client == nullptr) return core::fatal("kafka_client_refused", reason.data());
  conf_ = nullptr;
  return ClientPtr(client);
}

PartitionsPtr to_list(const stream::Positions& positions) {
  PartitionsPtr list(rd_kafka_topic_partition_list_new(static_cast<int>(positions.size())));
  for (const auto& position : positions) {
    auto* entry =
        rd_kafka_topic_partition_list_add(list.get(), position.topic.c_str(), position.partition);
    if (position.offset == stream::Position::kBeginning) {
      entry->offset = RD_KAFKA_OFFSET_BEGINNING;
    } else if (position.offset == stream::Position::kNone) {
      entry->offset = RD_KAFKA_OFFSET_INVALID;
    } else {
      entry->offset = position.offset;
    }
  }
  return list;
}

stream::Positions to_positions(const rd_kafka_topic_partition_list_t* list) {
  stream::Positions positions;
  positions.reserve(static_cast<std::size_t>(list->cnt));
  for (int i = 0; i < list->cnt; ++i) {
    const auto& entry = list->elems[i];
    const auto offset = entry.offset >= 0 ? entry.offset : stream::Position::kNone;
    positions.push_back({entry.topic, entry.partition, offset});
  }
  return positions;
}

}  // namespace procured::adapters
