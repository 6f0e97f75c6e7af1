#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/connector_setting.h"
#include "app/connector_subcommands.h"
#include "app/exit_codes.h"
#include "connectors/mapping/samples.h"

namespace procured::app {
namespace {

int test(const ConnectorArguments& arguments, const std::string& entry) {
  const auto setting = setting_of(arguments);
  if (!setting) return kExitConfig;
  const auto catalogue = load_catalogue(setting->folders);
  if (!catalogue) return kExitConfig;
  const auto outcomes = mapping::run_samples(*catalogue, entry);
  if (!outcomes) return fail(outcomes.error().detail, kExitConfig);
  std::size_t failed = 0;
  for (const auto& outcome : outcomes.value()) {
    fmt::print("{} {}/{}\n", outcome.difference.empty() ? "ok  " : "FAIL", outcome.entry,
               outcome.sample);
    if (!outcome.difference.empty()) fmt::print("{}", outcome.difference);
    failed += !outcome.difference.empty();
  }
  fmt::print("{} samples, {} failed\n", outcomes.value().size(), failed);
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
  command->footer(
      "Compares ENTRY/samples/NAME.* with ENTRY/expected/NAME.json and prints what differs. Exit 1 "
      "when something does.\n\n"
      "Example:\n"
      "  procured connector test ubl\n");
  command->callback([arguments, entry, &exit_code] { exit_code = test(*arguments, *entry); });
}

}  // namespace procured::app
