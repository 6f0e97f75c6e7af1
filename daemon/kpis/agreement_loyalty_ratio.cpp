#include "kpis/kpi.h"

// How much of what agreements cover is really bought on them. See agreement_loyalty_ratio.md.
namespace procured::kpis::agreement_loyalty_ratio {

std::optional<Tally> measure(const model::PurchaseLine& line) {
  switch (line.coverage) {
    case model::Coverage::kUndetermined:
      return ratio_of(line, Share::kUnknown);
    case model::Coverage::kNotCovered:
      return ratio_of(line, Share::kOutside);
    case model::Coverage::kCovered:
      break;
  }
  return ratio_of(line, line.on_agreement ? Share::kNumerator : Share::kDenominator);
}

KpiSpec spec() {
  return {.id = "agreement_loyalty_ratio",
          .version = 1,
          .form = Form::kRatio,
          .source = "DFØ, avtalelojalitet: how much of what agreements cover is bought on them",
          .measure = measure};
}

}  // namespace procured::kpis::agreement_loyalty_ratio
