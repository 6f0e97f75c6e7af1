#include <fmt/format.h>

#include <set>

#include "connectors/decoding/tree_mapper.h"
#include "connectors/program/reasons.h"

// The part of TreeMapper that gives texts to fields: those at hand, those that stand elsewhere, and
// defaults.
namespace procured::mapping {

using reader::NodeId;

void TreeMapper::use(const Use& use, NodeId node) {
  if (!is_watched_) return feed(use, node);
  if (!use.known()) return unmapped(node);
  if (trace_ != nullptr) trace_->used(use);
  if (use.currency_check) check_currency(node);
  if (!apply(use, node) || report_ == nullptr) return;
  ++(use.ignored && use.leaves.empty() ? report_->ignored : report_->mapped);
}

/// As use, when nobody asks what became of the text.
void TreeMapper::feed(const Use& use, NodeId node) {
  if (use.currency_check) check_currency(node);
  const auto text = (*tree_)[node].text;
  const bool is_whole = tree_->source_bytes(node) == text.size();
  for (const auto& leaf : use.leaves) {
    if (is_whole && writer_.set_simply(leaf, text)) continue;
    if (set(leaf, node, node) == MessageWriter::Outcome::kInvalid)
      return fail_field(leaf.field, node);
  }
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
    const auto* found = look_ups_.find(scope_at(group), *field.look_up, text, *memory_);
    if (found == nullptr || found->empty()) return std::nullopt;
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
  const auto& slot = program_->slots[group];
  for (const auto start : slot.starts)
    starts_[start] = start_of(scope, program_->outside[start].path);
  for (const auto& ways : slot.outside) look_up(ways, scope, node);
  if (steps_left_ == 0)
    fail(reason::kTooLarge, "what its records look up elsewhere is too much; split it", node);
}

/// One field, from the best of the places where it may stand.
inline void TreeMapper::look_up(NumberRange ways, const LookupScope& scope, NodeId node) {
  for (auto number = ways.first; number < ways.end; ++number) {
    const auto& outside = program_->outside[number];
    const auto& leaf = outside.leaf;
    if (program_->fields[leaf.field].is_repeated) {
      look_up_all(outside, scope, node);
      continue;
    }
    if (!is_watched_ && writer_.outranks(leaf)) return;
    const auto found = first_text_at(number, scope);
    if (found == reader::kNoNode) continue;
    if (report_ != nullptr) looked_up_.push_back(found);
    if (set(leaf, found, node) == MessageWriter::Outcome::kInvalid) fail_field(leaf.field, found);
  }
}

/// The same of a field that takes several values.
void TreeMapper::look_up_all(const Outside& outside, const LookupScope& scope, NodeId node) {
  const auto& leaf = outside.leaf;
  std::set<std::string_view> known;  // a list says the same once
  for_each_at(scope, outside.path, [&](NodeId found) {
    const auto text = (*tree_)[found].text;
    if (text.empty()) return true;
    if (report_ != nullptr) looked_up_.push_back(found);
    if (!known.insert(text).second) return true;
    if (set(leaf, found, node) != MessageWriter::Outcome::kInvalid) return true;
    fail_field(leaf.field, found);
    return false;
  });
}

/// Looks once for what many siblings look for from the same place: the lines of an invoice for the
/// order that stands before them all.
inline NodeId TreeMapper::first_text_at(Number number, const LookupScope& scope) {
  const auto& outside = program_->outside[number];
  const auto from = starts_[outside.start];
  auto& first = first_texts_[number];
  if (first.from != from || outside.asks_record) first = {from, look_for_text(outside.path, scope)};
  return first.node;
}

NodeId TreeMapper::look_for_text(const Lookup& path, const LookupScope& scope) const {
  auto first = reader::kNoNode;
  for_each_at(scope, path, [&](NodeId found) {
    if ((*tree_)[found].text.empty()) return true;
    first = found;
    return false;
  });
  return first;
}

}  // namespace procured::mapping
