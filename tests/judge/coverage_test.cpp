// Goal: which agreement covers a line and counts is what the definitions say (§4), and what buying
// past it missed (§5). Method: one small world per sentence; only the attribute in question differs
// between neighbours.
#include "judge/coverage.h"

#include <gtest/gtest.h>

#include "support/judge_driver.h"

namespace procured::judge {
namespace {

using testing::JudgeDriver;

v1::FactLine line(const std::string& yaml) {
  JudgeDriver driver;
  return driver.judge(yaml).fact_of("1").lines(0);
}

/// Agreement rows and one document with the category 50 and an amount of 100.
v1::FactLine covered_by(const std::string& agreements, const std::string& document =
                                                           "lines: [{line_extension_amount: '100', "
                                                           "classifications: [{list_id: TST, "
                                                           "code: '5018'}]}]") {
  return line(
      "units:\n  - {unit_id: TOP, references: [top]}\n"
      "  - {unit_id: SCHOOL, parent_id: TOP, references: [school]}\n"
      "  - {unit_id: NURSERY, references: [nursery]}\n"
      "agreements:\n" +
      agreements + "documents: [{id: '1', " + document + "}]");
}

std::string with_reference(const std::string& reference) {
  return "buyer_reference: " + reference +
         ", lines: [{line_extension_amount: '100', classifications: [{list_id: TST, code: "
         "'5018'}]}]";
}

v1::Coverage coverage(const std::string& agreements) { return covered_by(agreements).coverage(); }

TEST(CoverageTest, ValidIsFromValidFromToItsEndBothInclusiveAndEmptyIsOpen) {
  for (const auto& [validity, expected] : std::map<std::string, v1::Coverage>{
           {"", v1::COVERED},
           {", valid_from: '2026-03-10'", v1::COVERED},
           {", valid_from: '2026-03-11'", v1::NOT_COVERED},
           {", valid_to: '2026-03-10'", v1::COVERED},
           {", valid_to: '2026-03-09'", v1::NOT_COVERED},
           {", valid_to: '2026-03-09', option_to: '2026-12-31'", v1::NOT_COVERED},
           {", valid_to: '2026-03-09', option_to: '2026-12-31', option_exercised_on: '2026-02-01'",
            v1::COVERED},
           {", valid_to: '2027-01-01', option_to: '2026-03-09', option_exercised_on: '2026-02-01'",
            v1::NOT_COVERED}}) {
    EXPECT_EQ(
        coverage(
            "  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ['50']" +
            validity + "}\n"),
        expected)
        << validity;
  }
}

TEST(CoverageTest, ACodeBelongsToAPrefixOfTheSameSchemeOnly) {
  EXPECT_EQ(coverage("  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: "
                     "['44', '5018']}\n"),
            v1::COVERED);
  EXPECT_EQ(
      coverage(
          "  - {agreement_id: A1, supplier_id: S1, category_scheme: STI, categories: ['50']}\n"),
      v1::NOT_COVERED);
  EXPECT_EQ(
      coverage(
          "  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ['50181']}\n"),
      v1::NOT_COVERED);
}

TEST(CoverageTest, AnEmptyParticipantsListEntitlesAll) {
  EXPECT_EQ(
      coverage(
          "  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ['50']}\n"),
      v1::COVERED);
}

constexpr const char* kForTop =
    "  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ['50'], "
    "participant_units: [TOP]}\n";

TEST(CoverageTest, NamingTheUnitOrOneOfItsAncestorsEntitles) {
  EXPECT_EQ(covered_by(kForTop, with_reference("top")).coverage(), v1::COVERED);
  EXPECT_EQ(covered_by(kForTop, with_reference("school")).coverage(), v1::COVERED);
  EXPECT_EQ(covered_by(kForTop, with_reference("nursery")).coverage(), v1::NOT_COVERED);
}

TEST(CoverageTest, NamingTheBuyerItselfEntitlesAll) {
  EXPECT_EQ(coverage("  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: "
                     "['50'], participant_buyers: [B1]}\n"),
            v1::COVERED);
}

TEST(CoverageTest, NamingOnlyOtherBuyersExcludesTheOwner) {
  EXPECT_EQ(coverage("  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: "
                     "['50'], participant_buyers: [B2]}\n"),
            v1::NOT_COVERED);
}

TEST(CoverageTest, AJointAgreementEntitlesTheBuyersThatItNames) {
  const auto joint = covered_by(
      "  - {buyer_id: B2, agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: "
      "['50'], participant_buyers: [B1]}\n");
  EXPECT_EQ(joint.coverage(), v1::COVERED);
  EXPECT_EQ(joint.agreement().agreement_id(), "A1");
}

TEST(CoverageTest, AnUnknownUnitAndAParticipantOfThisBuyerIsUndetermined) {
  EXPECT_EQ(coverage(kForTop), v1::COVERAGE_UNDETERMINED);
}

TEST(CoverageTest, UnlessAnotherAgreementCovers) {
  const auto found = covered_by(
      std::string(kForTop) +
      "  - {agreement_id: A2, supplier_id: S1, category_scheme: TST, categories: ['50']}\n");
  EXPECT_EQ(found.coverage(), v1::COVERED);
  EXPECT_EQ(found.agreement().agreement_id(), "A2");
}

TEST(CoverageTest, NobodyIsEntitledByAUnitThatNoRegisterKnows) {
  EXPECT_EQ(coverage("  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: "
                     "['50'], participant_units: [SHCOOL]}\n"),
            v1::NOT_COVERED);
}

std::string item_world(const std::string& agreement, const std::string& document) {
  return "units: [{unit_id: TOP, references: [top]}, {unit_id: NURSERY, references: [nursery]}]\n"
         "agreements: [{agreement_id: A1, supplier_id: S1" +
         agreement +
         "}]\n"
         "items: [{agreement_id: A1, item_scheme: GTIN, item_id: '07038010000010', valid_to: "
         "'2026-03-31'}]\n"
         "documents: [{id: '1', seller: S2, " +
         document + "}]";
}

TEST(CoverageTest, AnItemOfTheAgreementValidOnTheDateCovers) {
  EXPECT_EQ(line(item_world("", "lines: [{standard_item_id: '7038010000010'}]")).coverage(),
            v1::COVERED);
}

TEST(CoverageTest, AnItemThatMatchesAnAgreementWhichDoesNotEntitleTheUnitIsKnownAndNotCovered) {
  EXPECT_EQ(
      line(item_world(", participant_units: [TOP]",
                      "buyer_reference: nursery, lines: [{standard_item_id: '7038010000010'}]"))
          .coverage(),
      v1::NOT_COVERED);
}

TEST(CoverageTest, WithoutCategoryItemOrContractItIsNotKnownWhileAnAgreementIsValid) {
  EXPECT_EQ(line(item_world("", "lines: [{standard_item_id: '7038010000027'}]")).coverage(),
            v1::COVERAGE_UNDETERMINED);
  EXPECT_EQ(
      line(item_world("", "issue_date: '2026-04-01', lines: [{standard_item_id: '7038010000010'}]"))
          .coverage(),
      v1::COVERAGE_UNDETERMINED)
      << "the item row is not valid on the date";
  EXPECT_EQ(
      line(item_world(", valid_to: '2026-03-09'", "lines: [{standard_item_id: '7038010000010'}]"))
          .coverage(),
      v1::NOT_COVERED)
      << "no agreement is valid on the date";
}

TEST(CoverageTest, ASellersItemIdCoversWithThatSellerOnly) {
  const auto with = [](const std::string& seller) {
    return line(
               "agreements: [{agreement_id: A1, supplier_id: S1}]\n"
               "items: [{agreement_id: A1, item_scheme: SELLER, item_id: '4711'}]\n"
               "documents: [{id: '1', seller: " +
               seller + ", lines: [{sellers_item_id: '4711'}]}]")
        .coverage();
  };
  EXPECT_EQ(with("S1"), v1::COVERED);
  EXPECT_EQ(with("S2"), v1::COVERAGE_UNDETERMINED);
}

std::string contract_world(const std::string& document) {
  return "agreements: [{agreement_id: K1, supplier_id: S1}]\ndocuments: [{id: '1', " + document +
         "}]";
}

TEST(CoverageTest, AContractIdCoversWhenItsSupplierIsTheSellerAndTheCategoryIsUnknown) {
  EXPECT_EQ(line(contract_world("contract_reference: K1, lines: [{}]")).coverage(), v1::COVERED);
  EXPECT_EQ(line(contract_world("contract_reference: K1, seller: S2, lines: [{}]")).coverage(),
            v1::COVERAGE_UNDETERMINED);
  EXPECT_EQ(line(contract_world("contract_reference: K2, lines: [{}]")).coverage(),
            v1::COVERAGE_UNDETERMINED);
  EXPECT_EQ(
      line(contract_world(
               "contract_reference: K1, lines: [{classifications: [{list_id: TST, code: '44'}]}]"))
          .coverage(),
      v1::NOT_COVERED);
}

std::string counting(const std::string& agreements, const std::string& extra = {}) {
  const auto found =
      covered_by(agreements, extra +
                                 "lines: [{line_extension_amount: '100', classifications: "
                                 "[{list_id: TST, code: '5018'}]}]");
  return found.agreement().agreement_id() + '/' + found.agreement().lot_id() + '/' +
         found.agreement().supplier_id();
}

std::string row(const std::string& ids, const std::string& more = {}) {
  return "  - {" + ids + ", category_scheme: TST, categories: ['50']" + more + "}\n";
}

TEST(CoverageTest, TheOneThatTheContractIdNamesCountsFirst) {
  EXPECT_EQ(
      counting(row("agreement_id: A1, supplier_id: S1") + row("agreement_id: A2, supplier_id: S2"),
               "contract_reference: A2, "),
      "A2//S2");
}

TEST(CoverageTest, ElseOneWhoseSupplierIsTheSeller) {
  EXPECT_EQ(counting(row("agreement_id: A1, supplier_id: S2", ", valid_from: '2026-02-01'") +
                     row("agreement_id: A2, supplier_id: S1")),
            "A2//S1");
}

TEST(CoverageTest, ElseTheLaterValidFrom) {
  EXPECT_EQ(counting(row("agreement_id: A1, supplier_id: S2", ", valid_from: '2025-01-01'") +
                     row("agreement_id: A2, supplier_id: S3", ", valid_from: '2026-01-01'") +
                     row("agreement_id: A0, supplier_id: S2")),
            "A2//S3");
}

TEST(CoverageTest, ThenTheSmallerAgreementLotAndSupplierBytewise) {
  EXPECT_EQ(counting(row("agreement_id: a1, supplier_id: S2") +
                     row("agreement_id: B1, lot_id: '2', supplier_id: S2") +
                     row("agreement_id: B1, lot_id: '10', supplier_id: S4") +
                     row("agreement_id: B1, lot_id: '10', supplier_id: S3")),
            "B1/10/S3");
}

TEST(CoverageTest, AContractIdThatNamesNoneOfThemIsIgnored) {
  EXPECT_EQ(
      counting(row("agreement_id: A1, supplier_id: S1") + row("agreement_id: A2, supplier_id: S2"),
               "contract_reference: A9, "),
      "A1//S1");
}

TEST(CoverageTest, OnAgreementIsASellerOfTheLotThatCountsWhoseOwnRowIsValid) {
  const auto two = row("agreement_id: A1, supplier_id: S2", ", valid_from: '2026-01-01'");
  EXPECT_TRUE(
      covered_by(two + row("agreement_id: A1, supplier_id: S1", ", rank: '9'")).on_agreement());
  EXPECT_FALSE(
      covered_by(two + row("agreement_id: A1, supplier_id: S1", ", valid_to: '2026-03-09'"))
          .on_agreement());
  EXPECT_FALSE(covered_by(two + row("agreement_id: A1, lot_id: OTHER, supplier_id: S1",
                                    ", valid_to: '2026-03-09'"))
                   .on_agreement());
}

TEST(CoverageTest, PotentialIsCoveredAndECommerceYesAndEmptyIsUnknown) {
  EXPECT_TRUE(
      covered_by(row("agreement_id: A1, supplier_id: S1", ", e_commerce: yes")).potential());
  const auto no = covered_by(row("agreement_id: A1, supplier_id: S1", ", e_commerce: no"));
  EXPECT_TRUE(no.has_potential());
  EXPECT_FALSE(no.potential());
  EXPECT_FALSE(covered_by(row("agreement_id: A1, supplier_id: S1")).has_potential());
  const auto not_covered = covered_by(
      "  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ['44'], "
      "e_commerce: yes}\n");
  EXPECT_TRUE(not_covered.has_potential());
  EXPECT_FALSE(not_covered.potential());
  EXPECT_FALSE(covered_by(kForTop).has_potential()) << "undetermined";
}

TEST(CoverageTest, TwoOwnersAgreementsWithOneIdAreTwoLots) {
  // B2's joint agreement A1 is S2's and has the item at 5; B1's own A1 is S1's and has it at 8.
  // Bought from S3 for 10. The smaller owner id counts last; the item of the other owner's lot is
  // not its item.
  const auto found = line(R"(
agreements:
  - {buyer_id: B1, agreement_id: A1, supplier_id: S1, valid_from: "2026-01-01"}
  - {buyer_id: B2, agreement_id: A1, supplier_id: S2, participant_buyers: [B1],
       valid_from: "2025-01-01"}
items:
  - {buyer_id: B1, agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA,
       price: "8", currency: NOK}
  - {buyer_id: B2, agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: EA,
       price: "5", currency: NOK,
     participant_buyers: [B1]}
documents:
  - {id: "1", seller: S3, lines: [{quantity: "1", unit_code: EA, price_amount: "10",
       standard_item_id: "7038010000010"}]}
)");
  EXPECT_EQ(found.agreement().supplier_id(), "S1");
  EXPECT_EQ(found.missed_saving(), "2");
  EXPECT_FALSE(found.on_agreement());
}

// 1 / 3 of an øre is lost nowhere: 100 × 1/3 is not a decimal, 100 × 0.3333333333 / 1.3333333333
// = 24.99999999… → 25.00.
TEST(CoverageTest, TheAgreementPriceBaseDividesByOnePlusTheRate) {
  const auto missed = [](const std::string& rate, const std::string& base) {
    return covered_by(row("agreement_id: A1, supplier_id: S9",
                          ", saving_rate: '" + rate + "', saving_base: " + base))
        .missed_saving();
  };
  EXPECT_EQ(missed("0.36", "OFF_PRICE"), "36");
  EXPECT_EQ(missed("0.25", "AGREEMENT_PRICE"), "20");
  EXPECT_EQ(missed("0.3333333333", "AGREEMENT_PRICE"), "25");
  EXPECT_EQ(missed("-1", "AGREEMENT_PRICE"), "") << "nothing can be divided by zero";
}

TEST(CoverageTest, MissedSavingComparesTheFirstComparablePriceByGtinThenBuyersId) {
  // GTIN is priced per litre and cannot be compared; the buyer's id says 7: (10 − 7) × 2.
  EXPECT_EQ(line(R"(
agreements: [{agreement_id: A1, supplier_id: S1}]
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: "07038010000010", unit: LTR, price: "1",
       currency: NOK}
  - {agreement_id: A1, item_scheme: BUYER, item_id: X, unit: C62, price: "7", currency: NOK}
documents:
  - id: "1"
    seller: S2
    lines: [{quantity: "2", unit_code: EA, price_amount: "10", standard_item_id: "7038010000010",
         buyers_item_id: X}]
)")
                .missed_saving(),
            "6");
}

TEST(CoverageTest, TheMissedSavingOfALineIsRoundedToTheCurrencysMinorUnit) {
  // 3 yen at 10 %: 0.3 → 0; 5 yen: 0.5 → 1, half away from zero.
  const auto yen = [](const std::string& amount) {
    return covered_by(row("agreement_id: A1, supplier_id: S9",
                          ", saving_rate: '0.1', saving_base: OFF_PRICE"),
                      "document_currency_code: JPY, lines: [{line_extension_amount: '" + amount +
                          "', classifications: [{list_id: TST, code: '5018'}]}]")
        .missed_saving();
  };
  EXPECT_EQ(yen("3"), "0");
  EXPECT_EQ(yen("5"), "1");
  EXPECT_EQ(yen("-5"), "-1");
}

}  // namespace
}  // namespace procured::judge
