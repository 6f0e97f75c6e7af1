#include "adapters/kafka/group_source.h"

#include <algorithm>

#include "adapters/kafka/errors.h"
#include "adapters/kafka/records.h"
#include "core/crash_point.h"

namespace procured::adapters {
namespace {

using boost::outcome_v2::success;

constexpr int kCommittedWaitMs = 1000;
constexpr int kWakeWaitMs = 1;
constexpr std::chrono::minutes kTwinWindow{2};

void configure(Configuration& configuration, const GroupSettings& settings) {
  configuration.set("group.id", settings.group)
      .set("group.instance.id", settings.member)
      .set("session.timeout.ms", std::to_string(settings.session_timeout.count()))
      .set("heartbeat.interval.ms", std::to_string(settings.session_timeout.count() / 6))
      .set("max.poll.interval.ms", std::to_string(settings.poll_interval_max.count()))
      .set("partition.assignment.strategy", "range")
      .set("enable.auto.commit", "false")
      .set("enable.auto.offset.store", "false")
      // Also what makes committed() wait for pending transactional offsets (RequireStable).
      .set("isolation.level", "read_committed")
      .set("auto.offset.reset", "error")
      .set("enable.partition.eof", "true")
      .set("fetch.wait.max.ms", "50")
      .set("fetch.max.bytes", "16777216")
      .set("max.partition.fetch.bytes", "4194304")
      .set("queued.min.messages", "1000000")
      .set("queued.max.messages.kbytes", std::to_string(settings.queue_bytes / 1024));
}

}  // namespace

core::Result<std::unique_ptr<GroupSource>> GroupSource::join(const GroupSettings& settings) {
  std::unique_ptr<GroupSource> source(new GroupSource(settings));
  if (auto opened = source->open(); !opened) return opened.error();
  return source;
}

core::Result<ClientPtr> GroupSource::make_client() {
  Configuration configuration(settings_.client);
  configure(configuration, settings_);
  rd_kafka_conf_set_opaque(configuration.raw(), this);
  rd_kafka_conf_set_rebalance_cb(configuration.raw(), on_rebalance);
  auto made = configuration.become(RD_KAFKA_CONSUMER);
  if (made) rd_kafka_poll_set_consumer(made.value().get());
  return made;
}

core::Result<void> GroupSource::open() {
  auto made = make_client();
  if (!made) return made.error();
  client_ = std::move(made).value();

  const auto count = static_cast<int>(settings_.topics.size());
  PartitionsPtr topics(rd_kafka_topic_partition_list_new(count));
  for (const auto& topic : settings_.topics) {
    rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  }
  const auto code = rd_kafka_subscribe(client(), topics.get());
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return success();
  return to_error(to_fault(client(), code), "joining the group " + settings_.group);
}

GroupSource::~GroupSource() { shut(); }

void GroupSource::on_rebalance(rd_kafka_t* client, rd_kafka_resp_err_t code,
                               rd_kafka_topic_partition_list_t* partitions, void* self) {
  auto& source = *static_cast<GroupSource*>(self);
  if (source.closing_) {
    rd_kafka_assign(client, nullptr);
    return;
  }
  pipeline::Poll change;
  change.partitions = to_positions(partitions);
  if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    change.ownership = pipeline::Ownership::kAssigned;
  } else {
    change.ownership = rd_kafka_assignment_lost(client) != 0 ? pipeline::Ownership::kLost
                                                             : pipeline::Ownership::kRevoked;
  }
  source.changes_.push_back(std::move(change));
  rd_kafka_yield(client);
}

core::Result<pipeline::Poll> GroupSource::poll(const pipeline::PollLimits& limits) {
  core::crash_point("before_poll");
  if (rejoins_) {
    shut();
    rejoins_ = false;
    if (auto opened = open(); !opened) return opened.error();
  }
  if (ahead_ && is_ahead_done()) {
    retire_ahead();
    if (auto assigned = assign_to(client(), next_); !assigned) return assigned.error();
  }
  pipeline::Poll poll;
  bytes_ = 0;
  int wait = static_cast<int>(limits.wait.count());
  if (ahead_) {
    // The member has nothing assigned; what comes are changes of ownership and errors.
    MessagePtr message(rd_kafka_consumer_poll(client(), 0));
    if (message) {
      if (auto error = take(std::move(message), poll.records)) return yield_membership(*error);
    }
  }
  auto* from = ahead_ ? ahead_.get() : client();
  while (changes_.empty() && poll.records.size() < limits.records_max &&
         bytes_ < limits.bytes_max) {
    MessagePtr message(rd_kafka_consumer_poll(from, wait));
    if (!message) break;
    if (auto error = take(std::move(message), poll.records)) return yield_membership(*error);
    wait = 0;
  }
  if (!changes_.empty()) {
    // Under the eager protocol a change concerns everything that was polled before it.
    poll = std::move(changes_.front());
    changes_.erase(changes_.begin());
    return poll;
  }
  const bool backlog = poll.records.size() >= limits.records_max || bytes_ >= limits.bytes_max;
  if (backlog) wake_fetchers(from);
  return poll;
}

core::Result<pipeline::Poll> GroupSource::yield_membership(const core::Error& error) {
  const auto now = std::chrono::steady_clock::now();
  const bool again = fenced_at_ && now - *fenced_at_ < kTwinWindow;
  if (error.code != kInstanceInUse || again) return error;
  fenced_at_ = now;
  rejoins_ = true;
  changes_.clear();
  pipeline::Poll lost;
  lost.ownership = pipeline::Ownership::kLost;
  lost.partitions = next_;
  return lost;
}

std::optional<core::Error> GroupSource::take(MessagePtr message,
                                             std::vector<stream::InboundRecord>& records) {
  if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    advance(*message, message->offset);
    return std::nullopt;
  }
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    auto error = to_error(to_fault(client(), message->err), "reading");
    if (error.category == core::Category::kFatal) return error;
    return std::nullopt;
  }
  advance(*message, message->offset + 1);
  records.push_back(to_record(*message));
  bytes_ += message->len + message->key_len;
  messages_.push_back(std::move(message));
  return std::nullopt;
}

// A fetcher that found the queue full sleeps up to a second, and draining the queue does not wake
// it (librdkafka 2.0.2, kafka notes §1.3). Any request to its broker does; this one asks for the
// ends of the partitions and does not wait for the answer, which would come only after a fetch that
// is under way.
void GroupSource::wake_fetchers(rd_kafka_t* client) {
  static_cast<void>(ask_offsets(client, next_, RD_KAFKA_OFFSET_END, kWakeWaitMs));
}

core::Result<stream::Positions> GroupSource::beginnings(const stream::Positions& partitions) {
  return ask_offsets(client(), partitions, RD_KAFKA_OFFSET_BEGINNING, kCommittedWaitMs);
}

core::Result<stream::Positions> GroupSource::ask_offsets(rd_kafka_t* client,
                                                         const stream::Positions& partitions,
                                                         std::int64_t which, int wait_ms) {
  auto list = to_list(partitions);
  for (int i = 0; i < list->cnt; ++i) list->elems[i].offset = which;
  auto code = rd_kafka_offsets_for_times(client, list.get(), wait_ms);
  for (int i = 0; code == RD_KAFKA_RESP_ERR_NO_ERROR && i < list->cnt; ++i) {
    code = list->elems[i].err;
  }
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return to_positions(list.get());
  return to_error(to_fault(client, code), "asking for the bounds of partitions");
}

void GroupSource::release() {
  messages_.clear();
  former_.reset();
}

void GroupSource::advance(const rd_kafka_message_t& message, std::int64_t next) {
  const std::string_view topic = rd_kafka_topic_name(message.rkt);
  for (auto& position : next_) {
    if (position.partition != message.partition || position.topic != topic) continue;
    position.offset = std::max(position.offset, next);
    return;
  }
}

std::int64_t GroupSource::lag() const {
  std::int64_t sum = 0;
  for (const auto& position : next_) {
    const auto end = end_of(client(), position);
    // Where nothing was fetched yet something may be.
    sum += end ? std::max<std::int64_t>(0, *end - std::max<std::int64_t>(position.offset, 0)) : 1;
  }
  return sum;
}

/// nullopt until something of the partition was fetched.
std::optional<std::int64_t> GroupSource::end_of(rd_kafka_t* client,
                                                const stream::Position& position) {
  std::int64_t low = 0;
  std::int64_t high = 0;
  const auto code = rd_kafka_get_watermark_offsets(client, position.topic.c_str(),
                                                   position.partition, &low, &high);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR || high < 0) return std::nullopt;
  return high;
}

// The end moves while the topic is written; one that is written without pause must not keep the
// others from being read.
bool GroupSource::is_ahead_done() {
  bool done = true;
  for (const auto& position : next_) {
    if (position.topic != settings_.read_first) continue;
    auto end = ahead_to_.find(position.partition);
    if (end == ahead_to_.end()) {
      const auto known = end_of(ahead_.get(), position);
      if (known) end = ahead_to_.emplace(position.partition, *known).first;
    }
    const bool reached =
        end != ahead_to_.end() && std::max<std::int64_t>(position.offset, 0) >= end->second;
    done = done && reached;
  }
  return done;
}

core::Result<void> GroupSource::assign(const stream::Positions& from) {
  next_ = from;
  retire_ahead();
  stream::Positions first;
  for (const auto& position : from) {
    if (position.topic == settings_.read_first) first.push_back(position);
  }
  if (first.empty()) return assign_to(client(), from);
  auto made = make_client();
  if (!made) return made.error();
  ahead_ = std::move(made).value();
  return assign_to(ahead_.get(), first);
}

// The member gets its partitions in one call, and what is read first is read by a client of its
// own: assigned a part and soon after the whole, librdkafka 2.0.2 leaves partitions unread.
core::Result<void> GroupSource::assign_to(rd_kafka_t* client, const stream::Positions& from) {
  const auto list = to_list(from);
  const auto code = rd_kafka_assign(client, list.get());
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return success();
  return to_error(to_fault(client, code), "assigning partitions");
}

// It must outlive the records that it returned.
void GroupSource::retire_ahead() {
  if (!ahead_) return;
  rd_kafka_assign(ahead_.get(), nullptr);
  former_ = std::move(ahead_);
  if (messages_.empty()) former_.reset();
  ahead_to_.clear();
}

void GroupSource::unassign() {
  next_.clear();
  retire_ahead();
  rd_kafka_assign(client(), nullptr);
}

core::Result<stream::Positions> GroupSource::committed(const stream::Positions& partitions) {
  if (partitions.empty()) return partitions;
  auto list = to_list(partitions);
  auto code = rd_kafka_committed(client(), list.get(), kCommittedWaitMs);
  for (int i = 0; code == RD_KAFKA_RESP_ERR_NO_ERROR && i < list->cnt; ++i) {
    code = list->elems[i].err;
  }
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return to_positions(list.get());
  return to_error(to_fault(client(), code), "asking for committed offsets");
}

void GroupSource::close() { shut(); }

// What was polled is gone with its client.
void GroupSource::shut() {
  if (!client_) return;
  closing_ = true;
  messages_.clear();
  changes_.clear();
  next_.clear();
  ahead_.reset();
  ahead_to_.clear();
  former_.reset();
  rd_kafka_consumer_close(client());
  client_.reset();
  closing_ = false;
}

}  // namespace procured::adapters
