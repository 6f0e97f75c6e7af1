#include "adapters/kafka/transaction_sink.h"

#include <algorithm>
#include <thread>

#include "core/crash_point.h"
#include "stream/partitioner.h"

namespace procured::adapters {
namespace {

using boost::outcome_v2::success;
using pipeline::Outcome;

constexpr int kInitWaitMs = 10'000;
constexpr int kMetadataWaitMs = 5'000;
constexpr int kSendOffsetsWaitMs = 10'000;
constexpr int kRetriesMax = 20;
constexpr std::chrono::milliseconds kRetryPause{50};

// Of the Kafka protocol.
constexpr std::int16_t kProduceKey = 0;
constexpr std::int16_t kAddPartitionsToTxnKey = 24;
constexpr std::int16_t kAddOffsetsToTxnKey = 25;
constexpr std::int16_t kEndTxnKey = 26;
constexpr std::int16_t kTxnOffsetCommitKey = 28;

bool is_transactional(std::int16_t api_key) {
  return api_key == kProduceKey || api_key == kAddPartitionsToTxnKey ||
         api_key == kAddOffsetsToTxnKey || api_key == kEndTxnKey || api_key == kTxnOffsetCommitKey;
}

bool ended_without_answer(rd_kafka_resp_err_t code) {
  return code == RD_KAFKA_RESP_ERR__TIMED_OUT || code == RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE ||
         code == RD_KAFKA_RESP_ERR__TRANSPORT || code == RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT;
}

void configure(Configuration& configuration, const SinkSettings& settings) {
  const auto timeout = settings.transaction_timeout.count();
  configuration.set("transactional.id", settings.transactional_id)
      .set("transaction.timeout.ms", std::to_string(timeout))
      .set("message.timeout.ms", std::to_string(timeout * 2 / 3))
      .set("linger.ms", "5")
      .set("batch.size", "1000000")
      .set("batch.num.messages", "10000")
      .set("queue.buffering.max.messages", "2000000")
      .set("queue.buffering.max.kbytes", "1048576")
      .set("message.max.bytes", std::to_string(33 << 20))
      .set("compression.codec", "lz4");
}

rd_kafka_headers_t* to_headers(std::span<const stream::Header> headers) {
  auto* list = rd_kafka_headers_new(headers.size());
  for (const auto& header : headers) {
    rd_kafka_header_add(list, header.name.data(), static_cast<ssize_t>(header.name.size()),
                        header.value.data(), static_cast<ssize_t>(header.value.size()));
  }
  return list;
}

}  // namespace

TransactionSink::TransactionSink(SinkSettings settings, const GroupSource& source,
                                 telemetry::PipelineProbe& probe)
    : settings_(std::move(settings)), source_(source), probe_(probe) {}

TransactionSink::~TransactionSink() { destroy(); }

core::Result<void> TransactionSink::create() {
  Configuration configuration(settings_.client);
  configure(configuration, settings_);
  rd_kafka_conf_set_opaque(configuration.raw(), this);
  rd_kafka_conf_set_dr_msg_cb(configuration.raw(), on_delivery);
  rd_kafka_conf_interceptor_add_on_new(configuration.raw(), "procured", on_new, this);
  auto client = configuration.become(RD_KAFKA_PRODUCER);
  if (!client) return client.error();
  producer_ = std::move(client).value();
  for (const auto& topic : settings_.topics) {
    topics_[topic] = rd_kafka_topic_new(producer_.get(), topic.c_str(), nullptr);
  }
  return success();
}

void TransactionSink::destroy() {
  if (!producer_) return;
  // Reports refer to records that may be gone after this.
  rd_kafka_purge(producer_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  rd_kafka_poll(producer_.get(), 0);
  for (const auto& [name, topic] : topics_) rd_kafka_topic_destroy(topic);
  topics_.clear();
  producer_.reset();
  initialised_ = false;
}

std::int32_t TransactionSink::first_partition(const pipeline::Addressed& record) const {
  switch (record.route) {
    case stream::Route::kSamePartition:
      return record.partition;
    case stream::Route::kByKey:
      return stream::partition_of(record.route_key, settings_.partitions);
    case stream::Route::kEveryPartition:
      return 0;
  }
  return 0;
}

core::Result<void> TransactionSink::renew() {
  // An initialisation that timed out is resumed on the same instance.
  if (initialised_) destroy();
  if (!producer_) {
    tainted_ = false;
    if (auto created = create(); !created) return created.error();
  }
  const auto fault = to_fault(rd_kafka_init_transactions(producer_.get(), kInitWaitMs));
  if (recourse(fault) != Recourse::kNone) {
    const auto error =
        to_error(fault, "initialising transactions of " + settings_.transactional_id);
    if (recourse(fault) != Recourse::kRetry) destroy();
    return error;
  }
  // The first record of a topic otherwise waits up to a second for its metadata.
  const struct rd_kafka_metadata* metadata = nullptr;
  if (rd_kafka_metadata(producer_.get(), 0, nullptr, &metadata, kMetadataWaitMs) ==
      RD_KAFKA_RESP_ERR_NO_ERROR) {
    rd_kafka_metadata_destroy(metadata);
  }
  initialised_ = true;
  return success();
}

pipeline::CommitReport TransactionSink::commit(const pipeline::Transaction& transaction) {
  if (tainted_) probe_.tainted();
  if (!initialised_ || tainted_) {
    if (auto renewed = renew(); !renewed) return {Outcome::kAborted, {}, renewed.error()};
  }
  deliveries_ = {};
  const auto fault = run(transaction);
  if (recourse(fault) != Recourse::kNone) return give_up(fault);
  return {Outcome::kCommitted, std::move(deliveries_.changelog_next), {}};
}

Fault TransactionSink::run(const pipeline::Transaction& transaction) {
  auto fault = to_fault(rd_kafka_begin_transaction(producer_.get()));
  if (recourse(fault) != Recourse::kNone) return {.code = fault.code, .fatal = true};
  core::crash_point("after_begin");
  fault = produce_all(transaction.outputs, nullptr);
  if (recourse(fault) != Recourse::kNone) return fault;
  core::crash_point("after_outputs");
  fault = produce_all(transaction.changelog, this);
  if (recourse(fault) != Recourse::kNone) return fault;
  core::crash_point("after_changelog");
  fault = deliver();
  if (recourse(fault) != Recourse::kNone) return fault;
  core::crash_point("before_send_offsets");
  fault = send_offsets(transaction.offsets);
  if (recourse(fault) != Recourse::kNone) return fault;
  core::crash_point("after_send_offsets");
  core::crash_point("before_commit");
  fault = commit_now();
  if (recourse(fault) == Recourse::kNone) core::crash_point("after_commit");
  return fault;
}

Fault TransactionSink::produce_all(const std::vector<pipeline::Addressed>& records, void* mark) {
  for (const auto& record : records) {
    const auto first = first_partition(record);
    const auto end =
        record.route == stream::Route::kEveryPartition ? settings_.partitions : first + 1;
    for (auto partition = first; partition < end; ++partition) {
      const auto fault = produce(record, partition, mark);
      if (recourse(fault) != Recourse::kNone) return fault;
    }
    core::crash_point(mark == nullptr ? "mid_outputs" : "mid_changelog");
  }
  rd_kafka_poll(producer_.get(), 0);
  return {};
}

// The value is not copied: it lives until commit() returns, and nothing is in flight then.
Fault TransactionSink::produce(const pipeline::Addressed& record, std::int32_t partition,
                               void* mark) {
  auto found = topics_.find(record.topic);
  if (found == topics_.end()) {
    const std::string name(record.topic);
    found = topics_.emplace(name, rd_kafka_topic_new(producer_.get(), name.c_str(), nullptr)).first;
  }
  while (true) {
    auto* headers = to_headers(record.headers);
    auto* value = record.value ? const_cast<char*>(record.value->data()) : nullptr;
    const auto size = record.value ? record.value->size() : 0;
    const auto code = rd_kafka_producev(
        producer_.get(), RD_KAFKA_V_RKT(found->second), RD_KAFKA_V_PARTITION(partition),
        RD_KAFKA_V_KEY(const_cast<char*>(record.key.data()), record.key.size()),
        RD_KAFKA_V_VALUE(value, size), RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_OPAQUE(mark),
        RD_KAFKA_V_END);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
    rd_kafka_headers_destroy(headers);
    if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL) return {.code = code, .abortable = true};
    rd_kafka_poll(producer_.get(), 10);
  }
}

// Offsets are sent only when everything is acknowledged: left to the commit's own flush, a
// transaction comes in steps of 10 ms and stalls 100 ms now and then (kafka notes §1.4).
Fault TransactionSink::deliver() {
  while (rd_kafka_flush(producer_.get(), 100) == RD_KAFKA_RESP_ERR__TIMED_OUT) {
    if (deliveries_.failed.code != RD_KAFKA_RESP_ERR_NO_ERROR) break;
    if (rd_kafka_fatal_error(producer_.get(), nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR) break;
  }
  const auto fatal = rd_kafka_fatal_error(producer_.get(), nullptr, 0);
  if (fatal != RD_KAFKA_RESP_ERR_NO_ERROR) return {.code = fatal, .fatal = true};
  return deliveries_.failed;
}

Fault TransactionSink::send_offsets(const stream::Positions& offsets) {
  const auto list = to_list(offsets);
  // Fresh for each transaction: it names the generation, which is what fences a former owner.
  auto* group = rd_kafka_consumer_group_metadata(source_.client());
  Fault fault;
  for (int i = 0; i < kRetriesMax; ++i) {
    fault = to_fault(rd_kafka_send_offsets_to_transaction(producer_.get(), list.get(), group,
                                                          kSendOffsetsWaitMs));
    if (recourse(fault) != Recourse::kRetry) break;
    std::this_thread::sleep_for(kRetryPause);
  }
  rd_kafka_consumer_group_metadata_destroy(group);
  if (recourse(fault) == Recourse::kRetry) fault.abortable = true;
  return fault;
}

Fault TransactionSink::commit_now() {
  Fault fault;
  for (int i = 0; i < kRetriesMax; ++i) {
    fault = to_fault(rd_kafka_commit_transaction(producer_.get(), -1));
    if (recourse(fault) != Recourse::kRetry) return fault;
    std::this_thread::sleep_for(kRetryPause);
  }
  return {.code = fault.code, .fatal = true};
}

// Only an abort that succeeded says that nothing happened.
pipeline::CommitReport TransactionSink::give_up(const Fault& fault) {
  auto report = pipeline::CommitReport{Outcome::kUnknown, {}, to_error(fault, "committing")};
  if (fault.fatal || (!fault.abortable && recourse(fault) != Recourse::kStop)) {
    destroy();
    return report;
  }
  // An abort right after the first record, before the broker knows the transaction, would be fatal
  // (librdkafka #4849): what is on its way is waited for first.
  static_cast<void>(deliver());
  Fault aborted;
  for (int i = 0; i < kRetriesMax; ++i) {
    aborted = to_fault(rd_kafka_abort_transaction(producer_.get(), -1));
    if (recourse(aborted) != Recourse::kRetry) break;
    std::this_thread::sleep_for(kRetryPause);
  }
  if (recourse(aborted) == Recourse::kNone) {
    report.outcome = Outcome::kAborted;
  } else {
    destroy();
  }
  return report;
}

void TransactionSink::on_delivery(rd_kafka_t*, const rd_kafka_message_t* message, void* self) {
  auto& sink = *static_cast<TransactionSink*>(self);
  auto& deliveries = sink.deliveries_;
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    if (deliveries.failed.code == RD_KAFKA_RESP_ERR_NO_ERROR) {
      deliveries.failed = {.code = message->err, .abortable = true};
    }
    return;
  }
  ++deliveries.acknowledged;
  if (message->_private == nullptr) return;
  auto& next = deliveries.changelog_next[message->partition];
  next = std::max(next, message->offset + 1);
}

rd_kafka_resp_err_t TransactionSink::on_new(rd_kafka_t* client, const rd_kafka_conf_t*, void* self,
                                            char*, std::size_t) {
  rd_kafka_interceptor_add_on_request_sent(client, "procured", on_request, self);
  return rd_kafka_interceptor_add_on_response_received(client, "procured", on_response, self);
}

rd_kafka_resp_err_t TransactionSink::on_request(rd_kafka_t*, int, const char*, std::int32_t,
                                                std::int16_t api_key, std::int16_t, std::int32_t,
                                                std::size_t, void*) {
  if (api_key == kEndTxnKey) core::crash_point("end_txn_sent");
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

rd_kafka_resp_err_t TransactionSink::on_response(rd_kafka_t*, int, const char*, std::int32_t,
                                                 std::int16_t api_key, std::int16_t, std::int32_t,
                                                 std::size_t, std::int64_t,
                                                 rd_kafka_resp_err_t code, void* self) {
  if (is_transactional(api_key) && ended_without_answer(code)) {
    static_cast<TransactionSink*>(self)->tainted_ = true;
  }
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

}  // namespace procured::adapters
