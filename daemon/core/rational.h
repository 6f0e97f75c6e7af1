#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <compare>

#include "core/decimal.h"

namespace procured::core {

/// An exact fraction. What comes out of a division, or of price × quantity, stays a Rational to the
/// end and is rounded once (definitions §2).
class Rational {
 public:
  using Integer = boost::multiprecision::cpp_int;

  Rational() = default;
  Rational(
      const Decimal& value);  // NOLINT(google-explicit-constructor): every Decimal is a Rational

  bool is_zero() const { return numerator_ == 0; }
  int sign() const { return numerator_.sign(); }
  Rational abs() const;

  /// Rounded to `scale` decimals, half away from zero. nullopt when it does not fit a Decimal.
  std::optional<Decimal> rounded(int scale) const;

  friend Rational operator+(const Rational& left, const Rational& right);
  friend Rational operator-(const Rational& left, const Rational& right);
  friend Rational operator*(const Rational& left, const Rational& right);
  /// @errors aborts when right is zero: callers ask first.
  friend Rational operator/(const Rational& left, const Rational& right);
  friend std::strong_ordering operator<=>(const Rational& left, const Rational& right);
  friend bool operator==(const Rational& left, const Rational& right) {
    return (left <=> right) == 0;
  }

 private:
  Rational(Integer numerator, Integer denominator);

  Integer numerator_ = 0;
  Integer denominator_ = 1;  // always positive
};

}  // namespace procured::core
