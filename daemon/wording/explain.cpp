#include "wording/explain.h"

#include <vector>

namespace procured::wording {
namespace {

/// Lines of text while they are put together.
class Page {
 public:
  explicit Page(Language language) : language_(language) {}

  std::string label(std::string_view name) const { return code_text("label", name, language_); }
  std::string code(std::string_view prefix, std::string_view value) const {
    return code_text(prefix, value, language_);
  }
  Language language() const { return language_; }

  void line(int indent, const std::string& text) {
    out_ += std::string(static_cast<std::size_t>(indent) * 2, ' ') + text + '\n';
  }
  /// "label: value"; nothing without a value.
  void labelled(int indent, std::string_view name, const std::string& value) {
    if (!value.empty()) line(indent, label(name) + ": " + value);
  }
  std::string take() { return std::move(out_); }

 private:
  Language language_;
  std::string out_;
};

std::string with_currency(const std::string& amount, const std::string& currency) {
  return amount.empty() || currency.empty() ? amount : amount + " " + currency;
}

std::string value_named(const v1::Finding& finding, const std::string& name, Language language) {
  std::string values;
  for (const auto& parameter : finding.parameters()) {
    if (parameter.name() != name) continue;
    if (!values.empty()) values += ", ";
    values += code_text(name, parameter.value(), language);
  }
  if (!values.empty()) return values;
  for (const auto& compared : finding.compared()) {
    if (compared.name() == name) return with_currency(compared.value(), compared.currency());
  }
  return "{" + name + "}";
}

std::string agreement_text(const Page& page, const v1::AgreementRef& agreement) {
  std::string text = agreement.agreement_id();
  if (!agreement.lot_id().empty()) text += ", " + page.label("lot") + " " + agreement.lot_id();
  if (!agreement.supplier_id().empty()) {
    text += ", " + page.label("supplier") + " " + agreement.supplier_id();
  }
  return text;
}

const v1::FactLine* line_of(const bi::VerdictView& view, std::uint32_t number) {
  if (!view.fact || number == 0) return nullptr;
  for (const auto& line : view.fact->lines()) {
    if (line.number() == number) return &line;
  }
  return nullptr;
}

void write_subject(Page& page, const bi::VerdictView& view) {
  const auto& subject = view.verdict.subject();
  if (!subject.has_document()) {
    page.line(0, page.label("agreement") + " " + agreement_text(page, subject.agreement_lot()));
    page.labelled(1, "buyer", subject.buyer_id());
    return;
  }
  const auto& identity = subject.document();
  page.line(0, page.code("kind", v1::DocumentKind_Name(identity.kind())) + " " +
                   identity.document_number());
  const auto named = [](const std::string& name, const std::string& id) {
    return name.empty() ? id : name + " (" + id + ")";
  };
  const auto fact = view.fact.value_or(v1::Fact());
  const auto& seller = fact.seller_id().empty() ? identity.seller_id() : fact.seller_id();
  page.labelled(1, "seller", named(fact.seller_name(), seller));
  page.labelled(1, "buyer", named(fact.buyer_name(), identity.buyer_id()));
  page.labelled(1, "issue_date", fact.issue_date());
  page.labelled(1, "decided_on", fact.decided_on() == fact.issue_date() ? "" : fact.decided_on());
  page.labelled(1, "amount", with_currency(fact.amount(), fact.currency()));
}

void write_verdict(Page& page, const v1::Verdict& verdict) {
  auto outcome = page.code("outcome", v1::Outcome_Name(verdict.outcome()));
  if (verdict.status() == v1::Verdict::WITHDRAWN) outcome = page.code("status", "WITHDRAWN");
  page.labelled(1, "outcome", outcome);
  page.labelled(1, "revision", std::to_string(verdict.provenance().revision()));
  page.labelled(1, "known_at", verdict.provenance().known_at());
  page.labelled(1, "policy_revision", std::to_string(verdict.policy_revision()));
}

void write_place(Page& page, const bi::VerdictView& view, std::uint32_t number) {
  page.line(0, "");
  if (number == 0) return page.line(0, page.label("whole_document"));
  std::string text = page.label("line") + " " + std::to_string(number);
  if (const auto* line = line_of(view, number)) {
    if (!line->item_name().empty()) text += ", " + line->item_name();
    if (!line->amount().empty())
      text += ", " + with_currency(line->amount(), view.fact->currency());
    const auto unit = line->unit_id() == "unknown" ? page.code("unit", "unknown") : line->unit_id();
    if (!unit.empty()) text += ", " + page.label("unit") + " " + unit;
  }
  page.line(0, text);
}

void write_compared(Page& page, const v1::Finding& finding) {
  for (const auto& compared : finding.compared()) {
    auto text = page.code("compared", compared.name()) + ": " +
                with_currency(compared.value(), compared.currency());
    if (!compared.unit_code().empty()) text += " / " + compared.unit_code();
    page.line(2, text);
  }
}

void write_money(Page& page, const v1::Finding& finding, const std::string& currency) {
  page.labelled(2, "missed_amount", with_currency(finding.missed_amount(), currency));
  page.labelled(2, "recoverable_amount", with_currency(finding.recoverable_amount(), currency));
  page.labelled(2, "exposed_amount", with_currency(finding.exposed_amount(), currency));
}

void write_counterfactual(Page& page, const v1::Finding& finding, const std::string& currency) {
  if (!finding.has_would_comply()) return;
  const auto& change = finding.would_comply();
  auto text = page.code("change", change.change());
  if (!change.value().empty()) {
    text += " " +
            (change.change() == "price" ? with_currency(change.value(), currency) : change.value());
  }
  page.labelled(2, "would_comply", text);
}

void write_missing(Page& page, const v1::Finding& finding) {
  std::string text;
  for (const auto& missing : finding.missing()) {
    if (!text.empty()) text += "; ";
    text += page.code("missing", missing);
  }
  page.labelled(2, "missing", text);
}

void write_evidence(Page& page, const v1::Finding& finding) {
  for (const auto& evidence : finding.evidence()) {
    auto text = evidence.connector() + " " + evidence.source_key();
    if (!evidence.path().empty()) text += ", " + evidence.path();
    if (!evidence.value().empty()) text += " = " + evidence.value();
    page.labelled(2, "place", text);
  }
}

void write_finding(Page& page, const v1::Finding& finding, const std::string& currency) {
  page.line(1, page.code("outcome", v1::Outcome_Name(finding.outcome())) + ": " +
                   sentence(finding, page.language()));
  if (finding.has_agreement()) {
    page.labelled(2, "agreement", agreement_text(page, finding.agreement()));
  }
  write_compared(page, finding);
  write_money(page, finding, currency);
  write_counterfactual(page, finding, currency);
  write_missing(page, finding);
  write_evidence(page, finding);
  page.labelled(2, "rule",
                page.code("rule", finding.rule()) + " (" + finding.rule() + ", " +
                    page.label("version") + " " + std::to_string(finding.rule_version()) + ")");
  page.labelled(2, "source", finding.source());
}

void write_history(Page& page, const bi::VerdictView& view) {
  if (view.history.size() < 2) return;
  page.line(0, "");
  page.line(0, page.label("history"));
  for (const auto& row : view.history) {
    const bool withdrawn = row.status == "WITHDRAWN";
    page.line(
        1, std::to_string(row.revision) + "  " + row.known_at + "  " +
               (withdrawn ? page.code("status", row.status) : page.code("outcome", row.outcome)));
  }
}

}  // namespace

std::string sentence(const v1::Finding& finding, Language language) {
  std::string_view rest = text(finding.message(), language);
  std::string result;
  for (;;) {
    const auto open = rest.find('{');
    const auto close = rest.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    result += rest.substr(0, open);
    result += value_named(finding, std::string(rest.substr(open + 1, close - open - 1)), language);
    rest.remove_prefix(close + 1);
  }
  return result.append(rest);
}

std::string explain(const bi::VerdictView& view, Language language) {
  Page page(language);
  write_subject(page, view);
  write_verdict(page, view.verdict);
  std::optional<std::uint32_t> place;
  if (view.verdict.status() != v1::Verdict::WITHDRAWN) {
    for (const auto& finding : view.verdict.findings()) {
      if (place != finding.line_number()) write_place(page, view, finding.line_number());
      place = finding.line_number();
      write_finding(page, finding, view.verdict.currency());
    }
  }
  write_history(page, view);
  return page.take();
}

}  // namespace procured::wording
