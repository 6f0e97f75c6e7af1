#pragma once

#include <CLI/CLI.hpp>

namespace procured::app {

/// Adds `procured simulate` to the command line. When it has run, exit_code is 0, 64 (an option out
/// of range) or 73 (the folder cannot be written).
void add_simulate_command(CLI::App& app, int& exit_code);

}  // namespace procured::app
