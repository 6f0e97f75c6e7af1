#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace procured::reader {

// Names and codes are short: what tells them apart is compared as two numbers, where calling for it
// would cost more.

inline std::uint64_t word_at(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

inline std::uint32_t half_word_at(const char* bytes) {
  std::uint32_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

/// What tells names of one length apart: the bytes of one of up to sixteen, with zeros behind them;
/// of a longer one the first and the last eight. @pre little endian
struct NameEnds {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;

  friend bool operator==(const NameEnds&, const NameEnds&) = default;
};

inline NameEnds ends_of(std::string_view name) {
  const auto size = name.size();
  if (size > 8) {
    const auto last = word_at(name.data() + size - 8);
    return {word_at(name.data()), size < 16 ? last >> 8 * (16 - size) : last};
  }
  if (size == 8) return {word_at(name.data()), 0};
  if (size >= 4) {
    const std::uint64_t last = half_word_at(name.data() + size - 4);
    return {half_word_at(name.data()) | last << 8 * (size - 4), 0};
  }
  if (size == 0) return {};
  const auto byte = [&](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(name[at])} << 8 * at;
  };
  return {byte(0) | byte(size / 2) | byte(size - 1), 0};
}

/// Equality of long names of one length, whose ends are equal already; called for, as they are few.
[[gnu::noinline]] inline bool same_long_middle(std::string_view left, std::string_view right) {
  for (std::size_t at = 8; at + 8 < left.size(); at += 8) {
    if (word_at(left.data() + at) != word_at(right.data() + at)) return false;
  }
  return true;
}

/// Equality of names of one length, whose ends are equal already.
inline bool same_middle(std::string_view left, std::string_view right) {
  return left.size() <= 16 || same_long_middle(left, right);
}

inline bool same_name(std::string_view left, std::string_view right) {
  return left.size() == right.size() && ends_of(left) == ends_of(right) && same_middle(left, right);
}

}  // namespace procured::reader
