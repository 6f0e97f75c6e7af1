#pragma once

#include <CLI/CLI.hpp>

namespace procured::app {

/// Adds `procured evaluate` to the command line. When it has run, exit_code is 0, 2 (dead letters,
/// with --strict), 66 (no such path), 73 (cannot write) or 78 (configuration).
void add_evaluate_command(CLI::App& app, int& exit_code);

}  // namespace procured::app
