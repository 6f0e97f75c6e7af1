#pragma once

#include <string>

#include "connectors/tools/sample_leaves.h"
#include "connectors/tools/term_guess.h"

namespace procured::tools {

/// A mapping file that says what was guessed, each guess with its reason, and lists what is left to
/// decide.
std::string mapping_yaml(const std::string& title, const SampleLeaves& leaves,
                         const SampleReading& reading);

/// The sections that every entry has, with what is known and what is to be written.
std::string readme_of(const std::string& name, const std::string& what_it_is);

/// A value of the sample for a comment: short, on one line.
std::string example_of(const std::string& value);

}  // namespace procured::tools
