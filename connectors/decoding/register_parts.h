#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace procured::mapping {

/// Of a register's text: what comes of a part is some 25 times as large, and held at once.
inline constexpr std::size_t kRegisterPartBytes = 4UL * 1024 * 1024;

/// Some rows of a register's file, behind its header line.
struct RegisterPart {
  std::uint64_t first_row = 0;  ///< Line of its first row in the file.
  std::string bytes;
};

/// A register's file in parts of about so many bytes at most, at boundaries of rows. None where the
/// file is one itself: it is no larger; or it is no UTF-8 text, its header is quoted, or it has
/// more rows than a file may have. @pre its first line is the header
std::vector<RegisterPart> register_parts(std::string_view bytes, std::string_view delimiters,
                                         std::size_t bytes_max = kRegisterPartBytes);

}  // namespace procured::mapping
