#include "app/connector_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>

#include "app/knowledge.h"
#include "connectors/mapping/catalogue.h"
#include "connectors/mapping/decoding_json.h"
#include "connectors/mapping/default_catalogue.h"
#include "connectors/mapping/samples.h"
#include "normalise/profile.h"

namespace procured::app {
namespace {

constexpr int kExitRefused = 1;

struct Arguments {
  std::vector<std::string> files;
  std::vector<std::string> folders;  ///< Catalogues; empty: as configured.
  std::string config;
  std::string connector;
  std::string entry;
};

int fail(const std::string& detail, int code) {
  fmt::print(stderr, "{}\n", detail);
  return code;
}

/// The catalogue and settings that the arguments and the configuration name.
struct Setting {
  std::vector<std::string> folders;
  mapping::ConnectorSettings decoding;
};

std::optional<Setting> setting_of(const Arguments& arguments) {
  const auto config = read_config(arguments.config);
  if (!config) return std::nullopt;
  Setting setting;
  setting.folders = arguments.folders.empty()
                        ? mapping::with_default_catalogue(config->catalogue_dirs)
                        : arguments.folders;
  const auto profiles = normalise::profiles_of(*config);
  const auto profile =
      arguments.connector.empty() ? profiles.begin() : profiles.find(arguments.connector);
  if (profile != profiles.end()) {
    setting.decoding = profile->second.decoding;
  } else if (!arguments.connector.empty()) {
    fmt::print(stderr, "the configuration has no connector '{}'\n", arguments.connector);
    return std::nullopt;
  }
  return setting;
}

int list(const Arguments& arguments) {
  const auto setting = setting_of(arguments);
  if (!setting) return kExitConfig;
  const auto catalogue = mapping::Catalogue::load(setting->folders);
  if (!catalogue) return fail(catalogue.error().detail, kExitConfig);
  const auto all = catalogue.value().readable();
  std::size_t entries = 0;
  std::size_t titles = 0;
  for (const auto& readable : all) {
    entries = std::max(entries, readable.entry.size());
    titles = std::max(titles, readable.title.size());
  }
  for (const auto& readable : all) {
    fmt::print("{:{}}  {}  {:{}}  {}\n", readable.entry, entries,
               readable.is_register ? "register" : "document", readable.title, titles,
               readable.recognised_by);
  }
  return 0;
}

/// Prints what became of one file; true when nothing in it was refused.
bool print_decoding(const std::string& file, const mapping::Decoding& decoding) {
  fmt::print("{}", mapping::to_json(decoding));
  std::size_t refused = 0;
  for (const auto& part : decoding.parts)
    refused += std::holds_alternative<core::Error>(part.outcome);
  fmt::print(stderr, "{}: {} of {} read by '{}'; leaves: {} mapped, {} ignored, {} unmapped\n",
             file, decoding.parts.size() - refused, decoding.parts.size(), decoding.entry,
             decoding.mapped, decoding.ignored, decoding.unmapped.size());
  return refused == 0;
}

int try_files(const Arguments& arguments) {
  const auto setting = setting_of(arguments);
  if (!setting) return kExitConfig;
  const auto catalogue = mapping::Catalogue::load(setting->folders);
  if (!catalogue) return fail(catalogue.error().detail, kExitConfig);
  bool all_read = true;
  for (const auto& file : arguments.files) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || !std::filesystem::is_regular_file(file)) {
      return fail(fmt::format("{}: is no file that can be read", file), kExitNoInput);
    }
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    all_read &=
        print_decoding(file, catalogue.value().decode(bytes.str(), setting->decoding, true));
  }
  return all_read ? 0 : kExitRefused;
}

int test(const Arguments& arguments) {
  const auto setting = setting_of(arguments);
  if (!setting) return kExitConfig;
  const auto catalogue = mapping::Catalogue::load(setting->folders);
  if (!catalogue) return fail(catalogue.error().detail, kExitConfig);
  const auto outcomes = mapping::run_samples(catalogue.value(), setting->folders, arguments.entry);
  if (!outcomes) return fail(outcomes.error().detail, kExitConfig);
  std::size_t failed = 0;
  for (const auto& outcome : outcomes.value()) {
    fmt::print("{} {}/{}\n", outcome.difference.empty() ? "ok  " : "FAIL", outcome.entry,
               outcome.sample);
    if (!outcome.difference.empty()) fmt::print("{}", outcome.difference);
    failed += !outcome.difference.empty();
  }
  fmt::print("{} samples, {} failed\n", outcomes.value().size(), failed);
  return failed == 0 ? 0 : kExitRefused;
}

void add_common(CLI::App& command, const std::shared_ptr<Arguments>& arguments) {
  command
      .add_option(
          "--catalogue", arguments->folders,
          "Folder of catalogue entries instead of the configured or built-in one; may be repeated")
      ->check(CLI::ExistingDirectory);
  command.add_option("--config", arguments->config, "Configuration; defaults without one");
}

}  // namespace

void add_connector_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  auto* connector = app.add_subcommand(
      "connector", "Look at, try and test the connectors, which turn files into documents");
  connector->require_subcommand(1);
  connector->footer("Example:\n  procured connector try invoice.xml\n");

  auto* listing = connector->add_subcommand(
      "list", "Say which documents and registers are read, and how they are told");
  add_common(*listing, arguments);
  listing->footer("Example:\n  procured connector list\n");
  listing->callback([arguments, &exit_code] { exit_code = list(*arguments); });

  auto* trying =
      connector->add_subcommand("try", "Decode files and show what becomes of every leaf");
  trying->add_option("FILE", arguments->files, "Documents (XML) or registers (CSV)")->required();
  trying->add_option("--connector", arguments->connector,
                     "Connector of the configuration whose settings apply; its first without");
  add_common(*trying, arguments);
  trying->footer(
      "Prints the normalised document or rows as JSON, and the coverage: leaves (element texts, "
      "attributes, cells) that are\n"
      "mapped, ignored with a reason, or unmapped, each unmapped one with its place. Exit 1 when "
      "something was refused.\n\n"
      "Example:\n"
      "  procured connector try invoice.xml\n"
      "  procured connector try --config site.yaml --connector registers agreements.csv\n");
  trying->callback([arguments, &exit_code] { exit_code = try_files(*arguments); });

  auto* testing = connector->add_subcommand(
      "test", "Decode the samples of catalogue entries and compare with their expected results");
  testing->add_option("ENTRY", arguments->entry, "Entry to test; all without one");
  add_common(*testing, arguments);
  testing->footer(
      "Compares ENTRY/samples/NAME.* with ENTRY/expected/NAME.json and prints what differs. Exit 1 "
      "when something does.\n\n"
      "Example:\n"
      "  procured connector test ubl\n");
  testing->callback([arguments, &exit_code] { exit_code = test(*arguments); });
}

}  // namespace procured::app
