#include <array>
#include <charconv>

#include "connectors/mapping/xml_mapper.h"

// The part of XmlMapper that starts and ends groups and records which place each field was read
// from.
namespace procured::mapping {

void XmlMapper::enter_groups(const State& state, std::uint32_t index) {
  for (const auto group : state.groups) {
    writer_.enter_group(group);
    const auto& slot = program_->slots[group];
    if (!slot.placed && !slot.owns_places) continue;
    const bool in_line = !slot.owns_places && slot.parent != kContentSlot;
    auto path = group_path(state, index, in_line);
    if (slot.owns_places) {
      target_.places->add_lines()->set_path(std::move(path));
      continue;
    }
    auto& places = in_line ? *target_.places->mutable_lines()->rbegin()->mutable_fields()
                           : *target_.places->mutable_document_fields();
    places.Add(static_cast<std::uint32_t>(slot.descriptor->number()));
    places.Add(add_path(std::move(path)));
  }
}

void XmlMapper::leave_groups(pugi::xml_node node, const State& state) {
  for (const auto group : state.groups) {
    writer_.apply_fallbacks(group);
    check_requirements(group, node);
    if (program_->slots[group].owns_places) {
      record_places(group, *target_.places->mutable_lines()->rbegin()->mutable_fields());
    }
  }
}

void XmlMapper::record_places(Number owner,
                              google::protobuf::RepeatedField<std::uint32_t>& places) {
  const auto& slot = program_->slots[owner];
  for (const auto field : slot.own_fields) {
    if (!writer_.has_value(field) || writer_.place(field) == kNothing) continue;
    places.Add(static_cast<std::uint32_t>(program_->fields[field].descriptor->number()));
    places.Add(dictionary_index(writer_.place(field)));
  }
  for (const auto message : slot.own_messages) {
    const auto path = program_->slots[message].path;
    if (!writer_.has_message(message) || path == kNothing) continue;
    places.Add(static_cast<std::uint32_t>(program_->slots[message].descriptor->number()));
    places.Add(dictionary_index(path));
  }
}

std::uint32_t XmlMapper::dictionary_index(Number path) {
  auto& index = dictionary_[path];
  if (index == kNoIndex) {
    const auto& text = program_->paths[path];
    index = add_path(text.of_document && !envelope_path_.empty() ? envelope_path_ + text.text
                                                                 : text.text);
  }
  return index;
}

std::uint32_t XmlMapper::add_path(std::string path) {
  auto& paths = *target_.places->mutable_path();
  *paths.Add() = std::move(path);
  return static_cast<std::uint32_t>(paths.size() - 1);
}

/// "cac:AllowanceCharge[2]", within a line or, with the path of the document before it, without.
std::string XmlMapper::group_path(const State& state, std::uint32_t index, bool in_line) const {
  std::string path;
  path.reserve(envelope_path_.size() + program_->root_path.size() + state.owner_path.size() +
               state.group_path.size() + 16);
  if (!in_line) path.append(envelope_path_).append(program_->root_path).append(1, '/');
  if (!state.owner_path.empty()) path.append(state.owner_path).append(1, '/');
  std::array<char, 12> digits{};
  const auto* const end = std::to_chars(digits.data(), digits.data() + digits.size(), index).ptr;
  path.append(state.group_path).append(1, '[');
  path.append(digits.data(), static_cast<std::size_t>(end - digits.data())).append(1, ']');
  return path;
}

}  // namespace procured::mapping
