#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace procured::core {

/// What trim does for texts that may have something to trim.
std::string_view trim_ends(std::string_view text);

/// Without leading and trailing blanks, tabs, line ends and no-break spaces (U+00A0).
inline std::string_view trim(std::string_view text) {
  // Nearly all texts begin and end with a visible character of ASCII.
  const auto visible = [](char c) { return static_cast<signed char>(c) > 0x20; };
  if (!text.empty() && visible(text.front()) && visible(text.back())) return text;
  return trim_ends(text);
}

/// The parts between separators, each trimmed, empty ones left out.
std::vector<std::string_view> split_values(std::string_view text, char separator = '|');

/// Parts joined by '|'; a '|' or '\' inside a part is escaped by '\', so different parts never give
/// one key.
std::string join_key(std::initializer_list<std::string_view> parts);

/// Appends one more part to a key in the form of join_key.
void append_key(std::string& key, std::string_view part);

/// The parts of a key made by join_key.
std::vector<std::string> split_key(std::string_view key);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Of an empty text, too.
bool all_digits(std::string_view text);

bool is_valid_utf8(std::string_view text);

/// ASCII only: codes, identifiers and keywords are.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);

}  // namespace procured::core
