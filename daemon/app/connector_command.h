#pragma once

#include <CLI/App.hpp>

namespace procured::app {

/// Adds `procured connector …` to the command line. When one has run, exit_code is 0, 1
/// (a document that was refused, a sample that fails), 66 (no such file) or 78 (configuration or
/// catalogue).
void add_connector_command(CLI::App& app, int& exit_code);

}  // namespace procured::app
