#include "simulate/amounts.h"

#include <algorithm>
#include <numeric>

namespace procured::simulate {

std::int64_t power_of_ten(int exponent) {
  std::int64_t result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

std::int64_t rounded_ratio(__int128 numerator, __int128 denominator) {
  const bool negative = numerator < 0;
  const __int128 absolute = negative ? -numerator : numerator;
  const auto rounded = static_cast<std::int64_t>((2 * absolute + denominator) / (2 * denominator));
  return negative ? -rounded : rounded;
}

std::int64_t gross_amount(const Line& line, const Currency& currency) {
  const __int128 numerator =
      static_cast<__int128>(line.quantity_e3) * line.price_e4 * power_of_ten(currency.minor_digits);
  return rounded_ratio(numerator, static_cast<__int128>(line.base_quantity) * 10'000'000);
}

std::int64_t tax_amount(std::int64_t taxable, int percent) {
  return rounded_ratio(static_cast<__int128>(taxable) * percent, 100);
}

std::vector<std::int64_t> allocated_amounts(const Document& document) {
  const int sign = document.kind == Kind::kCreditNote ? -1 : 1;
  const std::int64_t sum = document.charge - document.allowance;
  const std::int64_t to_share = sum < 0 ? -sum : sum;
  std::vector<std::int64_t> weights;
  for (const auto& line : document.lines) weights.push_back(line.net < 0 ? -line.net : line.net);
  auto total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  if (total == 0) {
    weights.assign(weights.size(), 1);
    total = static_cast<std::int64_t>(weights.size());
  }
  std::vector<std::int64_t> shares;
  std::vector<std::pair<std::int64_t, std::size_t>>
      remainders;  // negated, so that the largest sorts first
  std::int64_t shared = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto product = static_cast<__int128>(to_share) * weights[i];
    shares.push_back(static_cast<std::int64_t>(product / total));
    remainders.emplace_back(-static_cast<std::int64_t>(product % total), i);
    shared += shares.back();
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; shared < to_share; ++i, ++shared) ++shares[remainders[i].second];
  for (std::size_t i = 0; i < shares.size(); ++i) {
    shares[i] = sign * (document.lines[i].net + (sum < 0 ? -shares[i] : shares[i]));
  }
  return shares;
}

}  // namespace procured::simulate
