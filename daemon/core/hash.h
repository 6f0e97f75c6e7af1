#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
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
    if (bytes.size() > waiting_.size() - waiting_size_) return add_large(bytes);
    std::copy_n(bytes.data(), bytes.size(), waiting_.data() + waiting_size_);
    waiting_size_ += bytes.size();
  }
  /// Of what was added since the start, or since the last one.
  std::string hex();

 private:
  struct State;

  void add_large(std::string_view bytes);
  void update(std::string_view bytes);
  std::string_view waiting() const { return {waiting_.data(), waiting_size_}; }

  std::array<char, std::size_t{16} * 1024> waiting_{};
  std::size_t waiting_size_ = 0;
  std::unique_ptr<State> state_;  // once there is more than waits
};

/// The first 64 bits of SHA-256, big endian: for seeds and deterministic choices, the same on every
/// machine.
std::uint64_t sha256_prefix(std::string_view bytes);

}  // namespace procured::core
