#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>

#include "app/connector_setting.h"
#include "app/connector_subcommands.h"
#include "app/exit_codes.h"
#include "connectors/tools/profile.h"

namespace procured::app {
namespace {

core::Date today() {
  const auto now = std::chrono::system_clock::now();
  return core::Date(std::chrono::floor<std::chrono::days>(now));
}

int profile(const ConnectorArguments& arguments) {
  const auto setting = setting_of(arguments);
  if (!setting) return kExitConfig;
  const auto catalogue = load_catalogue(setting->folders);
  if (!catalogue) return kExitConfig;
  const auto files = input_files(arguments.files);
  if (!files) return kExitNoInput;
  tools::Profile profile(today());
  for (const auto& file : *files) {
    const auto bytes = read_input(file);
    if (!bytes) return kExitNoInput;
    profile.add_file(*catalogue, setting->decoding, file.string(), *bytes);
  }
  fmt::print(
      "{}", arguments.format == "json" ? profile.to_json() : profile.to_text(palette_for_stdout()));
  return 0;
}

}  // namespace

void add_connector_profile_command(CLI::App& connector, int& exit_code) {
  auto arguments = std::make_shared<ConnectorArguments>();
  auto* command = connector.add_subcommand(
      "profile", "Say which fields files fill, how often, and what is odd about the values");
  command->add_option("PATH", arguments->files, "Files, and folders with everything below them")
      ->required();
  add_connector_option(*command, *arguments);
  add_catalogue_options(*command, *arguments);
  add_format_option(*command, *arguments, {"text", "json"});
  command->footer(
      "Of every field: in how many documents, lines or other repeated messages it is filled, its "
      "distinct values with the most\n"
      "frequent ones, the range of dates and amounts, and what is odd: dates ahead or before 1990, "
      "values of another form or\n"
      "length than the rest, two spellings of one value, stray blanks, lost characters, words that "
      "stand for nothing, signs that\n"
      "few have. Of fields about persons only how often they are filled. Then the fields that are "
      "mapped and never filled, what\n"
      "the files hold that no mapping reads, and the dead letters by reason. Exit 0 whatever is "
      "found.\n\n"
      "Examples:\n"
      "  procured connector profile export/                        what does this export give us?\n"
      "  procured connector profile --config site.yaml --connector erp export/2026-*.xml\n"
      "  procured connector profile export/ --format json | jq '.fields[] | select(.percent < "
      "50)'\n");
  command->callback([arguments, &exit_code] { exit_code = profile(*arguments); });
}

}  // namespace procured::app
