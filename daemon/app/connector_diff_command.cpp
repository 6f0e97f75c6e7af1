#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/connector_setting.h"
#include "app/connector_subcommands.h"
#include "app/exit_codes.h"
#include "app/knowledge.h"
#include "connectors/mapping/default_catalogue.h"
#include "connectors/tools/difference.h"
#include "connectors/tools/entry_folders.h"
#include "evaluate/evaluation.h"
#include "normalise/policy.h"

namespace procured::app {
namespace {

struct DiffArguments {
  ConnectorArguments common;
  std::string before;
  std::string after;
  bool documents_only = false;
};

using SharedCatalogue = std::shared_ptr<const mapping::Catalogue>;

SharedCatalogue load(const std::string& folder) {
  auto catalogue = load_catalogue(tools::with_bases(folder, mapping::default_catalogue_folder()));
  if (!catalogue) return nullptr;
  return std::make_shared<const mapping::Catalogue>(std::move(*catalogue));
}

/// The verdicts on all files in the end, as the daemon would find them.
core::Result<std::map<std::string, v1::Verdict>> verdicts_of(const SharedCatalogue& catalogue,
                                                             const config::Config& config,
                                                             const v1::Policy& policy,
                                                             const DiffArguments& arguments) {
  auto knowledge = std::make_shared<normalise::Knowledge>();
  knowledge->decode = normalise::decode_through(catalogue);
  knowledge->buyers = model::BuyerDirectory(config.buyers);
  knowledge->connectors = normalise::profiles_of(config);
  evaluate::EvaluationSettings settings;
  settings.paths = arguments.common.files;
  auto result = evaluate::evaluate(settings, config, {catalogue, knowledge}, policy,
                                   [](std::size_t, std::size_t) {});
  if (!result) return result.error();
  return std::move(result.value().verdicts);
}

/// Judges the files under both catalogues. @return what to exit with when that fails, else 0.
int add_verdicts(const SharedCatalogue& before, const SharedCatalogue& after,
                 const DiffArguments& arguments, tools::Difference& difference) {
  const auto config = read_config(arguments.common.config);
  if (!config) return kExitConfig;
  const auto policy = normalise::load_policy(config->policy_dir);
  if (!policy) return fail(policy.error().detail, kExitConfig);
  const auto old_verdicts = verdicts_of(before, *config, policy.value(), arguments);
  if (!old_verdicts) return fail(old_verdicts.error().detail, kExitNoInput);
  const auto new_verdicts = verdicts_of(after, *config, policy.value(), arguments);
  if (!new_verdicts) return fail(new_verdicts.error().detail, kExitNoInput);
  difference.add_verdicts(old_verdicts.value(), new_verdicts.value());
  return 0;
}

/// Where both are folders of one entry, their names do not matter.
tools::Difference difference_of(const DiffArguments& arguments) {
  const bool single =
      tools::is_entry_folder(arguments.before) && tools::is_entry_folder(arguments.after);
  if (!single) return {};
  return {tools::entries_of(arguments.before).front(), tools::entries_of(arguments.after).front()};
}

int diff(const DiffArguments& arguments) {
  const auto setting = setting_of(arguments.common);
  if (!setting) return kExitConfig;
  const auto before = load(arguments.before);
  const auto after = before == nullptr ? nullptr : load(arguments.after);
  if (after == nullptr) return kExitConfig;
  const auto files = input_files(arguments.common.files);
  if (!files) return kExitNoInput;
  auto difference = difference_of(arguments);
  for (const auto& file : *files) {
    const auto bytes = read_input(file);
    if (!bytes) return kExitNoInput;
    difference.add_file(file.string(), before->decode_whole(*bytes, setting->decoding),
                        after->decode_whole(*bytes, setting->decoding));
  }
  if (!arguments.documents_only) {
    if (const auto code = add_verdicts(before, after, arguments, difference); code != 0)
      return code;
  }
  fmt::print("{}", arguments.common.format == "json" ? difference.to_json()
                                                     : difference.to_text(palette_for_stdout()));
  return difference.empty() ? 0 : kExitAmiss;
}

}  // namespace

void add_connector_diff_command(CLI::App& connector, int& exit_code) {
  auto arguments = std::make_shared<DiffArguments>();
  auto* command = connector.add_subcommand(
      "diff", "Say what a changed mapping changes in the documents and in the verdicts");
  command->add_option("OLD", arguments->before, "Folder of a catalogue, or of one entry")
      ->required()
      ->check(CLI::ExistingDirectory);
  command->add_option("NEW", arguments->after, "The same, changed")
      ->required()
      ->check(CLI::ExistingDirectory);
  command
      ->add_option("PATH", arguments->common.files,
                   "Files, and folders with everything below them: documents, and the registers "
                   "that verdicts need")
      ->required();
  command->add_option("--config", arguments->common.config,
                      "Configuration (buyers, connectors, policy); defaults without one");
  add_connector_option(*command, arguments->common);
  command->add_flag("--documents-only", arguments->documents_only, "Leave the verdicts out");
  add_format_option(*command, arguments->common, {"text", "json"});
  command->footer(
      "Decodes every file with both: which fields are added, removed and changed, how often, with "
      "examples; which documents become\n"
      "dead letters or stop being ones. Then judges all files with both, in memory as the daemon "
      "would: which findings change.\n"
      "Entries that OLD or NEW extend are taken from the built-in catalogue where they are not "
      "beside them. Exit 1 when something\n"
      "differs, as diff(1) does.\n\n"
      "Examples:\n"
      "  cp -r our-catalogue before     then change our-catalogue/erp/invoice.yaml\n"
      "  procured connector diff before our-catalogue export/\n"
      "  procured connector diff --config site.yaml old new registers/ export/ --format json\n");
  command->callback([arguments, &exit_code] { exit_code = diff(*arguments); });
}

}  // namespace procured::app
