// Goal: a request target is read as RFC 3986 says, and a broken one is refused.
// Method: targets with encoded, repeated and empty parameters, and with broken encodings.
#include "adapters/http/message.h"

#include <gtest/gtest.h>

namespace procured::http {
namespace {

TEST(MessageTest, PathStaysEncodedAndParametersAreDecoded) {
  Request request;
  ASSERT_TRUE(parse_target("/a%2Fb?x=1%7C2&y=a+b&x=3&empty=&flag#part", request));
  EXPECT_EQ(request.path, "/a%2Fb");
  EXPECT_EQ(request.parameter("x"), "3");
  EXPECT_EQ(request.parameter("y"), "a b");
  EXPECT_EQ(request.parameter("none"), "");
  EXPECT_EQ(request.query.count("flag"), 1U);
}

TEST(MessageTest, BrokenTargetsAreRefused) {
  for (const auto* target : {"", "x", "http://elsewhere/", "/?x=%", "/?x=%4", "/?x=%GG"}) {
    Request request;
    EXPECT_FALSE(parse_target(target, request)) << target;
  }
}

TEST(MessageTest, PercentDecodingKnowsWhereAPlusIsABlank) {
  std::string decoded;
  ASSERT_TRUE(percent_decode("%C3%98+%7c", false, decoded));
  EXPECT_EQ(decoded, "Ø+|");
  ASSERT_TRUE(percent_decode("a+b", true, decoded));
  EXPECT_EQ(decoded, "a b");
}

TEST(MessageTest, AnErrorIsOneSentenceOfJson) {
  const auto response = error_response(404, "no \"such\" thing");
  EXPECT_EQ(response.status, 404U);
  EXPECT_EQ(response.body, R"({"error":"no \"such\" thing"})");
}

}  // namespace
}  // namespace procured::http
