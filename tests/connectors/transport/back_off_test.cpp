// Goal: a source that fails is left alone ever longer, within bounds, and as long as it asks for.
// Method: chance is given; lengths worked out by hand.
#include "connectors/transport/back_off.h"

#include <gtest/gtest.h>

namespace procured::transport {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(BackOffTest, DoublesUpToTheMost) {
  BackOff back_off({milliseconds(1'000), milliseconds(5'000)}, [] { return 0.0; });
  EXPECT_EQ(back_off.next(seconds(0)), milliseconds(1'000));
  EXPECT_EQ(back_off.next(seconds(0)), milliseconds(2'000));
  EXPECT_EQ(back_off.next(seconds(0)), milliseconds(4'000));
  EXPECT_EQ(back_off.next(seconds(0)), milliseconds(5'000));
  EXPECT_EQ(back_off.next(seconds(0)), milliseconds(5'000));
  back_off.reset();
  EXPECT_EQ(back_off.next(seconds(0)), milliseconds(1'000));
}

TEST(BackOffTest, ChanceShortensByUpToHalf) {
  BackOff back_off({milliseconds(1'000), milliseconds(5'000)}, [] { return 0.5; });
  EXPECT_EQ(back_off.next(seconds(0)), milliseconds(750));
}

TEST(BackOffTest, APauseAskedForIsKeptWholeButForMoreThanADay) {
  BackOff back_off({milliseconds(1'000), milliseconds(5'000)}, [] { return 0.9; });
  EXPECT_EQ(back_off.next(seconds(120)), seconds(120));
  EXPECT_EQ(back_off.next(seconds(1'000'000)), std::chrono::hours(24));
}

}  // namespace
}  // namespace procured::transport
