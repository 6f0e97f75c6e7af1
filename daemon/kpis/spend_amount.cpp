#include "kpis/kpi.h"

// Everything else is a share of this. See spend_amount.md.
namespace procured::kpis::spend_amount {

std::optional<Tally> measure(const model::PurchaseLine& line) {
  return amount_of(line, line.amount);
}

KpiSpec spec() {
  return {.id = "spend_amount",
          .version = 1,
          .form = Form::kAmount,
          .source = "definitions of the first release; DFØ, base spend KPIs",
          .measure = measure};
}

}  // namespace procured::kpis::spend_amount
