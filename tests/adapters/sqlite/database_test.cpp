// Goal: one connection keeps what is committed, nothing else, and says what kind of failure it met.
// Method: transactions that are and are not committed, absent values, and files that cannot be
// opened.
#include "adapters/sqlite/database.h"

#include <gtest/gtest.h>

#include "support/example_store.h"
#include "support/store_dump.h"

namespace procured::sqlite {
namespace {

TEST(DatabaseTest, ATransactionThatIsNotCommittedLeavesNothing) {
  Database database(":memory:", Database::Mode::kReadWrite);
  database.execute("CREATE TABLE t (a TEXT)");
  {
    const Database::Transaction transaction(database, "IMMEDIATE");
    database.prepared("INSERT INTO t VALUES (?)").with("lost").run();
  }
  {
    Database::Transaction transaction(database, "IMMEDIATE");
    database.prepared("INSERT INTO t VALUES (?)").with("kept").run();
    transaction.commit();
  }
  EXPECT_EQ(support::rows_of(database, "SELECT a FROM t", 1), "kept\n");
}

TEST(DatabaseTest, EmptyTextIsAbsentAndAnEmptyKeyIsNot) {
  Database database(":memory:", Database::Mode::kReadWrite);
  database.execute("CREATE TABLE t (a TEXT, b TEXT, c TEXT, d INTEGER, e INTEGER)");
  database.prepared("INSERT INTO t VALUES (?,?,?,?,?)")
      .with("", Key{""}, Money{"1.5"}, std::optional<bool>())
      .run();
  EXPECT_EQ(support::rows_of(database, "SELECT * FROM t", 5), "-||1.5|15000|-\n");
}

TEST(DatabaseTest, AMissingFileMayComeYet) {
  const support::TemporaryDirectory directory;
  const auto opened =
      guarded([&] { Database(directory.file("none.db"), Database::Mode::kReadOnly); });
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().category, core::Category::kTransient);
}

TEST(DatabaseTest, SqlThatIsWrongIsADefect) {
  Database database(":memory:", Database::Mode::kReadWrite);
  const auto ran = guarded([&] { database.execute("SELEKT 1"); });
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().category, core::Category::kFatal);
}

}  // namespace
}  // namespace procured::sqlite
