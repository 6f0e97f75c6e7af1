// Goal: the names of buyers and suppliers follow from all rows together, not from their order.
// Method: documents of several dates, a register period, and what remains after each goes.
#include "adapters/sqlite/party_rows.h"

#include <gtest/gtest.h>

#include "adapters/sqlite/reference_rows.h"
#include "adapters/sqlite/small_store.h"

namespace procured::sqlite {
namespace {

constexpr const char* kSuppliers = "SELECT name, registered FROM dim_supplier";

support::PlannedInvoice named(const std::string& number, const std::string& date,
                              const std::string& name) {
  auto invoice = bread_elsewhere(number);
  invoice.issue_date = date;
  invoice.seller.name = name;
  invoice.buyer_name = "Kommune " + name;
  return invoice;
}

v1::ReferenceRecord registered(const std::string& name) {
  v1::ReferenceRecord record;
  record.set_op(v1::UPSERT);
  record.set_key("suppliers|x");
  record.mutable_supplier()->set_supplier_id(support::kLocalBakery.id);
  record.mutable_supplier()->set_name(name);
  return record;
}

TEST(PartyRowsTest, TheLatestDocumentNamesBothParties) {
  SmallStore store;
  store.add(named("1", "2026-03-01", "C"));
  store.add(named("2", "2026-01-01", "A"));
  EXPECT_EQ(store.rows(kSuppliers, 2), "C|0\n");
  EXPECT_EQ(store.rows("SELECT buyer_id, name FROM dim_buyer", 2), "b|Kommune C\n");
}

TEST(PartyRowsTest, TheRegisterNamesASupplierBeforeAnyDocument) {
  SmallStore store;
  store.add(named("1", "2026-03-01", "C"));
  put_reference(store.database, registered("Hjørnebakeren AS"), store.touched);
  refresh_parties(store.database, store.touched);
  EXPECT_EQ(store.rows(kSuppliers, 2), "Hjørnebakeren AS|1\n");
}

TEST(PartyRowsTest, APartyWithoutRowsIsGone) {
  SmallStore store;
  const auto key = store.add(named("1", "2026-03-01", "C"));
  erase_fact(store.database, key, store.touched);
  refresh_parties(store.database, store.touched);
  EXPECT_EQ(store.rows(kSuppliers, 2), "");
  EXPECT_EQ(store.rows("SELECT buyer_id FROM dim_buyer", 1), "");
}

}  // namespace
}  // namespace procured::sqlite
