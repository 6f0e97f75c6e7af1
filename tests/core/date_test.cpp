// Goal: dates are calendar dates, never shifted.
// Method: the calendar; xsd:date's optional time zone.
#include "core/date.h"

#include <gtest/gtest.h>

#include <tuple>

namespace procured::core {
namespace {

TEST(DateTest, ReadsIsoDatesAndIgnoresTheZone) {
  EXPECT_EQ(Date::parse("2026-01-31")->to_string(), "2026-01-31");
  EXPECT_EQ(Date::parse("2018-09-01+02:00")->to_string(), "2018-09-01");
  EXPECT_EQ(Date::parse("2018-09-01Z")->month(), "2018-09");
  EXPECT_EQ(Date::parse("2024-02-29")->year(), 2024);
}

TEST(DateTest, RefusesWhatIsNoDate) {
  for (const auto* text : {"2026-02-31", "2025-02-29", "31.02.2026", "20260131", "2026-1-31",
                           "2026-01-31T10:00:00", "0000-01-01", "", "2026-01-31+2", "2026-13-01"}) {
    EXPECT_FALSE(Date::parse(text).has_value()) << text;
  }
}

TEST(DateTest, IsMadeOfNumbersThatAreADay) {
  EXPECT_EQ(Date::of(987, 6, 5)->to_string(), "0987-06-05");
  EXPECT_EQ(Date::of(9999, 12, 31)->month(), "9999-12");
  for (const auto& [year, month, day] :
       {std::tuple(0, 1, 1), std::tuple(10'000, 1, 1), std::tuple(2026, 0, 1),
        std::tuple(2026, 257, 1), std::tuple(2026, 1, 257), std::tuple(2026, 2, 29)}) {
    EXPECT_FALSE(Date::of(year, month, day).has_value()) << year << ' ' << month << ' ' << day;
  }
}

TEST(DateTest, RangesIncludeBothEnds) {
  const DateRange range{Date::parse("2026-01-01"), Date::parse("2026-12-31")};
  EXPECT_TRUE(range.contains(*Date::parse("2026-01-01")));
  EXPECT_TRUE(range.contains(*Date::parse("2026-12-31")));
  EXPECT_FALSE(range.contains(*Date::parse("2027-01-01")));
  EXPECT_TRUE(DateRange{}.contains(*Date::parse("1900-01-01")));
}

}  // namespace
}  // namespace procured::core
