// Goal: a verdict explains itself: rule, version, outcome, source, values compared, place and money
// (design §2.4, definitions §5). Method: one document with a finding of each kind.
#include <gtest/gtest.h>

#include "judge/published.h"
#include "rules/rule.h"
#include "support/judge_driver.h"

namespace procured::judge {
namespace {

using testing::difference;
using testing::JudgeDriver;
using testing::yaml;

constexpr const char* kInvoiceAndOrder = R"(
policy: {revision: "4"}
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.36", saving_base: OFF_PRICE}
documents:
  - {id: "1", seller: S2, source: a.xml, hash: abc,
     lines: [{id: L-1, line_extension_amount: "100", classifications: [{list_id: TST,
          code: "5018"}]}]}
  - {id: "7", kind: ORDER}
)";

TEST(VerdictTest, ThereIsOneVerdictPerInvoiceOrCreditNoteAndNoneOfAnOrder) {
  JudgeDriver driver;
  driver.judge(kInvoiceAndOrder);
  EXPECT_TRUE(driver.has_verdict("document|B1|INVOICE|S2|1|2026"));
  EXPECT_FALSE(driver.has_verdict("document|B1|ORDER|S1|7|2026"));
}

TEST(VerdictTest, AFindingNamesRuleVersionLineSourceValuesPlaceAndWhatWouldComply) {
  JudgeDriver driver;
  driver.judge(kInvoiceAndOrder);
  EXPECT_EQ(difference(driver.finding("1", "agreement_bypassed", 1), yaml(R"(
rule: agreement_bypassed
rule_version: 1
family: COMPLIANCE
line_number: 1
line_id: L-1
outcome: BREACH
missed_amount: "36"
recoverable_amount: absent
exposed_amount: absent
message: agreement_bypassed.breach
agreement: {agreement_id: A1, supplier_id: S1}
compared: [{name: seller, value: S2}, {name: agreement_supplier, value: S1}]
would_comply: {change: supplier, value: S1}
evidence:
  - {field: seller, value: S2, connector: ubl, source_key: a.xml, content_hash: abc}
  - {field: line_extension_amount, value: "100", connector: ubl, source_key: a.xml,
       content_hash: abc}
)")),
            "");
  EXPECT_FALSE(driver.finding("1", "agreement_bypassed", 1).source().empty());
}

TEST(VerdictTest, TheOutcomeIsTheGravestOfTheComplianceFindings) {
  const auto outcome = [](const std::string& document) {
    JudgeDriver driver;
    return driver
        .judge(
            "policy: {order_exempt_suppliers: [S9]}\nagreements: [{agreement_id: A1, supplier_id: "
            "S1, category_scheme: TST, categories: ['50']}]\n"
            "documents: [{id: '7', kind: ORDER}, {id: '1', " +
            document + "}]")
        .verdict_of("1")
        .outcome();
  };
  EXPECT_EQ(outcome("lines: [{}]"), v1::BREACH);
  EXPECT_EQ(outcome("order_reference: '7', lines: [{}]"), v1::UNDETERMINED);
  EXPECT_EQ(
      outcome("order_reference: '7', lines: [{classifications: [{list_id: TST, code: '50'}]}]"),
      v1::COMPLIANT);
  EXPECT_EQ(outcome("seller: S9, lines: [{classifications: [{list_id: TST, code: '44'}]}]"),
            v1::JUSTIFIED_EXCEPTION);
  EXPECT_EQ(outcome("kind: CREDIT_NOTE, lines: [{classifications: [{list_id: TST, code: '44'}]}]"),
            v1::NOT_APPLICABLE);
}

TEST(VerdictTest, EveryComplianceRuleSpeaksAndDataQualityOnlyWhenItFinds) {
  JudgeDriver driver;
  driver.judge(kInvoiceAndOrder);
  std::multiset<std::string> spoke;
  const auto verdict = driver.verdict_of("1");
  for (const auto& finding : verdict.findings()) spoke.insert(finding.rule());
  EXPECT_EQ(spoke, (std::multiset<std::string>{"agreement_bypassed", "order_missing",
                                               "price_above_agreement"}));
}

TEST(VerdictTest, NamesThePolicyRevisionAndTheCurrency) {
  JudgeDriver driver;
  driver.judge(kInvoiceAndOrder);
  EXPECT_EQ(driver.verdict_of("1").policy_revision(), 4u);
  EXPECT_EQ(driver.verdict_of("1").currency(), "NOK");
}

TEST(VerdictTest, APersonNeverStandsInAVerdictFactOrState) {
  auto events = testing::world(kInvoiceAndOrder);
  v1::PurchaseDocument document;
  ASSERT_TRUE(document.ParseFromString(events[2].value));
  document.mutable_persons()->mutable_seller_contact()->set_name("Kari Nordmann");
  events[2].value = document.SerializeAsString();
  JudgeDriver driver;
  driver.deliver(events).settle();
  EXPECT_EQ(driver.final_state().find("Kari"), std::string::npos);
  driver.store().scan("", {}, [](std::string_view, std::string_view value) {
    EXPECT_EQ(value.find("Kari"), std::string_view::npos);
    return true;
  });
}

TEST(VerdictTest, TheCatalogueIsSortedAndEachIdIsUnique) {
  const auto& catalogue = rules::catalogue();
  for (std::size_t i = 1; i < catalogue.size(); ++i)
    EXPECT_LT(catalogue[i - 1].id, catalogue[i].id);
  EXPECT_GE(rules::catalogue_version(), catalogue.size());
}

}  // namespace
}  // namespace procured::judge
