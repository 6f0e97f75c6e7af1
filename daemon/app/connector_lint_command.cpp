#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iterator>
#include <memory>

#include "app/connector_setting.h"
#include "app/connector_subcommands.h"
#include "app/exit_codes.h"
#include "connectors/mapping/default_catalogue.h"
#include "connectors/tools/entry_folders.h"
#include "connectors/tools/lint.h"

namespace procured::app {
namespace {

struct LintArguments {
  ConnectorArguments common;
  bool strict = false;
  bool notes = false;
};

/// What is looked at: folders to load, and the entries of them; none: all.
struct Target {
  std::vector<std::string> folders;
  std::vector<std::string> entries;
};

/// Folders are looked at one by one, names of entries together within the configured catalogues.
std::vector<Target> targets_of(const LintArguments& arguments,
                               const std::vector<std::string>& configured) {
  std::vector<Target> targets;
  Target named{configured, {}};
  for (const auto& name : arguments.common.files) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(name, ignored)) {
      named.entries.push_back(name);
      continue;
    }
    auto folders = tools::with_bases(name, mapping::default_catalogue_folder());
    auto entries = folders.size() > 1 ? tools::entries_of(name) : std::vector<std::string>();
    targets.push_back({std::move(folders), std::move(entries)});
  }
  if (!named.entries.empty() || targets.empty()) targets.push_back(std::move(named));
  return targets;
}

/// Without what is only worth knowing.
void drop_notes(tools::LintResult& result) {
  std::erase_if(result.findings, [](const tools::Finding& finding) {
    return tools::rule_of(finding).severity == tools::Severity::kNote;
  });
}

int lint(const LintArguments& arguments) {
  const auto setting = setting_of(arguments.common);
  if (!setting) return kExitConfig;
  tools::LintResult all;
  for (const auto& target : targets_of(arguments, setting->folders)) {
    auto result = tools::lint(target.folders, target.entries);
    if (!result) return fail(result.error().detail, kExitConfig);
    auto& findings = result.value().findings;
    std::move(findings.begin(), findings.end(), std::back_inserter(all.findings));
    all.entries += result.value().entries;
  }
  if (!arguments.notes) drop_notes(all);
  const auto& format = arguments.common.format;
  fmt::print("{}", format == "json"    ? tools::to_json(all)
                   : format == "sarif" ? tools::to_sarif(all)
                                       : tools::to_text(all, palette_for_stdout()));
  const auto warnings = all.count(tools::Severity::kWarning);
  const bool bad = all.count(tools::Severity::kError) > 0 || (arguments.strict && warnings > 0);
  return bad ? kExitAmiss : 0;
}

}  // namespace

void add_connector_lint_command(CLI::App& connector, int& exit_code) {
  auto arguments = std::make_shared<LintArguments>();
  auto* command = connector.add_subcommand(
      "lint", "Check entries: errors of their mappings, and what is likely to be wrong");
  command->add_option("DIR|ENTRY", arguments->common.files,
                      "Folders of entries or of one entry, or names of entries of the catalogue; "
                      "the whole catalogue without one");
  command->add_flag("--strict", arguments->strict, "Warnings make the exit code 1, too");
  command->add_flag("--notes", arguments->notes,
                    "Show notes, too: paths that no sample exercises, ignores that match nothing");
  add_catalogue_options(*command, arguments->common);
  add_format_option(*command, arguments->common, {"text", "json", "sarif"});
  command->footer(
      "Errors are what keeps the daemon from starting: wrong keys, fields, paths, each with "
      "file:line:column. Warnings: mandatory\n"
      "terms of EN 16931 that are never mapped, alternatives and codes that can never be reached, "
      "tables that are never looked\n"
      "at, samples without expected results and the other way round, a README that is missing or "
      "lacks a section. A finding that\n"
      "is right as it is goes away by a comment on the line before it, or for one about the whole "
      "file anywhere in it:\n"
      "  # lint: allow core-field-unmapped: the system knows no units\n"
      "Exit 1 when there are errors, with --strict also when there are warnings.\n\n"
      "Examples:\n"
      "  procured connector lint                        the built-in and configured catalogue\n"
      "  procured connector lint ubl cii --strict\n"
      "  procured connector lint our-catalogue/erp --notes\n"
      "  procured connector lint our-catalogue --format sarif > lint.sarif\n");
  command->callback([arguments, &exit_code] { exit_code = lint(*arguments); });
}

}  // namespace procured::app
