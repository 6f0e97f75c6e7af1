#include "app/connector_command.h"

#include <CLI/CLI.hpp>

#include "app/connector_subcommands.h"

namespace procured::app {

void add_connector_command(CLI::App& app, int& exit_code) {
  auto* connector = app.add_subcommand(
      "connector", "Look at, try and test the connectors, which turn files into documents");
  connector->require_subcommand(1);
  connector->footer(
      "Each has examples in its own --help. Example:\n"
      "  procured connector try invoice.xml\n");
  add_connector_list_command(*connector, exit_code);
  add_connector_try_command(*connector, exit_code);
  add_connector_test_command(*connector, exit_code);
  add_connector_lint_command(*connector, exit_code);
  add_connector_profile_command(*connector, exit_code);
  add_connector_diff_command(*connector, exit_code);
  add_connector_new_command(*connector, exit_code);
}

}  // namespace procured::app
