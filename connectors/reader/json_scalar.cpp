#include "connectors/reader/json_scalar.h"

#include <cstdint>
#include <cstring>

namespace procured::reader {
namespace {

constexpr std::uint32_t kNoCharacter = 0xFFFFFFFF;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

std::uint32_t four_hex_digits(std::string_view text) {
  if (text.size() < 4) return kNoCharacter;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 4)) {
    const char lower = static_cast<char>(c | 0x20);
    if (is_digit(c)) {
      value = value * 16 + static_cast<std::uint32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      value = value * 16 + static_cast<std::uint32_t>(lower - 'a') + 10;
    } else {
      return kNoCharacter;
    }
  }
  return value;
}

/// The character of the escape that `text` starts with behind its "\u", and what it is long.
std::uint32_t unicode_escape(std::string_view text, std::size_t& length) {
  const auto first = four_hex_digits(text);
  length = 4;
  if (first == kNoCharacter || first < 0xD800 || first > 0xDFFF) return first;
  if (first > 0xDBFF || text.substr(4, 2) != "\\u") return kNoCharacter;
  const auto second = four_hex_digits(text.substr(6));
  length = 10;
  if (second == kNoCharacter || second < 0xDC00 || second > 0xDFFF) return kNoCharacter;
  return 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
}

std::uint32_t short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return static_cast<unsigned char>(c);
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'b':
    case 'f':
      return ' ';
    default:
      return kNoCharacter;
  }
}

/// Writes a character as UTF-8; the end of what was written.
char* write(char* to, std::uint32_t character) {
  const auto byte = [&](std::uint32_t value) { *to++ = static_cast<char>(value); };
  const auto tail = [&](unsigned shift) { byte(0x80U | ((character >> shift) & 0x3FU)); };
  if (character < 0x80) {
    byte(character);
  } else if (character < 0x800) {
    byte(0xC0U | (character >> 6U));
    tail(0);
  } else if (character < 0x10000) {
    byte(0xE0U | (character >> 12U));
    tail(6);
    tail(0);
  } else {
    byte(0xF0U | (character >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
  return to;
}

}  // namespace

bool is_json_number(std::string_view token) {
  std::size_t at = token.starts_with('-') ? 1 : 0;
  const auto whole = at;
  at = skip_digits(token, at);
  if (at == whole || (token[whole] == '0' && at - whole > 1)) return false;
  if (at < token.size() && token[at] == '.') {
    const auto fraction = ++at;
    at = skip_digits(token, at);
    if (at == fraction) return false;
  }
  if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
    ++at;
    if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
    const auto exponent = at;
    at = skip_digits(token, at);
    if (at == exponent) return false;
  }
  return at == token.size();
}

std::optional<std::string_view> unescape_json(char* body, std::size_t size) {
  const char* from = body;
  const char* const end = body + size;
  char* to = body;
  while (from < end) {
    const auto rest = static_cast<std::size_t>(end - from);
    const auto* escape = static_cast<const char*>(std::memchr(from, '\\', rest));
    const auto plain = escape == nullptr ? rest : static_cast<std::size_t>(escape - from);
    std::memmove(to, from, plain);
    to += plain;
    if (escape == nullptr) break;
    from = escape + 1;
    if (from == end) return std::nullopt;
    std::size_t length = 0;
    const char kind = *from++;
    auto character = kind == 'u'
                         ? unicode_escape({from, static_cast<std::size_t>(end - from)}, length)
                         : short_escape(kind);
    if (character == kNoCharacter) return std::nullopt;
    const bool breaks = character == '\n' || character == '\r' || character == '\t';
    if (character < 0x20 && !breaks) character = ' ';
    from += length;
    to = write(to, character);
  }
  return std::string_view(body, static_cast<std::size_t>(to - body));
}

}  // namespace procured::reader
