#include <algorithm>

#include "core/text.h"
#include "judge/published.h"
#include "judge/state_keys.h"
#include "rules/rule.h"

namespace procured::judge {
namespace {

/// A scalar field's text, for people; a party is shown by its id.
std::string shown(const google::protobuf::Message& message, int number) {
  const auto* field = message.GetDescriptor()->FindFieldByNumber(number);
  if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING &&
      !field->is_repeated()) {
    return message.GetReflection()->GetString(message, field);
  }
  return {};
}

void put_evidence(const rules::EvidenceField& field, const Merged& merged,
                  const model::PurchaseLine* line, const model::Purchase& purchase,
                  v1::Evidence& evidence) {
  if (field.of_line && line != nullptr) {
    const auto index = line->number - 1;
    auto value = shown(merged.content().lines(static_cast<int>(index)), field.field);
    return merged.put_line_evidence(index, field.field, std::move(value), evidence);
  }
  const bool seller = field.field == v1::DocumentContent::kSellerFieldNumber;
  merged.put_evidence(field.field,
                      seller ? purchase.stated_seller_id : shown(merged.content(), field.field),
                      evidence);
}

void put_amounts(const rules::Judgement& judgement, v1::Finding& finding) {
  if (judgement.missed) finding.set_missed_amount(judgement.missed->to_string());
  if (judgement.recoverable) finding.set_recoverable_amount(judgement.recoverable->to_string());
  if (judgement.exposed) finding.set_exposed_amount(judgement.exposed->to_string());
}

/// What every finding of a rule has; the evidence is added by who knows the places.
void put_finding(const rules::RuleSpec& rule, rules::Judgement& judgement, v1::Finding& finding) {
  finding.set_rule(std::string(rule.id));
  finding.set_rule_version(rule.version);
  finding.set_family(rule.family);
  finding.set_outcome(judgement.outcome);
  finding.set_message(std::string(rule.id) + '.' +
                      core::to_lower(v1::Outcome_Name(judgement.outcome)));
  if (judgement.outcome == v1::NOT_APPLICABLE) return;

  finding.set_source(std::string(rule.source));
  for (auto& missing : judgement.missing) finding.add_missing(std::move(missing));
  if (judgement.agreement) {
    finding.mutable_agreement()->set_agreement_id(judgement.agreement->agreement_id);
    finding.mutable_agreement()->set_lot_id(judgement.agreement->lot_id);
    finding.mutable_agreement()->set_supplier_id(judgement.agreement->supplier_id);
  }
  put_amounts(judgement, finding);
  for (auto& entry : judgement.compared) *finding.add_compared() = std::move(entry);
  if (judgement.would_comply) *finding.mutable_would_comply() = *judgement.would_comply;
  for (auto& entry : judgement.parameters) *finding.add_parameters() = std::move(entry);
}

/// What a data-quality rule has nothing to say about is no finding.
bool is_silent(const rules::RuleSpec& rule, const rules::Judgement& judgement) {
  return rule.family == v1::Finding::DATA_QUALITY && judgement.outcome == v1::NOT_APPLICABLE;
}

/// From harmless to grave.
int gravity(v1::Outcome outcome) {
  switch (outcome) {
    case v1::BREACH:
      return 4;
    case v1::UNDETERMINED:
      return 3;
    case v1::JUSTIFIED_EXCEPTION:
      return 2;
    case v1::COMPLIANT:
      return 1;
    default:
      return 0;
  }
}

void set_gravest_outcome(v1::Verdict& verdict) {
  verdict.set_outcome(v1::NOT_APPLICABLE);
  for (const auto& finding : verdict.findings()) {
    if (finding.family() != v1::Finding::COMPLIANCE) continue;
    if (gravity(finding.outcome()) > gravity(verdict.outcome()))
      verdict.set_outcome(finding.outcome());
  }
}

}  // namespace

void put_verdict(const Attributed& attributed, const Merged& merged, const refdata::Books& books,
                 const refdata::SharedBooks& shared, v1::Verdict& verdict) {
  const auto& purchase = attributed.purchase;
  verdict.mutable_subject()->set_kind(v1::Subject::DOCUMENT);
  verdict.mutable_subject()->set_buyer_id(purchase.buyer_id);
  *verdict.mutable_subject()->mutable_document() = merged.identity();
  verdict.set_status(v1::Verdict::CURRENT);
  verdict.set_policy_revision(shared.policy.revision());
  verdict.set_currency(purchase.currency);
  const auto judge = [&](const rules::RuleSpec& rule, const model::PurchaseLine* line) {
    const rules::RuleInput input{purchase, line, books, shared};
    auto judgement = rule.judge(input);
    if (is_silent(rule, judgement)) return;
    auto& finding = *verdict.add_findings();
    put_finding(rule, judgement, finding);
    if (line != nullptr) {
      finding.set_line_number(static_cast<std::uint32_t>(line->number));
      finding.set_line_id(line->line_id);
    }
    for (const auto& field : judgement.evidence)
      put_evidence(field, merged, line, purchase, *finding.add_evidence());
  };
  for (const auto& rule : rules::catalogue()) {
    if (rule.scope == rules::Scope::kDocument) judge(rule, nullptr);
  }
  for (const auto& line : purchase.lines) {
    for (const auto& rule : rules::catalogue()) {
      if (rule.scope == rules::Scope::kLine) judge(rule, &line);
    }
  }
  set_gravest_outcome(verdict);
}

v1::Verdict lot_verdict(const refdata::Books& books, const refdata::LotKey& lot,
                        const v1::Policy& policy) {
  v1::Verdict verdict;
  auto& subject = *verdict.mutable_subject();
  subject.set_kind(v1::Subject::AGREEMENT_LOT);
  subject.set_buyer_id(books.buyer_id);
  subject.mutable_agreement_lot()->set_agreement_id(lot.agreement_id);
  subject.mutable_agreement_lot()->set_lot_id(lot.lot_id);
  verdict.set_status(v1::Verdict::CURRENT);
  verdict.set_outcome(v1::NOT_APPLICABLE);
  verdict.set_policy_revision(policy.revision());
  for (const auto& rule : rules::catalogue()) {
    if (rule.scope != rules::Scope::kAgreementLot) continue;
    auto judgement = rule.judge_lot({books, lot});
    if (!is_silent(rule, judgement)) put_finding(rule, judgement, *verdict.add_findings());
  }
  return verdict;
}

std::string subject_key(const v1::Subject& subject) {
  if (subject.kind() == v1::Subject::AGREEMENT_LOT) {
    return core::join_key({"agreement_lot", subject.buyer_id(),
                           subject.agreement_lot().agreement_id(),
                           subject.agreement_lot().lot_id()});
  }
  return "document|" + identity_key(subject.document());
}

}  // namespace procured::judge
