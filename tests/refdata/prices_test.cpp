// Goal: the price paid and the agreed one are compared as the definitions say (§5).
// Method: one comparison per sentence, worked beside it.
#include "refdata/prices.h"

#include <gtest/gtest.h>

#include "support/rows.h"

namespace procured::refdata {
namespace {

using core::Decimal;
using testing::date;
using testing::row;
using testing::set_all;

model::PurchaseLine line(const char* price, const char* quantity, const char* unit) {
  model::PurchaseLine result;
  result.price_amount = Decimal::parse(price);
  result.quantity = Decimal::parse(quantity);
  result.source_quantity = Decimal::parse(quantity);
  result.unit_code = unit;
  return result;
}

ItemRow item(const char* price, const char* unit, const char* base = "") {
  ItemRow result;
  result.content = row<v1::AgreementItem>("currency: NOK, unit: '" + std::string(unit) + "'");
  result.price = Decimal::parse(price);
  result.base_quantity = Decimal::parse(base).value_or(Decimal(1, 0));
  return result;
}

std::string text(const core::Rational& value) { return value.rounded(6)->to_string(); }

TEST(PricesTest, PaidIsPerBaseQuantityAndAgreedToo) {
  auto bought = line("240", "30", "EA");
  bought.base_quantity = Decimal::parse("12");
  const auto compared = compare(bought, "NOK", item("39", "C62", "2"));
  ASSERT_TRUE(compared);
  EXPECT_EQ(text(compared->paid), "20");      // 240 / 12
  EXPECT_EQ(text(compared->agreed), "19.5");  // 39 / 2
  EXPECT_EQ(text(compared->quantity), "30");
}

TEST(PricesTest, PaidIsLessTheLinesAllowancesPerQuantity) {
  auto bought = line("25", "10", "EA");
  bought.allowances = *Decimal::parse("40");
  EXPECT_EQ(text(compare(bought, "NOK", item("1", "EA"))->paid), "21");
}

// 30 a kilogram, 2000 g, 4 off: 4 / 2000 g = 0.002 per gram = 2 per kilogram.
TEST(PricesTest, PriceAndQuantityAreConvertedEachByItsOwnUnit) {
  auto bought = line("30", "2000", "GRM");
  bought.base_quantity_unit_code = "KGM";
  bought.allowances = *Decimal::parse("4");
  const auto compared = compare(bought, "NOK", item("1", "KGM"));
  ASSERT_TRUE(compared);
  EXPECT_EQ(text(compared->paid), "28");
  EXPECT_EQ(text(compared->quantity), "2");
}

TEST(PricesTest, TheQuantityCarriesTheSignOfTheKindAndTheAllowanceTheSources) {
  auto credited = line("25", "10", "EA");
  credited.quantity = Decimal::parse("-10");
  credited.allowances = *Decimal::parse("40");
  const auto compared = compare(credited, "NOK", item("1", "EA"));
  EXPECT_EQ(text(compared->paid), "21");
  EXPECT_EQ(text(compared->quantity), "-10");
}

TEST(PricesTest, WhatCannotBeComparedIsNot) {
  EXPECT_FALSE(compare(line("1", "1", "EA"), "EUR", item("1", "EA")));
  EXPECT_FALSE(compare(line("1", "1", "EA"), "", item("1", "EA")));
  EXPECT_FALSE(compare(line("1", "1", "KGM"), "NOK", item("1", "EA")));
  EXPECT_FALSE(compare(line("1", "1", ""), "NOK", item("1", "EA")));
  EXPECT_FALSE(compare(line("1", "1", "EA"), "NOK", item("1", "")));
  EXPECT_FALSE(compare(line("1", "0", "EA"), "NOK", item("1", "EA")));
  EXPECT_FALSE(compare(line("1", "", "EA"), "NOK", item("1", "EA")));
  EXPECT_FALSE(compare(line("", "1", "EA"), "NOK", item("1", "EA")));
  EXPECT_FALSE(compare(line("1", "1", "EA"), "NOK", item("", "EA")));
  EXPECT_FALSE(compare(line("1", "1", "EA"), "NOK", item("1", "EA", "0")));
  auto no_base = line("1", "1", "EA");
  no_base.base_quantity = Decimal();
  EXPECT_FALSE(compare(no_base, "NOK", item("1", "EA")));
}

TEST(PricesTest, TheSuppliersOwnRowsGoFirstThenThoseOfNobodyThenAnothers) {
  Books books("B1");
  SharedBooks shared;
  set_all(R"(
agreements: [{agreement_id: A1, supplier_id: S1}, {agreement_id: A1, supplier_id: S2}]
items:
  - {agreement_id: A1, supplier_id: S2, item_scheme: GTIN, item_id: g, price: "2"}
  - {agreement_id: A1, item_scheme: GTIN, item_id: g, price: "3"}
  - {agreement_id: A1, supplier_id: S1, item_scheme: GTIN, item_id: g, price: "1"}
  - {agreement_id: A1, supplier_id: S3, item_scheme: GTIN, item_id: g}
  - {agreement_id: A2, supplier_id: S1, item_scheme: GTIN, item_id: g, price: "9"}
  - {agreement_id: A1, supplier_id: S1, item_scheme: SELLER, item_id: g, price: "8"}
)",
          books, shared);
  const auto prices = [&](const char* supplier, v1::ItemScheme scheme) {
    std::vector<std::string> found;
    const PriceQuestion question{{"B1", "A1", ""}, supplier, supplier, date("2026-03-10")};
    for (const auto* priced : priced_rows(books, shared.suppliers, question, scheme, "g")) {
      found.push_back(priced->price->to_string());
    }
    return found;
  };
  EXPECT_EQ(prices("S1", v1::GTIN), (std::vector<std::string>{"1", "3", "2"}));
  EXPECT_EQ(prices("S2", v1::GTIN), (std::vector<std::string>{"2", "3", "1"}));
  EXPECT_EQ(prices("S1", v1::SELLER), (std::vector<std::string>{"8"}));
  EXPECT_EQ(prices("S2", v1::SELLER), (std::vector<std::string>{}));
}

TEST(PricesTest, ALinesIdIsThatOfTheScheme) {
  const model::ItemIds ids{"s", "g", "b"};
  EXPECT_EQ(item_id(ids, v1::SELLER), "s");
  EXPECT_EQ(item_id(ids, v1::GTIN), "g");
  EXPECT_EQ(item_id(ids, v1::BUYER), "b");
}

}  // namespace
}  // namespace procured::refdata
