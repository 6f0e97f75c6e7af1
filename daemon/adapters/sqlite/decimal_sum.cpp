#include "adapters/sqlite/decimal_sum.h"

#include <sqlite3.h>

#include <limits>
#include <new>
#include <string>

namespace procured::sqlite {
namespace {

// With kScaleMax decimals this still leaves room in 128 bits for adding a hundred of the largest.
constexpr int kIntegerDigitsMax = 26;

struct Sum {
  core::Decimal total;
  bool any = false;
};

void add(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
  auto* memory = static_cast<Sum**>(sqlite3_aggregate_context(context, sizeof(Sum*)));
  if (memory == nullptr) return sqlite3_result_error_nomem(context);
  if (*memory == nullptr) *memory = new (std::nothrow) Sum;
  if (*memory == nullptr) return sqlite3_result_error_nomem(context);
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(values[0]));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
  const auto value = stored_decimal({bytes == nullptr ? "" : bytes, size});
  if (!value) return sqlite3_result_error(context, "decimal_sum: no decimal", -1);
  (*memory)->total += *value;
  (*memory)->any = true;
}

void finish(sqlite3_context* context) {
  auto* memory = static_cast<Sum**>(sqlite3_aggregate_context(context, 0));
  if (memory == nullptr || *memory == nullptr) return sqlite3_result_null(context);
  const std::string text = (*memory)->total.to_string();
  if ((*memory)->any) {
    sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  } else {
    sqlite3_result_null(context);
  }
  delete *memory;
}

}  // namespace

std::optional<core::Decimal> stored_decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  core::Decimal::Coefficient coefficient = 0;
  int digits = 0;  // before the point
  int scale = -1;  // below zero until the point is seen
  for (const char c : text) {
    if (c == '.' && scale < 0 && digits > 0) {
      scale = 0;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    if (scale >= 0 ? ++scale > core::Decimal::kScaleMax : ++digits > kIntegerDigitsMax) {
      return std::nullopt;
    }
    coefficient = coefficient * 10 + (c - '0');
  }
  if (digits == 0 || scale == 0) return std::nullopt;
  return core::Decimal(negative ? -coefficient : coefficient, scale < 0 ? 0 : scale);
}

std::optional<std::int64_t> ten_thousandths(std::string_view text) {
  const auto value = stored_decimal(text);
  if (!value || value->scale() > 4) return std::nullopt;
  auto scaled = value->coefficient();
  constexpr auto kLimit = core::Decimal::Coefficient{std::numeric_limits<std::int64_t>::max()};
  for (int scale = value->scale(); scale < 4; ++scale) {
    if (scaled > kLimit || scaled < -kLimit) return std::nullopt;
    scaled *= 10;
  }
  if (scaled > kLimit || scaled < -kLimit) return std::nullopt;
  return static_cast<std::int64_t>(scaled);
}

void register_decimal_sum(sqlite3* connection) {
  sqlite3_create_function_v2(connection, "decimal_sum", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                             nullptr, nullptr, add, finish, nullptr);
}

}  // namespace procured::sqlite
