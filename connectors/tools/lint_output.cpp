#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "connectors/tools/lint.h"

namespace procured::tools {

using nlohmann::ordered_json;

namespace {

/// As SARIF calls it; for people the same words but "info".
std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      break;
  }
  return "note";
}

std::string painted(const Palette& palette, Severity severity) {
  const auto word = level_of(severity);
  if (severity == Severity::kError) return palette.bad(word);
  return severity == Severity::kWarning ? palette.odd(word) : palette.dim(word);
}

std::string dumped(const ordered_json& json) {
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

ordered_json sarif_rule(const LintRule& rule) {
  return {{"id", rule.id},
          {"shortDescription", {{"text", rule.summary}}},
          {"help", {{"text", rule.help}}},
          {"defaultConfiguration", {{"level", level_of(rule.severity)}}}};
}

/// A path as a reference of RFC 3986: what may not stand in one is escaped.
std::string uri_of(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

ordered_json sarif_result(const Finding& finding) {
  const auto rules = lint_rules();
  const auto& rule = rule_of(finding);
  return {{"ruleId", finding.rule},
          {"ruleIndex", &rule - rules.data()},
          {"level", level_of(rule.severity)},
          {"message", {{"text", finding.message}}},
          {"locations",
           {{{"physicalLocation",
              {{"artifactLocation", {{"uri", uri_of(finding.file)}}},
               {"region", {{"startLine", finding.line}, {"startColumn", finding.column}}}}}}}}};
}

}  // namespace

std::string to_text(const LintResult& result, const Palette& palette) {
  std::string text;
  for (const auto& finding : result.findings) {
    text += fmt::format("{}:{}:{}: {}: {} {}\n", finding.file, finding.line, finding.column,
                        painted(palette, rule_of(finding).severity), finding.message,
                        palette.dim(fmt::format("[{}]", finding.rule)));
  }
  return text + fmt::format("{} entries: {} errors, {} warnings, {} notes\n", result.entries,
                            result.count(Severity::kError), result.count(Severity::kWarning),
                            result.count(Severity::kNote));
}

std::string to_json(const LintResult& result) {
  ordered_json json = {{"entries", result.entries},
                       {"errors", result.count(Severity::kError)},
                       {"warnings", result.count(Severity::kWarning)},
                       {"notes", result.count(Severity::kNote)},
                       {"findings", ordered_json::array()}};
  for (const auto& finding : result.findings) {
    json["findings"].push_back({{"rule", finding.rule},
                                {"severity", level_of(rule_of(finding).severity)},
                                {"file", finding.file},
                                {"line", finding.line},
                                {"column", finding.column},
                                {"message", finding.message}});
  }
  return dumped(json);
}

std::string to_sarif(const LintResult& result) {
  auto rules = ordered_json::array();
  for (const auto& rule : lint_rules()) rules.push_back(sarif_rule(rule));
  auto results = ordered_json::array();
  for (const auto& finding : result.findings) results.push_back(sarif_result(finding));
  const ordered_json driver = {{"name", "procured connector lint"}, {"rules", std::move(rules)}};
  ordered_json run = {{"tool", {{"driver", driver}}},
                      {"columnKind", "unicodeCodePoints"},
                      {"results", std::move(results)}};
  ordered_json json = {
      {"$schema",
       "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", ordered_json::array({std::move(run)})}};
  return dumped(json);
}

}  // namespace procured::tools
