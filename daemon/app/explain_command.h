#pragma once

#include <CLI/CLI.hpp>

namespace procured::app {

/// Adds `procured explain SUBJECT --store FILE [--lang nb|en]`: verdicts in words, from the BI
/// store. SUBJECT is a document number (every document that has it), or the key of a document or of
/// a verdict's subject. Sets exit_code to 1 when there is nothing to explain, 69 when there is no
/// store.
void add_explain_command(CLI::App& app, int& exit_code);

}  // namespace procured::app
