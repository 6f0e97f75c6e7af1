#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace procured::reader {

/// What the bytes of a single-byte encoding are in UTF-8, as ICU knows it: a table, as to convert
/// a document as a whole takes ICU longer than all that is read from it.
class SingleBytePage {
 public:
  /// Of ICU's name for it. Made once in each thread, and lives as long.
  static const SingleBytePage& of(const std::string& converter);

  /// Whether bytes below 0x80 are ASCII. Of DOS pages some are not.
  bool extends_ascii() const { return extends_ascii_; }
  /// Empty for a byte that means nothing.
  std::string_view utf8(char byte) const {
    const auto& known = characters_[static_cast<unsigned char>(byte)];
    return {known.utf8.data(), known.size};
  }

 private:
  struct Character {
    std::array<char, 4> utf8{};
    std::uint8_t size = 0;
  };

  explicit SingleBytePage(const std::string& converter);

  std::array<Character, 256> characters_;
  bool extends_ascii_ = true;
};

}  // namespace procured::reader
