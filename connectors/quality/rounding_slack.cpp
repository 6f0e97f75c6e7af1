#include "connectors/quality/rounding_slack.h"

#include <algorithm>
#include <string>

#include "model/currency.h"

namespace procured::mapping {
namespace {

constexpr int kDecimalsOfStandard = 2;

bool has_more_decimals(const std::string& amount) {
  const auto point = amount.find('.');
  return point != std::string::npos && amount.size() - point - 1 > kDecimalsOfStandard;
}

}  // namespace

int amount_decimals(const v1::DocumentContent& content) {
  const int decimals = model::minor_unit(content.document_currency_code());
  if (decimals <= kDecimalsOfStandard) return decimals;
  const auto& lines = content.lines();
  const auto& totals = content.totals();
  const bool has_more = has_more_decimals(totals.tax_exclusive_amount()) ||
                        has_more_decimals(totals.tax_inclusive_amount()) ||
                        std::any_of(lines.begin(), lines.end(), [](const v1::Line& line) {
                          return has_more_decimals(line.line_extension_amount());
                        });
  return has_more ? decimals : kDecimalsOfStandard;
}

core::Decimal rounding_slack(int decimals, int addends) {
  constexpr int kHalvesAlways = 4;
  constexpr int kHalf = 5;  // of the last decimal, one decimal further
  return {core::Decimal::Coefficient{kHalf} * (kHalvesAlways + addends), decimals + 1};
}

}  // namespace procured::mapping
