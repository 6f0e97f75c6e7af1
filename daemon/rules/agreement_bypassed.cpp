#include "rules/rule.h"

// Why: an agreement saves nothing while units buy elsewhere. See agreement_bypassed.md for the
// worked example.
namespace procured::rules::agreement_bypassed {

Judgement judge(const RuleInput& input) {
  const auto& line = *input.line;
  if (line.coverage == model::Coverage::kNotCovered) return not_applicable();
  if (line.coverage == model::Coverage::kUndetermined) return undetermined(line.missing);

  Judgement judgement = compliant();
  judgement.agreement = line.agreement;
  judgement.evidence = {{v1::DocumentContent::kSellerFieldNumber, false},
                        {v1::Line::kLineExtensionAmountFieldNumber, true}};
  judgement.compared = {compared("seller", input.purchase.seller_id),
                        compared("agreement_supplier", line.agreement->supplier_id)};
  if (line.on_agreement) return judgement;

  judgement.outcome = v1::BREACH;
  judgement.missed = line.missed_saving;
  if (!line.missed_saving) judgement.missing = {"saving_rate"};
  judgement.would_comply = would_comply("supplier", line.agreement->supplier_id);
  return judgement;
}

RuleSpec spec() {
  return {.id = "agreement_bypassed",
          .version = 1,
          .scope = Scope::kLine,
          .source = "The framework agreement's obligation to use it; DFØ, avtalelojalitet",
          .judge = judge};
}

}  // namespace procured::rules::agreement_bypassed
