#include "connectors/reader/segment_groups.h"

#include <fmt/format.h>

#include <algorithm>

namespace procured::reader {
namespace {

constexpr std::size_t kGroupsMax = 1000;
constexpr std::int16_t kTagsMax = 256;

std::size_t slot_of(PackedTag tag) { return (tag * 0x9E3779B1U) >> 23U; }

core::Error invalid(std::string detail, const std::string& path) {
  auto error = core::fatal("invalid_groups", std::move(detail));
  error.place = path;
  return error;
}

int rank_of(const std::vector<std::string>& levels, const std::string& code) {
  const auto found = std::find(levels.begin(), levels.end(), code);
  return found == levels.end() ? -1 : static_cast<int>(found - levels.begin());
}

}  // namespace

core::Result<SegmentGroups> SegmentGroups::compile(const GroupDescription& message,
                                                   const Names& names) {
  SegmentGroups groups;
  if (auto added = groups.add(message, "message", names); !added) return added.error();
  for (auto& group : groups.groups_)
    group.places.resize(static_cast<std::size_t>(groups.tag_count_), kElsewhere);
  return groups;
}

// Descriptions are written by hand, and their nesting by those who write them.
core::Result<void> SegmentGroups::add(const GroupDescription& description, const std::string& path,
                                      const Names& names) {
  const auto self = groups_.size();
  if (self >= kGroupsMax) return invalid("more than 1000 groups", path);
  groups_.push_back({description.name,
                     names.find(Names::kNoNamespace, description.name),
                     description.by_parent_id,
                     description.levels,
                     {}});
  for (const auto& tag : description.segments) {
    if (auto set = set_place(self, tag, kOwn, path); !set) return set;
  }
  for (const auto& group : description.groups) {
    if (group.name.empty()) return invalid("a group without a name", path);
    const auto place = static_cast<std::int16_t>(groups_.size());
    if (auto set = set_place(self, group.trigger, place, path); !set) return set;
    if (auto added = add(group, path + "/" + group.name, names); !added) return added;
  }
  return boost::outcome_v2::success();
}

core::Result<void> SegmentGroups::set_place(std::size_t group, const std::string& tag,
                                            std::int16_t place, const std::string& path) {
  const auto packed = pack_tag(tag);
  if (packed == 0) return invalid(fmt::format("'{}' is no tag of a segment", tag), path);
  auto at = slot_of(packed);
  while (tags_[at].tag != 0 && tags_[at].tag != packed) at = (at + 1) % tags_.size();
  if (tags_[at].tag == 0) {
    if (tag_count_ >= kTagsMax) return invalid("more than 256 different tags", path);
    tags_[at] = {packed, tag_count_++};
  }
  const auto index = static_cast<std::size_t>(tags_[at].index);
  auto& places = groups_[group].places;
  if (places.size() <= index) places.resize(index + 1, kElsewhere);
  if (places[index] != kElsewhere)
    return invalid(fmt::format("{} stands twice on one level", tag), path);
  places[index] = place;
  return boost::outcome_v2::success();
}

int SegmentGroups::index_of(PackedTag tag) const {
  auto at = slot_of(tag);
  while (tags_[at].tag != 0 && tags_[at].tag != tag) at = (at + 1) % tags_.size();
  return tags_[at].index;
}

void GroupNesting::start(const SegmentGroups* groups) {
  groups_ = groups;
  open_.clear();
  if (groups_ != nullptr) open_.push_back({});
}

bool GroupNesting::place(const SegmentCursor& segment, Tree& tree) {
  if (groups_ == nullptr) return true;
  const int index = groups_->index_of(segment.tag());
  if (index < 0) return true;
  for (auto depth = open_.size(); depth-- > 0;) {
    const auto& group = groups_->groups_[static_cast<std::size_t>(open_[depth].group)];
    const auto place = group.places[static_cast<std::size_t>(index)];
    if (place == SegmentGroups::kElsewhere) continue;
    if (place == SegmentGroups::kOwn) {
      close_to(depth, tree);
      return true;
    }
    if (groups_->groups_[static_cast<std::size_t>(place)].by_parent_id)
      return open_by_parent(place, depth, segment, tree);
    close_to(depth, tree);
    return open(place, tree);
  }
  return true;
}

bool GroupNesting::open_by_parent(std::int16_t group, std::size_t depth,
                                  const SegmentCursor& segment, Tree& tree) {
  const auto& levels = groups_->groups_[static_cast<std::size_t>(group)].levels;
  const auto id = segment.element_ahead(1);
  const int rank = rank_of(levels, segment.element_ahead(3));
  const auto parent = segment.element_ahead(2);
  const auto holds = [&](const Open& outer) {
    if (outer.group != group) return false;
    if (!parent.empty()) return outer.id == parent;
    return outer.rank >= 0 && outer.rank < rank;
  };
  auto into = depth;
  for (auto at = open_.size(); at-- > depth + 1;) {
    if (!holds(open_[at])) continue;
    into = at;
    break;
  }
  close_to(into, tree);
  if (!open(group, tree)) return false;
  open_.back().id = tree.keep(id);
  open_.back().rank = rank;
  return true;
}

bool GroupNesting::open(std::int16_t group, Tree& tree) {
  if (open_.size() > static_cast<std::size_t>(limits_.group_depth_max)) return false;
  const auto& description = groups_->groups_[static_cast<std::size_t>(group)];
  tree.open(description.name, description.symbol);
  open_.push_back({group});
  return true;
}

void GroupNesting::close_to(std::size_t depth, Tree& tree) {
  for (; open_.size() > depth + 1; open_.pop_back()) tree.close();
}

void GroupNesting::close_all(Tree& tree) {
  if (!open_.empty()) close_to(0, tree);
}

}  // namespace procured::reader
