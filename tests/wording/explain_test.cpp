// Goal: a verdict in words names everything that it rests on, in both languages.
// Method: a hand-made verdict with a breach, an undetermined finding and two revisions; a withdrawn
// one.
#include "wording/explain.h"

#include <gtest/gtest.h>

namespace procured::wording {
namespace {

v1::Finding price_breach() {
  v1::Finding finding;
  finding.set_rule("price_above_agreement");
  finding.set_rule_version(1);
  finding.set_line_number(1);
  finding.set_outcome(v1::BREACH);
  finding.set_message("price_above_agreement.breach");
  finding.set_source("Framework agreement, price annex");
  finding.mutable_agreement()->set_agreement_id("RA-1");
  finding.mutable_agreement()->set_lot_id("2");
  finding.set_recoverable_amount("12.5");
  for (const auto& [name, value] : {std::pair{"paid", "10.5"}, {"agreed", "9.25"}}) {
    auto& compared = *finding.add_compared();
    compared.set_name(name);
    compared.set_value(value);
    compared.set_currency("NOK");
    compared.set_unit_code("C62");
  }
  finding.mutable_would_comply()->set_change("price");
  finding.mutable_would_comply()->set_value("9.25");
  auto& evidence = *finding.add_evidence();
  evidence.set_connector("ubl");
  evidence.set_source_key("in/a.xml");
  evidence.set_path("/Invoice/cac:InvoiceLine[1]/cac:Price/cbc:PriceAmount");
  evidence.set_value("10.5");
  return finding;
}

v1::Finding order_unknown() {
  v1::Finding finding;
  finding.set_rule("order_missing");
  finding.set_rule_version(1);
  finding.set_outcome(v1::UNDETERMINED);
  finding.set_message("order_missing.undetermined");
  finding.add_missing("order");
  auto& parameter = *finding.add_parameters();
  parameter.set_name("order_reference");
  parameter.set_value("4711");
  return finding;
}

bi::VerdictView view() {
  bi::VerdictView view;
  auto& verdict = view.verdict;
  verdict.set_status(v1::Verdict::CURRENT);
  verdict.set_outcome(v1::BREACH);
  verdict.set_currency("NOK");
  auto& document = *verdict.mutable_subject()->mutable_document();
  verdict.mutable_subject()->set_kind(v1::Subject::DOCUMENT);
  document.set_kind(v1::INVOICE);
  document.set_document_number("1001");
  document.set_seller_id("0192:976390512");
  document.set_buyer_id("0192:987654325");
  *verdict.add_findings() = price_breach();
  *verdict.add_findings() = order_unknown();
  verdict.mutable_provenance()->set_revision(2);
  auto& fact = view.fact.emplace();
  fact.set_seller_name("Baker");
  fact.set_currency("NOK");
  fact.set_amount("105");
  auto& line = *fact.add_lines();
  line.set_number(1);
  line.set_item_name("Bread");
  line.set_amount("105");
  line.set_unit_id("unknown");
  view.history = {{1, "2026-01-01T00:00:00.000Z", "COMPLIANT", "CURRENT"},
                  {2, "2026-02-01T00:00:00.000Z", "BREACH", "CURRENT"}};
  return view;
}

void expect_all(const std::string& text, std::initializer_list<const char*> parts) {
  for (const auto* part : parts)
    EXPECT_NE(text.find(part), std::string::npos) << part << " in:\n" << text;
}

TEST(ExplainTest, ABreachNamesWhatItRestsOnAndWhatWouldHaveComplied) {
  expect_all(
      explain(view(), Language::kEnglish),
      {"Invoice 1001\n", "Seller: Baker (0192:976390512)\n", "Buyer: 0192:987654325\n",
       "Amount without VAT: 105 NOK\n", "Outcome: Breach\n",
       "Line 1, Bread, 105 NOK, unit Unknown unit\n",
       "Breach: The price is above the agreed price.\n", "Agreement: RA-1, lot 2\n",
       "Price paid: 10.5 NOK / C62\n", "Agreed price: 9.25 NOK / C62\n",
       "May be claimed back: 12.5 NOK\n",
       "Would have been compliant with: a price of at most 9.25 NOK\n",
       "Found in: ubl in/a.xml, /Invoice/cac:InvoiceLine[1]/cac:Price/cbc:PriceAmount = 10.5\n",
       "Rule: Price above agreement (price_above_agreement, version 1)\n",
       "Because of: Framework agreement, price annex\n"});
}

TEST(ExplainTest, WhatIsUndeterminedSaysWhatIsMissing) {
  expect_all(explain(view(), Language::kNorwegian),
             {"Hele dokumentet\n",
              "Uavklart: Fakturaen viser til bestillingen 4711, som ikke er mottatt.\n",
              "Mangler: bestillingen som fakturaen viser til\n"});
}

TEST(ExplainTest, TheRevisionsAreListedAsKnownThen) {
  expect_all(explain(view(), Language::kEnglish),
             {"Revisions\n  1  2026-01-01T00:00:00.000Z  Compliant\n  2  2026-02-01T00:00:00.000Z  "
              "Breach\n"});
}

TEST(ExplainTest, AWithdrawnVerdictSaysOnlyThat) {
  auto withdrawn = view();
  withdrawn.verdict.set_status(v1::Verdict::WITHDRAWN);
  withdrawn.fact.reset();
  const auto text = explain(withdrawn, Language::kEnglish);
  expect_all(text, {"Outcome: Withdrawn\n"});
  EXPECT_EQ(text.find("price"), std::string::npos);
}

TEST(ExplainTest, ASentenceListsParametersOfOneNameAndKeepsWhatItLacks) {
  v1::Finding finding;
  finding.set_message("identity_conflict.breach");
  EXPECT_EQ(sentence(finding, Language::kEnglish),
            "Several sources tell this document differently: {field}.");
  for (const auto* field : {"amount", "order_reference"}) {
    auto& parameter = *finding.add_parameters();
    parameter.set_name("field");
    parameter.set_value(field);
  }
  EXPECT_EQ(sentence(finding, Language::kNorwegian),
            "Flere kilder gjengir dette dokumentet ulikt: beløp, bestillingsnummer.");
}

TEST(ExplainTest, AnAgreementLotIsNamedAsOne) {
  bi::VerdictView lot;
  auto& subject = *lot.verdict.mutable_subject();
  subject.set_kind(v1::Subject::AGREEMENT_LOT);
  subject.set_buyer_id("0192:987654325");
  subject.mutable_agreement_lot()->set_agreement_id("RA-1");
  subject.mutable_agreement_lot()->set_lot_id("2");
  expect_all(explain(lot, Language::kEnglish),
             {"Agreement RA-1, lot 2\n", "Buyer: 0192:987654325\n"});
}

}  // namespace
}  // namespace procured::wording
