#include "connectors/program/root_index.h"

namespace procured::mapping {

void RootIndex::ByRoot::add(std::size_t number, Symbol root) {
  by_root_.try_emplace(root, of_any_).first->second.push_back(number);
}

void RootIndex::ByRoot::add_to_all(std::size_t number) {
  for (auto& [root, numbers] : by_root_) numbers.push_back(number);
  of_any_.push_back(number);
}

const RootIndex::Numbers& RootIndex::ByRoot::of(Symbol root) const {
  const auto found = by_root_.find(root);
  return found == by_root_.end() ? of_any_ : found->second;
}

RootIndex::RootIndex(const std::vector<Program>& programs, const std::vector<Refusal>& refusals) {
  for (std::size_t number = 0; number < programs.size(); ++number) {
    const auto& program = programs[number];
    if (program.maps_rows) continue;
    for (std::size_t syntax = 0; syntax < kSyntaxes; ++syntax) {
      if (!program.syntaxes.has(static_cast<Syntax>(syntax))) continue;
      if (program.root.symbol == reader::kUnknownName) {
        by_syntax_[syntax].add_to_all(number);
      } else {
        by_syntax_[syntax].add(number, program.root.symbol);
      }
    }
  }
  for (std::size_t number = 0; number < refusals.size(); ++number) {
    const auto& refusal = refusals[number];
    if (!refusal.columns.empty()) continue;
    if (refusal.any_namespace) {
      refusals_.add_to_all(number);
    } else {
      refusals_.add(number, refusal.root.symbol);
    }
  }
}

}  // namespace procured::mapping
