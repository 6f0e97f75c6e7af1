#include "stream/cloud_events.h"

#include <algorithm>

#include "core/hash.h"
#include "core/text.h"

namespace procured::stream {
namespace {

bool is_lower_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool all_zero(std::string_view text) {
  return text.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace

std::vector<Header> cloud_event(const CloudEvent& event) {
  std::vector<Header> headers;
  headers.reserve(8);
  headers.push_back({"ce_specversion", "1.0"});
  headers.push_back({"ce_id", event.id});
  headers.push_back({"ce_source", event.source});
  headers.push_back({"ce_type", event.type});
  if (!event.subject.empty()) headers.push_back({"ce_subject", event.subject});
  if (!event.time.empty()) headers.push_back({"ce_time", event.time});
  if (!event.content_type.empty()) headers.push_back({"content-type", event.content_type});
  if (!event.traceparent.empty()) headers.push_back({"traceparent", event.traceparent});
  return headers;
}

std::string event_id(std::initializer_list<std::string_view> parts) {
  return core::sha256_hex(core::join_key(parts)).substr(0, 32);
}

bool is_traceparent(std::string_view text) {
  if (text.size() != 55 || !text.starts_with("00-") || text[35] != '-' || text[52] != '-') {
    return false;
  }
  const auto trace = text.substr(3, 32);
  const auto span = text.substr(36, 16);
  return is_lower_hex(trace) && is_lower_hex(span) && is_lower_hex(text.substr(53)) &&
         !all_zero(trace) && !all_zero(span);
}

std::string traceparent_of(const InboundRecord& record) {
  if (const auto carried = record.header("traceparent"); is_traceparent(carried)) {
    return std::string(carried);
  }
  const auto hash = core::sha256_hex(core::join_key(
      {record.topic, std::to_string(record.partition), std::to_string(record.offset)}));
  return "00-" + hash.substr(0, 32) + '-' + hash.substr(32, 16) + "-01";
}

}  // namespace procured::stream
