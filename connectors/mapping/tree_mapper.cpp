#include "connectors/mapping/tree_mapper.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/mapping/reasons.h"
#include "connectors/mapping/tree_lookup.h"

namespace procured::mapping {

using reader::NodeId;
using reader::Tree;

std::uint64_t count_leaves(const Tree& tree, NodeId element) {
  std::uint64_t leaves = 0;
  for (auto node = element; node < tree[element].end; ++node) leaves += !tree[node].text.empty();
  return leaves;
}

core::Result<void> TreeMapper::run(const Program& program, const DocumentSource& source,
                                   const ValueContext& context, const DocumentTarget& target,
                                   LeafReport* report, Trace* trace) {
  program_ = &program;
  tree_ = &source.tree;
  target_ = target;
  report_ = report;
  trace_ = trace;
  top_ = source.top;
  document_path_ = tree_->path_of(source.root);
  writer_.start(program, *target.content, *target.persons, context);
  writer_.note_steps(trace == nullptr ? nullptr : &steps_);
  if (trace != nullptr) trace->document_started(program, source.tree, source.root);
  counters_.assign(program.counters, 0);
  dictionary_.assign(program.paths.size(), kNoIndex);
  currency_ = {};
  error_.reset();
  missing_in_group_.reset();
  element(source.root, program.states.front());
  if (!error_) finish(source.root);
  if (trace != nullptr) trace->ended(error_ ? &*error_ : nullptr);
  if (error_) return *error_;
  return boost::outcome_v2::success();
}

void TreeMapper::element(NodeId id, const State& state) {
  if (trace_ != nullptr) trace_->entered(number_of(state), id);
  const auto& node = (*tree_)[id];
  const auto first = tree_->first_child(id);
  for (auto next = id + 1; next < first; ++next) attribute(next, state);
  for (const auto counter : state.counters) counters_[counter] = 0;
  if (!node.text.empty()) use(state.text, id);
  for (auto next = first; next < node.end && !error_; next = (*tree_)[next].end) child(next, state);
}

void TreeMapper::child(NodeId id, const State& state) {
  const auto& node = (*tree_)[id];
  const auto* edge = state.find(node.symbol);
  if (edge == nullptr) {
    if (node.symbol == reader::kUndeclaredName) {
      const auto prefix = node.name.substr(0, node.name.find(':'));
      fail(reason::kNotWellFormed, fmt::format("the prefix '{}' is not declared", prefix), id);
    }
    return skip(id, false);
  }
  if (edge->counter != kNothing) ++counters_[edge->counter];
  const auto* first = &edge->variants.front();
  const auto* variant = first->predicates.empty() ? first : variant_of(*edge, id);
  if (variant == nullptr) return skip(id, false);
  const auto& next = program_->states[variant->state];
  if (next.ignored) {
    if (trace_ != nullptr) trace_->entered(variant->state, id);
    return skip(id, true);
  }
  if (!next.singles.empty() && is_second(next)) {
    if (trace_ != nullptr) trace_->second(variant->state, id);
    return skip(id, false);
  }
  if (!next.groups.empty()) enter_groups(next, tree_->number_of(id, counters_[edge->counter]));
  for (const auto& [field, text] : next.constants) {
    writer_.set({field, 0, kNothing}, text, text.size());
    if (trace_ != nullptr) trace_->filled(field, text);
  }
  element(id, next);
  if (!next.groups.empty()) leave_groups(id, next);
}

bool TreeMapper::is_second(const State& state) const {
  return std::any_of(state.singles.begin(), state.singles.end(),
                     [&](Number slot) { return writer_.has_message(slot); });
}

const Variant* TreeMapper::variant_of(const Edge& edge, NodeId node) const {
  for (const auto& variant : edge.variants) {
    const auto failed =
        std::find_if_not(variant.predicates.begin(), variant.predicates.end(),
                         [&](const Predicate& predicate) { return holds(predicate, node); });
    if (failed == variant.predicates.end()) return &variant;
    if (trace_ != nullptr) trace_->passed_over(variant, *failed, node);
  }
  return nullptr;
}

bool TreeMapper::holds(const Predicate& predicate, NodeId node) const {
  const auto value = text_at(*tree_, predicate.path.absolute ? top_ : node, predicate.path);
  if (predicate.test == Predicate::Test::kExists) return value.has_value();
  if (predicate.test == Predicate::Test::kAbsent) return !value.has_value();
  std::optional<std::string_view> other = predicate.literal;
  if (predicate.other)
    other = text_at(*tree_, predicate.other->absolute ? top_ : node, *predicate.other);
  if (predicate.test == Predicate::Test::kStartsWith)
    return value && other && value->starts_with(*other);
  return (value == other) == (predicate.test == Predicate::Test::kEquals);
}

void TreeMapper::attribute(NodeId id, const State& state) {
  const auto& node = (*tree_)[id];
  if (node.text.empty() || error_) return;
  const auto is_it = [&](const AttributeUse& use) { return use.name == node.symbol; };
  auto found = std::find_if(state.attributes.begin(), state.attributes.end(), is_it);
  if (found == state.attributes.end()) {
    found = std::find_if(program_->attributes.begin(), program_->attributes.end(), is_it);
    if (found == program_->attributes.end()) return unmapped(id);
  }
  use(found->use, id);
}

void TreeMapper::use(const Use& use, NodeId node) {
  if (!use.known()) return unmapped(node);
  if (trace_ != nullptr) trace_->used(use);
  if (use.currency_check) check_currency(node);
  if (!apply(use, node) || report_ == nullptr) return;
  ++(use.ignored ? report_->ignored : report_->mapped);
}

bool TreeMapper::apply(const Use& use, NodeId node) {
  // What one field has already may be new to another: a due date of each payment means and of the
  // document.
  bool taken = use.leaves.empty();
  for (const auto& leaf : use.leaves) {
    auto text = (*tree_)[node].text;
    auto bytes = tree_->source_bytes(node);
    const auto& field = program_->fields[leaf.rule == kNothing ? leaf.field : leaf.rule];
    if (field.look_up != nullptr) {
      const auto found = look_ups_.find(*tree_, top_, *field.look_up, text);
      if (!found || found->empty()) continue;
      text = *found;
      bytes = text.size();
    }
    const auto outcome = trace_ == nullptr ? writer_.set(leaf, text, bytes)
                                           : offer(leaf, tree_->path_of(node), text, bytes);
    if (outcome == MessageWriter::Outcome::kInvalid) {
      const auto& problem = writer_.problem();
      fail(problem.reason, problem.detail, node);
      return false;
    }
    taken = taken || outcome != MessageWriter::Outcome::kRepeated;
  }
  if (!taken) unmapped(node);
  return taken;
}

/// Sets a field and tells the trace how that went.
MessageWriter::Outcome TreeMapper::offer(const Leaf& leaf, std::string_view place,
                                         std::string_view text, std::uint64_t bytes) {
  steps_.clear();
  const auto outcome = writer_.set(leaf, text, bytes);
  using Outcome = MessageWriter::Outcome;
  trace_->offered({leaf, place, text, steps_, outcome,
                   outcome == Outcome::kInvalid ? writer_.problem().detail : std::string(),
                   outcome == Outcome::kSet ? writer_.shown(leaf.field) : std::string()});
  return outcome;
}

void TreeMapper::apply_fallbacks(Number group) {
  if (trace_ == nullptr) return writer_.apply_fallbacks(group);
  std::vector<Number> filled;
  writer_.apply_fallbacks(group, &filled);
  for (const auto field : filled) trace_->filled(field, writer_.shown(field));
}

void TreeMapper::check_currency(NodeId node) {
  const auto value = (*tree_)[node].text;
  if (currency_.empty()) {
    currency_ = value;
    currency_node_ = node;
  } else if (currency_ != value) {
    fail(reason::kCurrencyMismatch,
         fmt::format("an amount in {}, where others are in {}", value.substr(0, 8), currency_),
         node);
  }
}

/// Fields of a group that stand elsewhere in the file; `node` is the group's element.
void TreeMapper::read_outside(Number group, NodeId node) {
  for (const auto& [owner, field, path] : program_->outside) {
    if (owner != group || writer_.has_value(field)) continue;
    const auto text = text_at(*tree_, path.absolute ? top_ : node, path);
    if (!text || text->empty()) continue;
    const Leaf leaf{field, 0, kNothing};
    const auto outcome = trace_ == nullptr ? writer_.set(leaf, *text, text->size())
                                           : offer(leaf, path.text, *text, text->size());
    if (outcome == MessageWriter::Outcome::kInvalid)
      fail(writer_.problem().reason, writer_.problem().detail, node);
  }
}

/// Counts the leaves of something that is not mapped.
void TreeMapper::skip(NodeId id, bool ignored) {
  if (report_ == nullptr) return;
  if (ignored) {
    report_->ignored += count_leaves(*tree_, id);
    return;
  }
  for (auto node = id; node < (*tree_)[id].end; ++node) {
    if (!(*tree_)[node].text.empty()) unmapped(node);
  }
}

void TreeMapper::unmapped(NodeId node) {
  if (report_ == nullptr) return;
  report_->unmapped.push_back(
      {tree_->path_of(node), std::string((*tree_)[node].text.substr(0, 200))});
}

void TreeMapper::fail(std::string_view reason, std::string detail, NodeId node) {
  if (error_) return;
  error_ = core::bad_document(std::string(reason), std::move(detail), tree_->path_of(node));
}

void TreeMapper::finish(NodeId root) {
  read_outside(kContentSlot, root);
  apply_fallbacks(kContentSlot);
  check_requirements(kContentSlot, root);
  if (error_) return;
  if (missing_in_group_) {
    error_ = std::move(missing_in_group_);
    return;
  }
  if (program_->currency_field != kNothing && !currency_.empty()) {
    const auto stated = writer_.text(program_->currency_field);
    if (!stated.empty() && stated != currency_) {
      fail(reason::kCurrencyMismatch,
           fmt::format("an amount in {}, where the document is in {}", currency_, stated),
           currency_node_);
      return;
    }
  }
  record_places(kContentSlot, *target_.places->mutable_document_fields());
}

void TreeMapper::check_requirements(Number group, NodeId node) {
  const Requirement* first = nullptr;
  std::string names;
  int missing = 0;
  for (const auto& requirement : program_->requirements) {
    if (requirement.group != group || writer_.fulfils(requirement)) continue;
    if (first == nullptr) first = &requirement;
    names += fmt::format("{}{}", missing++ == 0 ? "" : ", ", requirement.name);
  }
  if (missing == 0) return;
  const bool whole = group == kContentSlot;
  const bool is_fragment = whole && missing > 1;
  auto error = core::bad_document(
      is_fragment ? std::string(reason::kFragment) : first->reason,
      is_fragment ? fmt::format("no complete document: it has no {}", names)
                  : fmt::format("it has no {}", names),
      is_fragment || first->path.empty() ? tree_->path_of(node)
                                         : tree_->path_of(node) + "/" + first->path);
  if (whole) {
    error_ = std::move(error);
  } else if (!missing_in_group_) {
    missing_in_group_ = std::move(error);
  }
}

}  // namespace procured::mapping
