// Goal: a reader's filter narrows a query to what it names, and an empty one does not.
// Method: units in a small tree, one of them its own ancestor.
#include "adapters/sqlite/conditions.h"

#include <gtest/gtest.h>

#include "adapters/sqlite/small_store.h"

namespace procured::sqlite {
namespace {

std::string units_within(SmallStore& store, const std::string& unit) {
  Conditions conditions;
  conditions.add("buyer_id = ?", {"b"});
  conditions.add_unit("unit_id", {.buyer = "b", .unit = unit});
  auto& query = conditions.bound(
      store.database, "SELECT unit_id FROM dim_unit_current" + conditions.where() + " ORDER BY 1");
  std::string text;
  while (query.step()) text += query.text(0) + " ";
  return text;
}

TEST(ConditionsTest, AUnitStandsForAllBelowIt) {
  SmallStore store;
  for (const auto& [unit, parent] : {std::pair{"1", ""}, {"2", "1"}, {"3", "2"}, {"4", "1"}}) {
    store.add_unit(unit, parent);
  }
  EXPECT_EQ(units_within(store, "2"), "2 3 ");
  EXPECT_EQ(units_within(store, "1"), "1 2 3 4 ");
  EXPECT_EQ(units_within(store, ""), "1 2 3 4 ");
  EXPECT_EQ(units_within(store, "elsewhere"), "");
}

TEST(ConditionsTest, TheTreeIsTheCurrentOne) {
  SmallStore store;
  store.add_unit("1", "");
  store.add_unit("2", "1");
  store.add_unit("2", "", "2026-01-01");
  EXPECT_EQ(units_within(store, "1"), "1 ");
}

TEST(ConditionsTest, ATreeThatBitesItsTailEnds) {
  SmallStore store;
  store.add_unit("1", "2");
  store.add_unit("2", "1");
  EXPECT_EQ(units_within(store, "1"), "1 2 ");
}

TEST(ConditionsTest, MonthsAreInclusiveAndOpenWhenEmpty) {
  SmallStore store;
  for (const auto* month : {"2025-12", "2026-01", "2026-02"})
    store.add_cell("k", "1", month, "1", "");
  const auto months = [&](const std::string& from, const std::string& to) {
    Conditions conditions;
    conditions.add_months("month", {.from = from, .to = to});
    auto& query =
        conditions.bound(store.database, "SELECT count(*) FROM fact_kpi" + conditions.where());
    query.step();
    const auto count = query.integer(0);
    query.rewind();
    return count;
  };
  EXPECT_EQ(months("2026-01", "2026-02"), 2);
  EXPECT_EQ(months("", "2025-12"), 1);
  EXPECT_EQ(months("", ""), 3);
}

}  // namespace
}  // namespace procured::sqlite
