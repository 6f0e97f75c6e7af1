// Goal: links are resolved as RFC 3986 says, and what is another origin is seen to be one, however
// it is disguised. Method: the examples of RFC 3986 §5.4, and links as an attacker writes them.
#include "adapters/curl/http_client.h"

#include <gtest/gtest.h>

namespace procured::curl {
namespace {

TEST(HttpClientTest, ResolvesLinks) {
  const HttpClient client({});
  const auto resolve = [&](const char* link) { return client.resolve("http://a/b/c/d;p?q", link); };
  EXPECT_EQ(resolve("g"), "http://a/b/c/g");
  EXPECT_EQ(resolve("/g"), "http://a/g");
  EXPECT_EQ(resolve("?y"), "http://a/b/c/d;p?y");
  EXPECT_EQ(resolve("../g"), "http://a/b/g");
  EXPECT_EQ(resolve("https://b/x"), "https://b/x");
  EXPECT_EQ(resolve(""), "");
}

TEST(HttpClientTest, ALinkBringsNoLoginOfItsOwn) {
  const HttpClient client({});
  EXPECT_EQ(client.resolve("https://a.example/o", "https://u:p@a.example/p"),
            "https://a.example/p");
}

TEST(HttpClientTest, BlanksOfAFilterAreEscaped) {
  const HttpClient client({});
  EXPECT_EQ(client.resolve("https://a.example/o", "o?$filter=x gt 1"),
            "https://a.example/o?$filter=x%20gt%201");
}

TEST(HttpClientTest, TellsOrigins) {
  const HttpClient client({});
  const auto same = [&](const char* other) {
    return client.same_origin("https://api.example/o", other);
  };
  EXPECT_TRUE(same("https://API.example:443/x?y"));
  EXPECT_FALSE(same("http://api.example/o"));
  EXPECT_FALSE(same("https://api.example:8443/o"));
  EXPECT_FALSE(same("https://api.example.evil.example/o"));
  EXPECT_FALSE(same("https://api.example@evil.example/o"));
  EXPECT_FALSE(same("https://evil.example/https://api.example/"));
  EXPECT_FALSE(same("no url"));
}

}  // namespace
}  // namespace procured::curl
