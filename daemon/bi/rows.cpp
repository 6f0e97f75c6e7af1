#include "bi/rows.h"

namespace procured::bi {

Tally& Tally::operator+=(const Tally& other) {
  numerator += other.numerator;
  if (other.denominator) denominator = denominator.value_or(core::Decimal{}) + *other.denominator;
  count += other.count;
  coverage_known += other.coverage_known;
  coverage_scope += other.coverage_scope;
  return *this;
}

std::string Tally::status() const {
  if (!denominator) return "OK";
  const bool meaningful =
      denominator->sign() > 0 && numerator.sign() >= 0 && numerator <= *denominator;
  return meaningful ? "OK" : "NOT_MEANINGFUL";
}

}  // namespace procured::bi
