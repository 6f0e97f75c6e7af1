#pragma once

#include <cstdint>
#include <vector>

#include "connectors/program/program.h"

namespace procured::tools {

/// How a program comes to a state: every state but the first is the end of one variant of one edge.
struct Way {
  std::uint32_t from = mapping::Statement::kAnywhere;
  const mapping::Edge* edge = nullptr;
  const mapping::Variant* variant = nullptr;
};

/// By state. They point into the program.
std::vector<Way> ways_of(const mapping::Program& program);

/// What becomes of the text or attribute that a statement is about; nullptr: it has no place of its
/// own in the program.
const mapping::Use* use_of(const mapping::Program& program, const mapping::Statement& statement);

}  // namespace procured::tools
