#include "kpis/kpi.h"

// What buying elsewhere cost against the agreement. See missed_saving_amount.md.
namespace procured::kpis::missed_saving_amount {

std::optional<Tally> measure(const model::PurchaseLine& line) {
  if (line.coverage != model::Coverage::kCovered || line.on_agreement) return std::nullopt;
  return amount_of(line, line.missed_saving);
}

KpiSpec spec() {
  return {.id = "missed_saving_amount",
          .version = 1,
          .form = Form::kAmount,
          .source = "definitions of the first release; leakage against the agreement",
          .measure = measure};
}

}  // namespace procured::kpis::missed_saving_amount
