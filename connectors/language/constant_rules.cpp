#include "connectors/language/constant_rules.h"

#include <map>

#include "connectors/language/field_rules.h"
#include "procured/v1/document.pb.h"

namespace procured::mapping {

using config::YamlNode;

namespace {

const std::map<std::string, SiteDefault, std::less<>> kSiteDefaults = {
    {"$currency", SiteDefault::kCurrency},
    {"$buyer", SiteDefault::kBuyer},
    {"$seller", SiteDefault::kSeller},
    {"$line_net", SiteDefault::kLineNet}};

}  // namespace

void ConstantRules::state(const YamlReading& reading, const YamlNode& value, Statement::Kind kind,
                          Number field) {
  program_.statements.push_back(
      {.kind = kind, .place = reading.place(value), .text = value.scalar, .field = field});
}

void ConstantRules::of_document(const YamlReading& reading, const YamlNode& root,
                                const Frame& frame) {
  const auto* set = root.find("set");
  if (set == nullptr) return;
  for (const auto& entry : set->entries) {
    const auto* descriptor = builder_.descriptor(frame.slot)->FindFieldByName(entry.key.scalar);
    if (descriptor == nullptr) {
      report_unknown_field(reading, entry.key, builder_.descriptor(frame.slot));
      continue;
    }
    const auto number = builder_.field(frame, descriptor);
    program_.fields[number].rule.type = natural_type(descriptor);
    program_.fields[number].fallback = entry.value.scalar;
    program_.fallbacks.push_back({frame.group, number});
    state(reading, entry.value, Statement::Kind::kConstant, number);
  }
}

void ConstantRules::of_source(const YamlReading& reading, const YamlNode& node, const Frame& frame,
                              bool has_element) {
  const auto* set = node.find("set");
  if (set == nullptr) return;
  if (!has_element) reading.problem(*set, "set needs at or each beside it");
  const auto* descriptor = builder_.descriptor(frame.slot);
  for (const auto& entry : set->entries) {
    const auto* field = descriptor->FindFieldByName(entry.key.scalar);
    if (field == nullptr || field->message_type() != nullptr) {
      report_unknown_field(reading, entry.key, descriptor);
      continue;
    }
    const auto number = builder_.field(frame, field);
    program_.fields[number].rule.type = natural_type(field);
    builder_.state(frame).constants.push_back({number, entry.value.scalar});
    state(reading, entry.value, Statement::Kind::kConstant, number);
  }
}

void ConstantRules::fallback(const YamlReading& reading, const YamlNode& node, Number number,
                             const Frame& frame) {
  const auto value = reading.text(node, "default");
  if (value.empty()) return;
  if (const auto found = kSiteDefaults.find(value); found != kSiteDefaults.end()) {
    program_.fields[number].fallback_of_site = found->second;
    if (found->second == SiteDefault::kLineNet &&
        program_.fields[number].descriptor->containing_type() != v1::Line::descriptor())
      reading.problem(*node.find("default"), "$line_net is for the amount of a line");
  } else {
    program_.fields[number].fallback = value;
  }
  program_.fields[number].default_wins = reading.flag(node, "default_wins");
  if (program_.fields[number].default_wins && program_.fields[number].is_repeated)
    reading.problem(node, "default_wins is for a field with one value");
  program_.fallbacks.push_back({frame.group, number});
  state(reading, *node.find("default"), Statement::Kind::kDefault, number);
}

}  // namespace procured::mapping
