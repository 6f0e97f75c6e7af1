#include "connectors/tools/explanation_trace.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/decoding/tree_lookup.h"

namespace procured::tools {

using mapping::kContentSlot;
using mapping::kNothing;
using mapping::Number;
using mapping::Program;
using mapping::Statement;
using reader::NodeId;

namespace {

constexpr std::size_t kSourceTextMax = 200;

}  // namespace

void ExplanationTrace::start(const Program& program, std::string place) {
  const bool same = program_ == &program;
  program_ = &program;
  if (!same) {
    ways_ = ways_of(program);
    choose_targets();
  }
  events_.clear();
  offers_.clear();
  fills_.clear();
  open_.clear();
  indices_.assign(program.slots.size(), 0);
  documents_.push_back({program.entry, program.title, std::move(place), {}, !targets_.empty(), {}});
  open_instances(kContentSlot);
  open_instances(mapping::kBesideSlot);
}

void ExplanationTrace::document_started(const Program& program, const reader::Tree& tree,
                                        NodeId root) {
  tree_ = &tree;
  header_ = nullptr;
  root_ = root;
  start(program, tree.path_of(root));
  entered(0, root);
}

void ExplanationTrace::row_started(const Program& program, const std::vector<std::string>& header,
                                   std::uint64_t line) {
  tree_ = nullptr;
  header_ = &header;
  start(program, fmt::format("row {}", line));
}

void ExplanationTrace::ended(const core::Error* error) {
  if (error != nullptr) {
    documents_.back().error = fmt::format("{} at {}: {}", error->code, error->place, error->detail);
  }
  // What a group did not live to tell is told now.
  while (!open_.empty()) close_instances(open_.back().group);
  if (documents_.back().fields.empty()) missing_groups();
}

/// The fields that are selected, and the states on their ways.
void ExplanationTrace::choose_targets() {
  targets_.clear();
  concerns_.assign(program_->states.size(), 0);
  for (const auto& statement : program_->statements) {
    const bool of_group =
        statement.kind == Statement::Kind::kMessage && program_->slots[statement.slot].group;
    if (!of_group && (statement.field == kNothing || !names_match(statement.field))) continue;
    if (!of_group && std::find(targets_.begin(), targets_.end(), statement.field) == targets_.end())
      targets_.push_back(statement.field);
    for (auto state = statement.state; state != Statement::kAnywhere; state = ways_[state].from) {
      concerns_[state] = 1;
      if (ways_[state].edge == nullptr) continue;
      for (const auto& variant : ways_[state].edge->variants) concerns_[variant.state] = 1;
    }
  }
  std::sort(targets_.begin(), targets_.end());
}

bool ExplanationTrace::names_match(Number field) const {
  const auto slots = slots_to(*program_, program_->fields[field].slot);
  auto top = program_->fields[field].slot;
  if (!slots.empty()) top = program_->slots[slots.front()].parent;
  const bool of_persons = top == mapping::kBesideSlot && !program_->is_register;
  const auto& steps = selector_.steps();
  if (of_persons != selector_.is_of_persons() || steps.size() > slots.size() + 1) return false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto* descriptor = i < slots.size() ? program_->slots[slots[i]].descriptor
                                              : program_->fields[field].descriptor;
    if (descriptor->name() != steps[i].name) return false;
  }
  return true;
}

bool ExplanationTrace::indices_match(Number field) const {
  const auto slots = slots_to(*program_, program_->fields[field].slot);
  const auto& steps = selector_.steps();
  for (std::size_t i = 0; i < steps.size() && i < slots.size(); ++i) {
    if (steps[i].index && *steps[i].index != indices_[slots[i]]) return false;
  }
  return true;
}

std::string ExplanationTrace::label_of(Number field) const {
  std::string label = selector_.is_of_persons() ? "persons." : "";
  for (const auto slot : slots_to(*program_, program_->fields[field].slot)) {
    label += program_->slots[slot].descriptor->name();
    if (program_->slots[slot].group) label += fmt::format("[{}]", indices_[slot]);
    label += '.';
  }
  return label + program_->fields[field].descriptor->name();
}

void ExplanationTrace::open_instances(Number group) {
  for (const auto field : targets_) {
    if (group_of(*program_, program_->fields[field].slot) != group || !indices_match(field))
      continue;
    open_.push_back({field, group, label_of(field), events_.size(), offers_.size(), fills_.size()});
  }
}

void ExplanationTrace::close_instances(Number group) {
  const auto is_of_it = [&](const Instance& instance) { return instance.group == group; };
  for (const auto& instance : open_) {
    if (is_of_it(instance)) documents_.back().fields.push_back(explained(instance));
  }
  open_.erase(std::remove_if(open_.begin(), open_.end(), is_of_it), open_.end());
}

void ExplanationTrace::group_started(Number slot) {
  ++indices_[slot];
  for (const auto below : program_->slots[slot].slots) indices_[below] = 0;
  open_instances(slot);
}

void ExplanationTrace::group_read(Number slot) {
  read_ = {events_.size(), offers_.size(), fills_.size(), {}};
  for (const auto& instance : open_) {
    if (instance.group == slot) read_.instances.push_back(instance);
  }
}

void ExplanationTrace::group_repeated(Number slot) {
  ++indices_[slot];
  events_.resize(read_.events);
  offers_.resize(read_.offers);
  fills_.resize(read_.fills);
  open_.insert(open_.end(), read_.instances.begin(), read_.instances.end());
}

void ExplanationTrace::group_ended(Number slot) { close_instances(slot); }

void ExplanationTrace::entered(std::uint32_t state, NodeId node) {
  if (concerns_[state] != 0) events_.push_back({Event::Kind::kEntered, state, node});
}

void ExplanationTrace::passed_over(const mapping::Variant& variant,
                                   const mapping::Predicate& failed, NodeId node) {
  if (concerns_[variant.state] == 0) return;
  auto detail = fmt::format("{} does not hold", failed.text);
  if (!failed.path.absolute) {
    const auto* text = mapping::text_at(*tree_, node, failed.path);
    detail += text != nullptr
                  ? fmt::format(": {} is '{}'", failed.path.text, text->substr(0, kSourceTextMax))
                  : fmt::format(": there is no {}", failed.path.text);
  }
  events_.push_back({Event::Kind::kPassedOver, variant.state, node, std::move(detail)});
}

void ExplanationTrace::second(std::uint32_t state, NodeId node) {
  if (concerns_[state] != 0) events_.push_back({Event::Kind::kSecond, state, node});
}

void ExplanationTrace::offered(const mapping::Offer& offer) {
  if (!std::binary_search(targets_.begin(), targets_.end(), offer.leaf.field)) return;
  Offered noted{offer.leaf.field, offer.leaf.rule, offer.leaf.rank, {}, offer.outcome};
  noted.attempt.source_place = offer.place;
  noted.attempt.text = offer.text.substr(0, kSourceTextMax);
  noted.attempt.steps = offer.steps;
  noted.attempt.why = offer.problem;
  noted.attempt.value = offer.value;
  offers_.push_back(std::move(noted));
}

void ExplanationTrace::filled(Number field, std::string_view value) {
  if (std::binary_search(targets_.begin(), targets_.end(), field))
    fills_.push_back({field, std::string(value)});
}

}  // namespace procured::tools
