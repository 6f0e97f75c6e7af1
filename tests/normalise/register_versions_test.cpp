// Goal: of the rows of one key, only those that say nothing more are left out.
// Method: positions, dates and ops by hand; endings as definitions §1 name them.
#include "normalise/register_versions.h"

#include <gtest/gtest.h>

#include "normalise/work.h"

namespace procured::normalise {
namespace {

struct At {
  std::string path = "a.csv";
  std::uint32_t edition = 0;
  std::uint64_t row = 2;
};

v1::ReferenceRecord row(const At& at, const std::string& title, const std::string& known_on = {}) {
  v1::ReferenceRecord record;
  record.set_op(title.empty() ? v1::DELETE : v1::UPSERT);
  record.set_known_on(known_on);
  record.mutable_position()->set_path(at.path);
  record.mutable_position()->set_edition(at.edition);
  record.mutable_position()->set_row(at.row);
  record.mutable_origin()->set_connector("files");
  record.mutable_agreement()->set_title(title);
  return record;
}

v1::ReferenceRecord withdrawal(const At& at, const std::string& known_on = {}) {
  return row(at, {}, known_on);
}

/// The endings of the rows in the order given; a stored one is marked by '+'.
std::vector<std::string> endings(const std::vector<v1::ReferenceRecord>& rows) {
  v1::ReferenceVersions versions;
  std::vector<std::string> result;
  for (const auto& one : rows) {
    const auto admission = admit(versions, one);
    result.push_back(std::string(admission.ending) + (admission.stored ? "+" : ""));
  }
  return result;
}
using Endings = std::vector<std::string>;

TEST(RegisterVersionsTest, EqualContentAtALaterPlaceOutdoesTheEarlier) {
  EXPECT_EQ(endings({row({.path = "b.csv"}, "x"), row({.path = "a.csv"}, "x")}),
            (Endings{"sighting+", "duplicate"}));
}

TEST(RegisterVersionsTest, EqualContentOfALaterPathIsAVersionForAnotherMayStandBetween) {
  EXPECT_EQ(endings({row({.path = "a.csv"}, "x"), row({.path = "c.csv"}, "x"),
                     row({.path = "b.csv"}, "y")}),
            (Endings{"sighting+", "version+", "version+"}));
}

TEST(RegisterVersionsTest, ARepetitionInTheSameFileIsADuplicateUnlessSomethingStandsBetween) {
  EXPECT_EQ(endings({row({}, "x"), row({.edition = 1}, "x"), row({.edition = 2}, "y"),
                     row({.edition = 3}, "x")}),
            (Endings{"sighting+", "duplicate", "version+", "version+"}));
}

TEST(RegisterVersionsTest, AnUndatedWithdrawalBetweenTwoDatedRowsOfAFileStandsBetween) {
  EXPECT_EQ(endings({row({.row = 2}, "x", "2026-01-01"), withdrawal({.row = 3}),
                     row({.row = 4}, "x", "2026-01-01")}),
            (Endings{"sighting+", "retraction+", "version+"}));
}

TEST(RegisterVersionsTest, AnotherKnownOnIsAnotherVersion) {
  EXPECT_EQ(endings({row({}, "x", "2026-01-01"), row({.row = 3}, "x", "2026-02-01"),
                     row({.row = 4}, "x")}),
            (Endings{"sighting+", "version+", "version+"}));
}

TEST(RegisterVersionsTest, AWithdrawalThatReachesNothingIsADuplicateAndIsRemembered) {
  EXPECT_EQ(endings({withdrawal({.path = "b.csv"}), row({.path = "a.csv"}, "x")}),
            (Endings{"duplicate+", "sighting+"}));
  EXPECT_EQ(endings({row({.path = "b.csv"}, "x"), withdrawal({.path = "a.csv"})}),
            (Endings{"sighting+", "duplicate+"}));
}

TEST(RegisterVersionsTest, AWithdrawalOfWhatIsWithdrawnAlreadyIsADuplicate) {
  EXPECT_EQ(endings({row({.path = "a.csv"}, "x"), withdrawal({.path = "b.csv"}),
                     withdrawal({.path = "c.csv"})}),
            (Endings{"sighting+", "retraction+", "duplicate+"}));
}

TEST(RegisterVersionsTest, ADatedWithdrawalLeavesLaterDatesStanding) {
  EXPECT_EQ(endings({row({}, "x", "2026-03-01"), withdrawal({.row = 3}, "2026-02-01")}),
            (Endings{"sighting+", "duplicate+"}));
  EXPECT_EQ(endings({row({}, "x", "2026-01-01"), withdrawal({.row = 3}, "2026-02-01")}),
            (Endings{"sighting+", "retraction+"}));
}

TEST(RegisterVersionsTest, VersionsAreKeptInTheirOrder) {
  v1::ReferenceVersions versions;
  admit(versions, row({.path = "b.csv"}, "2", "2026-01-01"));
  admit(versions, row({.path = "c.csv"}, "1"));
  admit(versions, row({.path = "a.csv"}, "3", "2026-01-01T00:00:00.000Z"));
  ASSERT_EQ(versions.versions_size(), 3);
  EXPECT_EQ(versions.versions(0).agreement().title(), "1");
  EXPECT_EQ(versions.versions(1).agreement().title(), "2");
  EXPECT_EQ(versions.versions(2).agreement().title(), "3");
}

}  // namespace
}  // namespace procured::normalise
