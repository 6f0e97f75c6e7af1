#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/reader/edi_syntax.h"
#include "core/result.h"

namespace procured::reader {

/// A group of segments as a message type's directory has it: what a flat list of segments does not
/// show. The outermost one is the message; it has neither name nor trigger.
struct GroupDescription {
  std::string name = {};                      ///< Of its element, e.g. "line".
  std::string trigger = {};                   ///< Tag of its first segment, e.g. "LIN".
  std::vector<std::string> segments = {};     ///< Tags of its level, other than triggers.
  std::vector<GroupDescription> groups = {};  ///< Within it; each with a trigger of its own.
  /// X12's HL: element 2 of the trigger names the group (by its element 1) that this one is in.
  bool by_parent_id = false;
  /// Of such a group: the codes of element 3 from the outside in, e.g. S, O, T, P, I. A trigger
  /// without a parent id is put into the innermost open group of an outer code; without codes, or
  /// for a code that is not among them, it stands by itself.
  std::vector<std::string> levels = {};
};

/// A description made ready for use. Read only. @thread safe
class SegmentGroups {
 public:
  /// @errors kFatal invalid_groups: a tag that is none, a tag twice on one level, a group without
  /// name, or too many; the place is the path of the group.
  static core::Result<SegmentGroups> compile(const GroupDescription& message, const Names& names);

 private:
  friend class GroupNesting;
  static constexpr std::int16_t kElsewhere = -1;
  static constexpr std::int16_t kOwn = -2;

  struct Group {
    std::string name;
    Symbol symbol = kUnknownName;
    bool by_parent_id = false;
    std::vector<std::string> levels;
    std::vector<std::int16_t> places;  // by index of the tag: a group to open, or one of the above
  };
  struct Slot {
    PackedTag tag = 0;
    std::int16_t index = -1;
  };

  core::Result<void> add(const GroupDescription& description, const std::string& path,
                         const Names& names);
  core::Result<void> set_place(std::size_t group, const std::string& tag, std::int16_t place,
                               const std::string& path);
  int index_of(PackedTag tag) const;

  std::vector<Group> groups_;
  std::array<Slot, 512> tags_{};  // open addressing
  std::int16_t tag_count_ = 0;
};

/// Opens and closes the groups of one message while its segments are read.
///
/// A segment belongs to the innermost open group that has its tag, on its level or as the trigger
/// of a group within it; the groups inside that one are closed. A trigger opens its group and is
/// the first segment of it. A section (EDIFACT's UNS) is a group of the message like any other: its
/// trigger is found nowhere further in, so it closes all, and what follows is looked for in it
/// first. A tag that no open group has changes nothing: the segment stands in the innermost open
/// group, where it is seen as unmapped.
class GroupNesting {
 public:
  explicit GroupNesting(const EdiLimits& limits) : limits_(limits) {}

  /// Begins a message, whose element is open; without groups all segments stand side by side.
  void start(const SegmentGroups* groups);
  /// Makes the group open that the cursor's segment belongs to. False when groups are nested too
  /// deep.
  bool place(const SegmentCursor& segment, Tree& tree);
  void close_all(Tree& tree);

 private:
  struct Open {
    std::int16_t group = 0;
    std::string_view id = {};  // of a group by parent id
    int rank = -1;
  };

  void close_to(std::size_t depth, Tree& tree);
  bool open(std::int16_t group, Tree& tree);
  bool open_by_parent(std::int16_t group, std::size_t depth, const SegmentCursor& segment,
                      Tree& tree);

  const EdiLimits& limits_;
  const SegmentGroups* groups_ = nullptr;
  std::vector<Open> open_;  // the message first
};

}  // namespace procured::reader
