#include "connectors/reader/xml_references.h"

#include <algorithm>
#include <cstdint>

#include "connectors/reader/byte_search.h"

namespace procured::reader {
namespace {

std::optional<char32_t> numbered(std::string_view digits) {
  const bool hex = !digits.empty() && digits[0] == 'x';
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 8) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : digits) {
    if (c >= '0' && c <= '9') {
      value = value * (hex ? 16U : 10U) + static_cast<std::uint32_t>(c - '0');
    } else if (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
      value = value * 16U + static_cast<std::uint32_t>((c | 0x20) - 'a') + 10U;
    } else {
      return std::nullopt;
    }
  }
  const bool allowed = value < 0x20 ? value == 0x9 || value == 0xA || value == 0xD
                                    : value <= 0xD7FF || (value >= 0xE000 && value <= 0xFFFD) ||
                                          (value >= 0x10000 && value <= 0x10FFFF);
  return allowed ? std::optional<char32_t>(value) : std::nullopt;
}

void append_utf8(char32_t character, std::string& out) {
  const auto continuation = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((character >> shift) & 0x3FU));
  };
  if (character < 0x80) {
    out += static_cast<char>(character);
  } else if (character < 0x800) {
    out += static_cast<char>(0xC0U | (character >> 6U));
    continuation(0);
  } else if (character < 0x10000) {
    out += static_cast<char>(0xE0U | (character >> 12U));
    continuation(6);
    continuation(0);
  } else {
    out += static_cast<char>(0xF0U | (character >> 18U));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

/// Appends the line end at `at`, which is a "\r"; the offset after it.
std::size_t append_line_end(std::string_view text, std::size_t at, std::string& out) {
  out += '\n';
  return at + (at + 1 < text.size() && text[at + 1] == '\n' ? 2U : 1U);
}

}  // namespace

std::optional<char32_t> character_of(std::string_view reference) {
  if (!reference.empty() && reference[0] == '#') return numbered(reference.substr(1));
  if (reference == "amp") return U'&';
  if (reference == "lt") return U'<';
  if (reference == "gt") return U'>';
  if (reference == "quot") return U'"';
  if (reference == "apos") return U'\'';
  return std::nullopt;
}

bool append_decoded(std::string_view text, std::string& out) {
  for (std::size_t at = 0;;) {
    const auto plain = at;
    at = find_byte(text, at, [](Bytes b) { return (b == '&') | (b == '\r'); });
    out.append(text.substr(plain, at - plain));
    if (at == text.size()) return true;
    if (text[at] == '\r') {
      at = append_line_end(text, at, out);
      continue;
    }
    const auto size = text.substr(at + 1, kReferenceBytesMax + 1).find(';');
    if (size == std::string_view::npos) return false;
    const auto character = character_of(text.substr(at + 1, size));
    if (!character) return false;
    append_utf8(*character, out);
    at += size + 2;
  }
}

void append_with_line_ends(std::string_view text, std::string& out) {
  for (std::size_t at = 0;;) {
    const auto plain = at;
    at = std::min(text.find('\r', at), text.size());
    out.append(text.substr(plain, at - plain));
    if (at == text.size()) return;
    at = append_line_end(text, at, out);
  }
}

}  // namespace procured::reader
