#include "stream/partitioner.h"

namespace procured::stream {
namespace {

constexpr std::uint32_t kSeed = 0x9747b28c;
constexpr std::uint32_t kMultiplier = 0x5bd1e995;
constexpr int kRotation = 24;

std::uint32_t byte(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

}  // namespace

std::uint32_t murmur2(std::string_view key) {
  auto hash = kSeed ^ static_cast<std::uint32_t>(key.size());
  std::size_t at = 0;
  for (; at + 4 <= key.size(); at += 4) {
    auto word = byte(key, at) | byte(key, at + 1) << 8 | byte(key, at + 2) << 16 |
                byte(key, at + 3) << 24;
    word *= kMultiplier;
    word ^= word >> kRotation;
    word *= kMultiplier;
    hash = hash * kMultiplier ^ word;
  }
  const auto rest = key.size() - at;
  if (rest >= 3) hash ^= byte(key, at + 2) << 16;
  if (rest >= 2) hash ^= byte(key, at + 1) << 8;
  if (rest >= 1) hash = (hash ^ byte(key, at)) * kMultiplier;
  hash ^= hash >> 13;
  hash *= kMultiplier;
  return hash ^ hash >> 15;
}

std::int32_t partition_of(std::string_view key, std::int32_t partitions) {
  return static_cast<std::int32_t>(murmur2(key) & 0x7fffffff) % partitions;
}

}  // namespace procured::stream
