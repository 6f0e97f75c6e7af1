// Goal: what servers say beside a body is understood. Method: the examples of RFC 9110 and RFC 8288
// and of the vendors' manuals.
#include "connectors/transport/http_answers.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace procured::transport {
namespace {

using std::chrono::seconds;

// Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110 §5.6.7.
const std::chrono::system_clock::time_point kNow{seconds(784'111'777)};

TEST(HttpAnswersTest, RetryAfterInSecondsAndAsADate) {
  EXPECT_EQ(retry_after("120", kNow), seconds(120));
  EXPECT_EQ(retry_after("Sun, 06 Nov 1994 08:50:07 GMT", kNow), seconds(30));
  EXPECT_EQ(retry_after("Sun, 06 Nov 1994 08:00:00 GMT", kNow), seconds(0));
}

TEST(HttpAnswersTest, RetryAfterThatMakesNoSenseIsNone) {
  for (const auto* text : {"", "soon", "-5", "1.5", "12 s", "99999999999999999999"}) {
    EXPECT_EQ(retry_after(text, kNow), seconds(0)) << text;
  }
}

TEST(HttpAnswersTest, StatusesHaveTheirMeaning) {
  const auto kind = [](int status) { return failure_of({.status = status}, kNow).kind; };
  EXPECT_EQ(kind(401), "login_refused");
  EXPECT_EQ(kind(403), "login_refused");
  EXPECT_EQ(kind(404), "client_error");
  EXPECT_EQ(kind(408), "timeout");
  EXPECT_EQ(kind(429), "rate_limited");
  EXPECT_EQ(kind(500), "server_error");
  EXPECT_EQ(kind(503), "server_error");
}

TEST(HttpAnswersTest, APauseIsAskedForByBusyAndByLimitingServers) {
  const auto pause = [](int status) {
    return failure_of({.status = status, .headers = {{"retry-after", "7"}}}, kNow).retry_after;
  };
  EXPECT_EQ(pause(429), seconds(7));
  EXPECT_EQ(pause(503), seconds(7));
}

TEST(HttpAnswersTest, TheNextPageOfALinkHeader) {
  EXPECT_EQ(next_link("<https://a.example/o?page=2>; rel=\"next\""), "https://a.example/o?page=2");
  EXPECT_EQ(next_link("<https://a.example/o?page=1>; rel=\"prev\", "
                      "<https://a.example/o?page=3>; title=\"a, b\"; rel=next"),
            "https://a.example/o?page=3");
  EXPECT_EQ(next_link("</o?p=2>; rel=\"start next\""), "/o?p=2");
}

TEST(HttpAnswersTest, ALinkHeaderWithoutNextPage) {
  for (const auto* text : {"", "<x", "rel=next", "<https://a.example/>; rel=\"prev\"",
                           "<https://a.example/>; rel", "<https://a.example/>; rel=nextpage"}) {
    EXPECT_EQ(next_link(text), "") << text;
  }
}

TEST(HttpAnswersTest, ASecretIsTheFirstLineOfItsFile) {
  auto name = std::string("/tmp/procured-secret-XXXXXX");
  ::close(::mkstemp(name.data()));
  std::ofstream(name) << "s3cret \nanother line\n";
  const auto secret = read_secret(name);
  std::ofstream(name, std::ios::trunc) << "\n";
  const auto empty = read_secret(name);
  std::remove(name.c_str());
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret.value(), "s3cret");
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().kind, "secret_unreadable");
  EXPECT_FALSE(read_secret(name));
}

}  // namespace
}  // namespace procured::transport
