#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace procured::core {

/// An exact decimal number: coefficient × 10^-scale. Money, prices and quantities are Decimals from
/// the source text to the KPI cell; nothing is ever rounded by arithmetic here (see Rational for
/// division).
///
/// Input is bounded (kIntegerDigitsMax, kScaleMax), so that a sum of 10^13 of the largest values
/// still fits into 128 bits: no input reaches an overflow. Always normalised: no trailing zeros in
/// the fraction, one zero.
class Decimal {
 public:
  using Coefficient = __int128;

  static constexpr int kIntegerDigitsMax = 15;
  static constexpr int kScaleMax = 10;

  constexpr Decimal() = default;
  /// coefficient × 10^-scale, normalised. @errors aborts when scale is outside 0..kScaleMax.
  Decimal(Coefficient coefficient, int scale);

  /// Reads an optional sign, digits and an optional fraction after `point` ('.' or ',');
  /// surrounding blanks are ignored. No exponent, no thousands separator. nullopt when it is no
  /// such number or out of bounds.
  static std::optional<Decimal> parse(std::string_view text, char point = '.');

  Coefficient coefficient() const { return coefficient_; }
  int scale() const { return scale_; }
  bool is_zero() const { return coefficient_ == 0; }
  int sign() const { return coefficient_ < 0 ? -1 : coefficient_ > 0 ? 1 : 0; }
  Decimal abs() const;

  /// Canonical: "19.5", "0", "-3"; plain, no exponent, no trailing zeros.
  std::string to_string() const;

  Decimal operator-() const;
  Decimal& operator+=(const Decimal& other);
  Decimal& operator-=(const Decimal& other);
  friend Decimal operator+(Decimal left, const Decimal& right) { return left += right; }
  friend Decimal operator-(Decimal left, const Decimal& right) { return left -= right; }
  friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right);
  friend bool operator==(const Decimal& left, const Decimal& right) = default;

 private:
  void normalise();

  Coefficient coefficient_ = 0;
  int scale_ = 0;
};

/// A literal of the source code, e.g. `"0.02"_dec`. Aborts on a malformed literal.
Decimal operator""_dec(const char* text, std::size_t size);

}  // namespace procured::core
