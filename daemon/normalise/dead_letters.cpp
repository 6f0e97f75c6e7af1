#include "normalise/dead_letters.h"

#include <algorithm>

#include "stream/cloud_events.h"
#include "stream/topics.h"

namespace procured::normalise {
namespace {

constexpr std::string_view kStage = "normalise";

void add(std::vector<stream::Header>& headers, std::string_view name, std::string_view value) {
  headers.push_back({std::string(name), std::string(value)});
}

/// The raw record's own headers stay, but for those that the dead letter says anew.
void keep_original(const RawRecord& raw, std::vector<stream::Header>& headers) {
  for (const auto& original : raw.inbound.headers) {
    const auto same = [&](const stream::Header& header) { return header.name == original.name; };
    if (std::none_of(headers.begin(), headers.end(), same)) headers.push_back(original);
  }
}

}  // namespace

stream::OutboundRecord too_large_letter(const std::string& connector, const std::string& path,
                                        std::uint64_t bytes, const std::string& hash) {
  stream::OutboundRecord record;
  record.topic = stream::Topic::kDeadLetters;
  record.route = stream::Route::kByKey;
  record.key = path;
  record.route_key = path;
  record.headers =
      stream::cloud_event({.type = "procured.dead-letter.v1",
                           .source = "/procured/connect/" + connector,
                           .id = stream::event_id({connector, path, hash, "too_large"}),
                           .subject = path,
                           .content_type = ""});
  add(record.headers, kErrorCodeHeader, "too_large");
  add(record.headers, kErrorPlaceHeader, path);
  add(record.headers, kErrorDetailHeader, "The file is larger than 32 MiB; it stays where it is");
  add(record.headers, kErrorStageHeader, "connect");
  add(record.headers, kSourceConnectorHeader, connector);
  add(record.headers, kSourceKeyHeader, path);
  add(record.headers, stream::kPathHeader, path);
  add(record.headers, kSourceHashHeader, hash);
  add(record.headers, kSourceBytesHeader, std::to_string(bytes));
  return record;
}

stream::OutboundRecord DeadLetters::letter(const core::Error& error, std::string_view position) {
  const auto& hash = raw_.content_hash();
  stream::OutboundRecord record;
  record.topic = stream::Topic::kDeadLetters;
  record.route = stream::Route::kByKey;
  record.key = raw_.source_key;
  record.route_key = record.key;
  const bool fits =
      first_ ? raw_.bytes.size() <= kBytesMax : copied_ + raw_.bytes.size() <= kCopiedMax;
  if (fits) {
    record.value = std::string(raw_.bytes);
    copied_ += raw_.bytes.size();
  }
  first_ = false;
  auto headers =
      stream::cloud_event({.type = "procured.dead-letter.v1",
                           .source = "/procured/normalise/" + raw_.connector,
                           .id = stream::event_id({raw_.connector, raw_.source_key, hash, position,
                                                   error.code, error.place, error.detail}),
                           .subject = std::string(raw_.source_key),
                           .time = raw_.received_at,
                           .traceparent = raw_.traceparent,
                           .content_type = "application/octet-stream"});
  add(headers, kErrorCodeHeader, error.code);
  add(headers, kErrorPlaceHeader, error.place.empty() ? position : error.place);
  add(headers, kErrorDetailHeader, error.detail);
  add(headers, kErrorStageHeader, kStage);
  add(headers, kSourceConnectorHeader, raw_.connector);
  add(headers, kSourceKeyHeader, raw_.source_key);
  add(headers, stream::kPathHeader, raw_.path);
  add(headers, kSourceHashHeader, hash);
  add(headers, kSourceBytesHeader, std::to_string(raw_.bytes.size()));
  add(headers, "__connect.errors.topic", raw_.inbound.topic);
  add(headers, "__connect.errors.partition", std::to_string(raw_.inbound.partition));
  add(headers, "__connect.errors.offset", std::to_string(raw_.inbound.offset));
  add(headers, "__connect.errors.connector.name", raw_.connector);
  keep_original(raw_, headers);
  record.headers = std::move(headers);
  return record;
}

}  // namespace procured::normalise
