#pragma once

#include <CLI/App.hpp>

// What `procured connector` consists of; each in a file of its name. Where one has run, exit_code
// is as connector_command.h says.
namespace procured::app {

void add_connector_list_command(CLI::App& connector, int& exit_code);
void add_connector_try_command(CLI::App& connector, int& exit_code);
void add_connector_test_command(CLI::App& connector, int& exit_code);
void add_connector_lint_command(CLI::App& connector, int& exit_code);
void add_connector_profile_command(CLI::App& connector, int& exit_code);
void add_connector_diff_command(CLI::App& connector, int& exit_code);
void add_connector_new_command(CLI::App& connector, int& exit_code);

}  // namespace procured::app
