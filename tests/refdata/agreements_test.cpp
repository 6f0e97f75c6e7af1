// Goal: the agreement book finds rows and items as the definitions say (§3, §4), and forgets what
// is removed. Method: small registers; the rows that must be found named by the sentence.
#include "refdata/agreements.h"

#include <gtest/gtest.h>

#include "support/rows.h"

namespace procured::refdata {
namespace {

using testing::date;
using testing::row;
using testing::set_all;
using Names = std::vector<std::string>;

struct World {
  Books books{"B1"};
  SharedBooks shared;
  explicit World(std::string_view yaml) { set_all(yaml, books, shared); }

  const AgreementBook& book() const { return books.agreements; }
  static Names names(const AgreementBook::Rows& rows) {
    Names names;
    for (const auto* found : rows)
      names.push_back(found->content.agreement_id() + '/' + found->content.supplier_id());
    return names;
  }
};

TEST(AgreementsTest, PrefixesFindCodesOfTheirOwnScheme) {
  const World world(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ["5018", "44"]}
  - {agreement_id: A2, supplier_id: S1, category_scheme: STI, categories: ["15811000-6"]}
)");
  const auto day = date("2026-01-01");
  EXPECT_EQ(World::names(world.book().with_category({{"TST", "50181301"}}, day)), (Names{"A1/S1"}));
  EXPECT_EQ(World::names(world.book().with_category({{"TST", "5018"}}, day)), (Names{"A1/S1"}));
  EXPECT_EQ(World::names(world.book().with_category({{"TST", "501"}}, day)), Names{});
  EXPECT_EQ(World::names(world.book().with_category({{"STI", "15811000"}}, day)), (Names{"A2/S1"}));
  EXPECT_EQ(World::names(world.book().with_category({{"TST", "15811000"}}, day)), Names{});
}

TEST(AgreementsTest, TheEndIsOptionToOnceTheOptionIsExercised) {
  const World world(R"(
agreements:
  - {agreement_id: A1, supplier_id: S1, valid_to: "2026-06-30", option_to: "2026-12-31"}
  - {agreement_id: A2, supplier_id: S1, valid_to: "2026-06-30", option_to: "2026-12-31",
       option_exercised_on: "2026-05-01"}
)");
  EXPECT_EQ(World::names(world.book().named("A1", date("2026-07-01"))), Names{});
  EXPECT_EQ(World::names(world.book().named("A2", date("2026-12-31"))), (Names{"A2/S1"}));
  EXPECT_FALSE(world.book().any_valid(date("2027-01-01")));
  EXPECT_TRUE(world.book().knows("A1"));
}

TEST(AgreementsTest, ARowThatIsReplacedOrRemovedIsFoundNoMore) {
  AgreementBook book;
  const auto first = row<v1::Agreement>(
      "buyer_id: B1, agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ['50']");
  const auto second = row<v1::Agreement>(
      "buyer_id: B1, agreement_id: A1, supplier_id: S1, category_scheme: TST, categories: ['44']");
  book.set_agreement("k", &first);
  book.set_agreement("k", &second);
  EXPECT_TRUE(book.with_category({{"TST", "50"}}, date("2026-01-01")).empty());
  EXPECT_EQ(book.with_category({{"TST", "44"}}, date("2026-01-01")).size(), 1u);
  book.set_agreement("k", nullptr);
  EXPECT_TRUE(book.with_category({{"TST", "44"}}, date("2026-01-01")).empty());
  EXPECT_FALSE(book.knows("A1"));
  EXPECT_TRUE(book.all_of_lot({"B1", "A1", ""}).empty());
}

TEST(AgreementsTest, OfTheItemRowsOfOneKeyTheLatestValidFromHolds) {
  const World world(R"(
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: g, price: "1"}
  - {agreement_id: A1, item_scheme: GTIN, item_id: g, price: "2", valid_from: "2026-03-01",
       valid_to: "2026-03-31"}
  - {agreement_id: A1, item_scheme: GTIN, item_id: g, price: "3", valid_from: "2026-03-15"}
  - {agreement_id: A2, item_scheme: GTIN, item_id: g, price: "9"}
)");
  const auto prices = [&](const char* day) {
    Names found;
    for (const auto* item : world.book().with_item(v1::GTIN, "g", date(day), {}))
      found.push_back(item->price->to_string());
    return found;
  };
  EXPECT_EQ(prices("2026-02-28"), (Names{"1", "9"}));
  EXPECT_EQ(prices("2026-03-10"), (Names{"2", "9"}));
  EXPECT_EQ(prices("2026-03-15"), (Names{"3", "9"}));
  EXPECT_TRUE(world.book().with_item(v1::SELLER, "g", date("2026-03-15"), {}).empty());
  EXPECT_TRUE(world.book().with_item(v1::GTIN, "", date("2026-03-15"), {}).empty());
}

TEST(AgreementsTest, AnItemRowThatIsRemovedGivesThePeriodBack) {
  AgreementBook book;
  const auto first = row<v1::AgreementItem>(
      "buyer_id: B1, agreement_id: A1, item_scheme: GTIN, item_id: g, price: '1'");
  const auto second = row<v1::AgreementItem>(
      "buyer_id: B1, agreement_id: A1, item_scheme: GTIN, item_id: g, price: '2', valid_from: "
      "'2026-01-01'");
  book.set_item("k1", &first);
  book.set_item("k2", &second);
  book.set_item("k2", nullptr);
  ASSERT_EQ(book.with_item(v1::GTIN, "g", date("2026-03-15"), {}).size(), 1u);
  EXPECT_EQ(book.with_item(v1::GTIN, "g", date("2026-03-15"), {})[0]->price->to_string(), "1");
  book.set_item("k1", nullptr);
  EXPECT_TRUE(book.with_item(v1::GTIN, "g", date("2026-03-15"), {}).empty());
}

TEST(AgreementsTest, TwoOwnersItemsWithOneKeyDoNotReplaceEachOther) {
  AgreementBook book;
  const auto ours = row<v1::AgreementItem>(
      "buyer_id: B1, agreement_id: A1, item_scheme: GTIN, item_id: g, price: '1'");
  const auto theirs = row<v1::AgreementItem>(
      "buyer_id: B2, agreement_id: A1, item_scheme: GTIN, item_id: g, price: '2'");
  book.set_item("k1", &ours);
  book.set_item("k2", &theirs);
  EXPECT_EQ(book.with_item(v1::GTIN, "g", date("2026-03-15"), {}).size(), 2u);
  book.set_item("k2", nullptr);
  ASSERT_EQ(book.with_item(v1::GTIN, "g", date("2026-03-15"), {}).size(), 1u);
  EXPECT_EQ(book.with_item(v1::GTIN, "g", date("2026-03-15"), {})[0]->price->to_string(), "1");
}

constexpr const char* kLots = R"(
suppliers: [{supplier_id: S2, other_ids: [S2B]}]
agreements:
  - {agreement_id: ONE, supplier_id: S1}
  - {agreement_id: TWO, supplier_id: S1}
  - {agreement_id: TWO, supplier_id: S2B}
  - {agreement_id: OVER, supplier_id: S1, valid_to: "2025-12-31"}
  - {agreement_id: OVER, supplier_id: S2, valid_to: "2025-12-31"}
items:
  - {agreement_id: ONE, item_scheme: SELLER, item_id: one}
  - {agreement_id: TWO, item_scheme: SELLER, item_id: two}
  - {agreement_id: TWO, supplier_id: S2, item_scheme: SELLER, item_id: own}
  - {agreement_id: OVER, item_scheme: SELLER, item_id: over}
)";

TEST(AgreementsTest, InALotWithSeveralSuppliersTheRowsSupplierIdSaysWhoseIdItIs) {
  const World world(kLots);
  const auto owns = [&](const char* item, const char* seller) {
    const auto rows = world.book().with_item(v1::SELLER, item, date("2026-03-15"), {});
    return world.book().is_sellers_own(*rows.at(0), seller, date("2026-03-15"),
                                       world.shared.suppliers);
  };
  EXPECT_TRUE(owns("one", "S1"));
  EXPECT_FALSE(owns("one", "S2"));
  EXPECT_FALSE(owns("two", "S1"));
  EXPECT_FALSE(owns("two", "S2"));
  EXPECT_TRUE(owns("own", "S2"));
  EXPECT_FALSE(owns("own", "S1"));
  EXPECT_TRUE(owns("over", "S1"));
  EXPECT_TRUE(owns("over", "S2"));
  EXPECT_FALSE(owns("over", "S3"));
}

TEST(AgreementsTest, ALotHasPricesWhenARowWithAPriceHoldsOnTheDate) {
  const World world(R"(
items:
  - {agreement_id: A1, item_scheme: GTIN, item_id: g, price: "1"}
  - {agreement_id: A1, item_scheme: GTIN, item_id: g, valid_from: "2026-03-01"}
  - {agreement_id: A2, item_scheme: GTIN, item_id: g}
)");
  EXPECT_TRUE(world.book().has_prices({"B1", "A1", ""}, date("2026-02-28"), {}));
  EXPECT_FALSE(world.book().has_prices({"B1", "A1", ""}, date("2026-03-01"), {}))
      << "the later row has no price";
  EXPECT_FALSE(world.book().has_prices({"B1", "A2", ""}, date("2026-02-28"), {}));
}

}  // namespace
}  // namespace procured::refdata
