#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/connector_setting.h"
#include "app/connector_subcommands.h"
#include "app/exit_codes.h"
#include "connectors/mapping/samples.h"

namespace procured::app {
namespace {

/// Prints for machines which samples are as expected, and what differs in the others.
void print_json(const std::vector<mapping::SampleOutcome>& outcomes, std::size_t failed) {
  auto samples = nlohmann::ordered_json::array();
  for (const auto& outcome : outcomes) {
    nlohmann::ordered_json sample = {{"entry", outcome.entry},
                                     {"sample", outcome.sample},
                                     {"as_expected", outcome.difference.empty()}};
    if (!outcome.difference.empty()) sample["difference"] = outcome.difference;
    samples.push_back(std::move(sample));
  }
  const nlohmann::ordered_json all = {{"samples", std::move(samples)}, {"failed", failed}};
  fmt::print("{}\n", all.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void print_text(const std::vector<mapping::SampleOutcome>& outcomes, std::size_t failed) {
  for (const auto& outcome : outcomes) {
    fmt::print("{} {}/{}\n{}", outcome.difference.empty() ? "ok  " : "FAIL", outcome.entry,
               outcome.sample, outcome.difference);
  }
  fmt::print("{} samples, {} failed\n", outcomes.size(), failed);
}

int test(const ConnectorArguments& arguments, const std::string& entry) {
  const auto setting = setting_of(arguments);
  if (!setting) return kExitConfig;
  const auto catalogue = load_catalogue(setting->folders);
  if (!catalogue) return kExitConfig;
  const auto outcomes = mapping::run_samples(*catalogue, entry);
  if (!outcomes) return fail(outcomes.error().detail, kExitConfig);
  const auto failed = static_cast<std::size_t>(
      std::count_if(outcomes.value().begin(), outcomes.value().end(),
                    [](const auto& outcome) { return !outcome.difference.empty(); }));
  if (arguments.format == "json") {
    print_json(outcomes.value(), failed);
  } else {
    print_text(outcomes.value(), failed);
  }
  return failed == 0 ? 0 : kExitAmiss;
}

}  // namespace

void add_connector_test_command(CLI::App& connector, int& exit_code) {
  auto arguments = std::make_shared<ConnectorArguments>();
  auto entry = std::make_shared<std::string>();
  auto* command = connector.add_subcommand(
      "test", "Decode the samples of catalogue entries and compare with their expected results");
  command->add_option("ENTRY", *entry, "Entry to test; all without one");
  add_catalogue_options(*command, *arguments);
  add_format_option(*command, *arguments, {"text", "json"});
  command->footer(
      "Compares ENTRY/samples/NAME.* with ENTRY/expected/NAME.json and prints what differs. Exit 1 "
      "when something does.\n\n"
      "Example:\n"
      "  procured connector test ubl\n");
  command->callback([arguments, entry, &exit_code] { exit_code = test(*arguments, *entry); });
}

}  // namespace procured::app
