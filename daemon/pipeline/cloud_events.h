#pragma once

#include <string_view>
#include <vector>

#include "stream/record.h"

namespace procured::pipeline {

/// The record's headers and those of CloudEvents 1.0 in binary mode (Kafka protocol binding, §3.2): ce_specversion,
/// ce_id, ce_source, ce_type, content-type. The id is a hash of topic, key and value: the same event has the same id.
/// Headers that the record has already are kept.
std::vector<stream::Header> with_cloud_event(const stream::OutboundRecord& record,
                                             std::string_view topic, std::string_view role);

}  // namespace procured::pipeline
