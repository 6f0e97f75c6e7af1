#include "config/range_checker.h"

#include <algorithm>

#include "config/suggestion.h"

namespace procured::config {
namespace {

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string listed(const std::vector<std::string>& choices) {
  std::string text;
  for (const auto& choice : choices) {
    if (choice.empty()) continue;
    text += (text.empty() ? "" : ", ") + choice;
  }
  return text;
}

}  // namespace

std::optional<Problem> text_problem(std::string_view name, const std::string& value,
                                    const FieldSpec& spec) {
  if (spec.required && value.empty()) return Problem{{}, in_quotes(name) + " is empty", {}};
  const auto& choices = spec.choices;
  if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) {
    return std::nullopt;
  }
  return Problem{{},
                 in_quotes(name) + " is " + in_quotes(value) + "; possible: " + listed(choices),
                 closest(value, choices)};
}

std::optional<std::string> number_problem(std::string_view name, const core::Decimal& value,
                                          const FieldSpec& spec) {
  const auto amount = value.to_string() + (spec.unit.empty() ? "" : " " + std::string(spec.unit));
  if (spec.min && value < *spec.min) {
    return in_quotes(name) + " is " + amount + "; the least is " + spec.min->to_string();
  }
  if (spec.max && value > *spec.max) {
    return in_quotes(name) + " is " + amount + "; the most is " + spec.max->to_string();
  }
  return std::nullopt;
}

std::string RangeChecker::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_.back() + '.' + std::string(name);
}

void RangeChecker::add(std::string_view name, Problem problem) {
  problem.place = path_of(name);
  problems_.push_back(std::move(problem));
}

void RangeChecker::field(std::string_view name, std::string& value, const FieldSpec& spec) {
  if (auto problem = text_problem(name, value, spec)) add(name, *std::move(problem));
}

void RangeChecker::field(std::string_view name, std::uint64_t& value, const FieldSpec& spec) {
  core::Decimal number(static_cast<core::Decimal::Coefficient>(value), 0);
  field(name, number, spec);
}

void RangeChecker::field(std::string_view name, core::Decimal& value, const FieldSpec& spec) {
  if (auto problem = number_problem(name, value, spec)) add(name, {{}, *std::move(problem), {}});
}

void RangeChecker::field(std::string_view name, std::vector<std::string>& value,
                         const FieldSpec& spec) {
  if (spec.required && value.empty()) add(name, {{}, in_quotes(name) + " is empty", {}});
  for (const auto& text : value) {
    if (auto problem = text_problem(name, text, spec)) add(name, *std::move(problem));
  }
}

void RangeChecker::field(std::string_view name, std::map<std::string, core::Decimal>& value,
                         const FieldSpec& spec) {
  for (auto& [key, number] : value) {
    if (auto problem = number_problem(key, number, spec)) add(name, {{}, *std::move(problem), {}});
  }
}

void RangeChecker::enter(std::string_view name, const FieldSpec&) {
  path_.push_back(path_of(name));
}

void RangeChecker::enter_item(std::size_t index) {
  path_.push_back(path_.back() + '[' + std::to_string(index) + ']');
}

void RangeChecker::enter_entry(const std::string& key) { path_.push_back(path_of(key)); }

std::size_t RangeChecker::begin_list(std::string_view name, const FieldSpec&, std::size_t size) {
  path_.push_back(path_of(name));
  return size;
}

std::optional<std::vector<std::string>> RangeChecker::begin_map(std::string_view name,
                                                                const FieldSpec&) {
  path_.push_back(path_of(name));
  return std::nullopt;
}

}  // namespace procured::config
