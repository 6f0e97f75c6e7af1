#include "rules/rule.h"

// Why: a contract number that no register knows hides which agreement was used. See
// contract_reference_unknown.md for the worked example.
namespace procured::rules::contract_reference_unknown {

Judgement judge(const RuleInput& input) {
  const auto& purchase = input.purchase;
  if (purchase.contract_reference.empty() || purchase.contract_reference_known)
    return not_applicable();
  Judgement judgement{.outcome = v1::BREACH};
  judgement.parameters = {parameter("contract_reference", purchase.contract_reference)};
  judgement.evidence = {{v1::DocumentContent::kContractReferenceFieldNumber, false}};
  return judgement;
}

RuleSpec spec() {
  return {.id = "contract_reference_unknown",
          .version = 1,
          .scope = Scope::kDocument,
          .family = v1::Finding::DATA_QUALITY,
          .source = "EN 16931 BT-12 names no agreement of the buyer's register",
          .judge = judge};
}

}  // namespace procured::rules::contract_reference_unknown
