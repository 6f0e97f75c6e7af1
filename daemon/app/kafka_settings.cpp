#include "app/kafka_settings.h"

#include "stream/topics.h"

namespace procured::app {
namespace {

std::int64_t retention_ms(std::uint64_t days) {
  return days == 0 ? -1 : static_cast<std::int64_t>(days) * 24 * 3600 * 1000;
}

}  // namespace

adapters::ClientSettings client_settings(const config::Config& config) {
  return {.bootstrap = config.kafka.bootstrap_servers, .client_id = config.instance};
}

std::vector<std::string> raw_topics(const config::Config& config) {
  std::vector<std::string> topics;
  for (const auto& [name, connector] : config.connectors) {
    topics.push_back(std::string(stream::kRawPrefix) + name);
  }
  return topics;
}

std::vector<adapters::TopicPlan> plans_of(const config::Config& config) {
  std::vector<std::string> connectors;
  for (const auto& [name, connector] : config.connectors) connectors.push_back(name);
  const auto& kafka = config.kafka;
  return adapters::topic_plans(connectors, static_cast<std::int32_t>(kafka.partitions),
                               static_cast<std::int16_t>(kafka.replication_factor),
                               {.raw_ms = retention_ms(kafka.raw_retention_days),
                                .records_ms = retention_ms(kafka.retention_days),
                                .dead_letters_ms = retention_ms(kafka.dead_letter_retention_days)});
}

}  // namespace procured::app
