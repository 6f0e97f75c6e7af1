// Goal: a register's row is completed as definitions §1 say: ids, participants, key, whom it goes
// to. Method: rows built by hand; organisation numbers with valid check digits.
#include "normalise/register_row.h"

#include <gtest/gtest.h>

namespace procured::normalise {
namespace {

const model::BuyerDirectory& directory() {
  static const model::BuyerDirectory buyers(
      {{.id = "958935420", .name = "Oslo", .identifiers = {"OSL"}},
       {.id = "964338531", .name = "Bergen", .identifiers = {"BGO"}}});
  return buyers;
}

v1::ReferenceRecord agreement() {
  v1::ReferenceRecord record;
  record.set_op(v1::UPSERT);
  auto& row = *record.mutable_agreement();
  row.set_buyer_id("OSL");
  row.set_agreement_id(" A|1 ");
  row.set_lot_id("2");
  row.set_supplier_id("NO 974 760 673 MVA");
  return record;
}

std::string reason_of(v1::ReferenceRecord record) {
  const auto done = complete_row(record, directory());
  return done.has_error() ? done.error().code + " at " + done.error().place : "none";
}

TEST(RegisterRowTest, AnAgreementIsKeyedByBuyerAgreementLotAndSupplier) {
  auto record = agreement();
  ASSERT_TRUE(complete_row(record, directory()).has_value());
  EXPECT_EQ(record.key(), "agreement|0192:958935420|A\\|1|2|0192:974760673");
  EXPECT_EQ(record.agreement().buyer_id(), "0192:958935420");
  EXPECT_EQ(record.agreement().supplier_id(), "0192:974760673");
}

TEST(RegisterRowTest, AnItemIsKeyedByAllThatMakesItAnItemAndItsStart) {
  v1::ReferenceRecord record;
  auto& row = *record.mutable_agreement_item();
  row.set_buyer_id("BGO");
  row.set_agreement_id("A1");
  row.set_item_scheme(v1::GTIN);
  row.set_item_id("7038010000010");
  row.set_valid_from("2026-01-01");
  ASSERT_TRUE(complete_row(record, directory()).has_value());
  EXPECT_EQ(record.key(), "agreement_item|0192:964338531|A1|||GTIN|07038010000010|2026-01-01");
}

TEST(RegisterRowTest, OnlyGtinsArePadded) {
  v1::ReferenceRecord record;
  auto& row = *record.mutable_agreement_item();
  row.set_buyer_id("BGO");
  row.set_agreement_id("A1");
  row.set_item_scheme(v1::SELLER);
  row.set_item_id("12345678");
  ASSERT_TRUE(complete_row(record, directory()).has_value());
  EXPECT_EQ(record.agreement_item().item_id(), "12345678");
}

TEST(RegisterRowTest, UnitsSuppliersAndPlansHaveTheirKeys) {
  v1::ReferenceRecord unit;
  unit.mutable_unit()->set_buyer_id("OSL");
  unit.mutable_unit()->set_unit_id("U1");
  unit.mutable_unit()->set_valid_from("2026-01-01");
  ASSERT_TRUE(complete_row(unit, directory()).has_value());
  EXPECT_EQ(unit.key(), "unit|0192:958935420|U1|2026-01-01");

  v1::ReferenceRecord supplier;
  supplier.mutable_supplier()->set_supplier_id("974760673");
  supplier.mutable_supplier()->add_other_ids("7080001234562");
  supplier.mutable_supplier()->add_other_ids(" X ");
  ASSERT_TRUE(complete_row(supplier, directory()).has_value());
  EXPECT_EQ(supplier.key(), "supplier|0192:974760673|");
  EXPECT_EQ(supplier.supplier().other_ids(1), "X");

  v1::ReferenceRecord plan;
  auto& line = *plan.mutable_benefit_plan_line();
  line.set_buyer_id("OSL");
  line.set_initiative_id("I1");
  line.set_agreement_id("A1");
  line.set_category("44");
  line.set_unit_id("U1");
  line.set_year("2026");
  line.set_kind("MONEY");
  ASSERT_TRUE(complete_row(plan, directory()).has_value());
  EXPECT_EQ(plan.key(), "benefit_plan_line|0192:958935420|I1|A1|44|U1|2026|MONEY");
}

TEST(RegisterRowTest, AParticipantThatReadsAsAPartyOrIsConfiguredIsABuyer) {
  auto record = agreement();
  for (const auto* participant : {"school-1", "BGO", "964965226", " ", "123456789", "0192:1"}) {
    record.mutable_agreement()->add_participant_units(participant);
  }
  ASSERT_TRUE(complete_row(record, directory()).has_value());
  const auto& row = record.agreement();
  const std::vector<std::string> units(row.participant_units().begin(),
                                       row.participant_units().end());
  const std::vector<std::string> buyers(row.participant_buyers().begin(),
                                        row.participant_buyers().end());
  EXPECT_EQ(units, (std::vector<std::string>{"123456789", "school-1"}));
  EXPECT_EQ(buyers, (std::vector<std::string>{"0192:1", "0192:964338531", "0192:964965226"}));
  EXPECT_EQ(buyers_named(record), (std::set<std::string>{"0192:1", "0192:958935420",
                                                         "0192:964338531", "0192:964965226"}));
}

TEST(RegisterRowTest, AWithdrawalKeepsItsKeyOnly) {
  auto record = agreement();
  record.set_op(v1::DELETE);
  record.mutable_agreement()->set_title("x");
  record.mutable_agreement()->add_participant_units("BGO");
  ASSERT_TRUE(complete_row(record, directory()).has_value());
  EXPECT_EQ(record.agreement().title(), "");
  EXPECT_EQ(record.agreement().participant_buyers_size(), 0);
  EXPECT_EQ(record.key(), "agreement|0192:958935420|A\\|1|2|0192:974760673");
}

TEST(RegisterRowTest, SuppliersNameNoBuyer) {
  v1::ReferenceRecord supplier;
  supplier.mutable_supplier()->set_supplier_id("X");
  EXPECT_TRUE(buyers_named(supplier).empty());
}

TEST(RegisterRowTest, AnEmptyKeyColumnIsNamed) {
  auto record = agreement();
  record.mutable_agreement()->set_buyer_id(" ");
  EXPECT_EQ(reason_of(record), "missing_buyer at column buyer_id");
  record = agreement();
  record.mutable_agreement()->set_agreement_id(" ");
  EXPECT_EQ(reason_of(record), "missing_id at column agreement_id");
  v1::ReferenceRecord supplier;
  supplier.mutable_supplier();
  EXPECT_EQ(reason_of(supplier), "missing_seller at column supplier_id");
  EXPECT_EQ(reason_of({}).substr(0, 18), "kind_not_supported");
}

}  // namespace
}  // namespace procured::normalise
