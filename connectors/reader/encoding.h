#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace procured::reader {

/// The text of an XML file as UTF-8, without byte-order mark. Points into `bytes` where they are
/// UTF-8 already, else into `scratch`. Read are UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 and
/// Windows-1252, as the byte-order mark and the XML declaration say; no guessing. Every character
/// of the result is one that XML 1.0 allows.
/// @errors kBadDocument: unknown_encoding; invalid_encoding when the bytes are not what they are
/// said to be; not_well_formed for control characters; place "line n".
/// @source XML 1.0 (5th edition) §2.2, §4.3.3 and appendix F
core::Result<std::string_view> xml_as_utf8(std::string_view bytes, std::string& scratch);

/// The text of a JSON file without byte-order mark: UTF-8 as it is and unchecked, UTF-16 and UTF-32
/// converted, told by the byte-order mark or by where the zeros of the first characters stand.
/// @errors kBadDocument: invalid_encoding, too_large
/// @source RFC 4627 §3, RFC 8259 §8.1
core::Result<std::string_view> json_as_utf8(std::string_view bytes, std::string& scratch);

/// What a plain text file is written in. Names are those of the error of an unknown one, in any
/// case.
struct TextEncoding {
  /// "auto": what the byte-order mark or the zeros of UTF-16 and UTF-32 say, else UTF-8 where the
  /// bytes are that, else `fallback`.
  std::string_view declared = "auto";
  std::string_view fallback = {};  ///< Of one byte per character; empty: refuse what is not UTF-8.
};

/// The text of a plain file (CSV, flat file) as UTF-8, without byte-order mark. Points into `bytes`
/// where they are UTF-8 already, else into `scratch`. A declared encoding that the bytes contradict
/// is refused as in XML: their sender is not the one that was declared.
/// @errors kBadDocument: unknown_encoding, invalid_encoding, too_large; not_well_formed for control
/// characters; place "line n".
core::Result<std::string_view> as_utf8(std::string_view bytes, const TextEncoding& encoding,
                                       std::string& scratch);

/// The text of a plain file that must be UTF-8, without byte-order mark; errors as above.
core::Result<std::string_view> plain_as_utf8(std::string_view bytes);

/// The text of a syntax whose header names its character set, which ICU knows as `converter`
/// (single bytes; empty: ASCII). Well-formed UTF-8 is taken as it is, whatever is declared: a text
/// of another character set is that practically never, and real files do declare the set of a
/// template. Points into `bytes` where they are UTF-8, else into `scratch`. Control characters are
/// the syntax' own matter. @errors kBadDocument invalid_encoding; place "line n".
core::Result<std::string_view> declared_as_utf8(std::string_view bytes, std::string_view declared,
                                                std::string_view converter, std::string& scratch);

/// "line n" of the byte at `offset`, from 1.
std::string line_place(std::string_view text, std::size_t offset);

}  // namespace procured::reader
