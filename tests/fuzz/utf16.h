#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/text.h"

namespace procured::fuzz {

/// Valid UTF-8 as UTF-16, little endian, with its byte-order mark; nullopt of anything else.
/// Written here, so that it shares nothing with what it checks.
inline std::optional<std::string> as_utf16(std::string_view text) {
  if (!core::is_valid_utf8(text)) return std::nullopt;
  std::string wide("\xFF\xFE", 2);
  const auto unit = [&](unsigned value) {
    wide += static_cast<char>(value & 0xFFU);
    wide += static_cast<char>(value >> 8U);
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    unsigned character = more == 0 ? lead : lead & (0x3FU >> static_cast<unsigned>(more));
    for (int i = 1; i <= more; ++i)
      character = (character << 6U) |
                  (static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]) & 0x3FU);
    at += static_cast<std::size_t>(more) + 1;
    if (character < 0x10000) {
      unit(character);
    } else {
      unit(0xD800U + ((character - 0x10000U) >> 10U));
      unit(0xDC00U + ((character - 0x10000U) & 0x3FFU));
    }
  }
  return wide;
}

}  // namespace procured::fuzz
