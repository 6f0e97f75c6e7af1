// Goal: one event, one line, with time, level and id where a reader looks for them.
// Method: a log into a temporary file, under a clock that stands still.
#include "telemetry/event_log.h"

#include <gtest/gtest.h>

#include "support/manual_clock.h"

namespace procured::telemetry {
namespace {

TEST(EventLogTest, WritesTimeLevelIdAndText) {
  std::FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  const support::ManualClock clock;
  StreamLog log(file, clock);
  log.write(Level::kWarning, "pipeline.retry", "judge: aborted");
  log.write(Level::kError, "state_newer", "judge: start the newer binary");
  std::rewind(file);
  char text[256] = {};
  const auto size = std::fread(text, 1, sizeof text - 1, file);
  std::fclose(file);
  // 20,000 days after 1970-01-01 is 2024-10-04.
  EXPECT_EQ(std::string(text, size),
            "2024-10-04T00:00:00.000Z WARN pipeline.retry judge: aborted\n"
            "2024-10-04T00:00:00.000Z ERROR state_newer judge: start the newer binary\n");
}

}  // namespace
}  // namespace procured::telemetry
