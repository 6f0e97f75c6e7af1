// Goal: the agreements are those of the founding case.
// Method: look at the market of two neighbouring municipalities.
#include <gtest/gtest.h>

#include <algorithm>

#include "simulate/world.h"

namespace procured::simulate {
namespace {

class AgreementsTest : public testing::Test {
 protected:
  static World make() {
    Options options;
    options.buyers = 2;
    return build_world(options);
  }
  World world_ = make();

  const Agreement& first(Area area) const {
    return *std::find_if(world_.agreements.begin(), world_.agreements.end(),
                         [&](const Agreement& each) { return each.area == area; });
  }
};

TEST_F(AgreementsTest, BreadIs36PercentCheaperOnTheAgreement) {
  const auto& bakery = first(Area::kBakery);
  EXPECT_EQ(bakery.saving_percent, 36);
  EXPECT_FALSE(bakery.saving_of_agreement_price);
  // Grovbrød costs 38.30 elsewhere: 38.30 × 0.64 = 24.512, cut to øre.
  EXPECT_EQ(bakery.items[0].price_before_e4, 245'100);
}

TEST_F(AgreementsTest, GroceriesAreBoughtJointlyByBoth) {
  const auto& joint = first(Area::kGroceries);
  EXPECT_EQ(joint.owner, world_.buyers[0].id);
  EXPECT_EQ(joint.participants, (std::vector{world_.buyers[0].id, world_.buyers[1].number}));
}

TEST_F(AgreementsTest, TheOwnerOfTheOfficeAgreementIsLeftOut) {
  const auto office = static_cast<std::size_t>(Area::kOffice);
  EXPECT_FALSE(world_.buyers[0].trades[office].on[0].entitled);
  EXPECT_TRUE(world_.buyers[1].trades[office].on[0].entitled);
  EXPECT_EQ(first(Area::kOffice).participants, std::vector{world_.buyers[1].number});
}

TEST_F(AgreementsTest, FuelGoesOnByItsOptionAndClothesEnd) {
  EXPECT_TRUE(first(Area::kFuel).valid_on(world_.last_day));
  EXPECT_FALSE(first(Area::kClothes).valid_on(world_.last_day));
}

TEST_F(AgreementsTest, TheBakeryAgreementBeganAfterTheGroceries) {
  EXPECT_GT(first(Area::kBakery).valid_from, first(Area::kGroceries).valid_from);
}

}  // namespace
}  // namespace procured::simulate
