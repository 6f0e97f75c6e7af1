#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "connectors/reader/json_index.h"
#include "connectors/reader/names.h"
#include "connectors/reader/tree.h"
#include "core/result.h"

namespace procured::reader {

/// What a business document never needs more of.
struct JsonLimits {
  int depth_max = 64;  ///< Of braces and brackets.
  std::uint32_t nodes_max = 1'000'000;
  std::size_t name_bytes_max = 256;             ///< As written, with its escapes.
  std::size_t text_bytes_kept_max = 64 * 1024;  ///< A longer text is cut to kCutTextBytes.
  std::size_t document_bytes_max = 1U << 30U;
};

/// Reads JSON into a tree.
///
/// | JSON | tree |
/// |---|---|
/// | the document | element "json" |
/// | `"a": 1` | element "a", the key as written: "@odata.etag", "a/b" and "" are names |
/// | `"a": [1, 2]` | two elements "a", as XML repeats elements; `[]` is nothing |
/// | items of an array in an array, or of the document | elements "item" |
/// | numbers, true, false | text as written: 1.10 stays "1.10" |
/// | strings | text without escapes, trimmed; control characters are blanks |
/// | `{}`, `""` | element without text |
/// | null | nothing |
/// | a key twice in one object | two elements: which one holds is not for a reader to say |
/// | several documents, one behind the other (JSON lines too) | elements "item" below "json" |
///
/// Reusable; nodes point into the reader and live until it reads again. @thread one at a time.
class JsonReader {
 public:
  explicit JsonReader(JsonLimits limits = {}) : limits_(limits) {}

  /// UTF-8, UTF-16 and UTF-32 are read, with or without byte-order mark.
  /// @errors kBadDocument: empty_file, truncated, not_well_formed, too_deep, too_large,
  /// invalid_encoding; place "line n". The tree means nothing then.
  /// @source RFC 8259
  core::Result<void> read(std::string_view bytes, const Names& names, Tree& tree);
  /// Bytes of memory that the text read last takes beside its tree and its index.
  std::size_t memory() const { return converted_.capacity() + buffer_.capacity(); }

 private:
  JsonLimits limits_;
  JsonIndex index_;
  std::string converted_;
  std::string buffer_;  // the text and its padding; escapes are undone in place
};

}  // namespace procured::reader
