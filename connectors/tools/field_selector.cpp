#include "connectors/tools/field_selector.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "connectors/language/yaml_reading.h"
#include "core/text.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"

namespace procured::tools {

using google::protobuf::Descriptor;
using mapping::Number;
using mapping::Program;

namespace {

constexpr std::string_view kPersons = "persons";

core::Error unknown(std::string detail) { return core::fatal("unknown_field", std::move(detail)); }

std::optional<FieldSelector::Step> step_of(std::string_view text) {
  FieldSelector::Step step;
  const auto bracket = text.find('[');
  step.name = text.substr(0, bracket);
  if (bracket == std::string_view::npos) return step;
  unsigned index = 0;
  const auto* const end = text.data() + text.size() - 1;
  const auto read = std::from_chars(text.data() + bracket + 1, end, index);
  if (text.back() != ']' || read.ec != std::errc() || read.ptr != end || index == 0)
    return std::nullopt;
  step.index = index;
  return step;
}

/// What is wrong with the steps as fields of a message; empty: nothing.
std::string problem_in(const std::vector<FieldSelector::Step>& steps, const Descriptor* message) {
  for (const auto& step : steps) {
    if (message == nullptr) return fmt::format("'{}' stands below a single value", step.name);
    const auto* field = message->FindFieldByName(step.name);
    if (field == nullptr) {
      std::vector<std::string> names;
      for (int i = 0; i < message->field_count(); ++i) names.push_back(message->field(i)->name());
      return fmt::format("{} has no field '{}'{}", message->name(), step.name,
                         mapping::suggestion(step.name, names));
    }
    if (step.index && !field->is_repeated())
      return fmt::format("'{}' is single and has no index", step.name);
    message = field->message_type();
  }
  return {};
}

bool fits_a_register(const std::vector<FieldSelector::Step>& steps) {
  const auto* record = v1::ReferenceRecord::descriptor();
  if (problem_in(steps, record).empty()) return true;
  const auto* content = record->FindOneofByName("content");
  for (int i = 0; i < content->field_count(); ++i) {
    if (problem_in(steps, content->field(i)->message_type()).empty()) return true;
  }
  return false;
}

}  // namespace

core::Result<FieldSelector> FieldSelector::parse(std::string_view text) {
  FieldSelector selector;
  for (const auto part : core::split_values(text, '.')) {
    const auto step = step_of(part);
    if (!step)
      return unknown(fmt::format("'{}' is no field with an index, such as lines[2]", part));
    selector.steps_.push_back(*step);
  }
  auto& steps = selector.steps_;
  if (!steps.empty() && steps.front().name == kPersons) {
    selector.of_persons_ = true;
    steps.erase(steps.begin());
  }
  if (selector.of_persons_) {
    if (auto problem = problem_in(steps, v1::Persons::descriptor()); !problem.empty())
      return unknown(std::move(problem));
    return selector;
  }
  if (steps.empty()) return unknown("name a field, such as seller.legal_id or lines[2]");
  auto problem = problem_in(steps, v1::DocumentContent::descriptor());
  if (!problem.empty() && !fits_a_register(steps)) return unknown(std::move(problem));
  return selector;
}

std::vector<Number> slots_to(const Program& program, Number slot) {
  std::vector<Number> slots;
  for (; program.slots[slot].parent != mapping::kNothing; slot = program.slots[slot].parent)
    slots.push_back(slot);
  std::reverse(slots.begin(), slots.end());
  return slots;
}

std::string name_of_field(const Program& program, Number number) {
  const auto& field = program.fields[number];
  auto top = field.slot;
  std::string name = field.descriptor->name();
  for (; program.slots[top].parent != mapping::kNothing; top = program.slots[top].parent)
    name = program.slots[top].descriptor->name() + "." + name;
  const bool of_persons = top == mapping::kBesideSlot && !program.is_register;
  return of_persons ? fmt::format("{}.{}", kPersons, name) : name;
}

const std::string& name_of_group(const Program& program, Number slot) {
  const auto record = program.slots[slot].record;
  const auto content = record == mapping::kNothing ? slot : program.records[record].content;
  return program.slots[content].descriptor->name();
}

Number group_of(const Program& program, Number slot) {
  while (!program.slots[slot].group && program.slots[slot].parent != mapping::kNothing)
    slot = program.slots[slot].parent;
  return slot;
}

}  // namespace procured::tools
