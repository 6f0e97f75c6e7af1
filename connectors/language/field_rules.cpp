#include "connectors/language/field_rules.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>

#include "connectors/language/compiler.h"

namespace procured::mapping {

using config::YamlNode;
using google::protobuf::FieldDescriptor;

namespace {

constexpr int kShiftMax = 15;
constexpr std::int64_t kPatternBytesMax = 1 << 20;

const std::map<std::string, ValueType, std::less<>> kTypes = {
    {"text", ValueType::kText},       {"decimal", ValueType::kDecimal},
    {"date", ValueType::kDate},       {"moment", ValueType::kMoment},
    {"year", ValueType::kYear},       {"currency", ValueType::kCurrency},
    {"boolean", ValueType::kBoolean}, {"enum", ValueType::kEnum},
    {"bytes", ValueType::kBytes}};

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

std::string name_of(ValueType type) {
  const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const auto& each) { return each.second == type; });
  return found->first;
}

/// Keys that mean something for one type only: elsewhere the text would be kept as if they were not
/// there.
constexpr std::pair<std::string_view, ValueType> kKeysOfOneType[] = {
    {"format", ValueType::kDate},
    {"negate", ValueType::kDecimal},
    {"min", ValueType::kDecimal},
    {"max", ValueType::kDecimal}};

void check_keys_of_one_type(const YamlReading& reading, const YamlNode& node,
                            const ValueRule& rule) {
  for (const auto& [key, type] : kKeysOfOneType) {
    const auto* stated = node.find(key);
    if (stated == nullptr || rule.type == type) continue;
    reading.problem(
        *stated, fmt::format("{0} is for a {1}, and this is a {2}; did you mean 'type: {1}'?", key,
                             name_of(type), name_of(rule.type)));
  }
}

void read_date_forms(const YamlReading& reading, const YamlNode& node, ValueRule& rule) {
  const auto* forms = node.find("format");
  if (forms == nullptr) return;
  for (const auto* form : reading.scalars(*forms)) {
    if (auto parsed = DateForm::parse(form->scalar)) {
      rule.dates.push_back(std::move(*parsed));
    } else {
      reading.problem(*form, fmt::format("'{}' is no form of a date, such as DD.MM.YYYY, YYYYMMDD "
                                         "or /Date(ms)/",
                                         form->scalar));
    }
  }
}

void read_shift(const YamlReading& reading, const YamlNode& node, ValueRule& rule) {
  const auto text = reading.text(node, "shift");
  if (text.empty()) return;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, rule.shift);
  if (read.ec != std::errc() || read.ptr != end || std::abs(rule.shift) > kShiftMax ||
      rule.type != ValueType::kDecimal) {
    reading.problem(*node.find("shift"),
                    fmt::format("shift moves the mark of a decimal by up to {} places", kShiftMax));
  }
}

/// How people write amounts.
void read_written_forms(const YamlReading& reading, const YamlNode& node, ValueRule& rule) {
  for (const auto& [key, texts] :
       {std::pair("thousands", &rule.thousands), std::pair("units", &rule.units)}) {
    const auto* stated = node.find(key);
    if (stated == nullptr) continue;
    for (const auto* text : reading.scalars(*stated)) {
      if (!text->scalar.empty()) texts->push_back(text->scalar);
    }
    if (rule.type != ValueType::kDecimal || texts->empty())
      reading.problem(*stated, fmt::format("{} is one or more texts, for a decimal", key));
  }
}

void read_pattern(const YamlReading& reading, const YamlNode& node, ValueRule& rule) {
  rule.pattern = compile_pattern(reading, node, "pattern");
  if (rule.pattern != nullptr && rule.pattern->NumberOfCapturingGroups() != 1) {
    rule.pattern = nullptr;
    reading.problem(*node.find("pattern"), "a pattern has one group in parentheses, the value");
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

void report_unknown_field(const YamlReading& reading, const YamlNode& key,
                          const google::protobuf::Descriptor* descriptor) {
  std::vector<std::string> names;
  for (int i = 0; i < descriptor->field_count(); ++i) names.push_back(descriptor->field(i)->name());
  reading.problem(key, fmt::format("{} has no field '{}'{}", descriptor->name(), key.scalar,
                                   suggestion(key.scalar, names)));
}

std::shared_ptr<const re2::RE2> compile_pattern(const YamlReading& reading, const YamlNode& node,
                                                std::string_view key) {
  const auto text = reading.text(node, key);
  if (text.empty()) return nullptr;
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kPatternBytesMax);
  auto pattern = std::make_shared<re2::RE2>(text, options);
  if (pattern->ok()) return pattern;
  reading.problem(*node.find(key), fmt::format("no regular expression: {}", pattern->error()));
  return nullptr;
}

std::shared_ptr<const LookUp> compile_look_up(const YamlReading& reading, const YamlNode& node,
                                              const Prefixes& prefixes) {
  const auto* stated = node.find("look_up");
  if (stated == nullptr || !reading.map_with(*stated, {"in", "by", "take"})) return nullptr;
  auto look_up = std::make_shared<LookUp>();
  const auto* in = stated->find("in");
  if (in == nullptr || stated->find("by") == nullptr || stated->find("take") == nullptr) {
    reading.problem(*stated, "look_up needs in, by and take");
    return nullptr;
  }
  const bool from_root = in->scalar.starts_with('/');
  auto elements = parse_lookup(from_root ? in->scalar : '/' + in->scalar, prefixes);
  if (elements && !elements.value().attribute) {
    look_up->in = std::move(elements).value();
  } else {
    reading.problem(*in, elements ? "expected a path to elements" : elements.error().detail);
  }
  for (const auto& [key, path] :
       {std::pair("by", &look_up->by), std::pair("take", &look_up->take)}) {
    if (const auto compiled = compile_simple_path(reading, *stated->find(key), prefixes))
      *path = *compiled;
  }
  return look_up;
}

void check_field_keys(const YamlReading& reading, const YamlNode& node) {
  reading.map_with(node,
                   {"at",     "type",   "required", "default", "default_wins", "table", "otherwise",
                    "negate", "format", "split",    "join",    "min",          "max",   "key",
                    "shift",  "empty",  "pattern",  "prefix",  "thousands",    "units", "look_up"});
}

void check_source_keys(const YamlReading& reading, const YamlNode& node) {
  reading.map_with(
      node, {"at", "type", "table", "otherwise", "negate", "format", "split", "join", "min", "max",
             "shift", "empty", "pattern", "prefix", "thousands", "units", "look_up"});
}

bool states_type(const YamlNode& source) {
  return source.find("type") != nullptr ||
         std::any_of(std::begin(kKeysOfOneType), std::end(kKeysOfOneType),
                     [&](const auto& key) { return source.find(key.first) != nullptr; });
}

void report_without_type(const YamlReading& reading, const YamlNode& source, ValueType of_others) {
  reading.problem(source, fmt::format("this source has no type, where the field is a {0}: its text "
                                      "would be kept as it is; did you mean 'type: {0}'?",
                                      name_of(of_others)));
}

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
  check_keys_of_one_type(reading, node, rule);
  read_date_forms(reading, node, rule);
  read_shift(reading, node, rule);
  read_pattern(reading, node, rule);
  if (const auto* empty = node.find("empty")) {
    for (const auto* text : reading.scalars(*empty)) rule.empty.push_back(text->scalar);
  }
  rule.negate = reading.flag(node, "negate");
  read_written_forms(reading, node, rule);
  if (const auto split = reading.text(node, "split"); !split.empty()) {
    rule.separator = split.front();
    if (split.size() != 1 || !descriptor->is_repeated()) {
      reading.problem(*node.find("split"),
                      "split is one character, for a field with several values");
    }
  }
  rule.prefix = reading.text(node, "prefix");
  if (!rule.prefix.empty() && rule.type != ValueType::kText)
    reading.problem(*node.find("prefix"), "prefix is for a text");
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
