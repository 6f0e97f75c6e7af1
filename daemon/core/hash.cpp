#include "core/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <memory>

#include "core/check.h"

namespace procured::core {
namespace {

constexpr std::size_t kDigestBytes = 32;

/// The one-shot call looks the algorithm up each time, under a lock of the library.
std::array<unsigned char, kDigestBytes> sha256(std::string_view bytes) {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(
      EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free);
  static thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  std::array<unsigned char, kDigestBytes> digest{};
  const bool done = EVP_DigestInit_ex2(context.get(), algorithm.get(), nullptr) == 1 &&
                    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
  PROCURED_CHECK(done);
  return digest;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * kDigestBytes);
  for (const unsigned char byte : sha256(bytes)) {
    hex += kHex[byte >> 4U];
    hex += kHex[byte & 0x0FU];
  }
  return hex;
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  std::string code(kDigestBytes, '\0');
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
       reinterpret_cast<unsigned char*>(code.data()), nullptr);
  return code;
}

bool equals_secret(std::string_view sent, std::string_view secret) {
  // Of equal length whatever was sent.
  const auto one = sha256(sent);
  const auto other = sha256(secret);
  return CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::uint64_t sha256_prefix(std::string_view bytes) {
  std::uint64_t prefix = 0;
  const auto digest = sha256(bytes);
  for (std::size_t i = 0; i < 8; ++i) prefix = (prefix << 8U) | digest[i];
  return prefix;
}

}  // namespace procured::core
