#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "fuzz/hostile_files.h"

namespace procured::fuzz {

/// `head`, then `part` over and over, then `tail`; "#" in a part is its number.
inline std::string repeated(std::string_view head, std::string_view part, std::string_view tail,
                            std::size_t bytes) {
  std::string text(head);
  text.reserve(bytes + 4096);
  const bool numbered = part.find('#') != std::string_view::npos;
  for (std::size_t number = 1; text.size() + part.size() + tail.size() + 8 < bytes; ++number) {
    if (!numbered) {
      text += part;
      continue;
    }
    for (const char c : part) {
      if (c == '#') {
        text += std::to_string(number);
      } else {
        text += c;
      }
    }
  }
  return text += tail;
}

inline HostileFile shape(std::string name, std::string head, std::string part, std::string tail) {
  return {std::move(name), [=](std::size_t bytes) { return repeated(head, part, tail, bytes); }};
}

}  // namespace procured::fuzz
