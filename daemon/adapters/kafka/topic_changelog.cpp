#include "adapters/kafka/topic_changelog.h"

namespace procured::adapters {

core::Result<std::int64_t> TopicChangelog::end(std::int32_t partition) {
  return reader_->end_offset(topic_, partition);
}

core::Result<void> TopicChangelog::assign(const stream::Positions& from) {
  auto named = from;
  for (auto& position : named) position.topic = topic_;
  return reader_->assign(named);
}

core::Result<void> TopicChangelog::read(std::chrono::milliseconds wait, const Visit& visit) {
  const auto records = reader_->poll({.wait = wait, .records_max = 5000});
  if (!records) return records.error();
  for (const auto& record : records.value()) visit(record.partition, record.key, record.value);
  return boost::outcome_v2::success();
}

std::int64_t TopicChangelog::position(std::int32_t partition) const {
  for (const auto& position : reader_->positions()) {
    if (position.partition == partition) return position.offset;
  }
  return stream::Position::kNone;
}

}  // namespace procured::adapters
