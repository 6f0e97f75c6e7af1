#pragma once

#include <array>
#include <cstddef>
#include <unordered_map>
#include <vector>

#include "connectors/program/program.h"

namespace procured::mapping {

/// Which programs may read a root, by what it is written in and by its name: of a catalogue's
/// hundreds these are few. Read only. @thread safe
class RootIndex {
 public:
  using Numbers = std::vector<std::size_t>;

  RootIndex() = default;
  explicit RootIndex(const std::vector<Program>& programs);

  /// Their numbers, in their order: those that name the root, and those that name none. Without
  /// those of a table's rows.
  const Numbers& readers_of(Syntax syntax, Symbol root) const;

 private:
  struct Readers {
    std::unordered_map<Symbol, Numbers> by_root;
    Numbers of_any;
  };

  std::array<Readers, kSyntaxes> by_syntax_;
};

}  // namespace procured::mapping
