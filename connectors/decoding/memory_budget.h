#pragma once

#include <cstddef>
#include <string_view>

#include "connectors/reader/bounds.h"

namespace procured::mapping {

/// What the results of one file may take of its memory (reader::memory_max): each of its documents
/// anew, for they are handed over one by one. Counted as estimates: what the contract's messages
/// take is known to their library alone. @thread one at a time.
class MemoryBudget {
 public:
  static constexpr std::size_t kMessage = 640;  ///< A message of the contract and its place.
  static constexpr std::size_t kValue = 48;     ///< A text, beside its bytes.
  static constexpr std::size_t kLookUp = 64;    ///< An element that is known by its key.
  static constexpr std::size_t kPosition = 96;  ///< A position that is known, beside its text.

  explicit MemoryBudget(std::size_t bytes) : most_(bytes), whole_(bytes), left_(bytes) {}

  /// What is left of a file's memory when reading it takes so much.
  static MemoryBudget left_of(std::string_view bytes, std::size_t reading) {
    const auto taken = reading + reader::kMemorySetAside / 2;
    const auto most = reader::memory_max(bytes.size());
    return MemoryBudget(taken < most ? most - taken : 0);
  }

  /// Nothing is kept of another tree.
  void start_tree() { left_ = whole_ = most_; }
  /// What the document before took has been handed over.
  void start_document() { left_ = whole_; }
  void take(std::size_t bytes) { left_ = bytes < left_ ? left_ - bytes : 0; }
  /// For what stays as long as the tree.
  void take_for_tree(std::size_t bytes) {
    whole_ = bytes < whole_ ? whole_ - bytes : 0;
    take(bytes);
  }
  bool is_spent() const { return left_ == 0; }
  /// By the document at hand.
  std::size_t taken() const { return whole_ - left_; }

 private:
  std::size_t most_;
  std::size_t whole_;  // of a document
  std::size_t left_;
};

}  // namespace procured::mapping
