#pragma once

#include <cstddef>
#include <string_view>

#include "connectors/reader/bounds.h"

namespace procured::mapping {

/// What the results of one file may take of its memory (reader::memory_max). Counted as estimates:
/// what the contract's messages take is known to their library alone. @thread one at a time.
class MemoryBudget {
 public:
  static constexpr std::size_t kMessage = 640;  ///< A message of the contract and its place.
  static constexpr std::size_t kValue = 48;     ///< A text, beside its bytes.
  /// A file of many documents may take this much more for each after the first.
  static constexpr std::size_t kDocument = 8 * 1024;
  static constexpr std::size_t kLookUp = 64;  ///< An element that is known by its key.

  explicit MemoryBudget(std::size_t bytes) : left_(bytes) {}

  /// What is left of a file's memory when reading it takes so much.
  static MemoryBudget left_of(std::string_view bytes, std::size_t reading) {
    const auto taken = reading + reader::kMemorySetAside / 2;
    const auto most = reader::memory_max(bytes.size());
    return MemoryBudget(taken < most ? most - taken : 0);
  }

  void take(std::size_t bytes) { left_ = bytes < left_ ? left_ - bytes : 0; }
  void add_document() { left_ += kDocument; }
  bool is_spent() const { return left_ == 0; }

 private:
  std::size_t left_;
};

}  // namespace procured::mapping
