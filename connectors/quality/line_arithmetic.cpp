#include "connectors/quality/line_arithmetic.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/rational.h"
#include "model/unit_of_measure.h"

namespace procured::mapping {

using core::Decimal;
using core::Rational;

namespace {

constexpr int kDecimalsShown = 4;

/// What a line states of its net amount.
struct Stated {
  Decimal quantity;
  Decimal price;
  Decimal base{1, 0};
  Decimal charges;  ///< Less the allowances.
  Decimal net;
  std::optional<Rational> factor = std::nullopt;  ///< Price's units in the quantity's; none: one.
};

/// A coefficient whose scale may grow beyond what a Decimal holds.
struct Scaled {
  Decimal::Coefficient coefficient = 0;
  int scale = 0;

  /// left × right; false when 128 bits do not hold it.
  bool multiply(const Decimal& left, const Decimal& right) {
    scale = left.scale() + right.scale();
    return !__builtin_mul_overflow(left.coefficient(), right.coefficient(), &coefficient);
  }
  bool rescale(int to) {
    bool fits = true;
    for (; scale < to && fits; ++scale)
      fits = !__builtin_mul_overflow(coefficient, Decimal::Coefficient{10}, &coefficient);
    return fits;
  }
};

/// Whether |quantity × price ÷ base − (net − charges)| > slack, in 128 bits: all is multiplied by
/// the base. nullopt when they do not hold it.
std::optional<bool> differs_in_128_bits(const Stated& line, const Decimal& slack) {
  Scaled product;
  Scaled stated;
  Scaled most;
  if (!product.multiply(line.quantity, line.price) ||
      !stated.multiply(line.net - line.charges, line.base) ||
      !most.multiply(slack, line.base.abs())) {
    return std::nullopt;
  }
  const int scale = std::max({product.scale, stated.scale, most.scale});
  Decimal::Coefficient difference = 0;
  if (!product.rescale(scale) || !stated.rescale(scale) || !most.rescale(scale) ||
      __builtin_sub_overflow(product.coefficient, stated.coefficient, &difference)) {
    return std::nullopt;
  }
  return difference > most.coefficient || difference < -most.coefficient;
}

Rational worked_out(const Stated& line) {
  auto quantity = Rational(line.quantity);
  if (line.factor) quantity = quantity * *line.factor;
  return quantity * Rational(line.price) / Rational(line.base) + Rational(line.charges);
}

bool differs(const Stated& line, const Decimal& slack) {
  if (!line.factor) {
    if (const auto small = differs_in_128_bits(line, slack)) return *small;
  }
  return (worked_out(line) - Rational(line.net)).abs() > Rational(slack);
}

/// Charges less allowances; nullopt when the amount of one is not known.
std::optional<Decimal> charges_of(const v1::Line& line) {
  Decimal sum;
  for (const auto& entry : line.allowances_charges()) {
    const auto amount = Decimal::parse(entry.amount());
    if (!amount) return std::nullopt;
    sum += entry.charge() ? *amount : -*amount;
  }
  return sum;
}

std::optional<Stated> stated_by(const v1::Line& line) {
  const auto net = Decimal::parse(line.line_extension_amount());
  const auto quantity = Decimal::parse(line.quantity());
  const auto price = Decimal::parse(line.price_amount());
  if (!net || !quantity || !price) return std::nullopt;
  const auto charges = charges_of(line);
  if (!charges) return std::nullopt;
  Stated stated{.quantity = *quantity, .price = *price, .charges = *charges, .net = *net};
  if (const auto& text = line.base_quantity(); !text.empty() && text != "1") {
    const auto base = Decimal::parse(line.base_quantity());
    if (!base || base->is_zero()) return std::nullopt;
    stated.base = *base;
  }
  if (const auto& unit = line.base_quantity_unit_code();
      !unit.empty() && unit != line.unit_code()) {
    stated.factor = model::unit_factor(line.unit_code(), unit);
    if (!stated.factor) return std::nullopt;
  }
  return stated;
}

/// "quantity 6 × price 18.33 is 109.98, the line's net amount -109.98"
std::string told(const v1::Line& line, Stated stated, const Decimal& slack) {
  auto text = fmt::format("quantity {} × price {}", line.quantity(), line.price_amount());
  if (stated.base != Decimal(1, 0))
    text += fmt::format(" ÷ base quantity {}", line.base_quantity());
  if (stated.factor)
    text += fmt::format(" ({} in {})", line.unit_code(), line.base_quantity_unit_code());
  const auto sign = stated.charges.sign();
  if (sign != 0)
    text += fmt::format(" {} {} of allowances and charges", sign < 0 ? '-' : '+',
                        stated.charges.abs().to_string());
  const auto result = worked_out(stated).rounded(kDecimalsShown);
  text += fmt::format(" is {}, the line's net amount {}",
                      result ? result->to_string() : std::string("too large a number"),
                      line.line_extension_amount());
  stated.charges = Decimal();
  return sign != 0 && !differs(stated, slack) ? text + ", which leaves them out" : text;
}

}  // namespace

std::optional<std::string> line_contradiction(const v1::Line& line, const Decimal& slack) {
  const auto stated = stated_by(line);
  if (!stated || !differs(*stated, slack)) return std::nullopt;
  return told(line, *stated, slack);
}

}  // namespace procured::mapping
