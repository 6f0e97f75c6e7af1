// Goal: a buyer's books hold its own rows and those that name it, and say who is entitled
// (definitions §1, §4). Method: registers of two buyers read into one buyer's books.
#include "refdata/books.h"

#include <gtest/gtest.h>

#include "support/rows.h"

namespace procured::refdata {
namespace {

using testing::date;
using testing::set_all;

constexpr const char* kWorld = R"(
units:
  - {unit_id: TOP}
  - {unit_id: SCHOOL, parent_id: TOP}
  - {unit_id: NURSERY}
agreements:
  - {agreement_id: ALL, supplier_id: S1}
  - {agreement_id: UNITS, supplier_id: S1, participant_units: [TOP]}
  - {agreement_id: BUYER, supplier_id: S1, participant_buyers: [B1, B2]}
  - {agreement_id: OTHERS, supplier_id: S1, participant_buyers: [B2]}
  - {agreement_id: WRONG, supplier_id: S1, participant_units: [SHCOOL]}
  - {buyer_id: B2, agreement_id: JOINT, supplier_id: S1, participant_buyers: [B1]}
  - {buyer_id: B2, agreement_id: THEIRS, supplier_id: S1}
)";

class BooksTest : public ::testing::Test {
 protected:
  BooksTest() { set_all(kWorld, books_, shared_); }

  Entitlement entitled(const char* agreement, const char* unit) const {
    return entitlement(*books_.agreements.named(agreement, kDay).at(0), books_, unit, kDay);
  }

  const core::Date kDay = date("2026-03-10");
  Books books_{"B1"};
  SharedBooks shared_;
};

TEST_F(BooksTest, ParticipantsEmptyEntitlesEveryUnitAndTheUnknownOne) {
  EXPECT_EQ(entitled("ALL", "SCHOOL"), Entitlement::kYes);
  EXPECT_EQ(entitled("ALL", "unknown"), Entitlement::kYes);
}

TEST_F(BooksTest, NamingTheUnitOrAnAncestorEntitles) {
  EXPECT_EQ(entitled("UNITS", "TOP"), Entitlement::kYes);
  EXPECT_EQ(entitled("UNITS", "SCHOOL"), Entitlement::kYes);
  EXPECT_EQ(entitled("UNITS", "NURSERY"), Entitlement::kNo);
  EXPECT_EQ(entitled("UNITS", "unknown"), Entitlement::kUnknown);
}

TEST_F(BooksTest, NamingTheBuyerEntitlesAndNamingOnlyOthersExcludes) {
  EXPECT_EQ(entitled("BUYER", "unknown"), Entitlement::kYes);
  EXPECT_EQ(entitled("OTHERS", "SCHOOL"), Entitlement::kNo);
  EXPECT_EQ(entitled("OTHERS", "unknown"), Entitlement::kNo);
}

TEST_F(BooksTest, AParticipantThatNoRegisterKnowsEntitlesNobody) {
  EXPECT_EQ(entitled("WRONG", "SCHOOL"), Entitlement::kNo);
  EXPECT_EQ(entitled("WRONG", "unknown"), Entitlement::kNo);
}

TEST_F(BooksTest, AnotherBuyersAgreementIsOursOnlyWhenItNamesUs) {
  EXPECT_EQ(entitled("JOINT", "SCHOOL"), Entitlement::kYes);
  EXPECT_FALSE(books_.agreements.knows("THEIRS"));
  v1::ReferenceRecord record;
  record.set_buyer_id("B1");
  *record.mutable_agreement() =
      testing::row<v1::Agreement>("buyer_id: B2, agreement_id: JOINT, supplier_id: S1");
  books_.set("agreement|B2|JOINT||S1", &record);
  EXPECT_FALSE(books_.agreements.knows("JOINT")) << "it names us no longer";
}

TEST_F(BooksTest, AWithdrawnRowLeavesTheBooks) {
  books_.set("agreement|B1|ALL||S1", nullptr);
  EXPECT_FALSE(books_.agreements.knows("ALL"));
  books_.set("unit|B1|TOP|", nullptr);
  EXPECT_FALSE(books_.units.knows("TOP"));
}

TEST_F(BooksTest, PolicyAndSuppliersHoldForEveryBuyer) {
  EXPECT_TRUE(shared_.has_policy);
  EXPECT_EQ(shared_.policy.revision(), 1u);
  EXPECT_FALSE(SharedBooks().has_policy);
}

}  // namespace
}  // namespace procured::refdata
