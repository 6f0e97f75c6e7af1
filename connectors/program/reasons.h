#pragma once

#include <array>
#include <string_view>

#include "connectors/reader/reasons.h"

namespace procured::mapping::reason {

using namespace reader::reason;  // NOLINT: one closed list, in two rooms

inline constexpr std::string_view kNotRecognised = "not_recognised";
inline constexpr std::string_view kWrongRoot = "wrong_root";
inline constexpr std::string_view kWrongNamespace = "wrong_namespace";
inline constexpr std::string_view kKindNotSupported = "kind_not_supported";
inline constexpr std::string_view kFragment = "fragment";
inline constexpr std::string_view kMissingId = "missing_id";
inline constexpr std::string_view kMissingIssueDate = "missing_issue_date";
inline constexpr std::string_view kMissingCurrency = "missing_currency";
inline constexpr std::string_view kMissingSeller = "missing_seller";
inline constexpr std::string_view kMissingBuyer = "missing_buyer";
inline constexpr std::string_view kMissingLines = "missing_lines";
inline constexpr std::string_view kMissingLineAmount = "missing_line_amount";
inline constexpr std::string_view kMissingValue = "missing_value";
inline constexpr std::string_view kDuplicateColumn = "duplicate_column";
inline constexpr std::string_view kInvalidNumber = "invalid_number";
inline constexpr std::string_view kNumberOutOfRange = "number_out_of_range";
inline constexpr std::string_view kInvalidDate = "invalid_date";
inline constexpr std::string_view kUnknownCurrency = "unknown_currency";
inline constexpr std::string_view kCurrencyMismatch = "currency_mismatch";
inline constexpr std::string_view kInvalidValue = "invalid_value";

/// The closed list of reasons why a document or row becomes a dead letter here;
/// connectors/README.md explains each. Codes go to the wire and to metric labels and are never
/// reused.
inline constexpr auto kAll = std::to_array<std::string_view>({
    kEmptyFile,       kTruncated,         kNotWellFormed,    kDoctypeRefused, kTooDeep,
    kTooLarge,        kInvalidEncoding,   kUnknownEncoding,  kNotRecognised,  kWrongRoot,
    kWrongNamespace,  kKindNotSupported,  kFragment,         kMissingId,      kMissingIssueDate,
    kMissingCurrency, kMissingSeller,     kMissingBuyer,     kMissingLines,   kMissingLineAmount,
    kMissingValue,    kMissingColumn,     kDuplicateColumn,  kInvalidNumber,  kNumberOutOfRange,
    kInvalidDate,     kUnknownCurrency,   kCurrencyMismatch, kInvalidValue,   kRowTooLong,
    kRowTooShort,     kUnterminatedQuote, kStrayQuote,
});

}  // namespace procured::mapping::reason
