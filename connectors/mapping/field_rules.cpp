#include "connectors/mapping/field_rules.h"

#include <fmt/format.h>

#include <map>

namespace procured::mapping {

using config::YamlNode;
using google::protobuf::FieldDescriptor;

namespace {

const std::map<std::string, ValueType, std::less<>> kTypes = {
    {"text", ValueType::kText},       {"decimal", ValueType::kDecimal},
    {"date", ValueType::kDate},       {"moment", ValueType::kMoment},
    {"year", ValueType::kYear},       {"currency", ValueType::kCurrency},
    {"boolean", ValueType::kBoolean}, {"enum", ValueType::kEnum},
    {"bytes", ValueType::kBytes}};

const std::map<std::string, DateForm, std::less<>> kDateForms = {
    {"YYYY-MM-DD", DateForm::kIso},
    {"DD.MM.YYYY", DateForm::kDotted},
    {"YYYYMMDD", DateForm::kCompact},
    {"YYYY-MM-DDThh:mm:ss", DateForm::kIsoWithTime}};

template <class Value>
std::vector<std::string> names_of(const std::map<std::string, Value, std::less<>>& map) {
  std::vector<std::string> names;
  for (const auto& [name, value] : map) names.push_back(name);
  return names;
}

bool is_kept_as_text(ValueType type) {
  return type != ValueType::kBoolean && type != ValueType::kEnum && type != ValueType::kBytes;
}

void read_type(const YamlReading& reading, const YamlNode& node, const FieldDescriptor* descriptor,
               ValueRule& rule) {
  if (const auto type = reading.text(node, "type"); !type.empty()) {
    const auto found = kTypes.find(type);
    if (found == kTypes.end()) {
      reading.problem(*node.find("type"),
                      fmt::format("unknown type '{}'{}", type, suggestion(type, names_of(kTypes))));
    } else if (is_kept_as_text(rule.type) != is_kept_as_text(found->second)) {
      reading.problem(*node.find("type"),
                      fmt::format("'{}' cannot be a {}", descriptor->name(), type));
    } else {
      rule.type = found->second;
    }
  }
}

void read_date_form(const YamlReading& reading, const YamlNode& node, ValueRule& rule) {
  if (const auto form = reading.text(node, "format"); !form.empty()) {
    const auto found = kDateForms.find(form);
    if (found == kDateForms.end()) {
      reading.problem(*node.find("format"), fmt::format("unknown date format '{}'{}", form,
                                                        suggestion(form, names_of(kDateForms))));
    } else {
      rule.dates = found->second;
    }
  }
}

std::optional<core::Decimal> bound(const YamlReading& reading, const YamlNode& node,
                                   std::string_view key) {
  const auto text = reading.text(node, key);
  if (text.empty()) return std::nullopt;
  auto value = core::Decimal::parse(text);
  if (!value) reading.problem(*node.find(key), fmt::format("'{}' is no number", text));
  return value;
}

void code_table(const YamlReading& reading, const YamlNode& node, ValueRule& rule) {
  const auto* table = node.find("table");
  const auto otherwise = reading.text(node, "otherwise");
  if (!otherwise.empty() && otherwise != "keep" && otherwise != "refuse") {
    reading.problem(*node.find("otherwise"), "otherwise is keep or refuse");
  }
  rule.table_is_closed = otherwise == "refuse";
  if (table == nullptr) return;
  if (!table->is_map()) {
    reading.problem(*table, "table must be a map from the source's code to the contract's");
    return;
  }
  for (const auto& entry : table->entries) rule.table.emplace(entry.key.scalar, entry.value.scalar);
}

}  // namespace

ValueType natural_type(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return ValueType::kBoolean;
    case FieldDescriptor::CPPTYPE_ENUM:
      return ValueType::kEnum;
    case FieldDescriptor::CPPTYPE_UINT64:
      return ValueType::kBytes;
    default:
      return ValueType::kText;
  }
}

ValueRule compile_rule(const YamlReading& reading, const YamlNode& node,
                       const FieldDescriptor* descriptor) {
  ValueRule rule;
  rule.type = natural_type(descriptor);
  read_type(reading, node, descriptor, rule);
  read_date_form(reading, node, rule);
  rule.negate = reading.flag(node, "negate");
  if (const auto split = reading.text(node, "split"); !split.empty()) {
    rule.separator = split.front();
    if (split.size() != 1 || !descriptor->is_repeated()) {
      reading.problem(*node.find("split"),
                      "split is one character, for a field with several values");
    }
  }
  rule.join = reading.text(node, "join");
  if (!rule.join.empty() && (descriptor->is_repeated() || rule.type != ValueType::kText)) {
    reading.problem(*node.find("join"), "join is for a text that holds one value");
  }
  rule.min = bound(reading, node, "min");
  rule.max = bound(reading, node, "max");
  code_table(reading, node, rule);
  return rule;
}

}  // namespace procured::mapping
