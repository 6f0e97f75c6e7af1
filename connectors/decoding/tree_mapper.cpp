#include "connectors/decoding/tree_mapper.h"

#include <fmt/format.h>

#include <algorithm>

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
  first_texts_.assign(program_->outside.size(), {});
  starts_.resize(program_->outside.size());
  is_watched_ = report_ != nullptr || trace_ != nullptr;
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
  const auto end = node.end;
  for (auto next = first; next < end && !error_;) {
    const auto& below = (*tree_)[next];
    const auto* transition = state.find(below.symbol);
    const auto way = transition == nullptr || is_watched_ ? Transition::Way::kAny : transition->way;
    if (way == Transition::Way::kPlain && !memory_->is_spent()) {
      plain_child(next, program_->states[transition->state]);
    } else if (way != Transition::Way::kIgnored) {
      child(next, state, transition);
    }
    next = below.end;
  }
}

/// An element of which there is only what stands in it.
inline void TreeMapper::plain_child(NodeId id, const State& state) {
  const auto& node = (*tree_)[id];
  if (node.end != id + 1) return element(id, state);
  if (!node.text.empty() && state.text.is_read()) feed(state.text, id);
}

void TreeMapper::child(NodeId id, const State& state, const Transition* transition) {
  const auto& node = (*tree_)[id];
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
  const auto& selection = edge.selection;
  // The trace hears of those that are not the one, too.
  if (selection.is_empty() || trace_ != nullptr) return tried_variant(edge, node);
  const auto& look = look_anew(selection.path(), selection.look(), node);
  const auto& left =
      look.text != nullptr ? selection.left_by(*look.text, look.ends) : selection.others();
  return left.is_settled ? &edge.variants[left.variants.front()] : first_of(left, edge, node);
}

const Variant* TreeMapper::tried_variant(const Edge& edge, NodeId node) {
  for (const auto& variant : edge.variants) {
    if (all_hold(variant, node)) return &variant;
  }
  return nullptr;
}

const Variant* TreeMapper::first_of(const Selection::Left& left, const Edge& edge, NodeId node) {
  for (const auto number : left.variants) {
    const auto& variant = edge.variants[number];
    if (all_hold(variant, node)) return &variant;
  }
  return nullptr;
}

bool TreeMapper::all_hold(const Variant& variant, NodeId node) {
  for (const auto& predicate : variant.predicates) {
    if (holds(predicate, node)) continue;
    if (trace_ != nullptr) trace_->passed_over(variant, predicate, node);
    return false;
  }
  return true;
}

/// The text that a path leads to from an element.
inline const std::string_view* TreeMapper::text_of(const SimplePath& path, NodeId node) {
  if (!path.is_names_below()) return text_elsewhere(path, node);
  const auto take = [&](NodeId found) { return &(*tree_)[found].text; };
  return first_below(*tree_, node, path.steps, take, [] {});
}

/// The same of the other paths. Where one starts elsewhere, it is looked for once: else each of
/// many siblings would walk over all of them.
const std::string_view* TreeMapper::text_elsewhere(const SimplePath& path, NodeId node) {
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

const TreeMapper::Look& TreeMapper::look_at(const SimplePath& path, Number number, NodeId node) {
  const auto& look = looks_[number];
  return look.turn == turn_ ? look : look_anew(path, number, node);
}

inline const TreeMapper::Look& TreeMapper::look_anew(const SimplePath& path, Number number,
                                                     NodeId node) {
  auto& look = looks_[number];
  look.turn = turn_;
  look.text = text_of(path, node);
  if (look.text != nullptr) look.ends = reader::ends_of(*look.text);
  return look;
}

bool TreeMapper::holds(const Predicate& predicate, NodeId node) {
  const auto& look = look_at(predicate.path, predicate.look, node);
  if (predicate.other) return is_so(predicate, look.text, text_of(*predicate.other, node));
  const std::string_view literal = predicate.literal;
  if (predicate.test != Predicate::Test::kEquals) return is_so(predicate, look.text, &literal);
  return look.text != nullptr && look.text->size() == literal.size() &&
         look.ends == predicate.ends && reader::same_middle(*look.text, literal);
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
