#include "core/hash.h"

#include <openssl/sha.h>

#include <array>

namespace procured::core {
namespace {

std::array<unsigned char, SHA256_DIGEST_LENGTH> sha256(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * SHA256_DIGEST_LENGTH);
  for (const unsigned char byte : sha256(bytes)) {
    hex += kHex[byte >> 4U];
    hex += kHex[byte & 0x0FU];
  }
  return hex;
}

std::uint64_t sha256_prefix(std::string_view bytes) {
  std::uint64_t prefix = 0;
  const auto digest = sha256(bytes);
  for (std::size_t i = 0; i < 8; ++i) prefix = (prefix << 8U) | digest[i];
  return prefix;
}

}  // namespace procured::core
