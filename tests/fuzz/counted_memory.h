#pragma once

#include <cstddef>

namespace procured::fuzz {

/// Counts what this program takes from the heap, by operator new and by the C functions (pugixml
/// and simdjson among others). Only programs linked with counted_memory.cpp have it. @thread any
class CountedMemory {
 public:
  /// False under a sanitizer, which has its own heap.
  static bool is_counted();
  /// Starts a measurement from what is live now.
  static void start();
  /// The most that was live since start(), beyond what was live then. A block that grows counts
  /// twice while it is copied.
  static std::size_t peak();
  /// Live now, beyond what was live at start().
  static std::ptrdiff_t live();
};

}  // namespace procured::fuzz
