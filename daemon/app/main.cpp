#include <CLI/CLI.hpp>

#include "app/check_command.h"
#include "app/connector_command.h"
#include "app/evaluate_command.h"
#include "app/explain_command.h"
#include "app/run_command.h"
#include "app/simulate_command.h"
#include "app/topics_command.h"

int main(int argc, char** argv) {
  CLI::App app(
      "procured: sees whether purchases follow the agreements, and what it costs when they do not",
      "procured");
  app.set_version_flag("--version", PROCURED_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->column_width(32);
  app.footer(
      "Example:\n"
      "  procured simulate --out town --buyers 1 --documents 200 --months 6 --seed 1\n"
      "  procured evaluate --config town/procured.yaml --out results town/registers "
      "town/documents\n");
  int exit_code = 0;
  procured::app::add_run_command(app, exit_code);
  procured::app::add_check_command(app, exit_code);
  procured::app::add_connector_command(app, exit_code);
  procured::app::add_evaluate_command(app, exit_code);
  procured::app::add_simulate_command(app, exit_code);
  procured::app::add_explain_command(app, exit_code);
  procured::app::add_topics_command(app, exit_code);
  CLI11_PARSE(app, argc, argv);
  return exit_code;
}
