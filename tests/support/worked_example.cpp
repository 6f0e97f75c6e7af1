#include "support/worked_example.h"

#include <fstream>
#include <sstream>

#include "core/text.h"
#include "support/judge_driver.h"

namespace procured::testing {
namespace {

using config::YamlNode;

std::string text_of(const YamlNode& map, std::string_view name, std::string otherwise = {}) {
  const auto* node = map.find(name);
  return node == nullptr ? std::move(otherwise) : node->scalar;
}

/// The map without what says where to look.
YamlNode without(const YamlNode& map, std::initializer_list<std::string_view> names) {
  YamlNode rest = map;
  std::erase_if(rest.entries, [&](const auto& entry) {
    return std::find(names.begin(), names.end(), entry.key.scalar) != names.end();
  });
  return rest;
}

std::string check_finding(const JudgeDriver& driver, const YamlNode& expected) {
  const auto line = std::stoul(text_of(expected, "line_number", "0"));
  const auto finding = driver.finding(text_of(expected, "document"), text_of(expected, "rule"),
                                      static_cast<std::uint32_t>(line));
  return difference(finding, without(expected, {"document"}));
}

std::string check_lot(const JudgeDriver& driver, const YamlNode& expected) {
  const auto subject =
      core::join_key({"agreement_lot", text_of(expected, "buyer_id", "B1"),
                      text_of(expected, "agreement_id"), text_of(expected, "lot_id")});
  const auto rest = without(expected, {"buyer_id", "agreement_id", "lot_id"});
  const auto verdict = driver.verdict(subject);
  for (const auto& finding : verdict.findings()) {
    if (finding.rule() == text_of(expected, "rule")) return difference(finding, rest);
  }
  return "no finding of " + text_of(expected, "rule") + " about " + subject;
}

std::string check_silence(const JudgeDriver& driver, const YamlNode& expected) {
  const auto document = text_of(expected, "document");
  const auto rule = text_of(expected, "rule");
  return driver.finds(document, rule) ? rule + " is not silent about " + document : std::string();
}

std::string check_cell(const JudgeDriver& driver, const YamlNode& expected) {
  return difference(driver.cell(text_of(expected, "kpi"), text_of(expected, "unit_id", "unknown"),
                                text_of(expected, "month", "2026-03")),
                    expected);
}

template <class Check>
void check_all(const YamlNode& expect, std::string_view name, const Check& check,
               std::string& failures, int& checked) {
  const auto* list = expect.find(name);
  if (list == nullptr) return;
  for (const auto& expected : list->items) {
    ++checked;
    if (const auto failure = check(expected); !failure.empty()) failures += failure + '\n';
  }
}

std::string block_of(const std::string& page) {
  std::ifstream file(std::string(PROCURED_SOURCE_DIR) + '/' + page);
  std::stringstream text;
  text << file.rdbuf();
  const auto whole = text.str();
  const std::string opening = "```yaml\n";
  const auto start = whole.find(opening);
  if (start == std::string::npos) return {};
  const auto from = start + opening.size();
  return whole.substr(from, whole.find("```", from) - from);
}

}  // namespace

std::string failures_of_example_text(const std::string& block) {
  const auto root = yaml(block);
  const auto* expect = root.find("expect");
  if (expect == nullptr) return "the example expects nothing";
  JudgeDriver driver;
  driver.deliver(world(root)).settle();
  std::string failures;
  int checked = 0;
  check_all(
      *expect, "findings", [&](const auto& e) { return check_finding(driver, e); }, failures,
      checked);
  check_all(
      *expect, "lots", [&](const auto& e) { return check_lot(driver, e); }, failures, checked);
  check_all(
      *expect, "silent", [&](const auto& e) { return check_silence(driver, e); }, failures,
      checked);
  check_all(
      *expect, "cells", [&](const auto& e) { return check_cell(driver, e); }, failures, checked);
  if (checked == 0) return "the example expects nothing";
  return failures;
}

std::string failures_of_example(const std::string& page) {
  const auto block = block_of(page);
  return block.empty() ? page + " has no example" : failures_of_example_text(block);
}

}  // namespace procured::testing
