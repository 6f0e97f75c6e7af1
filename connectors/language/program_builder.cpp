#include "connectors/language/program_builder.h"

#include <algorithm>

#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"

namespace procured::mapping {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

namespace {

std::string joined(const std::string& base, const std::string& path) {
  if (base.empty() || path.empty()) return base + path;
  return base + "/" + path;
}

std::string predicates_text(const std::vector<Predicate>& predicates) {
  std::string text;
  for (const auto& predicate : predicates) text += predicate.text;
  return text;
}

/// Those without predicates last, and the predicates' paths numbered: many look at the same.
void finish_edge(Edge& edge) {
  std::stable_partition(edge.variants.begin(), edge.variants.end(),
                        [](const Variant& v) { return !v.predicates.empty(); });
  std::vector<const SimplePath*> looks;
  for (auto& variant : edge.variants) {
    for (auto& predicate : variant.predicates) {
      const auto known = std::find_if(looks.begin(), looks.end(), [&](const SimplePath* look) {
        return *look == predicate.path;
      });
      predicate.look = static_cast<Number>(known - looks.begin());
      if (known == looks.end()) looks.push_back(&predicate.path);
      predicate.ends = reader::ends_of(predicate.literal);
    }
  }
  edge.looks = static_cast<Number>(looks.size());
  edge.selection = Selection::over(edge.variants);
}

/// @pre all states know what they are
void fill_transitions(State& state, const std::vector<State>& states) {
  std::size_t size = 1;
  while (size < state.edges.size() * 2) size *= 2;
  state.transitions.assign(size, {});
  for (std::size_t i = 0; i < state.edges.size(); ++i) {
    const auto& edge = state.edges[i];
    auto at = static_cast<std::size_t>(edge.name) & (size - 1);
    while (state.transitions[at].edge != kNothing) at = (at + 1) & (size - 1);
    auto& transition = state.transitions[at];
    transition.name = edge.name;
    transition.edge = static_cast<Number>(i);
    transition.counter = edge.counter;
    const auto& first = edge.variants.front();
    if (!first.predicates.empty()) continue;
    transition.state = first.state;
    const auto& to = states[first.state];
    if (edge.counter != kNothing) continue;
    if (to.is_plain) transition.way = Transition::Way::kPlain;
    if (to.ignored) transition.way = Transition::Way::kIgnored;
  }
}

}  // namespace

ProgramBuilder::ProgramBuilder(Program& program) : program_(program) {
  program_.slots.resize(2);
  program_.slots[kContentSlot].owns_places = !program.is_register;
  program_.states.resize(1);
}

const Descriptor* ProgramBuilder::descriptor(Number number) const {
  const auto& slot = program_.slots[number];
  if (slot.descriptor != nullptr) return slot.descriptor->message_type();
  if (program_.is_register) {
    return number == kContentSlot && program_.maps_rows ? program_.row_content->message_type()
                                                        : v1::ReferenceRecord::descriptor();
  }
  return number == kContentSlot ? v1::DocumentContent::descriptor() : v1::Persons::descriptor();
}

Number ProgramBuilder::find_slot(Number parent, const FieldDescriptor* field) const {
  for (Number i = 0; i < program_.slots.size(); ++i) {
    if (program_.slots[i].parent == parent && program_.slots[i].descriptor == field) return i;
  }
  return kNothing;
}

Number ProgramBuilder::find_field(Number slot, const FieldDescriptor* descriptor) const {
  for (Number i = 0; i < program_.fields.size(); ++i) {
    if (program_.fields[i].slot == slot && program_.fields[i].descriptor == descriptor) return i;
  }
  return kNothing;
}

Number ProgramBuilder::slot(const Frame& frame, const FieldDescriptor* field) {
  if (const auto known = find_slot(frame.slot, field); known != kNothing) return known;
  const auto number = static_cast<Number>(program_.slots.size());
  auto& slot = program_.slots.emplace_back();
  slot.parent = frame.slot;
  slot.descriptor = field;
  slot.make = v1::message_maker(*field);
  slot.group = field->is_repeated();
  slot.owns_places = slot.group && field->message_type() == v1::Line::descriptor();
  slot.placed = program_.slots[frame.slot].owns_places && !slot.owns_places;
  if (slot.owns_places) program_.lines_slot = number;
  if (slot.placed && !slot.group) program_.slots[frame.slot].own_messages.push_back(number);
  return number;
}

Number ProgramBuilder::record(std::string register_name) {
  const auto number = static_cast<Number>(program_.slots.size());
  auto& slot = program_.slots.emplace_back();
  slot.group = true;
  slot.record = static_cast<Number>(program_.records.size());
  auto& rule = program_.records.emplace_back();
  rule.register_name = std::move(register_name);
  rule.slot = number;
  return number;
}

Number ProgramBuilder::field(const Frame& frame, const FieldDescriptor* descriptor) {
  if (const auto known = find_field(frame.slot, descriptor); known != kNothing) return known;
  const auto number = static_cast<Number>(program_.fields.size());
  auto& field = program_.fields.emplace_back();
  field.slot = frame.slot;
  field.descriptor = descriptor;
  field.set_text = v1::text_setter(*descriptor);
  field.is_repeated = descriptor->is_repeated();
  field.placed = program_.slots[frame.slot].owns_places;
  if (field.placed) program_.slots[frame.slot].own_fields.push_back(number);
  return number;
}

void ProgramBuilder::mark_tested(std::uint32_t state, const SimplePath& simple) {
  if (simple.absolute || simple.up > 0) return;
  Path path;
  for (const auto name : simple.steps) path.steps.push_back({name, {}, {}});
  path.attribute = simple.attribute;
  Frame frame;
  frame.state = state;
  use_at(frame, path).tested = true;
}

std::uint32_t ProgramBuilder::step(std::uint32_t from, const Step& step) {
  auto& edges = program_.states[from].edges;
  auto edge =
      std::find_if(edges.begin(), edges.end(), [&](const Edge& e) { return e.name == step.name; });
  if (edge == edges.end()) {
    edge = edges.emplace(edges.end());
    edge->name = step.name;
  }
  const auto wanted = predicates_text(step.predicates);
  for (const auto& variant : edge->variants) {
    if (predicates_text(variant.predicates) == wanted) return variant.state;
  }
  const auto to = static_cast<std::uint32_t>(program_.states.size());
  edge->variants.push_back({step.predicates, to});
  program_.states.emplace_back();
  for (const auto& predicate : step.predicates) {
    if (predicate.test == Predicate::Test::kEquals) mark_tested(to, predicate.path);
  }
  return to;
}

Frame ProgramBuilder::descend(const Frame& from, const Path& path) {
  Frame frame = from;
  for (const auto& next : path.steps) {
    frame.state = step(frame.state, next);
    frame.owner_path = joined(frame.owner_path, next.text);
  }
  return frame;
}

Frame ProgramBuilder::enter_each(const Frame& from, const Path& path, Number slot) {
  Path above = path;
  above.steps.pop_back();
  const auto outer = descend(from, above);
  Frame frame = descend(from, path);
  auto& entered = program_.states[frame.state];
  entered.groups.push_back(slot);
  const auto& last = path.steps.back().text;
  entered.group_path = last.substr(0, last.find('['));
  entered.owner_paths.push_back(outer.owner_path);
  auto& parent = program_.states[outer.state];
  const auto edge = std::find_if(parent.edges.begin(), parent.edges.end(),
                                 [&](const Edge& e) { return e.name == path.steps.back().name; });
  if (edge->counter == kNothing) {
    edge->counter = program_.counters++;
    parent.counters.push_back(edge->counter);
  }
  frame.slot = slot;
  frame.group = slot;
  if (program_.slots[slot].owns_places) {
    frame.owner_path.clear();
    frame.within_line = true;
  }
  return frame;
}

void ProgramBuilder::read_once(const Frame& from, const Path& path) {
  auto& entered = program_.states[descend(from, path).state];
  if (entered.once != kNothing) return;
  entered.once = program_.counters++;
  Path above = path;
  above.steps.pop_back();
  program_.states[descend(from, above).state].counters.push_back(entered.once);
}

Use& ProgramBuilder::use_at(const Frame& from, const Path& path) {
  const auto frame = descend(from, path);
  auto& at = program_.states[frame.state];
  if (!path.attribute) return at.text;
  const auto found = std::find_if(at.attributes.begin(), at.attributes.end(),
                                  [&](const AttributeUse& a) { return a.name == *path.attribute; });
  if (found != at.attributes.end()) return found->use;
  return at.attributes.emplace_back(AttributeUse{*path.attribute, {}}).use;
}

Number ProgramBuilder::other_rule(Number field) {
  const auto number = static_cast<Number>(program_.fields.size());
  auto other = program_.fields[field];
  other.placed = false;
  program_.fields.push_back(std::move(other));
  return number;
}

void ProgramBuilder::add_leaf(const Frame& from, const Path& path, Leaf leaf) {
  if (program_.fields[leaf.field].placed) {
    leaf.path =
        intern_path(joined(from.owner_path, path.text == "." ? "" : path.text), !from.within_line);
  }
  use_at(from, path).leaves.push_back(leaf);
}

void ProgramBuilder::place_message(const Frame& frame, Number slot) {
  if (!program_.slots[slot].placed) return;
  auto& standing = program_.states[frame.state].standing;
  const bool is_known = std::any_of(standing.begin(), standing.end(),
                                    [&](const Standing& each) { return each.slot == slot; });
  if (!is_known) standing.push_back({slot, intern_path(frame.owner_path, !frame.within_line)});
}

Number ProgramBuilder::intern_path(const std::string& text, bool of_document) {
  const auto [found, added] =
      paths_.try_emplace({text, of_document}, static_cast<Number>(program_.paths.size()));
  if (added)
    program_.paths.push_back({of_document && !text.empty() ? "/" + text : text, of_document});
  return found->second;
}

void ProgramBuilder::fill_groups() {
  for (Number i = 0; i < program_.slots.size(); ++i) {
    for (auto up = program_.slots[i].parent; up != kNothing; up = program_.slots[up].parent) {
      if (program_.slots[up].group) program_.slots[up].slots.push_back(i);
    }
  }
  for (Number i = 0; i < program_.fields.size(); ++i) {
    for (auto up = program_.fields[i].slot; up != kNothing; up = program_.slots[up].parent) {
      if (!program_.slots[up].group) continue;
      auto& ranges = program_.slots[up].fields;
      if (ranges.empty() || ranges.back().end != i) ranges.push_back({i, i});
      ++ranges.back().end;
    }
  }
}

void ProgramBuilder::add_outside(Number group, const Leaf& leaf, Lookup path, bool asks_record) {
  const auto number = static_cast<Number>(program_.outside.size());
  auto& ranges = program_.slots[group].outside;
  auto& starts = program_.slots[group].starts;
  const auto is_worse = [&](const NumberRange& range) {
    const auto& last = program_.outside[range.end - 1].leaf;
    return range.end == number && last.field == leaf.field && last.rank < leaf.rank;
  };
  if (ranges.empty() || !is_worse(ranges.back())) ranges.push_back({number, number});
  ++ranges.back().end;
  auto like = std::find_if(starts.begin(), starts.end(), [&](Number each) {
    return program_.outside[each].path.starts_like(path);
  });
  if (like == starts.end()) like = starts.insert(like, number);
  program_.outside.push_back({leaf, std::move(path), asks_record, *like});
}

namespace {

/// @pre all else of the field is known
SimpleKind simple_kind(const Field& field) {
  const auto& rule = field.rule;
  if (rule.separator != '\0' || !rule.table.empty() || field.is_repeated || field.has_parts ||
      field.look_up != nullptr)
    return SimpleKind::kNone;
  if (rule.type == ValueType::kText && rule.prefix.empty()) return SimpleKind::kText;
  if (rule.type == ValueType::kDecimal && rule.thousands.empty() && rule.units.empty() &&
      rule.shift == 0 && !rule.min && !rule.max)
    return rule.negate ? SimpleKind::kNegated : SimpleKind::kNumber;
  return SimpleKind::kNone;
}

}  // namespace

void ProgramBuilder::finish() {
  fill_groups();
  for (auto& field : program_.fields) {
    field.has_parts = field.rule.pattern != nullptr || !field.rule.empty.empty();
    field.simple = simple_kind(field);
  }
  for (auto& state : program_.states) {
    for (auto& edge : state.edges) finish_edge(edge);
    state.is_plain = !state.ignored && state.once == kNothing && state.groups.empty() &&
                     state.singles.empty() && state.standing.empty() && state.constants.empty() &&
                     state.counters.empty();
  }
  for (auto& state : program_.states) fill_transitions(state, program_.states);
}

}  // namespace procured::mapping
