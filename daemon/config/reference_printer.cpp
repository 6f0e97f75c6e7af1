#include "config/reference_printer.h"

namespace procured::config {
namespace {

constexpr std::size_t kLineMax = 100;

std::string yaml_quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string yaml_list(const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : ", ") + yaml_quoted(value);
  return text;
}

}  // namespace

void ReferencePrinter::line(const std::string& content) {
  std::string indent(2 * depth_, ' ');
  if (pattern_depth_ > 0) {
    const auto start = 2 * (pattern_depth_ - 1);
    indent = indent.substr(0, start) + "# " + indent.substr(start);
  }
  text_ += indent + content + '\n';
}

void ReferencePrinter::comment(const FieldSpec& spec) {
  std::string words(spec.doc);
  if (!spec.unit.empty()) words += " In " + std::string(spec.unit) + '.';
  if (spec.min || spec.max) {
    words += " From " + (spec.min ? spec.min->to_string() : "0");
    words += spec.max ? " to " + spec.max->to_string() + '.' : " up.";
  }
  if (!spec.choices.empty()) words += " One of " + yaml_list(spec.choices) + '.';
  if (spec.required) words += " Must not be empty.";
  const auto width = kLineMax - 2 * depth_ - 4;
  while (words.size() > width) {
    auto end = words.rfind(' ', width);
    if (end == std::string::npos || end == 0) break;
    line("# " + words.substr(0, end));
    words.erase(0, end + 1);
  }
  line("# " + words);
}

void ReferencePrinter::option(std::string_view name, const std::string& value,
                              const FieldSpec& spec) {
  if (depth_ == 0 && !text_.empty()) text_ += '\n';
  comment(spec);
  line(std::string(name) + ':' + (value.empty() ? "" : " " + value));
}

void ReferencePrinter::field(std::string_view name, std::string& value, const FieldSpec& spec) {
  option(name, yaml_quoted(value), spec);
}

void ReferencePrinter::field(std::string_view name, std::uint64_t& value, const FieldSpec& spec) {
  option(name, std::to_string(value), spec);
}

void ReferencePrinter::field(std::string_view name, core::Decimal& value, const FieldSpec& spec) {
  option(name, value.to_string(), spec);
}

void ReferencePrinter::field(std::string_view name, std::vector<std::string>& value,
                             const FieldSpec& spec) {
  option(name, '[' + yaml_list(value) + ']', spec);
}

void ReferencePrinter::field(std::string_view name, std::map<std::string, core::Decimal>& value,
                             const FieldSpec& spec) {
  std::string text;
  for (const auto& [key, number] : value) {
    text += (text.empty() ? "" : ", ") + key + ": " + number.to_string();
  }
  option(name, '{' + text + '}', spec);
}

void ReferencePrinter::enter(std::string_view name, const FieldSpec& spec) {
  option(name, {}, spec);
  ++depth_;
}

void ReferencePrinter::enter_item(std::size_t) {
  line("-");
  ++depth_;
}

void ReferencePrinter::enter_entry(const std::string& key) {
  line(key + ':');
  ++depth_;
}

void ReferencePrinter::leave() { --depth_; }

std::size_t ReferencePrinter::begin_list(std::string_view name, const FieldSpec& spec,
                                         std::size_t size) {
  option(name, size == 0 ? "[]" : "", spec);
  ++depth_;
  if (size == 0) pattern_depth_ = depth_ + 1;
  return size;
}

std::optional<std::vector<std::string>> ReferencePrinter::begin_map(std::string_view name,
                                                                    const FieldSpec& spec) {
  option(name, {}, spec);
  ++depth_;
  return std::nullopt;
}

void ReferencePrinter::end_group() {
  --depth_;
  pattern_depth_ = 0;
}

}  // namespace procured::config
