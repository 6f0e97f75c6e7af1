// Goal: the organisation holds the three changes that the truth tells of.
// Method: look them up in one municipality.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "simulate/world.h"

namespace procured::simulate {
namespace {

class UnitsTest : public testing::Test {
 protected:
  static World make() {
    Options options;
    options.buyers = 1;
    return build_world(options);
  }
  World world_ = make();
  const BuyerWorld& buyer_ = world_.buyers[0];

  std::vector<UnitPeriod> periods(const std::string& id) const {
    std::vector<UnitPeriod> result;
    std::copy_if(buyer_.units.begin(), buyer_.units.end(), std::back_inserter(result),
                 [&](const UnitPeriod& unit) { return unit.id == id; });
    return result;
  }
};

TEST_F(UnitsTest, EveryParentIsAUnit) {
  std::set<std::string> ids;
  for (const auto& unit : buyer_.units) ids.insert(unit.id);
  for (const auto& unit : buyer_.units)
    EXPECT_TRUE(unit.parent.empty() || ids.count(unit.parent) == 1) << unit.id;
}

TEST_F(UnitsTest, TheClosedKindergartensCodesGoToItsSuccessor) {
  const auto closed = periods("E160");
  const auto successor = periods("E170");
  ASSERT_EQ(closed.size(), 1U);
  ASSERT_EQ(successor.size(), 2U);
  EXPECT_EQ(closed[0].valid_to, add_days(buyer_.reorganised_on, -1));
  EXPECT_EQ(successor[1].valid_from, buyer_.reorganised_on);
  for (const auto& reference : closed[0].references) {
    EXPECT_EQ(std::count(successor[1].references.begin(), successor[1].references.end(), reference),
              1);
  }
}

TEST_F(UnitsTest, TheCleanersMoveBelowTechnicalServices) {
  const auto cleaners = periods("E430");
  ASSERT_EQ(cleaners.size(), 2U);
  EXPECT_EQ(cleaners[0].parent, "E400");
  EXPECT_EQ(cleaners[1].parent, "E300");
}

TEST_F(UnitsTest, ASharedCodeBelongsToTheUnitThatBeganLater) {
  const auto place = std::find_if(
      buyer_.places.begin(), buyer_.places.end(),
      [](const Place& each) { return each.reference.find("FELLES") != std::string::npos; });
  ASSERT_NE(place, buyer_.places.end());
  EXPECT_EQ(place->unit_before, "E420");
  EXPECT_LT(*periods("E410")[0].valid_from, *periods("E420")[0].valid_from);
}

}  // namespace
}  // namespace procured::simulate
