// Goal: the months and the validity of agreements are what the truth relies on.
// Method: dates by the calendar; an agreement with and without its option taken up.
#include "simulate/world.h"

#include <gtest/gtest.h>

namespace procured::simulate {
namespace {

TEST(WorldTest, TheMonthsEndWithJune2026) {
  Options options;
  options.buyers = 1;
  options.months = 6;
  const World world = build_world(options);
  EXPECT_EQ(world.first_day.to_string(), "2026-01-01");
  EXPECT_EQ(world.last_day.to_string(), "2026-06-30");
  EXPECT_EQ(world.middle.to_string(), "2026-04-01");
}

TEST(WorldTest, MonthsAndDaysFollowTheCalendar) {
  EXPECT_EQ(add_days(date_of(2024, 2, 28), 1).to_string(), "2024-02-29");
  EXPECT_EQ(add_days(date_of(2026, 1, 1), -1).to_string(), "2025-12-31");
  EXPECT_EQ(add_months(date_of(2026, 6, 30), -6).to_string(), "2025-12-01");
}

TEST(AgreementTest, AnOptionCountsOnlyWhenItWasTakenUp) {
  Agreement agreement;
  agreement.valid_from = date_of(2025, 1, 1);
  agreement.valid_to = date_of(2025, 12, 31);
  agreement.option_to = date_of(2026, 12, 31);
  EXPECT_FALSE(agreement.valid_on(date_of(2024, 12, 31)));
  EXPECT_TRUE(agreement.valid_on(date_of(2025, 12, 31)));
  EXPECT_FALSE(agreement.valid_on(date_of(2026, 1, 1)));
  agreement.option_exercised_on = date_of(2025, 10, 1);
  EXPECT_TRUE(agreement.valid_on(date_of(2026, 12, 31)));
  EXPECT_FALSE(agreement.valid_on(date_of(2027, 1, 1)));
}

TEST(AgreementTest, PricesChangeOnTheDayOfThePriceChange) {
  Agreement agreement;
  agreement.price_change = date_of(2026, 4, 1);
  Item item;
  item.price_before_e4 = 100'000;
  item.price_after_e4 = 103'000;
  item.gtin_discount_e4 = 5'000;
  EXPECT_EQ(agreement.price_e4(item, RowKind::kSeller, date_of(2026, 3, 31)), 100'000);
  EXPECT_EQ(agreement.price_e4(item, RowKind::kSeller, date_of(2026, 4, 1)), 103'000);
  EXPECT_EQ(agreement.price_e4(item, RowKind::kGtin, date_of(2026, 4, 1)), 98'000);
}

}  // namespace
}  // namespace procured::simulate
