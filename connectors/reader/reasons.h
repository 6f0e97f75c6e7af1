#pragma once

#include <string_view>

namespace procured::reader::reason {

// Why bytes could not be turned into a tree or into rows. Part of the closed list of
// program/reasons.h, which documents each.
inline constexpr std::string_view kEmptyFile = "empty_file";
inline constexpr std::string_view kTruncated = "truncated";
inline constexpr std::string_view kNotWellFormed = "not_well_formed";
inline constexpr std::string_view kDoctypeRefused = "doctype_refused";
inline constexpr std::string_view kTooDeep = "too_deep";
inline constexpr std::string_view kTooLarge = "too_large";
inline constexpr std::string_view kInvalidEncoding = "invalid_encoding";
inline constexpr std::string_view kUnknownEncoding = "unknown_encoding";
inline constexpr std::string_view kMissingColumn = "missing_column";
inline constexpr std::string_view kControlCount = "control_count";
inline constexpr std::string_view kControlReference = "control_reference";
inline constexpr std::string_view kRowTooLong = "row_too_long";
inline constexpr std::string_view kRowTooShort = "row_too_short";
inline constexpr std::string_view kUnterminatedQuote = "unterminated_quote";
inline constexpr std::string_view kStrayQuote = "stray_quote";

}  // namespace procured::reader::reason
