#pragma once

#include <librdkafka/rdkafka.h>

#include "stream/record.h"

namespace procured::adapters {

/// A view of the message; valid as long as the message is.
stream::InboundRecord to_record(const rd_kafka_message_t& message);

}  // namespace procured::adapters
