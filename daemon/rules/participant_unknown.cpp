#include <set>

#include "rules/rule.h"

// Why: a unit that is named but unknown is entitled to nothing, and nobody sees why. See
// participant_unknown.md for the worked example.
namespace procured::rules::participant_unknown {

Judgement judge(const LotInput& input) {
  std::set<std::string> unknown;
  for (const auto* row : input.books.agreements.all_of_lot(input.lot)) {
    for (const auto& unit : row->content.participant_units()) {
      if (!input.books.units.knows(unit)) unknown.insert(unit);
    }
  }
  if (unknown.empty()) return not_applicable();
  Judgement judgement{.outcome = v1::BREACH};
  for (const auto& unit : unknown) judgement.parameters.push_back(parameter("participant", unit));
  return judgement;
}

RuleSpec spec() {
  return {.id = "participant_unknown",
          .version = 1,
          .scope = Scope::kAgreementLot,
          .family = v1::Finding::DATA_QUALITY,
          .source = "A participant of the agreement register that no unit register knows",
          .judge_lot = judge};
}

}  // namespace procured::rules::participant_unknown
