#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace procured::core {

/// SHA-256 (FIPS 180-4) in lower-case hex: the content hash of source documents and outputs.
std::string sha256_hex(std::string_view bytes);

/// The first 64 bits of SHA-256, big endian: for seeds and deterministic choices, the same on every
/// machine.
std::uint64_t sha256_prefix(std::string_view bytes);

}  // namespace procured::core
