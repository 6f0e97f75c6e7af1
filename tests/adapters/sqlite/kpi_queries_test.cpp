// Goal: cells are summed exactly over months and units, and rolled up over the tree; ratios stay
// two sums. Method: six cells in a tree of four units, added up by hand.
#include "adapters/sqlite/kpi_queries.h"

#include <gtest/gtest.h>

#include "adapters/sqlite/small_store.h"

namespace procured::sqlite {
namespace {

class KpiQueriesTest : public testing::Test {
 protected:
  // 1 ─┬─ 2 ── 3
  //    └─ 4            "unknown" stands by itself
  KpiQueriesTest() {
    for (const auto& [unit, parent] : {std::pair{"1", ""}, {"2", "1"}, {"3", "2"}, {"4", "1"}}) {
      store_.add_unit(unit, parent);
    }
    store_.add_cell("r_ratio", "2", "2026-01", "0.1", "1");
    store_.add_cell("r_ratio", "3", "2026-01", "0.2", "2.5");
    store_.add_cell("r_ratio", "3", "2026-02", "0.4", "3");
    store_.add_cell("r_ratio", "4", "2026-02", "5", "4");
    store_.add_cell("r_ratio", "unknown", "2026-02", "-8", "10");
    store_.add_cell("spend_amount", "2", "2026-01", "7", "");
  }

  bi::Filter filter_{.buyer = "b", .currency = "NOK"};
  SmallStore store_;
};

std::string text_of(const bi::Tally& tally) {
  return tally.numerator.to_string() + "/" +
         (tally.denominator ? tally.denominator->to_string() : "-") + " " +
         std::to_string(tally.count) + " " + tally.coverage_known.to_string() + "/" +
         tally.coverage_scope.to_string() + " " + tally.status();
}

TEST_F(KpiQueriesTest, OneTotalWithoutAGroup) {
  const auto rows = kpi_rows(store_.database, "r_ratio", {}, filter_);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(text_of(rows[0].tally), "-2.3/20.5 5 50/100 NOT_MEANINGFUL");
}

TEST_F(KpiQueriesTest, MonthsAreSummedOverUnits) {
  const auto rows = kpi_rows(store_.database, "r_ratio", {.by_month = true}, filter_);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].month + " " + text_of(rows[0].tally), "2026-01 0.3/3.5 2 20/40 OK");
  EXPECT_EQ(rows[1].month + " " + text_of(rows[1].tally), "2026-02 -2.6/17 3 30/60 NOT_MEANINGFUL");
}

TEST_F(KpiQueriesTest, AUnitIncludesItsDescendants) {
  filter_.unit = "2";
  filter_.to = "2026-01";
  const auto rows =
      kpi_rows(store_.database, "r_ratio", {.by_month = true, .by_unit = true}, filter_);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].unit_id + " " + rows[0].unit_name + " " + text_of(rows[0].tally),
            "2 Unit 2 0.1/1 1 10/20 OK");
  EXPECT_EQ(rows[1].unit_id + " " + text_of(rows[1].tally), "3 0.2/2.5 1 10/20 OK");
}

TEST_F(KpiQueriesTest, AnAmountHasNoDenominator) {
  const auto rows = kpi_rows(store_.database, "spend_amount", {}, filter_);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(text_of(rows[0].tally), "7/- 1 10/20 OK");
}

TEST_F(KpiQueriesTest, AnotherCurrencyIsAnotherSum) {
  filter_.currency = "SEK";
  EXPECT_TRUE(kpi_rows(store_.database, "r_ratio", {.by_month = true}, filter_).empty());
}

TEST_F(KpiQueriesTest, EachUnitIsRolledUpWithAllBelowIt) {
  const auto rows = rollup_rows(store_.database, "r_ratio", filter_);
  std::string text;
  for (const auto& row : rows) {
    text += row.unit.unit_id + " @" + std::to_string(row.depth) + " " + text_of(row.tally) + "\n";
  }
  EXPECT_EQ(text,
            "1 @0 5.7/10.5 4 40/80 OK\n"
            "2 @1 0.7/6.5 3 30/60 OK\n"
            "3 @2 0.6/5.5 2 20/40 OK\n"
            "4 @1 5/4 1 10/20 NOT_MEANINGFUL\n"
            "unknown @0 -8/10 1 10/20 NOT_MEANINGFUL\n");
}

TEST_F(KpiQueriesTest, UnitsThatAreEachOthersParentAreCountedOnceEach) {
  SmallStore store;
  store.add_unit("1", "2");
  store.add_unit("2", "1");
  store.add_cell("spend_amount", "1", "2026-01", "7", "");
  const auto rows = rollup_rows(store.database, "spend_amount", filter_);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].tally.numerator.to_string(), "7");
  EXPECT_EQ(rows[1].tally.numerator.to_string(), "7");
}

TEST_F(KpiQueriesTest, TheMainCurrencyIsTheOneWithTheMostSpend) {
  store_.database.execute(
      "INSERT INTO fact_kpi SELECT 'x', 'b', 'spend_amount', '2', '2026-01', 'EUR', '7.01', NULL, "
      "NULL, NULL,"
      " 1, '0', NULL, '0', NULL, 'OK', 1");
  EXPECT_EQ(main_currency(store_.database, "b"), "EUR");
  EXPECT_EQ(main_currency(store_.database, "nobody"), "");
}

}  // namespace
}  // namespace procured::sqlite
