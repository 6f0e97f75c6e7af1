#include "connectors/decoding/line_net.h"

#include "core/rational.h"
#include "model/currency.h"

namespace procured::mapping {

std::string line_net(const v1::Line& line, std::string_view currency) {
  const auto quantity = core::Decimal::parse(line.quantity());
  const auto price = core::Decimal::parse(line.price_amount());
  if (!quantity || !price) return {};
  core::Rational net = core::Rational(*quantity) * core::Rational(*price);
  const auto base = core::Decimal::parse(line.base_quantity());
  if (base && !base->is_zero()) net = net / core::Rational(*base);
  for (const auto& entry : line.allowances_charges()) {
    const auto amount = core::Decimal::parse(entry.amount());
    // An allowance of an unknown amount leaves the whole unknown.
    if (!amount) return {};
    net = entry.charge() ? net + core::Rational(*amount) : net - core::Rational(*amount);
  }
  const auto rounded = net.rounded(model::minor_unit(currency));
  return rounded ? rounded->to_string() : std::string();
}

}  // namespace procured::mapping
