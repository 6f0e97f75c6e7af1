#include "adapters/kafka/records.h"

namespace procured::adapters {
namespace {

std::vector<stream::Header> headers_of(const rd_kafka_message_t& message) {
  std::vector<stream::Header> headers;
  rd_kafka_headers_t* list = nullptr;
  if (rd_kafka_message_headers(&message, &list) != RD_KAFKA_RESP_ERR_NO_ERROR) return headers;
  headers.reserve(rd_kafka_header_cnt(list));
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0;
       rd_kafka_header_get_all(list, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
    headers.push_back({name, value == nullptr
                                 ? std::string()
                                 : std::string(static_cast<const char*>(value), size)});
  }
  return headers;
}

}  // namespace

stream::InboundRecord to_record(const rd_kafka_message_t& message) {
  stream::InboundRecord record;
  record.topic = rd_kafka_topic_name(message.rkt);
  record.partition = message.partition;
  record.offset = message.offset;
  record.timestamp_ms = rd_kafka_message_timestamp(&message, nullptr);
  record.key = {static_cast<const char*>(message.key), message.key_len};
  if (message.payload != nullptr) {
    record.value = std::string_view(static_cast<const char*>(message.payload), message.len);
  }
  record.headers = headers_of(message);
  return record;
}

}  // namespace procured::adapters
