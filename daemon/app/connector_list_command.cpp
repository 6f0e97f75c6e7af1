#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/connector_setting.h"
#include "app/connector_subcommands.h"
#include "app/exit_codes.h"

namespace procured::app {
namespace {

/// A list for machines: what the lines say, name by name.
std::string as_json(const std::vector<mapping::Readable>& all) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& readable : all) {
    list.push_back({{"entry", readable.entry},
                    {"kind", readable.is_register ? "register" : "document"},
                    {"title", readable.title},
                    {"recognised_by", readable.recognised_by}});
  }
  return list.dump(1) + "\n";
}

int list(const ConnectorArguments& arguments) {
  const auto setting = setting_of(arguments);
  if (!setting) return kExitConfig;
  const auto catalogue = load_catalogue(setting->folders);
  if (!catalogue) return kExitConfig;
  const auto all = catalogue->readable();
  if (arguments.format == "json") {
    fmt::print("{}", as_json(all));
    return 0;
  }
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

}  // namespace

void add_connector_list_command(CLI::App& connector, int& exit_code) {
  auto arguments = std::make_shared<ConnectorArguments>();
  auto* command = connector.add_subcommand(
      "list", "Say which documents and registers are read, and how they are told");
  add_catalogue_options(*command, *arguments);
  add_format_option(*command, *arguments, {"text", "json"});
  command->footer("Example:\n  procured connector list\n");
  command->callback([arguments, &exit_code] { exit_code = list(*arguments); });
}

}  // namespace procured::app
