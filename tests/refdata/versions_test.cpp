// Goal: which version of a register key holds follows from the versions themselves (definitions
// §1). Method: every set is added in every order; the version that holds is named by the sentence.
#include "refdata/versions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace procured::refdata {
namespace {

struct Row {
  std::string title = {};  ///< Empty: a withdrawal.
  std::string known_on = {};
  std::string path = "a.csv";
  std::uint64_t row = 2;
  std::uint32_t edition = 0;
};

v1::ReferenceRecord record(const Row& row) {
  v1::ReferenceRecord result;
  result.set_op(row.title.empty() ? v1::DELETE : v1::UPSERT);
  result.set_known_on(row.known_on);
  result.mutable_position()->set_path(row.path);
  result.mutable_position()->set_edition(row.edition);
  result.mutable_position()->set_row(row.row);
  result.mutable_origin()->set_connector("register");
  result.mutable_agreement()->set_title(row.title);
  return result;
}

/// The title that holds, whatever order the rows come in; "none" when nothing does.
std::string holds(const std::vector<Row>& rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::string title;
  std::string bytes;
  do {
    v1::ReferenceVersions versions;
    for (const auto at : order) EXPECT_TRUE(add_version(versions, record(rows[at])));
    const auto* found = effective(versions);
    const auto now = found == nullptr ? std::string("none") : found->agreement().title();
    EXPECT_TRUE(title.empty() || title == now);
    EXPECT_TRUE(bytes.empty() || bytes == versions.SerializeAsString());
    title = now;
    bytes = versions.SerializeAsString();
  } while (std::next_permutation(order.begin(), order.end()));
  return title;
}

TEST(VersionsTest, TheGreatestKnownOnHoldsADateOrAnInstant) {
  EXPECT_EQ(holds({{.title = "A", .known_on = "2026-02-01", .row = 2},
                   {.title = "B", .known_on = "2026-01-01", .row = 3}}),
            "A");
  EXPECT_EQ(holds({{.title = "A", .known_on = "2026-02-01T09:00:00Z", .row = 2},
                   {.title = "B", .known_on = "2026-02-01", .row = 3}}),
            "A");
}

TEST(VersionsTest, RowsWithoutKnownOnAreOlderThanAnyWithIt) {
  EXPECT_EQ(holds({{.title = "A", .known_on = "1999-01-01", .row = 2}, {.title = "B", .row = 9}}),
            "A");
}

TEST(VersionsTest, AmongThemselvesTheyFollowFilePathAndRow) {
  EXPECT_EQ(
      holds({{.title = "A", .path = "a.csv", .row = 9}, {.title = "B", .path = "b.csv", .row = 2}}),
      "B");
  EXPECT_EQ(holds({{.title = "A", .row = 10}, {.title = "B", .row = 9}}), "A");
  EXPECT_EQ(holds({{.title = "A", .row = 10}, {.title = "B", .row = 9, .edition = 1}}), "B");
}

TEST(VersionsTest, EqualKnownOnFollowsTheRegistersOrder) {
  EXPECT_EQ(holds({{.title = "A", .known_on = "2026-01-01", .row = 3},
                   {.title = "B", .known_on = "2026-01-01", .row = 2}}),
            "A");
}

TEST(VersionsTest, AWithdrawalWithoutKnownOnWithdrawsEveryVersionBeforeItInTheRegistersOrder) {
  EXPECT_EQ(holds({{.title = "A", .row = 2},
                   {.title = "B", .known_on = "2026-01-01", .row = 3},
                   {.row = 4}}),
            "none");
  EXPECT_EQ(holds({{.title = "A", .row = 2}, {.row = 3}, {.title = "B", .row = 4}}), "B");
  EXPECT_EQ(holds({{.title = "A", .known_on = "2026-01-01", .row = 4}, {.row = 3}}), "A");
}

TEST(VersionsTest, AWithdrawalWithKnownOnLeavesVersionsWithAGreaterOneStanding) {
  EXPECT_EQ(holds({{.title = "A", .known_on = "2026-01-01", .row = 2},
                   {.title = "B", .known_on = "2026-03-01", .row = 3},
                   {.known_on = "2026-02-01", .row = 4}}),
            "B");
  EXPECT_EQ(holds({{.title = "A", .known_on = "2026-01-01", .row = 2},
                   {.known_on = "2026-02-01", .row = 4}}),
            "none");
}

TEST(VersionsTest, TheVersionBeforeAWithdrawnOneDoesNotComeBack) {
  EXPECT_EQ(holds({{.title = "A", .row = 2}, {.title = "B", .row = 3}, {.row = 4}}), "none");
}

TEST(VersionsTest, AWithdrawalWithoutAnEarlierRowWithdrawsNothing) {
  EXPECT_EQ(holds({{.row = 2}, {.title = "A", .row = 3}}), "A");
}

TEST(VersionsTest, TheSameVersionTwiceIsOne) {
  v1::ReferenceVersions versions;
  const auto row = record({.title = "A"});
  EXPECT_TRUE(add_version(versions, row));
  EXPECT_FALSE(add_version(versions, row));
  EXPECT_EQ(versions.versions_size(), 1);
}

TEST(VersionsTest, ProvenanceDoesNotEnterTheState) {
  v1::ReferenceVersions versions;
  auto row = record({.title = "A"});
  row.mutable_provenance()->set_offset(7);
  add_version(versions, row);
  EXPECT_FALSE(versions.versions(0).has_provenance());
}

}  // namespace
}  // namespace procured::refdata
