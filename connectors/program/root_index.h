#pragma once

#include <array>
#include <cstddef>
#include <unordered_map>
#include <vector>

#include "connectors/program/program.h"

namespace procured::mapping {

/// Which programs may read a root, and which refusals may mean it, by what it is written in and by
/// its name: of a catalogue's hundreds these are few. Read only. @thread safe
class RootIndex {
 public:
  using Numbers = std::vector<std::size_t>;

  RootIndex() = default;
  RootIndex(const std::vector<Program>& programs, const std::vector<Refusal>& refusals);

  /// Their numbers, in their order: those that name the root, and those that name none. Without
  /// those of a table's rows.
  const Numbers& readers_of(Syntax syntax, Symbol root) const {
    return by_syntax_[static_cast<std::size_t>(syntax)].of(root);
  }
  /// The same of refusals: those that name the root, and those that name one of any namespace.
  /// Without those of a table's header.
  const Numbers& refusals_of(Symbol root) const { return refusals_.of(root); }

 private:
  class ByRoot {
   public:
    /// Numbers are added in their order.
    void add(std::size_t number, Symbol root);
    void add_to_all(std::size_t number);
    const Numbers& of(Symbol root) const;

   private:
    std::unordered_map<Symbol, Numbers> by_root_;
    Numbers of_any_;
  };

  std::array<ByRoot, kSyntaxes> by_syntax_;
  ByRoot refusals_;
};

}  // namespace procured::mapping
