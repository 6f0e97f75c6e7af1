#pragma once

#include <string>
#include <string_view>

/// Keys of normalising's state. Parts are escaped (core/text.h).
///
///     n|d|<connector>|<source key>|<part>         SourceState
///     n|f|<connector>|<register>|<path>           RegisterFileState
///     n|r|<register key>                          ReferenceVersions: every version of a row that
///     arrived
namespace procured::normalise {

/// Parts are numbered from 1; the number is padded so that keys sort by it.
std::string source_part_key(std::string_view connector, std::string_view source_key,
                            std::uint32_t part);
/// Of all parts of a source key.
std::string source_prefix(std::string_view connector, std::string_view source_key);
std::string register_file_key(std::string_view connector, std::string_view register_name,
                              std::string_view path);
std::string register_row_key(std::string_view register_key);

}  // namespace procured::normalise
