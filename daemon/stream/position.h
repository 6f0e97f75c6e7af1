#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace procured::stream {

/// A place in a partition: the offset of the next record to read or to commit.
struct Position {
  static constexpr std::int64_t kNone = -1;       ///< Nothing known: no committed offset.
  static constexpr std::int64_t kBeginning = -2;  ///< The oldest record that is kept.

  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = kNone;

  friend auto operator<=>(const Position&, const Position&) = default;
  friend bool operator==(const Position&, const Position&) = default;
};

using Positions = std::vector<Position>;

}  // namespace procured::stream
