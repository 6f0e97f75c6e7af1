#pragma once

#include <CLI/App.hpp>

namespace procured::app {

/// `procured check [--config FILE] [--print-reference]`: says what is configured, or everything
/// that is wrong with it at once. `exit_code` is set when the command ran.
void add_check_command(CLI::App& app, int& exit_code);

}  // namespace procured::app
