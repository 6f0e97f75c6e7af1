#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stream/record.h"

namespace procured::stream {

/// The attributes of one output as an event. @source CloudEvents 1.0.2, Kafka protocol
/// binding 1.0.2, binary mode
struct CloudEvent {
  std::string type = {};  ///< "procured.document.v1"
  std::string source =
      {};               ///< URI reference of the stage that made it: "/procured/normalise/files"
  std::string id = {};  ///< Unique within the source, and a function of the content: see event_id.
  std::string subject = {};                           ///< What it is about; empty: left out.
  std::string time = {};                              ///< RFC 3339; empty: left out.
  std::string traceparent = {};                       ///< W3C trace context; empty: left out.
  std::string content_type = "application/protobuf";  ///< Empty (a tombstone): left out.
};

/// ce_id, ce_source, ce_type, ce_specversion, ce_time, ce_subject, content-type, traceparent.
std::vector<Header> cloud_event(const CloudEvent& event);

/// A ce_id that is the same whenever the same output is made again: 128 bits of the SHA-256 of the
/// parts.
std::string event_id(std::initializer_list<std::string_view> parts);

/// True for a version-00 W3C traceparent: "00-<32 hex>-<16 hex>-<2 hex>", neither id all zero.
bool is_traceparent(std::string_view text);

/// The trace of a record: the traceparent header where it is valid, else one derived from where the
/// record stands, so that a replay of the same record gives the same trace.
std::string traceparent_of(const InboundRecord& record);

}  // namespace procured::stream
