#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace procured::core {

/// SHA-256 (FIPS 180-4) in lower-case hex: the content hash of source documents and outputs.
std::string sha256_hex(std::string_view bytes);

/// The 32 bytes of HMAC-SHA-256. @source RFC 2104, FIPS 198-1
std::string hmac_sha256(std::string_view key, std::string_view bytes);

/// Compares what a stranger sent with a secret, in a time that tells nothing of either.
bool equals_secret(std::string_view sent, std::string_view secret);

/// The first 64 bits of SHA-256, big endian: for seeds and deterministic choices, the same on every
/// machine.
std::uint64_t sha256_prefix(std::string_view bytes);

}  // namespace procured::core
