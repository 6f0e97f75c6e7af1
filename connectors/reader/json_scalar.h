#pragma once

#include <optional>
#include <string_view>

namespace procured::reader {

/// True for a number of JSON. @source RFC 8259 §6
bool is_json_number(std::string_view token);

/// Turns the escapes of a string into what they stand for, in place: what stands for a character is
/// never shorter. Control characters written as escapes become blanks, because no field of a
/// document can hold them and a note that somebody pasted must not cost the order.
/// @param body what stands between the quotes
/// @returns the start of `body`, shortened; nullopt for an escape that is none and for half of a
/// surrogate pair.
/// @source RFC 8259 §7
std::optional<std::string_view> unescape_json(char* body, std::size_t size);

}  // namespace procured::reader
