#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/decimal.h"

struct sqlite3;

namespace procured::sqlite {

/// Reads a canonical decimal of the store. Unlike input, a sum may have more than fifteen digits
/// before the point. nullopt when it is no canonical decimal.
std::optional<core::Decimal> stored_decimal(std::string_view text);

/// The value in ten-thousandths; nullopt when it is absent, no whole number of them, or beyond 64
/// bits.
std::optional<std::int64_t> ten_thousandths(std::string_view text);

/// Gives the connection the aggregate `decimal_sum(text)`: the exact sum of canonical decimals as a
/// canonical decimal. NULL is left out; NULL when there is nothing to add.
void register_decimal_sum(sqlite3* connection);

}  // namespace procured::sqlite
