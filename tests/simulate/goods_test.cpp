// Goal: every good can be priced and classified.
// Method: look at all of them.
#include "simulate/goods.h"

#include <gtest/gtest.h>

namespace procured::simulate {
namespace {

TEST(GoodsTest, EveryTradeHasGoodsWithPriceUnitAndCategory) {
  for (int area = 0; area <= static_cast<int>(Area::kOdd); ++area) {
    const auto& goods = goods_of(static_cast<Area>(area));
    EXPECT_GE(goods.size(), 3U);
    for (const auto& good : goods) {
      EXPECT_GT(good.price_e4, 0);
      EXPECT_GE(good.base_quantity, 1);
      EXPECT_EQ(good.category.size(), static_cast<Area>(area) == Area::kOdd ? 0U : 8U) << good.name;
    }
  }
}

TEST(GoodsTest, OnlyCleaningIsClassifiedByCpv) {
  EXPECT_EQ(category_scheme_of(Area::kCleaning), "STI");
  EXPECT_EQ(category_scheme_of(Area::kBakery), "TST");
  EXPECT_EQ(title_of(Area::kBakery), "Bakervarer");
}

}  // namespace
}  // namespace procured::simulate
