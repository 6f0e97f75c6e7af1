#include "pipeline/cloud_events.h"

#include <algorithm>

#include "core/hash.h"

namespace procured::pipeline {
namespace {

constexpr std::size_t kIdDigits = 32;

std::string_view content_type(stream::Topic topic) {
  switch (topic) {
    case stream::Topic::kKpis:
      return "application/json";
    case stream::Topic::kDeadLetters:
      return "application/octet-stream";
    default:
      return "application/protobuf";
  }
}

std::string event_id(const stream::OutboundRecord& record, std::string_view topic) {
  std::string text;
  text.reserve(topic.size() + record.key.size() + 2 + (record.value ? record.value->size() : 0));
  text.append(topic).append(1, '\0').append(record.key).append(1, '\0');
  if (record.value) text.append(*record.value);
  return core::sha256_hex(text).substr(0, kIdDigits);
}

}  // namespace

std::vector<stream::Header> with_cloud_event(const stream::OutboundRecord& record,
                                             std::string_view topic, std::string_view role) {
  auto headers = record.headers;
  headers.reserve(headers.size() + 5);
  const auto add = [&](const char* name, std::string value) {
    const bool known = std::any_of(headers.begin(), headers.end(),
                                   [&](const auto& header) { return header.name == name; });
    if (!known) headers.push_back({name, std::move(value)});
  };
  add("ce_specversion", "1.0");
  add("ce_id", event_id(record, topic));
  add("ce_source", "/procured/" + std::string(role));
  add("ce_type", std::string(topic));
  add("content-type", std::string(content_type(record.topic)));
  return headers;
}

}  // namespace procured::pipeline
