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
/// binary floating point, and `ondemand` checks only what it is asked for. A large text is indexed
/// a piece at a time, because an index takes four times what it is of. @thread one at a time.
class JsonIndex {
 public:
  /// Bytes that must be readable behind the text.
  static constexpr std::size_t kPadding = 64;

  JsonIndex();
  ~JsonIndex();

  /// Where each token of a piece starts, counted from the piece's own start: brackets, braces,
  /// colons, commas, and the first byte of strings and of runs of anything else. Strings are closed
  /// and hold no raw control characters; no token reaches over the piece's end.
  struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::span<const std::uint32_t> tokens;
  };

  /// Begins a text. What stands before the piece that is read may be changed in `padded`;
  /// `original` stays as it is, for places of errors.
  void start(std::string_view padded, std::string_view original);
  /// The next piece, which lives until the next call; without tokens at the end of the text.
  /// @errors kBadDocument: truncated, not_well_formed, invalid_encoding, too_large; empty_file for
  /// a text without any token; place "line n".
  core::Result<Piece> next();
  /// Bytes of memory.
  std::size_t memory() const;
  /// What it may take of it for a piece that is larger than others.
  void set_memory_max(std::size_t bytes) { memory_max_ = bytes; }

 private:
  struct Stage;
  std::size_t end_of_piece() const;

  std::unique_ptr<Stage> stage_;
  std::string_view padded_;
  std::string_view original_;
  std::size_t memory_max_ = SIZE_MAX;
  std::size_t at_ = 0;
  bool found_any_ = false;
};

}  // namespace procured::reader
