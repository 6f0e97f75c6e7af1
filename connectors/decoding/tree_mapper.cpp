#include "connectors/decoding/tree_mapper.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "connectors/decoding/tree_lookup.h"
#include "connectors/program/reasons.h"

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
                                   LeafReport* report, MemoryBudget& memory, Trace* trace) {
  program_ = &program;
  target_ = target;
  report_ = report;
  trace_ = trace;
  records_ = nullptr;
  memory_ = &memory;
  writer_.start(program, *target.content, *target.persons, context, &memory);
  return walk(source);
}

core::Result<void> TreeMapper::walk(const DocumentSource& source) {
  tree_ = &source.tree;
  top_ = source.top;
  document_path_ = tree_->path_of(source.root);
  found_.clear();
  writer_.note_steps(trace_ == nullptr ? nullptr : &steps_);
  if (trace_ != nullptr) trace_->document_started(*program_, *tree_, source.root);
  counters_.assign(program_->counters, 0);
  dictionary_.assign(program_->paths.size(), kNoIndex);
  currency_ = {};
  error_.reset();
  missing_in_group_.reset();
  looked_up_.clear();
  const auto& root = program_->states.front();
  if (!root.groups.empty()) enter_groups(source.root, root, 1);
  for (const auto& standing : root.standing) writer_.note_standing(standing);
  element(source.root, root);
  if (!root.groups.empty() && !error_) leave_groups(source.root, root);
  if (!error_ && records_ == nullptr) finish(source.root);
  settle_report();
  if (trace_ != nullptr) trace_->ended(error_ ? &*error_ : nullptr);
  if (error_) return *error_;
  return boost::outcome_v2::success();
}

void TreeMapper::element(NodeId id, const State& state) {
  if (trace_ != nullptr) trace_->entered(number_of(state), id);
  const auto& node = (*tree_)[id];
  const auto first = tree_->first_child(id);
  for (auto next = id + 1; next < first; ++next) attribute(next, state);
  if (!node.text.empty()) use(state.text, id);
  for (auto next = first; next < node.end && !error_; next = (*tree_)[next].end) child(next, state);
}

void TreeMapper::child(NodeId id, const State& state) {
  const auto& node = (*tree_)[id];
  const auto* transition = state.find(node.symbol);
  if (transition == nullptr) {
    if (node.symbol == reader::kUndeclaredName) {
      const auto prefix = node.name.substr(0, node.name.find(':'));
      fail(reason::kNotWellFormed, fmt::format("the prefix '{}' is not declared", prefix), id);
    }
    return skip(id, false);
  }
  if (transition->counter != kNothing) ++counters_[transition->counter];
  auto to = transition->state;
  if (to == Transition::kByPredicates) {
    const auto* variant = variant_of(state.edges[transition->edge], id);
    if (variant == nullptr) return skip(id, false);
    to = variant->state;
  }
  const auto& next = program_->states[to];
  if (next.ignored) {
    if (trace_ != nullptr) trace_->entered(to, id);
    return skip(id, true);
  }
  if (memory_->is_spent())
    return fail(reason::kTooLarge, "more in the document than a file of its size may have", id);
  if (next.is_plain) {
    const bool is_leaf = node.end == id + 1;
    if (!is_leaf || trace_ != nullptr) return element(id, next);
    if (!node.text.empty()) use(next.text, id);
    return;
  }
  const bool is_further = next.once != kNothing && counters_[next.once]++ > 0;
  if (is_further || (!next.singles.empty() && is_second(next))) {
    if (trace_ != nullptr) trace_->second(to, id);
    return skip(id, is_further);
  }
  if (!next.groups.empty())
    enter_groups(id, next, tree_->number_of(id, counters_[transition->counter]));
  for (const auto& standing : next.standing) writer_.note_standing(standing);
  for (const auto& [field, text] : next.constants) {
    writer_.set({field, 0, kNothing}, text, text.size());
    if (trace_ != nullptr) trace_->filled(field, text);
  }
  for (const auto counter : next.counters) counters_[counter] = 0;
  element(id, next);
  if (!next.groups.empty() && !error_) leave_groups(id, next);
}

bool TreeMapper::is_second(const State& state) const {
  return std::any_of(state.singles.begin(), state.singles.end(),
                     [&](Number slot) { return writer_.has_message(slot); });
}

const Variant* TreeMapper::variant_of(const Edge& edge, NodeId node) {
  ++turn_;
  if (looks_.size() < edge.looks) looks_.resize(edge.looks);
  for (const auto& variant : edge.variants) {
    const auto failed =
        std::find_if_not(variant.predicates.begin(), variant.predicates.end(),
                         [&](const Predicate& predicate) { return holds(predicate, node); });
    if (failed == variant.predicates.end()) return &variant;
    if (trace_ != nullptr) trace_->passed_over(variant, *failed, node);
  }
  return nullptr;
}

/// The text that a path leads to from an element. Where the path starts elsewhere, it is looked
/// for once: else each of many siblings would walk over all of them.
std::optional<std::string_view> TreeMapper::text_of(const SimplePath& path, NodeId node) {
  if (!path.absolute && path.up == 0) return text_at(*tree_, node, path);
  auto from = path.absolute ? top_ : node;
  for (auto up = path.up; up > 0 && from != reader::kNoNode; --up) from = (*tree_)[from].parent;
  const auto known = std::find_if(found_.begin(), found_.end(),
                                  [&](const Found& found) { return found.path == &path; });
  if (known != found_.end() && known->from == from) return known->text;
  const Found found{&path, from, text_at(*tree_, path.absolute ? top_ : node, path)};
  if (known == found_.end()) {
    found_.push_back(found);
  } else {
    *known = found;
  }
  return found.text;
}

bool TreeMapper::holds(const Predicate& predicate, NodeId node) {
  auto& look = looks_[predicate.look];
  if (look.turn != turn_) {
    look.turn = turn_;
    look.text = text_of(predicate.path, node);
    if (look.text) look.ends = reader::ends_of(*look.text);
  }
  if (predicate.other) return is_so(predicate, look.text, text_of(*predicate.other, node));
  if (predicate.test != Predicate::Test::kEquals)
    return is_so(predicate, look.text, predicate.literal);
  const auto& literal = predicate.literal;
  return look.text && look.text->size() == literal.size() && look.ends == predicate.ends &&
         reader::same_middle(*look.text, literal);
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
  if (use.leaves.empty() && report_ == nullptr) return;
  if (!apply(use, node) || report_ == nullptr) return;
  ++(use.ignored && use.leaves.empty() ? report_->ignored : report_->mapped);
}

bool TreeMapper::apply(const Use& use, NodeId node) {
  // What one field has already may be new to another: a due date of each payment means and of the
  // document.
  bool taken = use.leaves.empty();
  for (const auto& leaf : use.leaves) {
    const auto outcome = set(leaf, node, node);
    if (!outcome) continue;
    if (*outcome == MessageWriter::Outcome::kInvalid) {
      fail_field(leaf.field, node);
      return false;
    }
    taken = taken || *outcome != MessageWriter::Outcome::kRepeated;
  }
  if (taken) return true;
  if (!use.ignored) {
    unmapped(node);
  } else if (report_ != nullptr) {
    ++report_->ignored;
  }
  return false;
}

/// Sets a field from a text, or from what stands where the text is the key; nullopt: nothing does.
/// Tells the trace how that went.
std::optional<MessageWriter::Outcome> TreeMapper::set(const Leaf& leaf, NodeId node, NodeId group) {
  auto text = (*tree_)[node].text;
  auto bytes = tree_->source_bytes(node);
  const auto& field = program_->fields[leaf.rule == kNothing ? leaf.field : leaf.rule];
  if (field.look_up != nullptr) {
    const auto found = look_ups_.find(scope_at(group), *field.look_up, text, *memory_);
    if (!found || found->empty()) return std::nullopt;
    text = *found;
    bytes = text.size();
  }
  if (trace_ == nullptr) return writer_.set(leaf, text, bytes);
  steps_.clear();
  const auto outcome = writer_.set(leaf, text, bytes);
  using Outcome = MessageWriter::Outcome;
  const auto place = tree_->path_of(node);
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

/// Fields of a group that stand elsewhere in the file, or around it; `node` is the group's element.
void TreeMapper::read_outside(Number group, NodeId node) {
  const auto scope = scope_at(node);
  for (const auto& outside : program_->outside) {
    if (outside.group == group) look_up(outside, scope, node);
  }
  if (steps_left_ == 0)
    fail(reason::kTooLarge, "what its records look up elsewhere is too much; split it", node);
}

void TreeMapper::look_up(const Outside& outside, const LookupScope& scope, NodeId node) {
  const auto& leaf = outside.leaf;
  const bool repeated = program_->fields[leaf.field].is_repeated;
  const bool is_asked = report_ != nullptr || trace_ != nullptr;
  if (!repeated && !is_asked && writer_.outranks(leaf)) return;
  std::set<std::string_view> known;  // a list says the same once
  for_each_at(scope, outside.path, [&](NodeId found) {
    const auto text = (*tree_)[found].text;
    if (text.empty()) return true;
    if (report_ != nullptr) looked_up_.push_back(found);
    if (repeated && !known.insert(text).second) return true;
    if (set(leaf, found, node) == MessageWriter::Outcome::kInvalid) {
      fail_field(leaf.field, found);
      return false;
    }
    return repeated;
  });
}

/// What was looked up is no longer unmapped.
void TreeMapper::settle_report() {
  if (report_ == nullptr || looked_up_.empty()) return;
  std::sort(looked_up_.begin(), looked_up_.end());
  report_->mapped += std::erase_if(report_->unmapped, [&](const LeafReport::Leaf& leaf) {
    return std::binary_search(looked_up_.begin(), looked_up_.end(), leaf.node);
  });
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
      {node, tree_->path_of(node), std::string((*tree_)[node].text.substr(0, 200))});
}

void TreeMapper::fail(std::string_view reason, std::string detail, NodeId node) {
  if (error_) return;
  error_ = core::bad_document(std::string(reason), std::move(detail), tree_->path_of(node));
}

/// The last value that was set is none of its field: an error of the record that the field is in,
/// else of the document.
void TreeMapper::fail_field(Number field, NodeId node) {
  const auto& problem = writer_.problem();
  auto* record = record_of(program_->fields[field].slot);
  if (record == nullptr) return fail(problem.reason, problem.detail, node);
  if (!record->error)
    record->error =
        core::bad_document(std::string(problem.reason), problem.detail, tree_->path_of(node));
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
  // The first group's counts; to say where the next ones stand would cost a walk over all for each.
  if (group != kContentSlot && missing_in_group_) return;
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
