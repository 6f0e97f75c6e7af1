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
using Digest = std::array<unsigned char, kDigestBytes>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

Context new_context() { return {EVP_MD_CTX_new(), EVP_MD_CTX_free}; }

/// The one-shot call looks the algorithm up each time, under a lock of the library.
const EVP_MD* algorithm() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> fetched(
      EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free);
  return fetched.get();
}

Digest sha256(std::string_view bytes) {
  static thread_local const Context context = new_context();
  Digest digest{};
  const bool done = EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1 &&
                    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
  PROCURED_CHECK(done);
  return digest;
}

std::string hex_of(const Digest& digest) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * kDigestBytes);
  for (const unsigned char byte : digest) {
    hex += kHex[byte >> 4U];
    hex += kHex[byte & 0x0FU];
  }
  return hex;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) { return hex_of(sha256(bytes)); }

struct Sha256::State {
  Context context = new_context();
  bool begun = false;
};

Sha256::Sha256() = default;
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  if (!state_) state_ = std::make_unique<State>();
  auto* context = state_->context.get();
  const bool begun = state_->begun || EVP_DigestInit_ex2(context, algorithm(), nullptr) == 1;
  PROCURED_CHECK(begun && EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1);
  state_->begun = true;
}

void Sha256::add_large(std::string_view bytes) {
  update(waiting());
  waiting_size_ = 0;
  if (bytes.size() > waiting_.size()) return update(bytes);
  add(bytes);
}

std::string Sha256::hex() {
  Digest digest{};
  if (state_ && state_->begun) {
    update(waiting());
    PROCURED_CHECK(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr) == 1);
    state_->begun = false;
  } else {
    digest = sha256(waiting());
  }
  waiting_size_ = 0;
  return hex_of(digest);
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
