// Goal: what is published in the end is a function of the set of facts; revisions, withdrawals and
// left-over work keep that. Method: small sets worked by hand, and adversarial ones made from a
// seed, judged in many orders, batches and lives.
#include "judge/judge_stage.h"

#include <gtest/gtest.h>

#include <random>

#include "judge/state_keys.h"
#include "support/judge_driver.h"

namespace procured::judge {
namespace {

using testing::final_state_of;
using testing::JudgeDriver;
using testing::world;

constexpr const char* kBypass = R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       saving_rate: "0.36", saving_base: OFF_PRICE}
documents:
  - {id: "1", seller: S2, order_reference: "7",
     lines: [{line_extension_amount: "100", classifications: [{list_id: TST, code: "5018"}]}]}
)";

TEST(JudgeStageTest, APartitionIsNotJudgedBeforeItsFirstPolicy) {
  JudgeDriver driver;
  driver.judge(std::string("policy: none\n") + kBypass);
  EXPECT_EQ(driver.outputs(), 0u);
  driver.restart();
  driver.judge("policy: {revision: '1'}");
  EXPECT_EQ(driver.fact_of("1").amount(), "100");
  EXPECT_EQ(driver.verdict("agreement_lot|B1|A1|").status(), v1::Verdict::CURRENT);
  JudgeDriver undisturbed;
  undisturbed.judge(kBypass);
  EXPECT_EQ(driver.final_state(), undisturbed.final_state());
}

TEST(JudgeStageTest, AnUnchangedFactPublishesNothingAgain) {
  JudgeDriver driver;
  driver.judge(kBypass);
  const auto before = driver.outputs();
  driver.judge(kBypass);
  driver.restart();
  driver.judge(kBypass);
  EXPECT_EQ(driver.outputs(), before);
}

TEST(JudgeStageTest, AChangedVerdictIsPublishedWithTheNextRevisionAndItsCause) {
  JudgeDriver driver;
  driver.judge(kBypass);
  driver.judge("documents: [{id: '7', kind: ORDER, seller: S2, source: order.xml}]");
  ASSERT_EQ(driver.verdict_of("1").provenance().revision(), 2u);
  EXPECT_EQ(driver.verdict_of("1").provenance().cause(), "order.xml");
  EXPECT_EQ(driver.finding("1", "order_missing").outcome(), v1::COMPLIANT);
  std::uint32_t revision = 0;
  for (const auto& verdict : driver.history()) {
    if (verdict.subject().kind() != v1::Subject::DOCUMENT) continue;
    EXPECT_EQ(verdict.provenance().revision(), ++revision);
  }
}

TEST(JudgeStageTest, ADocumentThatNoSourceStatesAnyMoreIsWithdrawnAndItsCellsAreTombstones) {
  JudgeDriver driver;
  driver.judge(kBypass);
  ASSERT_FALSE(driver.cells().empty());
  driver.judge("documents: [{id: '1', seller: S2, op: DELETE}]");
  EXPECT_TRUE(driver.cells().empty());
  const auto withdrawn = driver.verdict("document|B1|INVOICE|S2|1|2026");
  EXPECT_EQ(withdrawn.status(), v1::Verdict::WITHDRAWN);
  EXPECT_EQ(withdrawn.findings_size(), 0);
  EXPECT_EQ(withdrawn.subject().document().document_number(), "1");
  driver.judge("documents: [{id: '1', seller: S2, lines: [{line_extension_amount: '5'}]}]");
  EXPECT_EQ(driver.verdict_of("1").status(), v1::Verdict::CURRENT);
  EXPECT_EQ(driver.verdict_of("1").provenance().revision(), 3u);
}

TEST(JudgeStageTest, AnAgreementLotWithoutRowsIsWithdrawn) {
  JudgeDriver driver;
  driver.judge("agreements: [{agreement_id: A1, supplier_id: S1, participant_units: [X]}]");
  driver.judge("agreements: [{agreement_id: A1, supplier_id: S1, op: DELETE, row: '9'}]");
  EXPECT_EQ(driver.verdict("agreement_lot|B1|A1|").status(), v1::Verdict::WITHDRAWN);
  EXPECT_EQ(driver.final_state(), "");
}

TEST(JudgeStageTest, AUnitThatBecomesKnownJudgesTheLotsThatNameIt) {
  JudgeDriver driver;
  driver.judge("agreements: [{agreement_id: A1, supplier_id: S1, participant_units: [X]}]");
  EXPECT_EQ(driver.verdict("agreement_lot|B1|A1|").findings_size(), 1);
  driver.restart();
  driver.judge("units: [{unit_id: X}]");
  EXPECT_EQ(driver.verdict("agreement_lot|B1|A1|").findings_size(), 0);
}

TEST(JudgeStageTest, APolicyJudgesEveryLotAgainAlsoAfterARestart) {
  JudgeDriver driver;
  driver.judge("agreements: [{agreement_id: A1, supplier_id: S1}]");
  driver.restart();
  driver.judge("policy: {revision: '2'}");
  EXPECT_EQ(driver.verdict("agreement_lot|B1|A1|").policy_revision(), 2u);
}

TEST(JudgeStageTest, AJointAgreementIsJudgedAsALotByItsOwnerAlone) {
  JudgeDriver driver;
  driver.judge(
      "agreements: [{buyer_id: B2, agreement_id: A1, supplier_id: S1, participant_buyers: [B1]}]");
  EXPECT_TRUE(driver.has_verdict("agreement_lot|B2|A1|"));
  EXPECT_FALSE(driver.has_verdict("agreement_lot|B1|A1|"));
}

TEST(JudgeStageTest, AJointAgreementThatNamesABuyerNoLongerLeavesItsBooks) {
  JudgeDriver driver;
  driver.judge(R"(
agreements:
  - {buyer_id: B2, agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       participant_buyers: [B1]}
documents:
  - {id: "1", lines: [{line_extension_amount: "100", classifications: [{list_id: TST,
       code: "5018"}]}]}
)");
  EXPECT_EQ(driver.fact_of("1").lines(0).coverage(), v1::COVERED);
  // Both rows of the register: normalise sends the second to whom the first named.
  driver.judge(R"(
agreements:
  - {buyer_id: B2, agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"],
       participant_buyers: [B1]}
  - {buyer_id: B2, agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["50"]}
)");
  EXPECT_EQ(driver.fact_of("1").lines(0).coverage(), v1::NOT_COVERED);
}

TEST(JudgeStageTest, APolicyOfALowerRevisionIsIgnored) {
  JudgeDriver driver;
  driver.judge(
      "policy: {revision: '3', order_exempt_suppliers: [S1]}\ndocuments: [{id: '1', lines: "
      "[{line_extension_amount: '1'}]}]");
  driver.judge("policy: {revision: '2'}");
  EXPECT_EQ(driver.finding("1", "order_missing").outcome(), v1::JUSTIFIED_EXCEPTION);
  EXPECT_EQ(driver.verdict_of("1").policy_revision(), 3u);
  driver.judge("policy: {revision: '4'}");
  EXPECT_EQ(driver.finding("1", "order_missing").outcome(), v1::BREACH);
}

TEST(JudgeStageTest, AnAbortedBatchLeavesNoTrace) {
  JudgeDriver driver;
  driver.abort(world(kBypass));
  EXPECT_EQ(driver.outputs(), 0u);
  driver.judge(kBypass);
  JudgeDriver undisturbed;
  undisturbed.judge(kBypass);
  EXPECT_EQ(driver.final_state(), undisturbed.final_state());
}

TEST(JudgeStageTest, LeftOverWorkSurvivesARestart) {
  JudgeDriver driver;
  driver.deliver(std::string("policy: none\n") + kBypass);
  driver.deliver("policy: {revision: '1'}");
  driver.restart();
  EXPECT_TRUE(driver.slice());
  driver.settle();
  EXPECT_EQ(driver.fact_of("1").amount(), "100");
}

TEST(JudgeStageTest, ANewerCatalogueStartsASweepOverDocumentsAndLots) {
  JudgeDriver driver;
  driver.judge(kBypass);
  const state::Write older{std::string(kVersionKey), "1"};
  driver.store().apply({&older, 1});
  driver.restart();
  EXPECT_GE(driver.settle(), 2);
  EXPECT_EQ(driver.store().get(kVersionKey), std::to_string(catalogue_version()));
  EXPECT_FALSE(driver.slice());
}

TEST(JudgeStageTest, AnOrderWithMoreInvoicesThanABatchHoldsReachesAllOfThem) {
  std::string invoices = "documents:\n";
  for (int i = 0; i < 600; ++i) {
    invoices += "  - {id: 'i" + std::to_string(i) +
                "', order_reference: '7', lines: [{line_extension_amount: '1'}]}\n";
  }
  JudgeDriver driver;
  driver.judge(invoices);
  EXPECT_EQ(driver.cell("e_commerce_share_of_total_ratio").denominator(), "0");
  driver.judge("documents: [{id: '7', kind: ORDER}]");
  EXPECT_EQ(driver.cell("e_commerce_share_of_total_ratio").denominator(), "600");
}

// Rows of one key: S1's saving rate in four versions.
std::string rate_of(const std::string& rows) {
  JudgeDriver driver;
  driver.judge("agreements:\n" + rows + R"(documents:
  - {id: "1", seller: S2, lines: [{line_extension_amount: "100", classifications: [{list_id: TST,
       code: "5018"}]}]}
)");
  const auto line = driver.fact_of("1").lines(0);
  return line.coverage() == v1::COVERED ? line.missed_saving() : "none";
}

std::string version(const std::string& rate, const std::string& more) {
  return "  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ['50'], "
         "saving_base: OFF_PRICE, saving_rate: '" +
         rate + "'" + more + "}\n";
}
std::string withdrawal(const std::string& more) {
  return "  - {agreement_id: A1, supplier_id: S1, op: DELETE" + more + "}\n";
}

TEST(JudgeStageTest, AWithdrawalWithoutKnownOnWithdrawsEveryVersionBeforeItInTheRegister) {
  EXPECT_EQ(
      rate_of(version("0.1", "") + version("0.2", ", known_on: '2026-03-01'") + withdrawal("")),
      "none");
  EXPECT_EQ(rate_of(version("0.1", "") + withdrawal("") + version("0.3", "")), "30");
}

TEST(JudgeStageTest, AWithdrawalWithKnownOnLeavesVersionsWithAGreaterOneStanding) {
  EXPECT_EQ(
      rate_of(version("0.1", ", known_on: '2026-01-01'") +
              version("0.2", ", known_on: '2026-03-01'") + withdrawal(", known_on: '2026-02-01'")),
      "20");
  EXPECT_EQ(
      rate_of(version("0.1", ", known_on: '2026-01-01'") + withdrawal(", known_on: '2026-02-01'")),
      "none");
}

/// A set of facts in which everything touches everything: few ids, many kinds of change.
class Adversary {
 public:
  explicit Adversary(std::uint64_t seed) : random_(seed) {}

  std::string yaml() {
    std::string text =
        "policy: {revision: '2', order_exempt_suppliers: [" + pick({"S1", "S3"}) + "]}\n";
    text += "suppliers:\n";
    for (int i = below(3) + 1; i > 0; --i) {
      text += "  - {supplier_id: " + seller() + ", other_ids: [" + seller() +
              "], default_category_scheme: TST, default_category: '" + code() + "', valid_from: '" +
              date() + "'" + versioned() + "}\n";
    }
    text += "units:\n";
    for (int i = below(4) + 1; i > 0; --i) {
      text += "  - {buyer_id: " + buyer() + ", unit_id: " + unit() + ", parent_id: " + unit() +
              ", references: [" + pick({"r1", "r2"}) + "], valid_from: '" + date() + "'" +
              versioned() + "}\n";
    }
    text += "agreements:\n";
    for (int i = below(5) + 2; i > 0; --i) text += agreement();
    text += "items:\n";
    for (int i = below(4) + 1; i > 0; --i) {
      text += "  - {buyer_id: " + buyer() + ", agreement_id: " + pick({"A1", "A2"}) +
              ", item_scheme: " + pick({"SELLER", "GTIN", "BUYER"}) +
              ", item_id: '4711', unit: EA, price: '" + std::to_string(below(20)) +
              "', currency: NOK, category: '" + code() + "', participant_buyers: [" + buyer() +
              "]" + versioned() + "}\n";
    }
    text += "documents:\n";
    for (int i = below(12) + 4; i > 0; --i) text += document();
    return text;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }
  std::string pick(std::vector<std::string> from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
  }
  std::string buyer() { return pick({"B1", "B1", "B2"}); }
  std::string seller() { return pick({"S1", "S2", "S3"}); }
  std::string unit() { return pick({"U1", "U2", "U3"}); }
  std::string code() { return pick({"5018", "44"}); }
  std::string date() { return pick({"2026-01-01", "2026-03-01", "2026-03-10", "2027-01-01"}); }
  std::string versioned() {
    return pick({"", "", ", op: DELETE"}) +
           pick({"", "", ", known_on: '2026-01-05'", ", known_on: '2026-02-05'"});
  }

  std::string agreement() {
    return "  - {buyer_id: " + buyer() + ", agreement_id: " + pick({"A1", "A2"}) +
           ", supplier_id: " + seller() + ", category_scheme: TST, categories: ['" +
           pick({"50", "44"}) + "'], valid_from: '" + date() +
           "', e_commerce: " + pick({"yes", "no"}) + ", saving_rate: '0." +
           std::to_string(below(9) + 1) +
           "', saving_base: " + pick({"OFF_PRICE", "AGREEMENT_PRICE"}) +
           pick({"", ", participant_units: [U1]", ", participant_units: [U9]"}) +
           pick({"", "", ", participant_buyers: [B1]", ", participant_buyers: [B2]"}) +
           versioned() + "}\n";
  }

  std::string document() {
    const auto source = std::to_string(below(12));
    std::string text = "  - {source: s" + source + ", buyer: " + buyer() + ", seller: " + seller() +
                       ", kind: " + pick({"INVOICE", "INVOICE", "CREDIT_NOTE", "ORDER"}) +
                       ", id: '" + pick({"1", "2", "7"}) + "', issue_date: '" +
                       pick({"2026-02-27", "2026-03-10", "2026-03-12"}) + "'";
    // A source keeps its identity in this set: normalise retracts what moved.
    identity_of_.try_emplace(source, text);
    text = identity_of_[source];
    if (below(6) == 0) return text + ", op: DELETE}\n";
    text += pick({"", ", order_reference: '7'", ", order_reference: NA"}) +
            pick({"", ", contract_reference: A1"}) +
            pick({"", ", buyer_reference: r1", ", buyer_reference: r2"}) + ", lines: [";
    for (int i = below(3) + 1; i > 0; --i) {
      text += "{line_extension_amount: '" + std::to_string(below(400) - 100) + "', quantity: '" +
              std::to_string(below(5)) + "', unit_code: EA, price_amount: '" +
              std::to_string(below(25)) + "'" +
              pick({"", ", sellers_item_id: '4711'", ", buyers_item_id: '4711'"}) +
              pick({"", ", classifications: [{list_id: TST, code: '5018'}]"}) + "}" +
              (i > 1 ? ", " : "");
    }
    return text + "]}\n";
  }

  std::mt19937_64 random_;
  std::map<std::string, std::string> identity_of_;
};

TEST(JudgeStageTest, FinalOutputsAreAFunctionOfTheSetOfFactsNotOfOrderBatchesRestartsOrDuplicates) {
  for (std::uint64_t set = 1; set <= 60; ++set) {
    const auto text = Adversary(set).yaml();
    const auto events = world(text);
    const auto expected = final_state_of(events, 0);
    for (std::uint64_t order = 1; order <= 12; ++order) {
      ASSERT_EQ(final_state_of(events, set * 1000 + order), expected)
          << "set " << set << ", order " << order << '\n'
          << text;
    }
  }
}

TEST(JudgeStageTest, ACellIsTheExactSumOfTheCurrentContributions) {
  for (std::uint64_t set = 1; set <= 20; ++set) {
    const auto events = world(Adversary(set).yaml());
    JudgeDriver driver;
    driver.deliver(events, 3);
    driver.settle();
    std::map<std::string, core::Decimal> spend;
    std::string last_key;
    driver.store().scan(kDocumentsPrefix, {}, [&](std::string_view, std::string_view bytes) {
      v1::DocumentState state;
      state.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
      for (const auto& part : state.contributions()) {
        spend[part.cell()] += core::Decimal::parse(part.numerator()).value_or(core::Decimal());
      }
      return true;
    });
    std::size_t cells = 0;
    driver.store().scan("j|k|", {}, [&](std::string_view key, std::string_view bytes) {
      v1::CellState cell;
      cell.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
      if (cell.sum().scope_lines() > 0) {
        ++cells;
        const std::string name(key.substr(4));
        EXPECT_EQ(core::Decimal::parse(cell.sum().numerator()).value_or(core::Decimal()),
                  spend[name])
            << name;
      }
      return true;
    });
    EXPECT_EQ(cells, driver.cells().size());
  }
}

}  // namespace
}  // namespace procured::judge
