#include "normalise/state_keys.h"

#include <fmt/format.h>

#include "core/text.h"

namespace procured::normalise {

std::string source_part_key(std::string_view connector, std::string_view source_key,
                            std::uint32_t part) {
  return source_prefix(connector, source_key) + fmt::format("{:010}", part);
}

std::string source_prefix(std::string_view connector, std::string_view source_key) {
  return core::join_key({"n", "d", connector, source_key}) + '|';
}

std::string register_file_key(std::string_view connector, std::string_view register_name,
                              std::string_view path) {
  return core::join_key({"n", "f", connector, register_name, path});
}

std::string register_row_key(std::string_view register_key) {
  return "n|r|" + std::string(register_key);
}

}  // namespace procured::normalise
