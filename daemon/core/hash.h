#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace procured::core {

/// SHA-256 (FIPS 180-4) in lower-case hex: the content hash of source documents and outputs.
std::string sha256_hex(std::string_view bytes);

/// The 32 bytes of HMAC-SHA-256. @source RFC 2104, FIPS 198-1
std::string hmac_sha256(std::string_view key, std::string_view bytes);

/// Compares what a stranger sent with a secret, in a time that tells nothing of either.
bool equals_secret(std::string_view sent, std::string_view secret);

/// The same of bytes that come one after the other. Holds a small part of them only, and its memory
/// for the next. @thread one at a time.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();

  void add(std::string_view bytes) {
    waiting_.append(bytes);
    if (waiting_.size() >= kWaitingMax) flush();
  }
  /// Of what was added since the start, or since the last one.
  std::string hex();

 private:
  static constexpr std::size_t kWaitingMax = 32 * 1024;
  struct State;

  void flush();

  std::string waiting_;
  std::unique_ptr<State> state_;  // once there is more than waits
};

/// The first 64 bits of SHA-256, big endian: for seeds and deterministic choices, the same on every
/// machine.
std::uint64_t sha256_prefix(std::string_view bytes);

}  // namespace procured::core
