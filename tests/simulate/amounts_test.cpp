// Goal: amounts are right to the minor unit.
// Method: small cases worked out by hand.
#include "simulate/amounts.h"

#include <gtest/gtest.h>

namespace procured::simulate {
namespace {

TEST(GrossAmountTest, IsRoundedHalfAwayFromZeroToTheMinorUnit) {
  Line line;
  line.price_e4 = 12'345;  // 1.2345
  line.quantity_e3 = 10'000;
  EXPECT_EQ(gross_amount(line, {"NOK", 2}), 1235);  // 12.345
  line.quantity_e3 = -10'000;
  EXPECT_EQ(gross_amount(line, {"NOK", 2}), -1235);
  EXPECT_EQ(gross_amount(line, {"ISK", 0}), -12);
  line.base_quantity = 12;
  EXPECT_EQ(gross_amount(line, {"NOK", 2}), -103);  // 12.345 / 12 = 1.02875
}

TEST(TaxAmountTest, IsRoundedHalfAwayFromZero) {
  EXPECT_EQ(tax_amount(4'356, 15), 653);  // 6.534
  EXPECT_EQ(tax_amount(10, 25), 3);       // 2.5 øre
  EXPECT_EQ(tax_amount(-10, 25), -3);
}

TEST(AllocatedAmountsTest, LeftoverUnitsGoToTheLargestRemaindersThenToTheEarlierLine) {
  Document document;
  document.lines.resize(3);
  document.lines[0].net = 10'000;
  document.lines[1].net = -10'000;
  document.lines[2].net = 10'000;
  // 1.00 over three equal weights: 0.33 each, one øre left for the first.
  document.charge = 100;
  EXPECT_EQ(allocated_amounts(document), (std::vector<std::int64_t>{10'034, -9'967, 10'033}));
  // Charge 1.00 less allowance 2.00: −1.00, shared in the same way.
  document.allowance = 200;
  EXPECT_EQ(allocated_amounts(document), (std::vector<std::int64_t>{9'966, -10'033, 9'967}));
  document.kind = Kind::kCreditNote;
  EXPECT_EQ(allocated_amounts(document), (std::vector<std::int64_t>{-9'966, 10'033, -9'967}));
}

TEST(AllocatedAmountsTest, OverLinesOfNothingTheChargeIsSharedEqually) {
  Document document;
  document.lines.resize(2);
  document.charge = 101;
  EXPECT_EQ(allocated_amounts(document), (std::vector<std::int64_t>{51, 50}));
}

}  // namespace
}  // namespace procured::simulate
