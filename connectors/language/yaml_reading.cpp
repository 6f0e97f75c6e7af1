#include "connectors/language/yaml_reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "config/suggestion.h"

namespace procured::mapping {

using config::YamlNode;

void Problems::add(const SourceFile& file, const YamlNode& node, std::string_view message) {
  add(fmt::format("{}: {}", file.document.place(node), message));
}

void Problems::add(std::string message) {
  if (std::find(messages_.begin(), messages_.end(), message) == messages_.end())
    messages_.push_back(std::move(message));
}

std::string Problems::text() const {
  std::string text;
  for (const auto& message : messages_) text += (text.empty() ? "" : "\n") + message;
  return text;
}

std::string suggestion(std::string_view name, const std::vector<std::string>& known) {
  if (const auto near = config::closest(name, known); !near.empty())
    return fmt::format("; did you mean '{}'?", near);
  return fmt::format("; known are {}", fmt::join(known, ", "));
}

bool YamlReading::map_with(const YamlNode& node,
                           std::initializer_list<std::string_view> keys) const {
  if (!node.is_map()) {
    problem(node, fmt::format("expected a map with {}", fmt::join(keys, ", ")));
    return false;
  }
  for (const auto& entry : node.entries) {
    const auto& name = entry.key.scalar;
    if (std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
    problem(entry.key,
            fmt::format("unknown key '{}'{}", name,
                        suggestion(name, std::vector<std::string>(keys.begin(), keys.end()))));
  }
  return true;
}

std::string YamlReading::text(const YamlNode& map, std::string_view key) const {
  const auto* node = map.find(key);
  if (node == nullptr) return {};
  if (!node->is_scalar() || node->scalar.empty()) {
    problem(*node, fmt::format("'{}' must be a text", key));
    return {};
  }
  return node->scalar;
}

bool YamlReading::flag(const YamlNode& map, std::string_view key) const {
  const auto* node = map.find(key);
  if (node == nullptr) return false;
  if (node->is_scalar() && !node->quoted && node->scalar == "true") return true;
  if (!node->is_scalar() || node->quoted || node->scalar != "false") {
    problem(*node, fmt::format("'{}' must be true or false", key));
  }
  return false;
}

std::vector<const YamlNode*> YamlReading::scalars(const YamlNode& node) const {
  if (node.is_scalar()) return {&node};
  std::vector<const YamlNode*> result;
  if (node.is_sequence()) {
    for (const auto& item : node.items) {
      if (item.is_scalar()) {
        result.push_back(&item);
      } else {
        problem(item, "expected a text");
      }
    }
  }
  if (result.empty()) problem(node, "expected a text or a list of texts");
  return result;
}

std::vector<const YamlNode*> YamlReading::items(const YamlNode& map, std::string_view key) const {
  std::vector<const YamlNode*> result;
  const auto* node = map.find(key);
  if (node == nullptr) return result;
  if (!node->is_sequence()) {
    problem(*node, fmt::format("'{}' must be a list", key));
    return result;
  }
  for (const auto& item : node->items) result.push_back(&item);
  return result;
}

}  // namespace procured::mapping
