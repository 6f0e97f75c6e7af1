#include "connectors/tools/state_ways.h"

#include <algorithm>

namespace procured::tools {

using mapping::Program;
using mapping::Statement;

std::vector<Way> ways_of(const Program& program) {
  std::vector<Way> ways(program.states.size());
  for (std::uint32_t from = 0; from < program.states.size(); ++from) {
    for (const auto& edge : program.states[from].edges) {
      for (const auto& variant : edge.variants) ways[variant.state] = {from, &edge, &variant};
    }
  }
  return ways;
}

const mapping::Use* use_of(const Program& program, const Statement& statement) {
  if (program.maps_rows) {
    const auto found = program.columns.find(statement.text);
    return found == program.columns.end() ? nullptr : &found->second;
  }
  const bool anywhere = statement.state == Statement::kAnywhere;
  if (anywhere && statement.attribute == reader::kUnknownName) return nullptr;
  if (statement.attribute == reader::kUnknownName) return &program.states[statement.state].text;
  const auto& attributes =
      anywhere ? program.attributes : program.states[statement.state].attributes;
  const auto found = std::find_if(
      attributes.begin(), attributes.end(),
      [&](const mapping::AttributeUse& each) { return each.name == statement.attribute; });
  return found == attributes.end() ? nullptr : &found->use;
}

}  // namespace procured::tools
