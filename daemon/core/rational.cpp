#include "core/rational.h"

#include "core/check.h"

namespace procured::core {
namespace {

Rational::Integer power_of_ten(int exponent) {
  return boost::multiprecision::pow(Rational::Integer(10), static_cast<unsigned>(exponent));
}

}  // namespace

Rational::Rational(const Decimal& value)
    : numerator_(value.coefficient()), denominator_(power_of_ten(value.scale())) {}

Rational::Rational(Integer numerator, Integer denominator)
    : numerator_(std::move(numerator)), denominator_(std::move(denominator)) {
  if (denominator_ < 0) {
    numerator_ = -numerator_;
    denominator_ = -denominator_;
  }
}

Rational Rational::abs() const { return {boost::multiprecision::abs(numerator_), denominator_}; }

std::optional<Decimal> Rational::rounded(int scale) const {
  const Integer scaled = boost::multiprecision::abs(numerator_) * power_of_ten(scale);
  const Integer rounded = (2 * scaled + denominator_) / (2 * denominator_);
  if (rounded >= power_of_ten(Decimal::kIntegerDigitsMax + scale)) return std::nullopt;
  const auto coefficient = static_cast<Decimal::Coefficient>(rounded);
  return Decimal(numerator_ < 0 ? -coefficient : coefficient, scale);
}

Rational operator+(const Rational& left, const Rational& right) {
  return {left.numerator_ * right.denominator_ + right.numerator_ * left.denominator_,
          left.denominator_ * right.denominator_};
}

Rational operator-(const Rational& left, const Rational& right) {
  return {left.numerator_ * right.denominator_ - right.numerator_ * left.denominator_,
          left.denominator_ * right.denominator_};
}

Rational operator*(const Rational& left, const Rational& right) {
  return {left.numerator_ * right.numerator_, left.denominator_ * right.denominator_};
}

Rational operator/(const Rational& left, const Rational& right) {
  PROCURED_CHECK(!right.is_zero());
  return {left.numerator_ * right.denominator_, left.denominator_ * right.numerator_};
}

std::strong_ordering operator<=>(const Rational& left, const Rational& right) {
  const Rational::Integer l = left.numerator_ * right.denominator_;
  const Rational::Integer r = right.numerator_ * left.denominator_;
  return l < r   ? std::strong_ordering::less
         : l > r ? std::strong_ordering::greater
                 : std::strong_ordering::equal;
}

}  // namespace procured::core
