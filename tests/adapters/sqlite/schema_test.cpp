// Goal: a store is made once and never misread by a binary of another version.
// Method: an empty file, a file prepared twice, and one whose version was altered; days looked up
// in a calendar.
#include "adapters/sqlite/schema.h"

#include <gtest/gtest.h>

#include "support/example_store.h"
#include "support/store_dump.h"

namespace procured::sqlite {
namespace {

TEST(SchemaTest, PreparingTwiceChangesNothing) {
  Database database(":memory:", Database::Mode::kReadWrite);
  prepare_schema(database);
  prepare_schema(database);
  EXPECT_EQ(support::rows_of(database, "SELECT version FROM schema_version", 1), "1\n");
}

TEST(SchemaTest, AnotherVersionIsRefusedWithWhatToDo) {
  Database database(":memory:", Database::Mode::kReadWrite);
  prepare_schema(database);
  database.execute("UPDATE schema_version SET version = 99");
  const auto prepared = guarded([&] { prepare_schema(database); });
  ASSERT_FALSE(prepared);
  EXPECT_EQ(prepared.error().category, core::Category::kFatal);
  EXPECT_NE(prepared.error().detail.find("99"), std::string::npos);
}

TEST(SchemaTest, AFileWithoutAStoreMayBecomeOne) {
  Database database(":memory:", Database::Mode::kReadWrite);
  const auto checked = guarded([&] { check_schema(database); });
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().category, core::Category::kTransient);
}

TEST(SchemaTest, TheCalendarHasFiftyYears) {
  Database database(":memory:", Database::Mode::kReadWrite);
  prepare_schema(database);
  // 50 × 365 days and the 13 leap days from 2000 to 2048.
  EXPECT_EQ(support::rows_of(database, "SELECT count(*) FROM dim_date", 1), "18263\n");
  // 31 January 2026 was a Saturday.
  EXPECT_EQ(support::rows_of(database,
                             "SELECT date_key, year, quarter, month, day, iso_weekday FROM dim_date"
                             " WHERE date = '2026-01-31'",
                             6),
            "20260131|2026|2026-Q1|2026-01|31|6\n");
}

}  // namespace
}  // namespace procured::sqlite
