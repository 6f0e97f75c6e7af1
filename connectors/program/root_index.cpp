#include "connectors/program/root_index.h"

namespace procured::mapping {

RootIndex::RootIndex(const std::vector<Program>& programs) {
  for (std::size_t number = 0; number < programs.size(); ++number) {
    const auto& program = programs[number];
    if (program.maps_rows) continue;
    for (std::size_t syntax = 0; syntax < kSyntaxes; ++syntax) {
      if (!program.syntaxes.has(static_cast<Syntax>(syntax))) continue;
      auto& [by_root, of_any] = by_syntax_[syntax];
      const auto root = program.root.symbol;
      if (root != reader::kUnknownName) {
        by_root.try_emplace(root, of_any).first->second.push_back(number);
      } else {
        for (auto& [name, numbers] : by_root) numbers.push_back(number);
        of_any.push_back(number);
      }
    }
  }
}

const RootIndex::Numbers& RootIndex::readers_of(Syntax syntax, Symbol root) const {
  const auto& [by_root, of_any] = by_syntax_[static_cast<std::size_t>(syntax)];
  const auto found = by_root.find(root);
  return found == by_root.end() ? of_any : found->second;
}

}  // namespace procured::mapping
