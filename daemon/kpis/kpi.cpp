#include "kpis/kpi.h"

#include <algorithm>

namespace procured::kpis {

#define KPI(stem)  \
  namespace stem { \
  KpiSpec spec();  \
  }
#include "kpis/kpis.def"
#undef KPI

const std::vector<KpiSpec>& catalogue() {
  static const std::vector<KpiSpec> kpis = {
#define KPI(stem) stem::spec(),
#include "kpis/kpis.def"
#undef KPI
  };
  return kpis;
}

const KpiSpec* find(std::string_view id) {
  const auto& kpis = catalogue();
  const auto found =
      std::find_if(kpis.begin(), kpis.end(), [&](const KpiSpec& kpi) { return kpi.id == id; });
  return found == kpis.end() ? nullptr : &*found;
}

Tally& Tally::operator+=(const Tally& other) {
  numerator += other.numerator;
  denominator += other.denominator;
  count += other.count;
  coverage_known += other.coverage_known;
  coverage_scope += other.coverage_scope;
  scope_lines += other.scope_lines;
  return *this;
}

Tally Tally::operator-() const {
  return {-numerator, -denominator, -count, -coverage_known, -coverage_scope, -scope_lines};
}

Tally ratio_of(const model::PurchaseLine& line, Share share) {
  Tally tally{.coverage_scope = line.amount.abs(), .scope_lines = 1};
  if (share == Share::kUnknown) return tally;
  tally.coverage_known = tally.coverage_scope;
  if (share == Share::kOutside) return tally;
  tally.denominator = line.amount;
  tally.count = 1;
  if (share == Share::kNumerator) tally.numerator = line.amount;
  return tally;
}

Tally amount_of(const model::PurchaseLine& line, const std::optional<core::Decimal>& amount) {
  Tally tally{.coverage_scope = line.amount.abs(), .scope_lines = 1};
  if (!amount) return tally;
  tally.numerator = *amount;
  tally.count = 1;
  tally.coverage_known = tally.coverage_scope;
  return tally;
}

std::string_view status(Form form, const core::Decimal& numerator,
                        const core::Decimal& denominator) {
  if (form == Form::kAmount) return "OK";
  const bool meaningful =
      denominator.sign() > 0 && numerator.sign() >= 0 && numerator <= denominator;
  return meaningful ? "OK" : "NOT_MEANINGFUL";
}

}  // namespace procured::kpis
