#include "kpis/kpi.h"

// The share that auditors compare: of all purchases. See e_commerce_share_of_total_ratio.md.
namespace procured::kpis::e_commerce_share_of_total_ratio {

std::optional<Tally> measure(const model::PurchaseLine& line) {
  if (line.channel == model::Channel::kUnknown) return ratio_of(line, Share::kUnknown);
  return ratio_of(line, is_e_commerce(line.channel) ? Share::kNumerator : Share::kDenominator);
}

KpiSpec spec() {
  return {.id = "e_commerce_share_of_total_ratio",
          .version = 1,
          .form = Form::kRatio,
          .source = "SKI, e-handel measured in money: of all purchases",
          .measure = measure};
}

}  // namespace procured::kpis::e_commerce_share_of_total_ratio
