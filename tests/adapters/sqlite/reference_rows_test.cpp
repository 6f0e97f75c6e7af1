// Goal: of the versions of a register row the one that definitions §1 names holds, in whatever
// order they arrive. Method: small sets of versions, every permutation of each; the expected row
// follows from the definition.
#include "adapters/sqlite/reference_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "adapters/sqlite/small_store.h"

namespace procured::sqlite {
namespace {

struct Row {
  std::string name;  // empty: a withdrawal
  std::uint64_t row = 0;
  std::string known_on = {};
};

v1::ReferenceRecord record_of(const Row& row) {
  v1::ReferenceRecord record;
  record.set_op(row.name.empty() ? v1::DELETE : v1::UPSERT);
  record.set_buyer_id("b");
  record.set_key("units|b|210|");
  record.set_known_on(row.known_on);
  record.mutable_position()->set_path("units.csv");
  record.mutable_position()->set_row(row.row);
  record.mutable_unit()->set_buyer_id("b");
  record.mutable_unit()->set_unit_id("210");
  record.mutable_unit()->set_name(row.name);
  return record;
}

/// The name that holds after all permutations, "-" when none; fails when two permutations differ.
std::string holding_name(std::vector<Row> rows) {
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.row < b.row; });
  std::string result;
  SmallStore store;
  do {
    store.database.execute("DELETE FROM reference_version; DELETE FROM dim_unit");
    for (const auto& row : rows) put_reference(store.database, record_of(row), store.touched);
    auto name = store.rows("SELECT name FROM dim_unit", 1);
    name = name.empty() ? "-" : name.substr(0, name.size() - 1);
    EXPECT_TRUE(result.empty() || result == name) << result << " or " << name;
    result = name;
  } while (std::next_permutation(rows.begin(), rows.end(),
                                 [](const Row& a, const Row& b) { return a.row < b.row; }));
  return result;
}

TEST(ReferenceRowsTest, TheLaterRowOfTheRegisterHolds) {
  EXPECT_EQ(holding_name({{"first", 1}, {"second", 2}, {"third", 3}}), "third");
}

TEST(ReferenceRowsTest, TheGreatestKnownOnHoldsOverAnyRowWithoutOne) {
  EXPECT_EQ(
      holding_name({{"known", 1, "2026-01-01"}, {"later known", 2, "2026-02-01"}, {"plain", 3}}),
      "later known");
}

TEST(ReferenceRowsTest, AWithdrawalTakesBackEveryVersionBeforeIt) {
  EXPECT_EQ(holding_name({{"first", 1}, {"known", 2, "2026-01-01"}, {"", 3}}), "-");
}

TEST(ReferenceRowsTest, ARowAfterTheWithdrawalHolds) {
  EXPECT_EQ(holding_name({{"first", 1}, {"", 2}, {"again", 3}}), "again");
}

TEST(ReferenceRowsTest, AWithdrawalWithKnownOnLeavesGreaterOnesStanding) {
  EXPECT_EQ(
      holding_name({{"early", 1, "2026-01-01"}, {"late", 2, "2026-03-01"}, {"", 3, "2026-02-01"}}),
      "late");
  EXPECT_EQ(holding_name({{"early", 1, "2026-01-01"}, {"", 2, "2026-02-01"}}), "-");
}

TEST(ReferenceRowsTest, AnAgreementEndsWithItsOptionOnceThatIsExercised) {
  SmallStore store;
  v1::ReferenceRecord record;
  record.set_op(v1::UPSERT);
  record.set_buyer_id("copy");
  record.set_key("agreements|b|A|1|s");
  auto& agreement = *record.mutable_agreement();
  agreement.set_buyer_id("b");
  agreement.set_agreement_id("A");
  agreement.set_lot_id("1");
  agreement.set_supplier_id("s");
  agreement.set_supplier_name("Leverandør AS");
  agreement.set_valid_to("2026-12-31");
  agreement.set_option_to("2028-12-31");
  put_reference(store.database, record, store.touched);
  constexpr const char* kRow =
      "SELECT buyer_id, owner_buyer_id, valid_to, e_commerce FROM dim_agreement";
  EXPECT_EQ(store.rows(kRow, 4), "copy|b|2026-12-31|-\n");
  agreement.set_option_exercised_on("2026-06-01");
  agreement.set_e_commerce(false);
  record.mutable_position()->set_row(2);
  put_reference(store.database, record, store.touched);
  EXPECT_EQ(store.rows(kRow, 4), "copy|b|2028-12-31|0\n");
}

TEST(ReferenceRowsTest, RegistersThatAreNotShownAreNotKept) {
  SmallStore store;
  v1::ReferenceRecord record;
  record.mutable_policy()->set_revision(1);
  put_reference(store.database, record, store.touched);
  EXPECT_EQ(store.rows("SELECT count(*) FROM reference_version", 1), "0\n");
}

}  // namespace
}  // namespace procured::sqlite
