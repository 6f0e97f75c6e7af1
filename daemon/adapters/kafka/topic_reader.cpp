#include "adapters/kafka/topic_reader.h"

#include <algorithm>

#include "adapters/kafka/errors.h"
#include "adapters/kafka/records.h"

namespace procured::adapters {
namespace {

constexpr const char* kQueueKilobytes = "32768";

core::Result<ClientPtr> open_client(const ClientSettings& settings, const char* isolation) {
  Configuration configuration(settings);
  // A group id is demanded of every consumer; this one joins no group and commits nothing.
  configuration.set("group.id", "procured.reader")
      .set("enable.auto.commit", "false")
      .set("enable.auto.offset.store", "false")
      .set("isolation.level", isolation)
      .set("auto.offset.reset", "error")
      .set("enable.partition.eof", "true")
      .set("fetch.wait.max.ms", "50")
      .set("fetch.max.bytes", "16777216")
      .set("max.partition.fetch.bytes", "4194304")
      .set("queued.max.messages.kbytes", kQueueKilobytes);
  auto client = configuration.become(RD_KAFKA_CONSUMER);
  if (client) rd_kafka_poll_set_consumer(client.value().get());
  return client;
}

int milliseconds(std::chrono::milliseconds wait) { return static_cast<int>(wait.count()); }

}  // namespace

core::Result<std::unique_ptr<TopicReader>> TopicReader::open(const ClientSettings& settings) {
  auto committed = open_client(settings, "read_committed");
  if (!committed) return committed.error();
  auto uncommitted = open_client(settings, "read_uncommitted");
  if (!uncommitted) return uncommitted.error();
  return std::unique_ptr<TopicReader>(
      new TopicReader(std::move(committed).value(), std::move(uncommitted).value()));
}

TopicReader::~TopicReader() {
  records_.clear();
  messages_.clear();
  rd_kafka_assign(client_.get(), nullptr);
}

core::Result<std::int32_t> TopicReader::partitions(const std::string& topic,
                                                   std::chrono::milliseconds wait) {
  auto* named = rd_kafka_topic_new(client_.get(), topic.c_str(), nullptr);
  const struct rd_kafka_metadata* metadata = nullptr;
  const auto code = rd_kafka_metadata(client_.get(), 0, named, &metadata, milliseconds(wait));
  rd_kafka_topic_destroy(named);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return to_error(to_fault(client_.get(), code), "asking for the partitions of " + topic);
  }
  std::int32_t count = 0;
  if (metadata->topic_cnt == 1 && metadata->topics[0].err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    count = metadata->topics[0].partition_cnt;
  }
  rd_kafka_metadata_destroy(metadata);
  if (count == 0) {
    return core::fatal("topic_missing",
                       "topic " + topic + " does not exist; `procured topics create` makes it");
  }
  return count;
}

core::Result<void> TopicReader::assign(const stream::Positions& from) {
  records_.clear();
  messages_.clear();
  positions_ = from;
  reached_end_ = false;
  for (auto& position : positions_) {
    if (position.offset < 0) position.offset = stream::Position::kBeginning;
  }
  const auto list = to_list(positions_);
  const auto code = rd_kafka_assign(client_.get(), list.get());
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return to_error(to_fault(client_.get(), code), "assigning partitions");
  }
  return boost::outcome_v2::success();
}

core::Result<std::span<const stream::InboundRecord>> TopicReader::poll(const ReadLimits& limits) {
  records_.clear();
  messages_.clear();
  bytes_ = 0;
  int wait = milliseconds(limits.wait);
  while (records_.size() < limits.records_max && bytes_ < limits.bytes_max) {
    MessagePtr message(rd_kafka_consumer_poll(client_.get(), wait));
    if (!message) break;
    if (auto error = take(std::move(message))) return *error;
    if (!records_.empty()) wait = 0;
  }
  return std::span<const stream::InboundRecord>(records_);
}

// Anything but records and ends of partitions is an error; those that pass by themselves are waited
// out here.
std::optional<core::Error> TopicReader::take(MessagePtr message) {
  const auto code = message->err;
  if (code == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    advance(rd_kafka_topic_name(message->rkt), message->partition, message->offset);
    reached_end_ = true;
    return std::nullopt;
  }
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    auto error = to_error(to_fault(client_.get(), code), "reading");
    if (error.category == core::Category::kFatal) return error;
    return std::nullopt;
  }
  auto record = to_record(*message);
  if (!is_expected(record)) return std::nullopt;
  advance(record.topic, record.partition, record.offset + 1);
  bytes_ += record.key.size() + (record.value ? record.value->size() : 0);
  records_.push_back(std::move(record));
  messages_.push_back(std::move(message));
  return std::nullopt;
}

stream::Position* TopicReader::find(std::string_view topic, std::int32_t partition) {
  const auto is_it = [&](const stream::Position& position) {
    return position.partition == partition && position.topic == topic;
  };
  // Records come in runs of one partition.
  if (last_found_ < positions_.size() && is_it(positions_[last_found_])) {
    return &positions_[last_found_];
  }
  const auto found = std::find_if(positions_.begin(), positions_.end(), is_it);
  if (found == positions_.end()) return nullptr;
  last_found_ = static_cast<std::size_t>(found - positions_.begin());
  return &*found;
}

// librdkafka 2.0.2 can return records of a former assignment.
bool TopicReader::is_expected(const stream::InboundRecord& record) {
  const auto* position = find(record.topic, record.partition);
  return position != nullptr && record.offset >= position->offset;
}

void TopicReader::advance(std::string_view topic, std::int32_t partition, std::int64_t next) {
  auto* position = find(topic, partition);
  if (position != nullptr && next > position->offset) position->offset = next;
}

core::Result<std::int64_t> TopicReader::end_offset(const std::string& topic, std::int32_t partition,
                                                   std::chrono::milliseconds wait) {
  std::int64_t low = 0;
  std::int64_t high = 0;
  // Asked by a read_committed client, the broker answers with the last stable offset instead.
  const auto code = rd_kafka_query_watermark_offsets(uncommitted_.get(), topic.c_str(), partition,
                                                     &low, &high, milliseconds(wait));
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return to_error(to_fault(uncommitted_.get(), code), "asking for the end of " + topic);
  }
  return high;
}

core::Result<std::int64_t> TopicReader::lag(std::chrono::milliseconds wait) {
  const auto query = [&](std::int64_t which) -> core::Result<stream::Positions> {
    auto list = to_list(positions_);
    for (int i = 0; i < list->cnt; ++i) list->elems[i].offset = which;
    const auto code = rd_kafka_offsets_for_times(client_.get(), list.get(), milliseconds(wait));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return to_error(to_fault(client_.get(), code), "asking for the ends of partitions");
    }
    return to_positions(list.get());
  };
  const auto ends = query(RD_KAFKA_OFFSET_END);
  if (!ends) return ends.error();
  const auto unread = [](const auto& position) { return position.offset < 0; };
  stream::Positions begins;
  if (std::any_of(positions_.begin(), positions_.end(), unread)) {
    auto answer = query(RD_KAFKA_OFFSET_BEGINNING);
    if (!answer) return answer.error();
    begins = std::move(answer).value();
  }
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < positions_.size(); ++i) {
    const auto at = unread(positions_[i]) ? begins[i].offset : positions_[i].offset;
    sum += std::max<std::int64_t>(0, ends.value()[i].offset - at);
  }
  return sum;
}

core::Result<std::optional<OwnedRecord>> TopicReader::fetch_record(const std::string& topic,
                                                                   std::int32_t partition,
                                                                   std::int64_t offset,
                                                                   std::chrono::milliseconds wait) {
  using Found = std::optional<OwnedRecord>;
  const auto deadline = std::chrono::steady_clock::now() + wait;
  const auto assigned = assign({{topic, partition, offset}});
  if (!assigned) return assigned.error();
  while (std::chrono::steady_clock::now() < deadline) {
    const auto records = poll({.wait = std::chrono::milliseconds(50), .records_max = 1});
    if (!records) {
      if (records.error().code == "offset_out_of_range") return Found();
      return records.error();
    }
    for (const auto& record : records.value()) {
      if (record.offset != offset) return Found();
      OwnedRecord owned{std::string(record.key), std::nullopt, record.headers, record.timestamp_ms};
      if (record.value) owned.value = std::string(*record.value);
      return Found(std::move(owned));
    }
    if (reached_end_) return Found();
  }
  return core::transient("fetch_timed_out", "no broker returned the record in time");
}

}  // namespace procured::adapters
