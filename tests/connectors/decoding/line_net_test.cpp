// Goal: a line's amount that the source does not state is what EN 16931 says it is, and unknown
// where a part of it is.
// Method: lines by hand; the products are worked out in the comments.
#include "connectors/decoding/line_net.h"

#include <gtest/gtest.h>

namespace procured::mapping {
namespace {

v1::Line line(const char* quantity, const char* price, const char* base = "") {
  v1::Line made;
  made.set_quantity(quantity);
  made.set_price_amount(price);
  made.set_base_quantity(base);
  return made;
}

TEST(LineNetTest, IsQuantityTimesPriceByItsBase) {
  EXPECT_EQ(line_net(line("2", "2.25"), "NOK"), "4.5");
  EXPECT_EQ(line_net(line("250", "402", "100"), "NOK"), "1005");
  EXPECT_EQ(line_net(line("-3", "10"), "NOK"), "-30");
  EXPECT_EQ(line_net(line("2", "5", "0"), "NOK"), "10");
}

TEST(LineNetTest, AllowancesAreTakenOffAndChargesPutOn) {
  auto made = line("250", "402", "100");
  auto& allowance = *made.add_allowances_charges();
  allowance.set_amount("50.5");
  auto& charge = *made.add_allowances_charges();
  charge.set_charge(true);
  charge.set_amount("0.25");
  EXPECT_EQ(line_net(made, "NOK"), "954.75");  // 1005 - 50.5 + 0.25
}

TEST(LineNetTest, IsRoundedOnceHalfAwayFromZeroToTheMinorUnit) {
  EXPECT_EQ(line_net(line("3", "1.005"), "NOK"), "3.02");    // 3.015
  EXPECT_EQ(line_net(line("-3", "1.005"), "NOK"), "-3.02");  // -3.015
  EXPECT_EQ(line_net(line("1", "10", "3"), "NOK"), "3.33");
  EXPECT_EQ(line_net(line("3", "33.5"), "JPY"), "101");  // 100.5
}

TEST(LineNetTest, IsUnknownWhereAPartIsUnknown) {
  EXPECT_EQ(line_net(line("", "1"), "NOK"), "");
  EXPECT_EQ(line_net(line("1", ""), "NOK"), "");
  auto made = line("1", "10");
  made.add_allowances_charges()->set_percent("10");
  EXPECT_EQ(line_net(made, "NOK"), "");
}

}  // namespace
}  // namespace procured::mapping
