#pragma once

#include <cstddef>

namespace procured::reader {

/// Bytes of memory that one file may take while it is read and mapped, by its size; tests/fuzz
/// counts them. Files that would take more are refused as too large.
constexpr std::size_t memory_max(std::size_t file_bytes) { return 64'000'000 + 4 * file_bytes; }

/// What is set aside of it for all that is not counted one by one.
inline constexpr std::size_t kMemorySetAside = 8'000'000;

/// Of larger files the tree gets its room at once; smaller ones stay within the bound as they grow.
inline constexpr std::size_t kReservedFrom = 1U << 20U;

/// Of one file, whatever syntax it has.
inline constexpr std::size_t kDocumentsMax = 100'000;
inline constexpr std::size_t kRowsMax = 500'000;

}  // namespace procured::reader
