#include "pipeline/restore.h"

#include <algorithm>

#include "core/crash_point.h"

namespace procured::pipeline {
namespace {

using boost::outcome_v2::success;

// Tombstones of the changelog are kept for seven days (topic settings): a younger copy has missed
// none.
constexpr std::int64_t kCopyAgeMaxSeconds = 3 * 24 * 3600;

std::int64_t offset_in(const stream::Positions& positions, const std::string& topic) {
  for (const auto& position : positions) {
    if (position.topic == topic) return position.offset;
  }
  return stream::Position::kNone;
}

bool is_empty(const state::Reader& state) {
  bool empty = true;
  state.scan("", "", [&](std::string_view, std::string_view) { return empty = false; });
  return empty;
}

core::Error offsets_lost(const PartitionWork& work) {
  return core::fatal(
      "offsets_lost",
      "partition " + std::to_string(work.number) +
          " has state, but the group's committed offsets are gone (expired or deleted); "
          "a replay into an empty state is needed");
}

}  // namespace

std::int64_t Restore::now_s() const {
  return std::chrono::duration_cast<std::chrono::seconds>(clock_.now().time_since_epoch()).count();
}

core::Result<void> Restore::begin(std::vector<PartitionWork*> partitions) {
  partitions_ = std::move(partitions);
  ends_.clear();
  stream::Positions from;
  for (auto* work : partitions_) {
    const auto end = changelog_.end(work->number);
    if (!end) return end.error();
    const auto start = start_of(*work, end.value());
    if (!start) return start.error();
    if (start.value() >= end.value()) continue;
    ends_[work->number] = end.value();
    from.push_back({"", work->number, start.value()});
  }
  if (from.empty()) return success();
  return changelog_.assign(from);
}

core::Result<std::int64_t> Restore::start_of(PartitionWork& work, std::int64_t end) {
  const auto copy = work.store->checkpoint();
  const auto committed = work.committed();
  bool trusted = copy && copy->changelog_next <= end && copy->written_at_s <= now_s() + 3600 &&
                 now_s() - copy->written_at_s <= kCopyAgeMaxSeconds;
  if (trusted) {
    for (const auto& input : copy->inputs) {
      const auto known = offset_in(committed, input.topic);
      // A topic that is no longer read has no say.
      if (known < 0 && input.offset > 0 && !committed.empty()) continue;
      if (known < 0 && input.offset > 0) return offsets_lost(work);
      trusted = trusted && input.offset <= known;
    }
  }
  probe_.restore(trusted);
  if (trusted) return copy->changelog_next;
  if (auto wiped = work.store->wipe(); !wiped) return wiped.error();
  return std::int64_t{0};
}

core::Result<bool> Restore::step(std::chrono::milliseconds wait) {
  if (!ends_.empty()) {
    core::crash_point("mid_restore");
    std::map<std::int32_t, std::vector<state::Write>> writes;
    std::optional<core::Error> refused;
    const auto read = changelog_.read(wait, [&](std::int32_t partition, auto key, auto value) {
      auto write = log_.read(key, value);
      if (!write) {
        refused = write.error();
      } else if (write.value()) {
        writes[partition].push_back(std::move(*write.value()));
      }
    });
    if (!read) return read.error();
    if (refused) return *refused;
    for (auto* work : partitions_) {
      if (!ends_.contains(work->number)) continue;
      auto applied = apply(*work, writes[work->number]);
      if (!applied) return applied.error();
      if (changelog_.position(work->number) >= ends_[work->number]) ends_.erase(work->number);
    }
  }
  if (!ends_.empty()) return false;
  for (auto* work : partitions_) {
    if (auto sound = check_offsets(*work); !sound) return sound.error();
  }
  return true;
}

core::Result<void> Restore::apply(PartitionWork& work, std::vector<state::Write>& writes) {
  const auto position = changelog_.position(work.number);
  if (position < 0) return success();
  probe_.restored(writes.size());
  return work.store->apply(writes, {position, work.committed(), now_s()});
}

core::Result<void> Restore::check_offsets(const PartitionWork& work) const {
  if (!work.committed().empty() || is_empty(*work.store)) return success();
  return offsets_lost(work);
}

}  // namespace procured::pipeline
