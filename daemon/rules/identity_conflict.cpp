#include "rules/rule.h"

// Why: two systems that tell one document differently cannot both be right, and a figure may rest
// on the wrong one. See identity_conflict.md for the worked example.
namespace procured::rules::identity_conflict {

Judgement judge(const RuleInput& input) {
  const auto& fields = input.purchase.conflicting_fields;
  if (fields.empty()) return not_applicable();
  Judgement judgement{.outcome = v1::BREACH};
  for (const auto& field : fields) judgement.parameters.push_back(parameter("field", field));
  judgement.evidence = {{v1::DocumentContent::kIdFieldNumber, false}};
  return judgement;
}

RuleSpec spec() {
  return {
      .id = "identity_conflict",
      .version = 1,
      .scope = Scope::kDocument,
      .family = v1::Finding::DATA_QUALITY,
      .source =
          "Sightings of one document contradict in amount, currency, order or contract reference",
      .judge = judge};
}

}  // namespace procured::rules::identity_conflict
