// Goal: references name units and the tree has ancestors as the definitions say (§3, §4).
// Method: rows set, replaced and removed; the answer named by the sentence.
#include "refdata/units.h"

#include <gtest/gtest.h>

#include "support/rows.h"

namespace procured::refdata {
namespace {

using testing::date;
using testing::row;
using Line = std::vector<std::string>;

void set(UnitBook& book, const std::string& key, const std::string& fields) {
  const auto unit = row<v1::Unit>(fields);
  book.set(key, &unit);
}

TEST(UnitsTest, AReferenceNamesAUnitValidOnTheDate) {
  UnitBook book;
  set(book, "k1", "unit_id: U1, references: [r], valid_from: '2026-01-01', valid_to: '2026-12-31'");
  EXPECT_EQ(book.by_reference("r", date("2026-12-31")), "U1");
  EXPECT_FALSE(book.by_reference("r", date("2027-01-01")));
  EXPECT_FALSE(book.by_reference("R", date("2026-06-01")));
  EXPECT_FALSE(book.by_reference("", date("2026-06-01")));
}

TEST(UnitsTest, OfTwoUnitsTheLaterValidFromThenTheSmallerId) {
  UnitBook book;
  set(book, "k3", "unit_id: U3, references: [r], valid_from: '2026-01-01'");
  set(book, "k2", "unit_id: U2, references: [r], valid_from: '2026-01-01'");
  set(book, "k1", "unit_id: U1, references: [r]");
  EXPECT_EQ(book.by_reference("r", date("2026-06-01")), "U2");
  EXPECT_EQ(book.by_reference("r", date("2025-06-01")), "U1");
}

TEST(UnitsTest, AnotherValidFromIsAnotherPeriodAndTheLaterHolds) {
  UnitBook book;
  set(book, "k1", "unit_id: U1, references: [old]");
  set(book, "k2",
      "unit_id: U1, references: [fresh], valid_from: '2026-01-01', valid_to: '2026-01-31'");
  EXPECT_FALSE(book.by_reference("old", date("2026-01-15")));
  EXPECT_EQ(book.by_reference("fresh", date("2026-01-15")), "U1");
  EXPECT_EQ(book.by_reference("old", date("2026-02-01")), "U1");
}

TEST(UnitsTest, ARemovedOrReplacedRowNamesNothing) {
  UnitBook book;
  set(book, "k1", "unit_id: U1, references: [a, b]");
  set(book, "k1", "unit_id: U1, references: [b]");
  EXPECT_FALSE(book.by_reference("a", date("2026-01-01")));
  book.set("k1", nullptr);
  EXPECT_FALSE(book.by_reference("b", date("2026-01-01")));
  EXPECT_FALSE(book.knows("U1"));
}

TEST(UnitsTest, AncestorsAreThoseOfTheTreeOfThatDate) {
  UnitBook book;
  set(book, "k1", "unit_id: TOP");
  set(book, "k2", "unit_id: MID, parent_id: TOP, valid_to: '2026-06-30'");
  set(book, "k3", "unit_id: LEAF, parent_id: MID");
  EXPECT_EQ(book.with_ancestors("LEAF", date("2026-06-30")), (Line{"LEAF", "MID", "TOP"}));
  EXPECT_EQ(book.with_ancestors("LEAF", date("2026-07-01")), (Line{"LEAF"}))
      << "a parent that is not valid on the date ends the line";
  EXPECT_EQ(book.with_ancestors("GONE", date("2026-07-01")), (Line{"GONE"}));
}

TEST(UnitsTest, ACircleInTheTreeEnds) {
  UnitBook book;
  set(book, "k1", "unit_id: U1, parent_id: U2");
  set(book, "k2", "unit_id: U2, parent_id: U1");
  set(book, "k3", "unit_id: U3, parent_id: U3");
  EXPECT_EQ(book.with_ancestors("U1", date("2026-01-01")), (Line{"U1", "U2"}));
  EXPECT_EQ(book.with_ancestors("U3", date("2026-01-01")), (Line{"U3"}));
}

TEST(UnitsTest, AUnitIsKnownWithARowOfAnyDate) {
  UnitBook book;
  set(book, "k1", "unit_id: U1, valid_to: '1999-12-31'");
  EXPECT_TRUE(book.knows("U1"));
  EXPECT_FALSE(book.knows("U2"));
}

}  // namespace
}  // namespace procured::refdata
