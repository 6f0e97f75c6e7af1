#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace procured::tools {

/// Colours for people, where they read at a terminal.
class Palette {
 public:
  explicit Palette(bool colour) : colour_(colour) {}

  std::string strong(std::string_view text) const { return painted("1", text); }
  std::string dim(std::string_view text) const { return painted("2", text); }
  std::string good(std::string_view text) const { return painted("32", text); }
  std::string odd(std::string_view text) const { return painted("33", text); }
  std::string bad(std::string_view text) const { return painted("31", text); }

 private:
  std::string painted(std::string_view code, std::string_view text) const {
    return colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  bool colour_;
};

}  // namespace procured::tools
