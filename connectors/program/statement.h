#pragma once

#include <cstdint>
#include <string>

#include "connectors/program/path.h"

namespace procured::mapping {

/// Where a mapping file states something, and what of its program that is: for those who ask why;
/// decoding has no need of it. A fragment that is used twice makes two statements of one place.
struct Statement {
  enum class Kind : std::uint8_t {
    kField,     ///< A path that feeds a field; of a register a column.
    kOutside,   ///< A path from "/", read when its group ends.
    kMessage,   ///< The element that a message is, or the elements that each make one.
    kIgnored,   ///< What is not mapped, with a reason.
    kDefault,   ///< Value without a source.
    kConstant,  ///< `set`
  };
  static constexpr std::uint32_t kAnywhere = 0xFFFFFFFF;

  Kind kind = Kind::kField;
  std::string place;  ///< file:line:column
  std::string text;   ///< The path, the column or the value as written.
  std::uint16_t field = 0xFFFF;
  std::uint16_t rule = 0xFFFF;  ///< As in Leaf; with `rank` it tells a field's paths apart.
  std::uint8_t rank = 0;
  std::uint16_t slot = 0xFFFF;      ///< Of kMessage.
  std::uint32_t state = kAnywhere;  ///< Where the path ends; kAnywhere: in no state of its own.
  Symbol attribute = reader::kUnknownName;  ///< Of the state's element; none: the element.
};

}  // namespace procured::mapping
