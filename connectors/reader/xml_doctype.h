#pragma once

#include <cstddef>
#include <string_view>

namespace procured::reader {

/// Where a document type ends, and whether it is more than the names of files.
struct DoctypeEnd {
  std::size_t after = std::string_view::npos;  ///< Behind it; npos: it ends nowhere.
  bool declares = false;                       ///< It has declarations of its own.
};

/// Of one that starts at `at` with nine characters of any case: "<!DOCTYPE".
inline DoctypeEnd end_of_doctype(std::string_view text, std::size_t at) {
  for (at += 9; at < text.size() && text[at] != '>'; ++at) {
    if (text[at] == '[' || text[at] == '<') return {.declares = true};
    if (text[at] != '"' && text[at] != '\'') continue;
    at = text.find(text[at], at + 1);
    if (at == std::string_view::npos) return {};
  }
  return at < text.size() ? DoctypeEnd{.after = at + 1} : DoctypeEnd{};
}

}  // namespace procured::reader
