#include "kpis/kpi.h"

// The share that people can act on: what could have been ordered electronically. See
// e_commerce_share_of_potential_ratio.md.
namespace procured::kpis::e_commerce_share_of_potential_ratio {

std::optional<Tally> measure(const model::PurchaseLine& line) {
  if (line.potential == false) return ratio_of(line, Share::kOutside);
  if (!line.potential || line.channel == model::Channel::kUnknown)
    return ratio_of(line, Share::kUnknown);
  return ratio_of(line, is_e_commerce(line.channel) ? Share::kNumerator : Share::kDenominator);
}

KpiSpec spec() {
  return {.id = "e_commerce_share_of_potential_ratio",
          .version = 1,
          .form = Form::kRatio,
          .source =
              "Lillestrøm municipality, e-handelsprosent: of what could have been ordered "
              "electronically",
          .measure = measure};
}

}  // namespace procured::kpis::e_commerce_share_of_potential_ratio
