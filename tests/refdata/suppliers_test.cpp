// Goal: the supplier behind an id and its default category are those of the definitions (§1, §3).
// Method: rows set, replaced and removed; the answer named by the sentence.
#include "refdata/suppliers.h"

#include <gtest/gtest.h>

#include "support/rows.h"

namespace procured::refdata {
namespace {

using testing::date;
using testing::row;

TEST(SuppliersTest, OtherIdsLeadToTheSupplierIdWhateverTheirDates) {
  SupplierBook book;
  const auto old = row<v1::Supplier>(
      "supplier_id: S1, other_ids: [X, Y], valid_from: '2020-01-01', valid_to: '2020-12-31'");
  book.set("k1", &old);
  EXPECT_EQ(book.resolve("X"), "S1");
  EXPECT_EQ(book.resolve("S1"), "S1");
  EXPECT_EQ(book.resolve("Z"), "Z");
  EXPECT_TRUE(book.is("Y", "S1"));
  EXPECT_FALSE(book.is("Y", "X"));
}

TEST(SuppliersTest, OfSeveralSuppliersWithOneOtherIdTheSmaller) {
  SupplierBook book;
  const auto second = row<v1::Supplier>("supplier_id: S2, other_ids: [X]");
  const auto first = row<v1::Supplier>("supplier_id: S1, other_ids: [X]");
  book.set("k2", &second);
  EXPECT_EQ(book.resolve("X"), "S2");
  book.set("k1", &first);
  EXPECT_EQ(book.resolve("X"), "S1");
  book.set("k1", nullptr);
  EXPECT_EQ(book.resolve("X"), "S2");
  book.set("k2", nullptr);
  EXPECT_EQ(book.resolve("X"), "X");
}

TEST(SuppliersTest, OtherIdsLeadOneStep) {
  SupplierBook book;
  const auto first = row<v1::Supplier>("supplier_id: S2, other_ids: [S1]");
  const auto second = row<v1::Supplier>("supplier_id: S3, other_ids: [S2]");
  book.set("k1", &first);
  book.set("k2", &second);
  EXPECT_EQ(book.resolve("S1"), "S2");
  EXPECT_EQ(book.resolve("S2"), "S3");
}

TEST(SuppliersTest, OnlyTheRowWithTheLatestValidFromHoldsOnADate) {
  SupplierBook book;
  const auto first = row<v1::Supplier>(
      "supplier_id: S1, default_category_scheme: TST, default_category: '10', valid_to: "
      "'2026-06-30'");
  const auto second = row<v1::Supplier>(
      "supplier_id: S1, name: later, default_category_scheme: STI, default_category: 20-4, "
      "valid_from: '2026-03-01', valid_to: '2026-03-31'");
  book.set("k1", &first);
  book.set("k2", &second);
  const auto code = [&](const char* day) {
    const auto found = book.default_category("S1", date(day));
    return found ? found->scheme + found->code : "none";
  };
  EXPECT_EQ(code("2026-02-28"), "TST10");
  EXPECT_EQ(code("2026-03-01"), "STI20");
  EXPECT_EQ(code("2026-03-31"), "STI20");
  EXPECT_EQ(code("2026-04-01"), "TST10");
  EXPECT_EQ(code("2026-07-01"), "none");
  EXPECT_EQ(book.name("S1"), "later");
  EXPECT_EQ(book.name("S9"), "");
}

TEST(SuppliersTest, KnownSchemesAreTstAndStiAndCpvHasNoCheckDigit) {
  EXPECT_EQ(known_category("STI", "15811100-7")->code, "15811100");
  EXPECT_EQ(known_category(" TST ", " 50181301 ")->code, "50181301");
  EXPECT_FALSE(known_category("MP", "50181301"));
  EXPECT_FALSE(known_category("TST", " "));
  EXPECT_FALSE(known_category("", "50181301"));
}

TEST(SuppliersTest, APeriodIsInclusiveAtBothEndsAndEmptyIsOpen) {
  EXPECT_TRUE(period("", "").contains(date("0001-01-01")));
  EXPECT_TRUE(period("2026-01-01", "2026-01-01").contains(date("2026-01-01")));
  EXPECT_FALSE(period("2026-01-01", "2026-01-01").contains(date("2026-01-02")));
  EXPECT_FALSE(period("2026-01-02", "").contains(date("2026-01-01")));
}

}  // namespace
}  // namespace procured::refdata
