#include "connectors/mapping/xml_mapper.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/mapping/reasons.h"
#include "core/text.h"

namespace procured::mapping {

namespace {

bool is_text(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

}  // namespace

std::uint64_t count_leaves(pugi::xml_node element) {
  std::uint64_t leaves = 0;
  for (auto next = element.first_attribute(); next; next = next.next_attribute()) {
    leaves += !declares_namespace(next.name()) && !core::trim(next.value()).empty();
  }
  for (auto next = element.first_child(); next; next = next.next_sibling()) {
    if (next.type() == pugi::node_element) leaves += count_leaves(next);
    leaves += is_text(next) && !core::trim(next.value()).empty();
  }
  return leaves;
}

core::Result<void> XmlMapper::run(const Program& program, const reader::XmlReader& reader,
                                  pugi::xml_node root, const ValueContext& context,
                                  NamespaceBindings& bindings, const XmlTarget& target,
                                  LeafReport* report) {
  program_ = &program;
  reader_ = &reader;
  bindings_ = &bindings;
  target_ = target;
  report_ = report;
  root_ = root;
  envelope_path_ = reader::path_of(root.parent());
  writer_.start(program, *target.content, *target.persons, context);
  counters_.assign(program.counters, 0);
  dictionary_.assign(program.paths.size(), kNoIndex);
  currency_.clear();
  error_.reset();
  missing_in_group_.reset();
  const auto depth = bindings.depth();
  bindings.push(root);
  element(root, program.states.front());
  bindings.pop_to(depth);
  if (!error_) finish(root);
  if (error_) return *error_;
  return boost::outcome_v2::success();
}

void XmlMapper::element(pugi::xml_node node, const State& state) {
  if (node.first_attribute()) attributes(node, state);
  for (const auto counter : state.counters) counters_[counter] = 0;
  const auto first = node.first_child();
  // Most elements hold one text and nothing else.
  if (first.type() == pugi::node_pcdata && !first.next_sibling())
    return only_text(node, first, state);
  bool text_seen = false;
  for (auto next = first; next && !error_; next = next.next_sibling()) {
    if (next.type() == pugi::node_element) {
      child(next, state);
    } else if (is_text(next) && !text_seen) {
      text_seen = true;
      text(node, next, state);
    }
  }
}

void XmlMapper::child(pugi::xml_node node, const State& state) {
  const auto split = split_name(node.name());
  const auto depth = bindings_->depth();
  if (node.first_attribute()) bindings_->push(node);
  const int ns = bindings_->of(split.prefix);
  if (ns == NamespaceTable::kUndeclared) {
    fail(reason::kNotWellFormed, fmt::format("the prefix '{}' is not declared", split.prefix),
         node);
  } else if (const auto* edge = state.find(ns, split.local, name_hash(ns, split.local))) {
    if (edge->counter != kNothing) ++counters_[edge->counter];
    const auto* first = &edge->variants.front();
    if (const auto* variant = first->predicates.empty() ? first : variant_of(*edge, node)) {
      const auto& next = program_->states[variant->state];
      if (next.ignored) {
        skip(node, true);
      } else if (!next.singles.empty() && is_second(next)) {
        skip(node, false);
      } else {
        if (!next.groups.empty()) enter_groups(next, counters_[edge->counter]);
        element(node, next);
        if (!next.groups.empty()) leave_groups(node, next);
      }
    } else {
      skip(node, false);
    }
  } else {
    skip(node, false);
  }
  bindings_->pop_to(depth);
}

bool XmlMapper::is_second(const State& state) const {
  return std::any_of(state.singles.begin(), state.singles.end(),
                     [&](Number slot) { return writer_.has_message(slot); });
}

const Variant* XmlMapper::variant_of(const Edge& edge, pugi::xml_node node) {
  for (const auto& variant : edge.variants) {
    if (std::all_of(variant.predicates.begin(), variant.predicates.end(),
                    [&](const Predicate& predicate) { return holds(predicate, node); })) {
      return &variant;
    }
  }
  return nullptr;
}

bool XmlMapper::holds(const Predicate& predicate, pugi::xml_node node) {
  const auto value = text_at(predicate.path.absolute ? root_ : node, predicate.path, *bindings_);
  if (predicate.test == Predicate::Test::kExists) return value.has_value();
  if (predicate.test == Predicate::Test::kAbsent) return !value.has_value();
  std::optional<std::string_view> other = predicate.literal;
  if (predicate.other)
    other = text_at(predicate.other->absolute ? root_ : node, *predicate.other, *bindings_);
  return (value == other) == (predicate.test == Predicate::Test::kEquals);
}

void XmlMapper::attributes(pugi::xml_node node, const State& state) {
  for (auto next = node.first_attribute(); next && !error_; next = next.next_attribute()) {
    if (!declares_namespace(next.name())) attribute(node, next, state);
  }
}

void XmlMapper::attribute(pugi::xml_node node, pugi::xml_attribute attribute, const State& state) {
  const auto value = core::trim(attribute.value());
  if (value.empty()) return;
  const auto split = split_name(attribute.name());
  const int ns = bindings_->of_attribute(split.prefix);
  const auto is_it = [&](const AttributeUse& use) {
    return use.name.local == split.local && use.name.ns == ns;
  };
  auto found = std::find_if(state.attributes.begin(), state.attributes.end(), is_it);
  if (found == state.attributes.end()) {
    found = std::find_if(program_->attributes.begin(), program_->attributes.end(), is_it);
    if (found == program_->attributes.end()) return unmapped(node, attribute.name(), value);
  }
  use(found->use, value, node, attribute.name());
}

void XmlMapper::only_text(pugi::xml_node node, pugi::xml_node text, const State& state) {
  const auto value = core::trim(text.value());
  if (!value.empty()) use(state.text, value, node, {});
}

void XmlMapper::text(pugi::xml_node node, pugi::xml_node first, const State& state) {
  std::string_view value = first.value();
  if (first.next_sibling()) {
    joined_text_.clear();
    for (auto next = first; next; next = next.next_sibling()) {
      if (is_text(next)) joined_text_ += next.value();
    }
    if (joined_text_.size() > value.size()) value = joined_text_;
  }
  value = core::trim(value);
  if (!value.empty()) use(state.text, value, node, {});
}

void XmlMapper::use(const Use& use, std::string_view value, pugi::xml_node node,
                    std::string_view attribute) {
  if (!use.known()) return unmapped(node, attribute, value);
  if (use.currency_check) check_currency(value, node);
  if (!apply(use, value, node, attribute) || report_ == nullptr) return;
  ++(use.ignored ? report_->ignored : report_->mapped);
}

bool XmlMapper::apply(const Use& use, std::string_view value, pugi::xml_node node,
                      std::string_view attribute) {
  for (const auto& leaf : use.leaves) {
    const auto outcome = writer_.set(leaf, value, reader_->source_bytes(value));
    if (outcome == MessageWriter::Outcome::kInvalid) {
      const auto& problem = writer_.problem();
      fail(problem.reason, problem.detail, node,
           attribute.empty() ? "" : fmt::format("/@{}", attribute));
      return false;
    }
    if (outcome == MessageWriter::Outcome::kRepeated) {
      unmapped(node, attribute, value);
      return false;
    }
  }
  return true;
}

void XmlMapper::check_currency(std::string_view value, pugi::xml_node node) {
  if (currency_.empty()) {
    currency_ = value;
    currency_node_ = node;
  } else if (currency_ != value) {
    fail(reason::kCurrencyMismatch,
         fmt::format("an amount in {}, where others are in {}", value.substr(0, 8), currency_),
         node, "/@currencyID");
  }
}

/// Counts the leaves of something that is not mapped.
void XmlMapper::skip(pugi::xml_node node, bool ignored) {
  if (report_ == nullptr) return;
  if (ignored) {
    report_->ignored += count_leaves(node);
    return;
  }
  for (auto next = node.first_attribute(); next; next = next.next_attribute()) {
    const auto value = core::trim(next.value());
    if (!declares_namespace(next.name()) && !value.empty()) unmapped(node, next.name(), value);
  }
  for (auto next = node.first_child(); next; next = next.next_sibling()) {
    if (next.type() == pugi::node_element) skip(next, false);
    const auto value = core::trim(next.value());
    if (is_text(next) && !value.empty()) unmapped(node, {}, value);
  }
}

void XmlMapper::unmapped(pugi::xml_node node, std::string_view attribute, std::string_view value) {
  if (report_ == nullptr) return;
  auto path = reader::path_of(node);
  if (!attribute.empty()) path += fmt::format("/@{}", attribute);
  report_->unmapped.push_back({std::move(path), std::string(value.substr(0, 200))});
}

void XmlMapper::fail(std::string_view reason, std::string detail, pugi::xml_node node,
                     std::string_view below) {
  if (error_) return;
  error_ = core::bad_document(std::string(reason), std::move(detail),
                              reader::path_of(node) + std::string(below));
}

void XmlMapper::finish(pugi::xml_node root) {
  writer_.apply_fallbacks(kContentSlot);
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
           currency_node_, "/@currencyID");
      return;
    }
  }
  record_places(kContentSlot, *target_.places->mutable_document_fields());
}

void XmlMapper::check_requirements(Number group, pugi::xml_node node) {
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
      is_fragment || first->path.empty() ? reader::path_of(node)
                                         : reader::path_of(node) + "/" + first->path);
  if (whole) {
    error_ = std::move(error);
  } else if (!missing_in_group_) {
    missing_in_group_ = std::move(error);
  }
}

}  // namespace procured::mapping
