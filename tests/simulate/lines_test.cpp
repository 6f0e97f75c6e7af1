// Goal: lines are what their plant says, and all plants occur.
// Method: many lines of one offer; amounts by hand.
#include "simulate/lines.h"

#include <gtest/gtest.h>

#include <set>

#include "simulate/amounts.h"

namespace procured::simulate {
namespace {

class LinesTest : public testing::Test {
 protected:
  static World make() {
    Options options;
    options.buyers = 1;
    return build_world(options);
  }

  std::vector<Line> lines(const Offer& offer, const Currency& currency = {}) {
    LineContext context;
    context.offer = &offer;
    context.decided_on = world_.first_day;
    context.currency = currency;
    Random random(1, "lines");
    std::vector<Line> result;
    for (int i = 0; i < 2000; ++i) result.push_back(make_line(context, random));
    return result;
  }

  const Trade& trade(Area area) const {
    return world_.buyers[0].trades[static_cast<std::size_t>(area)];
  }

  World world_ = make();
};

TEST_F(LinesTest, NetIsGrossLessAllowancePlusCharge) {
  for (const auto& line : lines(trade(Area::kBakery).on[0])) {
    EXPECT_EQ(line.net, gross_amount(line, {}) - line.allowance + line.charge);
  }
}

TEST_F(LinesTest, EveryPlantOfAnAgreementOccurs) {
  std::set<std::string> seen;
  for (const auto& line : lines(trade(Area::kBakery).on[0])) {
    if (line.quantity_e3 == 0) seen.insert("zero");
    if (line.quantity_e3 < 0) seen.insert("returned");
    if (line.allowance > 0) seen.insert("allowance");
    if (line.charge > 0) seen.insert("charge");
    if (line.unit_factor == 0) seen.insert("not comparable");
    if (line.unit_factor == 1000) seen.insert("grams");
    if (line.price_discount_e4 > 0) seen.insert("discount inside the price");
    if (line.item == nullptr) seen.insert("off assortment");
    if (line.category.empty()) seen.insert("category by default");
    if (line.seller_item.empty() && line.gtin.empty() && line.buyer_item.empty())
      seen.insert("nameless");
  }
  EXPECT_EQ(seen.size(), 10U);
}

TEST_F(LinesTest, OtherBakersLinesAreOffAgreementAndSomeHaveTheAgreedGtin) {
  int same = 0;
  int unknown = 0;
  for (const auto& line : lines(trade(Area::kBakery).off[0])) {
    EXPECT_FALSE(line.on);
    if (line.item != nullptr && line.gtin == line.item->gtin) ++same;
    if (line.category_known == CategoryPlant::kUnknown) ++unknown;
  }
  EXPECT_GT(same, 200);
  EXPECT_GT(unknown, 20);
}

TEST_F(LinesTest, AmountsOfACurrencyWithoutDecimalsAreWhole) {
  for (const auto& line : lines(trade(Area::kOffice).off[1], {"ISK", 0})) {
    EXPECT_EQ(line.net, gross_amount(line, {"ISK", 0}) - line.allowance + line.charge);
  }
}

}  // namespace
}  // namespace procured::simulate
