#include "connectors/language/ignore_rules.h"

#include <fmt/format.h>

#include <algorithm>

namespace procured::mapping {

using config::YamlNode;

void IgnoreRules::ignored(const YamlReading& reading, const Prefixes& prefixes, const YamlNode& map,
                          const Frame& frame) {
  for (const auto* item : reading.items(map, "ignore")) {
    if (!reading.map_with(*item, {"at", "reason", "check", "further"})) continue;
    const auto* at = item->find("at");
    const bool is_check = reading.text(*item, "check") == "currency";
    const auto further_ones = reading.text(*item, "further");
    if (at == nullptr || is_check != reading.text(*item, "reason").empty()) {
      reading.problem(*item, "what is ignored needs at and a reason, or 'check: currency'");
      continue;
    }
    if (!further_ones.empty() && further_ones != "true" && further_ones != "whole") {
      reading.problem(*item->find("further"),
                      "further is true, or whole: elements with all in them");
      continue;
    }
    for (const auto* node : reading.scalars(*at)) {
      if (is_check) {
        check(reading, prefixes, *node, frame);
      } else if (!further_ones.empty()) {
        further(reading, prefixes, *node, frame, further_ones == "whole");
      } else {
        ignore(reading, prefixes, *node, frame);
      }
    }
  }
}

void IgnoreRules::ignore(const YamlReading& reading, const Prefixes& prefixes, const YamlNode& node,
                         const Frame& frame) {
  Statement statement{
      .kind = Statement::Kind::kIgnored, .place = reading.place(node), .text = node.scalar};
  if (program_.maps_rows) {
    program_.columns[node.scalar].ignored = true;
    program_.statements.push_back(std::move(statement));
    return;
  }
  const auto path = parse_path(node.scalar, prefixes);
  if (!path) return reading.problem(node, path.error().detail);
  statement.state = builder_.descend(frame, path.value()).state;
  statement.attribute = path.value().attribute.value_or(reader::kUnknownName);
  program_.statements.push_back(std::move(statement));
  if (path.value().attribute) {
    builder_.use_at(frame, path.value()).ignored = true;
    return;
  }
  const auto end = builder_.descend(frame, path.value());
  builder_.state(end).ignored = true;
  wholes_.push_back({reading.place(node), end.state});
}

void IgnoreRules::check_wholes(Problems& problems) const {
  for (const auto& whole : wholes_) {
    if (!is_mapped(whole.state)) continue;
    problems.add(fmt::format(
        "{}: this cannot be ignored as a whole: it is mapped{}, or something below it is",
        whole.place, mapped_at(whole.state)));
  }
}

/// For a person: where the first mapping below an element stands.
std::string IgnoreRules::mapped_at(std::uint32_t top) const {
  const auto& all = program_.statements;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Statement& each) {
    const bool maps =
        each.kind == Statement::Kind::kField || each.kind == Statement::Kind::kMessage;
    return maps && each.state != Statement::kAnywhere && is_below(each.state, top);
  });
  return found == all.end() ? std::string() : " at " + found->place;
}

bool IgnoreRules::is_below(std::uint32_t state, std::uint32_t top) const {
  if (state == top) return true;
  const auto& edges = program_.states[top].edges;
  return std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) {
    return std::any_of(edge.variants.begin(), edge.variants.end(),
                       [&](const Variant& variant) { return is_below(state, variant.state); });
  });
}

/// A text that is mapped where it stands first, or an element that is read where it does.
void IgnoreRules::further(const YamlReading& reading, const Prefixes& prefixes,
                          const YamlNode& node, const Frame& frame, bool whole) {
  const auto path = parse_path(node.scalar, prefixes);
  if (!path) return reading.problem(node, path.error().detail);
  if (whole && (path.value().steps.empty() || path.value().attribute))
    return reading.problem(node, "expected a path to an element");
  if (whole) return builder_.read_once(frame, path.value());
  builder_.use_at(frame, path.value()).ignored = true;
}

/// A text that must be the document's currency.
void IgnoreRules::check(const YamlReading& reading, const Prefixes& prefixes, const YamlNode& node,
                        const Frame& frame) {
  const auto path = parse_path(node.scalar, prefixes);
  if (!path) return reading.problem(node, path.error().detail);
  builder_.use_at(frame, path.value()).currency_check = true;
}

/// True when a field is fed from the element or from below it; what predicates test alone is not
/// lost.
bool IgnoreRules::is_mapped(std::uint32_t number) const {
  const auto& state = program_.states[number];
  const auto feeds = [](const AttributeUse& attribute) { return !attribute.use.leaves.empty(); };
  if (!state.text.leaves.empty() || !state.groups.empty() || !state.singles.empty() ||
      std::any_of(state.attributes.begin(), state.attributes.end(), feeds)) {
    return true;
  }
  return std::any_of(state.edges.begin(), state.edges.end(), [&](const Edge& edge) {
    return std::any_of(edge.variants.begin(), edge.variants.end(),
                       [&](const Variant& variant) { return is_mapped(variant.state); });
  });
}

void IgnoreRules::attributes(const YamlReading& reading, const Prefixes& prefixes,
                             const YamlNode& attributes) {
  for (const auto& entry : attributes.entries) {
    auto path = parse_path("@" + entry.key.scalar, prefixes);
    if (!path) {
      reading.problem(entry.key, path.error().detail);
      continue;
    }
    if (!reading.map_with(entry.value, {"ignore", "check"})) continue;
    AttributeUse attribute{*path.value().attribute, {}};
    attribute.use.currency_check = reading.text(entry.value, "check") == "currency";
    attribute.use.ignored = !reading.text(entry.value, "ignore").empty();
    if (!attribute.use.known())
      reading.problem(entry.value, "expected 'check: currency' or 'ignore: reason'");
    program_.statements.push_back({.kind = Statement::Kind::kIgnored,
                                   .place = reading.place(entry.key),
                                   .text = "@" + entry.key.scalar,
                                   .attribute = attribute.name});
    program_.attributes.push_back(std::move(attribute));
  }
}

}  // namespace procured::mapping
