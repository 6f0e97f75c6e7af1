// Goal: price catalogues add item rows to the agreement they name (definitions §4), whichever came
// first, and take them away again. Method: one agreement without categories, one invoice line of 10
// pieces for 100 bought elsewhere, so that an agreed 8 misses (10 − 8) × 10 = 20.
#include "judge/price_catalogues.h"

#include <gtest/gtest.h>

#include "judge/state_keys.h"
#include "support/judge_driver.h"

namespace procured::judge {
namespace {

using testing::JudgeDriver;

constexpr const char* kInvoice =
    "{id: '1', seller: S9, lines: [{line_extension_amount: '100', quantity: '10', unit_code: EA, "
    "price_amount: '10', standard_item_id: '07038010000010'}]}";

std::string catalogue(const std::string& fields = "", const std::string& line = "",
                      const std::string& price = "8") {
  return "{id: C1, kind: PRICE_CATALOGUE, seller: S1, contract_reference: K1" + fields +
         ", lines: [{price_amount: '" + price +
         "', unit_code: EA, standard_item_id: '7038010000010'" + line + "}]}";
}

std::string documents(const std::vector<std::string>& list) {
  std::string yaml = "documents:\n";
  for (const auto& document : list) yaml += "  - " + document + "\n";
  return yaml;
}

std::string agreement(const std::string& fields = "") {
  return "agreements: [{agreement_id: K1, supplier_id: S1" + fields + "}]\n";
}

/// The line after everything was delivered at once; equal in three other orders.
v1::FactLine bought(const std::string& world) {
  JudgeDriver driver;
  driver.judge(world);
  const auto events = testing::world(world);
  for (const std::uint64_t seed : {1, 2, 3}) {
    EXPECT_EQ(testing::final_state_of(events, seed), driver.final_state()) << world;
  }
  return driver.fact_of("1").lines(0);
}

TEST(PriceCataloguesTest, ACatalogueThatNamesAnAgreementAddsItsItems) {
  EXPECT_EQ(bought(agreement() + documents({kInvoice})).coverage(), v1::COVERAGE_UNDETERMINED);
  const auto line = bought(agreement() + documents({kInvoice, catalogue()}));
  EXPECT_EQ(line.coverage(), v1::COVERED);
  EXPECT_EQ(line.missed_saving(), "20");
}

TEST(PriceCataloguesTest, WithoutAContractOrWithAnUnknownOneItIsJudgedByNothing) {
  for (const std::string contract : {"' '", "K9"}) {
    const auto other =
        "{id: C1, kind: PRICE_CATALOGUE, seller: S1, contract_reference: " + contract +
        ", lines: [{price_amount: '8', standard_item_id: '7038010000010'}]}";
    EXPECT_EQ(bought(agreement() + documents({kInvoice, other})).coverage(),
              v1::COVERAGE_UNDETERMINED);
  }
}

TEST(PriceCataloguesTest, WhereTheRegisterHasTheItemAndDateTheRegisterHolds) {
  const auto item = [](const std::string& fields) {
    return "items: [{agreement_id: K1, item_scheme: GTIN, item_id: '07038010000010', price: '9', "
           "unit: EA, currency: NOK" +
           fields + "}]\n";
  };
  const auto both = documents({kInvoice, catalogue()});
  EXPECT_EQ(bought(agreement() + item("") + both).missed_saving(), "10");
  EXPECT_EQ(bought(agreement() + item(", supplier_id: S1") + both).missed_saving(), "10");
  EXPECT_EQ(bought(agreement() + item(", valid_from: '2026-03-11'") + both).missed_saving(), "20");
}

TEST(PriceCataloguesTest, OfTwoCataloguesTheLaterStartHoldsThenTheLaterIssued) {
  const auto other = [](const std::string& fields) {
    return "{id: C2, kind: PRICE_CATALOGUE, seller: S1, contract_reference: K1" + fields +
           ", lines: [{price_amount: '9', unit_code: EA, standard_item_id: '7038010000010'}]}";
  };
  const auto starts = catalogue(", validity_period: {start_date: '2026-02-01'}");
  EXPECT_EQ(bought(agreement() + documents({kInvoice, starts, other("")})).missed_saving(), "20");
  EXPECT_EQ(
      bought(agreement() + documents({kInvoice, catalogue(), other(", issue_date: '2026-03-11'")}))
          .missed_saving(),
      "10");
  EXPECT_EQ(
      bought(agreement() + documents({kInvoice, catalogue(), other(", issue_date: '2026-03-09'")}))
          .missed_saving(),
      "20");
}

TEST(PriceCataloguesTest, ADeletedLineAndAPriceFromALargerQuantityOnAreNoOffer) {
  const auto with = [](const std::string& line) {
    return bought(agreement() + documents({kInvoice, catalogue("", line)})).coverage();
  };
  EXPECT_EQ(with(", action_code: Delete"), v1::COVERAGE_UNDETERMINED);
  EXPECT_EQ(with(", minimum_quantity: '100'"), v1::COVERAGE_UNDETERMINED);
  EXPECT_EQ(with(", minimum_quantity: '1'"), v1::COVERED);
  EXPECT_EQ(with(", period: {end_date: '2026-03-09'}"), v1::COVERAGE_UNDETERMINED);
}

TEST(PriceCataloguesTest, TheRowsStandInTheLotsThatTheSellerSupplies) {
  const auto lots =
      "agreements: [{agreement_id: K1, lot_id: '1', supplier_id: S2}, "
      "{agreement_id: K1, lot_id: '2', supplier_id: S1}]\n";
  EXPECT_EQ(bought(lots + documents({kInvoice, catalogue()})).agreement().lot_id(), "2");
  const auto strangers = "agreements: [{agreement_id: K1, lot_id: '1', supplier_id: S2}]\n";
  EXPECT_EQ(bought(strangers + documents({kInvoice, catalogue()})).coverage(),
            v1::COVERAGE_UNDETERMINED);
}

TEST(PriceCataloguesTest, ACataloguesClassGivesALineItsCategory) {
  const auto line = bought(
      agreement() +
      documents({kInvoice, catalogue("",
                                     ", classifications: [{list_id: XX, code: '1'}, {list_id: "
                                     "TST, code: '50181900'}]")}));
  EXPECT_EQ(line.categories_size(), 0);  // another seller's article
  const auto own = bought(agreement() +
                          documents({"{id: '1', seller: S1, lines: [{line_extension_amount: '100', "
                                     "standard_item_id: '07038010000010'}]}",
                                     catalogue("",
                                               ", classifications: [{list_id: TST, code: "
                                               "'50181900'}]")}));
  ASSERT_EQ(own.categories_size(), 1);
  EXPECT_EQ(own.categories(0).code(), "50181900");
}

TEST(PriceCataloguesTest, AWithdrawnCatalogueTakesItsRowsAway) {
  JudgeDriver driver;
  driver.judge(agreement() + documents({kInvoice, catalogue(", source: cat")}));
  EXPECT_EQ(driver.fact_of("1").lines(0).missed_saving(), "20");
  driver.judge("policy: none\ndocuments: [" + catalogue(", source: cat", "", "9") + "]");
  EXPECT_EQ(driver.fact_of("1").lines(0).missed_saving(), "10");
  driver.judge("policy: none\ndocuments: [" + catalogue(", source: cat, op: DELETE") + "]");
  EXPECT_EQ(driver.fact_of("1").lines(0).coverage(), v1::COVERAGE_UNDETERMINED);
}

TEST(PriceCataloguesTest, ACatalogueThatNamesAnotherAgreementLeavesTheOneBefore) {
  JudgeDriver driver;
  driver.judge(agreement() + documents({kInvoice, catalogue(", source: cat")}));
  driver.judge(
      "policy: none\ndocuments: [{id: C1, kind: PRICE_CATALOGUE, seller: S1, source: cat, "
      "contract_reference: K9, lines: [{price_amount: '8', unit_code: EA, standard_item_id: "
      "'7038010000010'}]}]");
  EXPECT_EQ(driver.fact_of("1").lines(0).coverage(), v1::COVERAGE_UNDETERMINED);
}

TEST(PriceCataloguesTest, TheSameCatalogueAgainStartsNoWork) {
  JudgeDriver driver;
  driver.judge(agreement() + documents({kInvoice, catalogue(", source: cat")}));
  const auto outputs = driver.outputs();
  driver.deliver("policy: none\ndocuments: [" + catalogue(", source: cat") + "]");
  EXPECT_FALSE(driver.slice());
  EXPECT_EQ(driver.outputs(), outputs);
}

}  // namespace
}  // namespace procured::judge
