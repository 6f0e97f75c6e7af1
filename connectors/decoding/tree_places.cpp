#include <array>
#include <charconv>

#include "connectors/decoding/tree_mapper.h"

// The part of TreeMapper that starts and ends groups and records which place each field was read
// from.
namespace procured::mapping {

void TreeMapper::enter_groups(reader::NodeId node, const State& state, std::uint32_t index) {
  for (std::size_t i = 0; i < state.groups.size(); ++i) {
    const auto group = state.groups[i];
    const auto& slot = program_->slots[group];
    if (slot.record != kNothing) {
      enter_record(group, node);
      continue;
    }
    writer_.enter_group(group);
    if (trace_ != nullptr) trace_->group_started(group);
    if (!slot.placed && !slot.owns_places) continue;
    const bool in_line = !slot.owns_places && slot.parent != kContentSlot;
    if (slot.owns_places) {
      append_group_path(state, i, index, in_line, *target_.places->add_lines()->mutable_path());
      continue;
    }
    auto& dictionary = *target_.places->mutable_path();
    append_group_path(state, i, index, in_line, *dictionary.Add());
    auto& places = in_line ? *target_.places->mutable_lines()->rbegin()->mutable_fields()
                           : *target_.places->mutable_document_fields();
    places.Add(static_cast<std::uint32_t>(slot.descriptor->number()));
    places.Add(static_cast<std::uint32_t>(dictionary.size() - 1));
  }
}

void TreeMapper::leave_groups(reader::NodeId node, const State& state) {
  for (const auto group : state.groups) {
    if (program_->slots[group].record != kNothing) {
      leave_record(group, node);
      continue;
    }
    read_outside(group, node);
    apply_fallbacks(group);
    check_requirements(group, node);
    if (trace_ != nullptr) trace_->group_ended(group);
    if (program_->slots[group].owns_places) {
      record_places(group, *target_.places->mutable_lines()->rbegin()->mutable_fields());
    }
  }
}

void TreeMapper::record_places(Number owner,
                               google::protobuf::RepeatedField<std::uint32_t>& places) {
  const auto& slot = program_->slots[owner];
  for (const auto field : slot.own_fields) {
    const auto place = writer_.place(field);
    if (place == kNothing) continue;
    places.Add(static_cast<std::uint32_t>(program_->fields[field].descriptor->number()));
    places.Add(dictionary_index(place));
  }
  for (const auto message : slot.own_messages) {
    const auto path = writer_.standing(message);
    if (!writer_.has_message(message) || path == kNothing) continue;
    places.Add(static_cast<std::uint32_t>(program_->slots[message].descriptor->number()));
    places.Add(dictionary_index(path));
  }
}

std::uint32_t TreeMapper::dictionary_index(Number path) {
  auto& index = dictionary_[path];
  if (index == kNoIndex) {
    const auto& text = program_->paths[path];
    auto& dictionary = *target_.places->mutable_path();
    auto& entry = *dictionary.Add();
    if (text.of_document) entry.append(document_path_);
    entry.append(text.text);
    index = static_cast<std::uint32_t>(dictionary.size() - 1);
  }
  return index;
}

/// "cac:AllowanceCharge[2]", within a line or, with the path of the document before it, without.
void TreeMapper::append_group_path(const State& state, std::size_t group, std::uint32_t index,
                                   bool in_line, std::string& path) {
  if (!in_line) path.append(document_path_).append(1, '/');
  const auto& above = state.owner_paths[group];
  if (!above.empty()) path.append(above).append(1, '/');
  std::array<char, 12> brackets{'['};
  auto* const end = std::to_chars(brackets.begin() + 1, brackets.end() - 1, index).ptr;
  *end = ']';
  path.append(state.group_path);
  path.append(brackets.data(), static_cast<std::size_t>(end + 1 - brackets.data()));
}

}  // namespace procured::mapping
