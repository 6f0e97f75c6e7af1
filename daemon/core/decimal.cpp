#include "core/decimal.h"

#include <algorithm>
#include <array>

#include "core/check.h"
#include "core/text.h"

namespace procured::core {
namespace {

constexpr auto kPowers = [] {
  std::array<Decimal::Coefficient, 31> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

Decimal::Coefficient power(int exponent) { return kPowers[static_cast<std::size_t>(exponent)]; }

/// So long a text has no more digits before the point than a Decimal may, and fits 64 bits.
constexpr std::size_t kShortMax = Decimal::kIntegerDigitsMax;

/// Reads the digits from `at` on into a number; gives the first that is none.
const char* read_digits(const char* at, const char* end, std::int64_t& number) {
  for (; at != end && is_digit(*at); ++at) number = number * 10 + (*at - '0');
  return at;
}

/// What follows the sign, of nearly every number: in 64 bits, which is several times as fast as in
/// 128.
std::optional<Decimal> parse_short(std::string_view text, char point, bool negative) {
  const auto* const end = text.data() + text.size();
  std::int64_t coefficient = 0;
  int scale = 0;
  const auto* at = read_digits(text.data(), end, coefficient);
  bool has_digits = at != text.data();
  if (at != end && *at == point) {
    const auto* const fraction = at + 1;
    at = read_digits(fraction, end, coefficient);
    scale = static_cast<int>(at - fraction);
    has_digits = has_digits || scale > 0;
  }
  if (at != end || !has_digits) return std::nullopt;
  for (; scale > Decimal::kScaleMax && coefficient % 10 == 0; --scale) coefficient /= 10;
  if (scale > Decimal::kScaleMax) return std::nullopt;
  // Made where it is needed: a copy of what was just written would wait for it.
  return std::optional<Decimal>(std::in_place, negative ? -coefficient : coefficient, scale);
}

/// The same of any length.
std::optional<Decimal> parse_long(std::string_view text, char point, bool negative) {
  const auto mark = text.find(point);
  auto integer = text.substr(0, mark);
  auto fraction = mark == std::string_view::npos ? std::string_view{} : text.substr(mark + 1);
  const auto digits_only = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!digits_only(integer) || !digits_only(fraction)) return std::nullopt;
  while (!integer.empty() && integer.front() == '0') integer.remove_prefix(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  if (integer.size() > Decimal::kIntegerDigitsMax || fraction.size() > Decimal::kScaleMax)
    return std::nullopt;
  Decimal::Coefficient coefficient = 0;
  for (const char c : integer) coefficient = coefficient * 10 + (c - '0');
  for (const char c : fraction) coefficient = coefficient * 10 + (c - '0');
  return Decimal(negative ? -coefficient : coefficient, static_cast<int>(fraction.size()));
}

}  // namespace

Decimal::Decimal(Coefficient coefficient, int scale) : coefficient_(coefficient), scale_(scale) {
  PROCURED_CHECK(scale >= 0 && scale <= kScaleMax);
  normalise();
}

void Decimal::normalise() {
  // A remainder in 64 bits costs a tenth of what it does in 128.
  if (auto small = static_cast<std::int64_t>(coefficient_); small == coefficient_) {
    for (; scale_ > 0 && small % 10 == 0; --scale_) small /= 10;
    coefficient_ = small;
    return;
  }
  while (scale_ > 0 && coefficient_ % 10 == 0) {
    coefficient_ /= 10;
    --scale_;
  }
}

std::optional<Decimal> Decimal::parse(std::string_view text, char point) {
  text = trim(text);
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  return text.size() <= kShortMax ? parse_short(text, point, negative)
                                  : parse_long(text, point, negative);
}

Decimal Decimal::abs() const { return coefficient_ < 0 ? -*this : *this; }

std::string Decimal::to_string() const {
  std::array<char, 48> buffer{};
  auto* out = buffer.data() + buffer.size();
  Coefficient rest = coefficient_ < 0 ? -coefficient_ : coefficient_;
  int written = 0;
  while (rest != 0 || written <= scale_) {
    if (written == scale_ && scale_ > 0) *--out = '.';
    *--out = static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
    ++written;
  }
  if (coefficient_ < 0) *--out = '-';
  return {out, static_cast<std::size_t>(buffer.data() + buffer.size() - out)};
}

Decimal Decimal::operator-() const {
  Decimal result = *this;
  result.coefficient_ = -result.coefficient_;
  return result;
}

Decimal& Decimal::operator+=(const Decimal& other) {
  Coefficient addend = other.coefficient_;
  if (other.scale_ > scale_) {
    coefficient_ *= power(other.scale_ - scale_);
    scale_ = other.scale_;
  } else {
    addend *= power(scale_ - other.scale_);
  }
  PROCURED_CHECK(!__builtin_add_overflow(coefficient_, addend, &coefficient_));
  normalise();
  return *this;
}

Decimal& Decimal::operator-=(const Decimal& other) { return *this += -other; }

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) {
  const int scale = std::max(left.scale_, right.scale_);
  const auto l = left.coefficient_ * power(scale - left.scale_);
  const auto r = right.coefficient_ * power(scale - right.scale_);
  return l < r   ? std::strong_ordering::less
         : l > r ? std::strong_ordering::greater
                 : std::strong_ordering::equal;
}

Decimal operator""_dec(const char* text, std::size_t size) {
  const auto value = Decimal::parse({text, size});
  PROCURED_CHECK(value.has_value());
  return *value;
}

}  // namespace procured::core
