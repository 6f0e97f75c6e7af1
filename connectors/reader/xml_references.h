#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace procured::reader {

/// What the longest reference takes between "&" and ";", zeros before a number included.
inline constexpr std::size_t kReferenceBytesMax = 10;

/// The character that a reference such as "amp", "#65" or "#x41" stands for; nullopt when there is
/// none that XML allows.
std::optional<char32_t> character_of(std::string_view reference);

/// Appends a text with its references replaced, and its line ends made "\n" where it writes them
/// as characters; false when something in it is no reference.
/// @source XML 1.0 (5th edition) §2.11, §4.1, §4.6
bool append_decoded(std::string_view text, std::string& out);

/// The same of text in which references are not recognised (CDATA).
void append_with_line_ends(std::string_view text, std::string& out);

}  // namespace procured::reader
