#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "connectors/program/program.h"

namespace procured::mapping {

/// Where in the source and in the contract the builder stands.
struct Frame {
  Number slot = kContentSlot;
  Number group = kContentSlot;  ///< The nearest group around it.
  std::uint32_t state = 0;
  std::string owner_path;  ///< From the owner of places (document or line) to the state.
  bool within_line = false;
};

/// Puts a program together: numbers slots and fields, merges paths into the automaton.
class ProgramBuilder {
 public:
  explicit ProgramBuilder(Program& program);

  const google::protobuf::Descriptor* descriptor(Number slot) const;
  /// The slot of a message field; the same for the same field.
  Number slot(const Frame& frame, const google::protobuf::FieldDescriptor* field);
  /// A slot for records of a register.
  Number record(std::string register_name);
  /// The field of a scalar; the same for the same scalar.
  Number field(const Frame& frame, const google::protobuf::FieldDescriptor* descriptor);
  Number find_field(Number slot, const google::protobuf::FieldDescriptor* descriptor) const;
  Number find_slot(Number slot, const google::protobuf::FieldDescriptor* descriptor) const;

  /// The frame at the end of the path's steps.
  Frame descend(const Frame& from, const Path& path);
  /// The frame within the elements that each make a message of the slot. @pre path has steps
  Frame enter_each(const Frame& from, const Path& path, Number slot);
  /// What becomes of the text or attribute at the path.
  Use& use_at(const Frame& from, const Path& path);
  State& state(const Frame& frame) { return program_.states[frame.state]; }
  /// The text at the path feeds a field. `leaf` but for its path.
  void add_leaf(const Frame& from, const Path& path, Leaf leaf);
  /// A field that stands for `field` where another source of it has a rule of its own.
  Number other_rule(Number field);
  /// Of elements at the path only the first is read. @pre path has steps
  void read_once(const Frame& from, const Path& path);
  /// A condition or predicate fixes the text at the path.
  void mark_tested(std::uint32_t state, const SimplePath& path);
  /// Records that a singular message stands at the frame; it may stand at several.
  void place_message(const Frame& frame, Number slot);
  Number intern_path(const std::string& text, bool of_document);

  /// Sorts variants, builds the tables. Call once, at the end.
  void finish();
  /// A field that is looked up when a group ends.
  void add_outside(Number group, const Leaf& leaf, Lookup path, bool asks_record);

 private:
  std::uint32_t step(std::uint32_t from, const Step& step);
  /// What starts anew with each message of a group.
  void fill_groups();
  Program& program_;
  std::map<std::pair<std::string, bool>, Number> paths_;
};

}  // namespace procured::mapping
