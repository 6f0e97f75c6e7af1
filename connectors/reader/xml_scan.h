#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace procured::reader {

/// What a business document never needs more of. Bounds memory to a small multiple of the file's
/// size.
struct XmlLimits {
  int depth_max = 64;
  std::uint32_t elements_max = 1'000'000;
  std::uint32_t attributes_max = 1'000'000;  ///< Of the whole document.
  std::uint32_t attributes_per_element_max = 64;
  std::size_t namespaces_max = 256;  ///< Declarations that hold at one place.
  bool external_doctype = false;     ///< A document type that only names files is skipped.
  std::size_t name_bytes_max = 256;
  std::size_t text_bytes_kept_max =
      64 * 1024;  ///< A longer text (an attachment) is cut to kCutTextBytes.
};

/// A text that was too long to keep: where its start stands in the buffer, and how long it was.
struct CutText {
  std::size_t offset = 0;
  std::uint64_t bytes = 0;
};

struct ScannedXml {
  std::uint32_t elements = 0;
  std::uint32_t attributes = 0;
  std::uint32_t texts = 0;   ///< Runs of characters that are not blank.
  bool has_doctype = false;  ///< One that only names files, and was skipped.
};

inline constexpr std::size_t kCutTextBytes = 16;

/// Copies a document into `buffer` for a parser that works in place, and refuses on the way what
/// the parser would accept: document types (all, or those with declarations of their own), nesting,
/// counts and names beyond the limits, unknown entities and forbidden characters written as
/// numbers, several roots, text outside the root, an end before the root is closed. Long texts are
/// cut, so an attachment costs one search for its end.
/// @errors kBadDocument with place "line n".
core::Result<ScannedXml> scan_xml(std::string_view text, const XmlLimits& limits,
                                  std::string& buffer, std::vector<CutText>& cuts);

}  // namespace procured::reader
