#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace procured::reader {

// Searches that look at many bytes at a time; the compiler turns them into the machine's vector
// instructions.

/// Bytes of a text. Compared with a character, each becomes 0xFF or 0.
using Bytes = unsigned char __attribute__((vector_size(16)));

inline Bytes bytes_at(const char* text) {
  Bytes bytes;
  std::memcpy(&bytes, text, sizeof bytes);
  return bytes;
}

/// The two halves of a mask.
template <class Mask>
std::array<std::uint64_t, 2> halves(const Mask& mask) {
  std::array<std::uint64_t, 2> words{};
  static_assert(sizeof words == sizeof mask);
  std::memcpy(words.data(), &mask, sizeof words);
  return words;
}

template <class Mask>
bool is_zero(const Mask& mask) {
  const auto [low, high] = halves(mask);
  return (low | high) == 0;
}

/// The lowest bits of eight bytes, the first in the lowest, where the machine has no instruction
/// for that. @pre little endian
constexpr std::uint64_t gathered_bits(std::uint64_t bytes) {
  return ((bytes & 0x0101010101010101U) * 0x0102040810204080U) >> 56U;
}

/// A bit for each byte, the first in the lowest. @pre each is 0xFF or 0
template <class Mask>
std::uint64_t bits_of(const Mask& mask) {
#ifdef __SSE2__
  return static_cast<std::uint32_t>(_mm_movemask_epi8(std::bit_cast<__m128i>(mask)));
#else
  static_assert(std::endian::native == std::endian::little);
  const auto [low, high] = halves(mask);
  return gathered_bits(low) | gathered_bits(high) << 8U;
#endif
}

/// The first bytes of a text, with zeros in place of the others. @pre no more than there are
inline Bytes first_bytes(const Bytes& bytes, std::size_t count) {
  static constexpr auto kMask = [] {
    std::array<unsigned char, 2 * sizeof(Bytes)> mask{};
    std::fill_n(mask.begin(), sizeof(Bytes), 0xFF);
    return mask;
  }();
  Bytes kept;
  std::memcpy(&kept, kMask.data() + sizeof(Bytes) - count, sizeof kept);
  return bytes & kept;
}

/// The first byte that is not 0, or 16. @pre each is 0xFF or 0
template <class Mask>
std::size_t first_set(const Mask& mask) {
  return static_cast<std::size_t>(std::countr_zero(bits_of(mask) | 1U << sizeof mask));
}

/// The offset of the first byte from `at` on that `is_it` says yes to, or the text's size. `is_it`
/// takes Bytes and gives a mask. Part of who calls it: what is looked for stands nearby as a rule.
template <class IsIt>
[[gnu::always_inline]] inline std::size_t find_byte(std::string_view text, std::size_t at,
                                                    IsIt is_it) {
  for (; at + sizeof(Bytes) <= text.size(); at += sizeof(Bytes)) {
    const auto found = bits_of(is_it(bytes_at(text.data() + at)));
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
  if (at >= text.size()) return text.size();
  Bytes bytes{};
  std::memcpy(&bytes, text.data() + at, text.size() - at);
  return std::min(at + first_set(is_it(bytes)), text.size());
}

/// The first byte that is no blank, where no other control characters stand.
inline std::size_t find_visible(std::string_view text, std::size_t at) {
  return find_byte(text, at, [](Bytes b) { return b > ' '; });
}

}  // namespace procured::reader
