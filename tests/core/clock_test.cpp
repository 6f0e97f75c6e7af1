// Goal: instants are written in UTC with milliseconds.
// Method: the Unix epoch.
#include "core/clock.h"

#include <gtest/gtest.h>

namespace procured::core {
namespace {

TEST(ClockTest, WritesRfc3339) {
  EXPECT_EQ(to_rfc3339(std::chrono::system_clock::time_point{}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(
      to_rfc3339(std::chrono::system_clock::time_point{std::chrono::milliseconds{86'400'001}}),
      "1970-01-02T00:00:00.001Z");
}

}  // namespace
}  // namespace procured::core
