#include "normalise/raw_record.h"

#include <charconv>
#include <chrono>

#include "core/clock.h"
#include "core/hash.h"
#include "core/text.h"
#include "stream/cloud_events.h"
#include "stream/topics.h"

namespace procured::normalise {
namespace {

template <class Number>
bool read_number(std::string_view text, Number& value) {
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  return !text.empty() && read.ec == std::errc() && read.ptr == end;
}

/// "k/n"
void read_part(std::string_view text, RawRecord& record) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return;
  std::uint32_t part = 0;
  std::uint32_t parts = 0;
  const bool sound = read_number(text.substr(0, slash), part) &&
                     read_number(text.substr(slash + 1), parts) && part >= 1 && part <= parts;
  if (!sound) return;
  record.part = part;
  record.parts = parts;
}

std::string_view connector_of(std::string_view topic) {
  return topic.starts_with(stream::kRawPrefix) ? topic.substr(stream::kRawPrefix.size()) : topic;
}

}  // namespace

RawRecord::RawRecord(const stream::InboundRecord& record, std::string_view now)
    : inbound(record),
      connector(connector_of(record.topic)),
      source_key(record.key),
      path(record.header(stream::kPathHeader)),
      revision(core::trim(record.header(stream::kRevisionHeader))),
      withdrawn(!record.value || record.header(stream::kOpHeader) == "DELETE"),
      bytes(record.value.value_or(std::string_view{})),
      traceparent(stream::traceparent_of(record)),
      known_at(now) {
  if (path.empty()) path = source_key;
  // A withdrawal is always of the whole source key.
  if (!withdrawn) read_part(record.header(stream::kPartHeader), *this);
  std::uint64_t row = 0;
  if (read_number(record.header(stream::kFirstRowHeader), row)) first_row = row;
  const auto instant = std::chrono::milliseconds(record.timestamp_ms);
  received_at = record.timestamp_ms > 0
                    ? core::to_rfc3339(std::chrono::system_clock::time_point(instant))
                    : known_at;
}

v1::Provenance RawRecord::provenance(std::string_view cause, std::uint32_t revision_number) const {
  v1::Provenance provenance;
  provenance.set_revision(revision_number);
  provenance.set_known_at(known_at);
  provenance.set_cause(std::string(cause));
  provenance.set_traceparent(traceparent);
  provenance.set_topic(std::string(inbound.topic));
  provenance.set_partition(inbound.partition);
  provenance.set_offset(inbound.offset);
  return provenance;
}

const std::string& RawRecord::content_hash() const {
  if (content_hash_.empty()) content_hash_ = core::sha256_hex(bytes);
  return content_hash_;
}

std::vector<stream::Header> part_headers(std::size_t part, std::size_t parts,
                                         std::uint64_t first_row) {
  return {{std::string(stream::kPartHeader), std::to_string(part) + '/' + std::to_string(parts)},
          {std::string(stream::kFirstRowHeader), std::to_string(first_row)}};
}

std::uint64_t row_in_file(const RawRecord& raw, std::uint64_t row) {
  return raw.first_row == 0 || row < 2 ? row : row - 2 + raw.first_row;
}

}  // namespace procured::normalise
