#pragma once

#include <CLI/CLI.hpp>

namespace procured::app {

/// Adds `procured run` to the command line: the daemon. When it has run, exit_code is 0 (stopped by
/// a signal), 1 (a role has failed: the supervisor restarts it), 69 (no broker), 70 (a role did not
/// stop in time) or 78 (configuration).
void add_run_command(CLI::App& app, int& exit_code);

}  // namespace procured::app
