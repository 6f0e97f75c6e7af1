#include "config/yaml_reader.h"

#include <algorithm>

#include "config/range_checker.h"
#include "config/suggestion.h"

namespace procured::config {

YamlReader::YamlReader(const YamlDocument& document, std::filesystem::path folder)
    : document_(document), folder_(std::move(folder)) {}

std::string YamlReader::place_of(std::string path) const {
  while (true) {
    if (const auto found = places_.find(path); found != places_.end()) return found->second;
    const auto end = path.find_last_of(".[");
    if (end == std::string::npos) return document_.place(document_.root());
    path.resize(end);
  }
}

const YamlNode* YamlReader::take(std::string_view name) {
  auto& section = open_.back();
  section.names.emplace_back(name);
  const auto* node = section.node == nullptr ? nullptr : section.node->find(name);
  if (node != nullptr) places_[path_of(name)] = document_.place(*node);
  // "option:" without a value is the option left out.
  return node == nullptr || node->is_null() ? nullptr : node;
}

const YamlNode* YamlReader::take_single(std::string_view name) {
  const auto* node = take(name);
  if (node != nullptr) single_values_[path_of(name)] = document_.place(*node);
  return node;
}

std::string YamlReader::path_of(std::string_view name) const {
  const auto& path = open_.back().path;
  return path.empty() ? std::string(name) : path + '.' + std::string(name);
}

void YamlReader::refuse(const YamlNode& node, std::string message, std::string suggestion) {
  problems_.push_back({document_.place(node), std::move(message), std::move(suggestion)});
}

bool YamlReader::read_text(const YamlNode& node, std::string_view name, std::string& value) {
  if (!node.is_scalar()) {
    refuse(node, "'" + std::string(name) + "' must be a text");
    return false;
  }
  value = node.scalar;
  return true;
}

bool YamlReader::read_number(const YamlNode& node, std::string_view name, core::Decimal& value) {
  const auto& text = node.scalar;
  const auto digits = text.substr(text.starts_with('-') ? 1 : 0);
  const bool leading_zero = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
  const auto number = node.is_scalar() ? core::Decimal::parse(text) : std::nullopt;
  if (!number || leading_zero) {
    refuse(node, "'" + std::string(name) + "' must be a number, not '" + text + "'");
    return false;
  }
  value = *number;
  return true;
}

std::string YamlReader::resolved(std::string value, const FieldSpec& spec) const {
  if (!spec.path || value.empty()) return value;
  return (folder_ / value).lexically_normal().string();
}

void YamlReader::field(std::string_view name, std::string& value, const FieldSpec& spec) {
  const auto* node = take_single(name);
  if (node != nullptr && read_text(*node, name, value)) {
    const auto problem = text_problem(name, value, spec);
    if (problem) refuse(*node, problem->message, problem->suggestion);
  } else if (node == nullptr && spec.required && value.empty() && open_.back().node != nullptr) {
    refuse(*open_.back().node, "'" + std::string(name) + "' is missing");
  }
  value = resolved(std::move(value), spec);
}

void YamlReader::field(std::string_view name, std::uint64_t& value, const FieldSpec& spec) {
  const auto* node = take_single(name);
  core::Decimal number;
  if (node == nullptr || !read_number(*node, name, number)) return;
  if (number.scale() != 0 || number.sign() < 0) {
    refuse(*node, "'" + std::string(name) + "' must be a whole number, not '" + node->scalar + "'");
  } else if (const auto problem = number_problem(name, number, spec)) {
    refuse(*node, *problem);
  } else {
    value = static_cast<std::uint64_t>(number.coefficient());
  }
}

void YamlReader::field(std::string_view name, core::Decimal& value, const FieldSpec& spec) {
  const auto* node = take_single(name);
  core::Decimal number;
  if (node == nullptr || !read_number(*node, name, number)) return;
  if (const auto problem = number_problem(name, number, spec)) {
    refuse(*node, *problem);
  } else {
    value = number;
  }
}

void YamlReader::field(std::string_view name, std::vector<std::string>& value,
                       const FieldSpec& spec) {
  const auto* node = take(name);
  if (node == nullptr) {
    for (auto& text : value) text = resolved(std::move(text), spec);
    return;
  }
  if (!node->is_sequence()) {
    refuse(*node, "'" + std::string(name) + "' must be a list: [one, two]");
    return;
  }
  value.clear();
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const auto& item = node->items[i];
    places_[path_of(name) + '[' + std::to_string(i) + ']'] = document_.place(item);
    std::string text;
    if (!read_text(item, name, text)) continue;
    const auto problem = text_problem(name, text, spec);
    if (problem) refuse(item, problem->message, problem->suggestion);
    value.push_back(resolved(std::move(text), spec));
  }
  if (spec.required && value.empty()) refuse(*node, "'" + std::string(name) + "' is empty");
}

void YamlReader::field(std::string_view name, std::map<std::string, core::Decimal>& value,
                       const FieldSpec& spec) {
  const auto* node = take(name);
  if (node == nullptr) return;
  if (!node->is_map()) {
    refuse(*node, "'" + std::string(name) + "' must hold names and numbers");
    return;
  }
  value.clear();
  for (const auto& entry : node->entries) {
    core::Decimal number;
    if (!read_number(entry.value, entry.key.scalar, number)) continue;
    const auto problem = number_problem(entry.key.scalar, number, spec);
    if (problem) refuse(entry.value, *problem);
    value[entry.key.scalar] = number;
  }
}

void YamlReader::open(const YamlNode* node, std::string path) {
  if (node != nullptr && !node->is_map()) {
    refuse(*node, "'" + path + "' must hold options");
    node = nullptr;
  }
  open_.push_back({node, std::move(path), {}});
}

void YamlReader::enter(std::string_view name, const FieldSpec&) {
  const auto* node = take(name);
  open(node, path_of(name));
}

void YamlReader::enter_item(std::size_t index) {
  const auto* list = open_.back().node;
  const auto path = open_.back().path + '[' + std::to_string(index) + ']';
  if (list != nullptr) places_[path] = document_.place(list->items[index]);
  open(list == nullptr ? nullptr : &list->items[index], path);
}

void YamlReader::enter_entry(const std::string& key) {
  const auto* map = open_.back().node;
  const auto* node = map == nullptr ? nullptr : map->find(key);
  const auto path = open_.back().path + '.' + key;
  if (node != nullptr) places_[path] = document_.place(*node);
  open(node == nullptr || node->is_null() ? nullptr : node, path);
}

void YamlReader::leave() {
  const auto section = std::move(open_.back());
  open_.pop_back();
  if (section.node == nullptr) return;
  for (const auto& entry : section.node->entries) {
    const auto& name = entry.key.scalar;
    if (std::find(section.names.begin(), section.names.end(), name) != section.names.end()) {
      continue;
    }
    const auto where = section.path.empty() ? "" : " in '" + section.path + "'";
    refuse(entry.key, "unknown option '" + name + "'" + where, closest(name, section.names));
  }
}

std::size_t YamlReader::begin_list(std::string_view name, const FieldSpec&, std::size_t size) {
  const auto* node = take(name);
  if (node != nullptr && !node->is_sequence()) {
    refuse(*node, "'" + std::string(name) + "' must be a list");
    node = nullptr;
  }
  open_.push_back({node, path_of(name), {}});
  return node == nullptr ? size : node->items.size();
}

std::optional<std::vector<std::string>> YamlReader::begin_map(std::string_view name,
                                                              const FieldSpec&) {
  const auto* node = take(name);
  if (node != nullptr && !node->is_map()) {
    refuse(*node, "'" + std::string(name) + "' must hold names");
    node = nullptr;
  }
  open_.push_back({node, path_of(name), {}});
  if (node == nullptr) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& entry : node->entries) names.push_back(entry.key.scalar);
  return names;
}

void YamlReader::end_group() { open_.pop_back(); }

}  // namespace procured::config
