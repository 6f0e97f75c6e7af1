#pragma once

#include <CLI/CLI.hpp>

namespace procured::app {

/// Adds `procured topics create|list` to the command line. When it has run, exit_code is 0, 1
/// (list: something is missing or has another number of partitions), 69 (no broker) or 78
/// (configuration).
void add_topics_command(CLI::App& app, int& exit_code);

}  // namespace procured::app
