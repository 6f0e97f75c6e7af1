#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "core/result.h"

namespace procured::reader {

/// Finds the tokens of JSON text with simdjson's first stage, which reads 64 bytes at a time and
/// checks on the way that they are UTF-8. Its own walkers do not serve: `dom` turns numbers into
/// binary floating point, and `ondemand` checks only what it is asked for. @thread one at a time.
class JsonIndex {
 public:
  /// Bytes that must be readable behind the text.
  static constexpr std::size_t kPadding = 64;

  JsonIndex();
  ~JsonIndex();

  /// Where each token starts: brackets, braces, colons, commas, and the first byte of strings and
  /// of runs of anything else. Strings are closed and hold no raw control characters. Lives until
  /// the next call.
  /// @errors kBadDocument: truncated, not_well_formed, invalid_encoding, too_large; place "line n".
  core::Result<std::span<const std::uint32_t>> tokens_of(std::string_view padded);

 private:
  struct Stage;
  std::unique_ptr<Stage> stage_;
};

}  // namespace procured::reader
