// Goal: a position comes back from the ledger as it went in, and means nothing to another source.
// Method: texts with all that could confuse the form they are kept in.
#include "connectors/transport/poll_position.h"

#include <gtest/gtest.h>

namespace procured::transport {
namespace {

TEST(PollPositionTest, ComesBackAsItWentIn) {
  const PollPosition position{.next = "https://a.example/o?$skiptoken=a|b\\c",
                              .resume = "",
                              .since = "2026-01-01T00:00:00Z",
                              .began = "|",
                              .etag = "W/\"1|2\"",
                              .modified = "Sun, 06 Nov 1994 08:49:37 GMT"};
  EXPECT_EQ(PollPosition::decode(position.encode("a"), "a"), position);
}

TEST(PollPositionTest, OfAnotherSourceIsTheBeginning) {
  const PollPosition position{.next = "https://a.example/o?page=2"};
  EXPECT_EQ(PollPosition::decode(position.encode("a"), "b"), PollPosition{});
  EXPECT_EQ(PollPosition::decode("", "a"), PollPosition{});
  EXPECT_EQ(PollPosition::decode("nothing|of|ours", "a"), PollPosition{});
}

}  // namespace
}  // namespace procured::transport
