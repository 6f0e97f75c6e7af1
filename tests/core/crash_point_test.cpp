// Goal: a crash point ends the process at its n-th time and no other; without the variable it does
// nothing. Method: death tests that set the variable before the first point is met.
#include "core/crash_point.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace procured::core {
namespace {

void pass_three_points() {
  ::setenv("PROCURED_CRASH_AT", "middle:2", 1);
  crash_point("middle");
  crash_point("elsewhere");
  std::fputs("second time\n", stderr);
  crash_point("middle");
  std::_Exit(0);
}

TEST(CrashPointDeathTest, EndsTheProcessAtTheNthTime) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(pass_three_points(), testing::ExitedWithCode(137), "second time");
}

TEST(CrashPointTest, DoesNothingUnlessAsked) {
  ::unsetenv("PROCURED_CRASH_AT");
  crash_point("middle");
  SUCCEED();
}

}  // namespace
}  // namespace procured::core
