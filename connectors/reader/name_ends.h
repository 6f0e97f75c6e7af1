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

/// The first and the last eight bytes of a name, which overlap in one of up to sixteen; of one of
/// less than eight all bytes in `head`. They tell names of one length apart.
struct NameEnds {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;

  friend bool operator==(const NameEnds&, const NameEnds&) = default;
};

inline NameEnds ends_of(std::string_view name) {
  if (name.size() >= 8) return {word_at(name.data()), word_at(name.data() + name.size() - 8)};
  if (name.size() >= 4) {
    const std::uint64_t last = half_word_at(name.data() + name.size() - 4);
    return {half_word_at(name.data()) | (last << 32U), 0};
  }
  if (name.empty()) return {};
  const auto byte = [&](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(name[at])};
  };
  return {byte(0) << 16U | byte(name.size() / 2) << 8U | byte(name.size() - 1), 0};
}

/// Equality of names of one length, whose ends are equal already.
inline bool same_middle(std::string_view left, std::string_view right) {
  for (std::size_t at = 8; at + 8 < left.size(); at += 8) {
    if (word_at(left.data() + at) != word_at(right.data() + at)) return false;
  }
  return true;
}

inline bool same_name(std::string_view left, std::string_view right) {
  return left.size() == right.size() && ends_of(left) == ends_of(right) && same_middle(left, right);
}

}  // namespace procured::reader
