// Goal: pages follow each other as OData and cursors say, the position survives a restart at any
// page, and what leads astray is refused. Method: a server of given answers by URL; the ledger in
// memory; the requests are looked at.
#include "connectors/transport/http_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "support/fake_ledger.h"
#include "support/manual_clock.h"

namespace procured::transport {
namespace {

using testing::ElementsAre;
using Words = std::vector<std::string>;

/// Absolute links only; the origin is what stands before the third slash.
class FakeServer final : public HttpExchange {
 public:
  struct Site {
    std::map<std::string, std::vector<HttpResponse>> answers;  // by URL, one after the other
    std::vector<HttpRequest> requests;
  };
  explicit FakeServer(Site& site) : site_(site) {}

  Fetched<HttpResponse> exchange(const HttpRequest& request, const Stop&) override {
    site_.requests.push_back(request);
    const auto found = site_.answers.find(request.url);
    if (found == site_.answers.end()) return HttpResponse{.status = 404};
    auto answer = found->second.front();
    if (found->second.size() > 1) found->second.erase(found->second.begin());
    return answer;
  }
  std::string resolve(const std::string&, const std::string& link) const override { return link; }
  bool same_origin(const std::string& one, const std::string& other) const override {
    const auto origin = [](const std::string& url) { return url.substr(0, url.find('/', 8)); };
    return origin(one) == origin(other);
  }
  std::string escape(std::string_view text) const override { return std::string(text); }

 private:
  Site& site_;
};

class HttpSourceTest : public testing::Test {
 protected:
  static constexpr const char* kUrl = "https://a.example/o";

  void answer(const std::string& url, const std::string& body, int status = 200,
              std::vector<std::pair<std::string, std::string>> headers = {}) {
    site_.answers[url].push_back({status, std::move(headers), body});
  }
  void restart() {
    source_ = std::make_unique<HttpSource>(settings_, std::make_unique<FakeServer>(site_), clock_);
  }
  /// Fetches, and commits what comes; the keys of the documents.
  Words fetch() {
    if (!source_) restart();
    const auto fetched = source_->fetch(ledger_, stop_);
    failure_ = fetched ? std::string() : fetched.error().kind;
    if (!fetched) return {};
    ledger_.commit(fetched.value());
    has_more_ = fetched.value().has_more;
    last_ = fetched.value();
    Words keys;
    for (const auto& document : fetched.value().documents) keys.push_back(document.source);
    return keys;
  }
  Words urls() const {
    Words urls;
    for (const auto& request : site_.requests) urls.push_back(request.url);
    return urls;
  }
  std::string header(const std::string& name) const {
    for (const auto& [key, value] : site_.requests.back().headers) {
      if (key == name) return value;
    }
    return {};
  }

  HttpPollSettings settings_{.url = kUrl, .documents = "value", .key = "id"};
  FakeServer::Site site_;
  support::ManualClock clock_;
  support::FakeLedger ledger_;
  Stop stop_;
  std::unique_ptr<HttpSource> source_;
  std::string failure_;
  bool has_more_ = false;
  Slice last_;
};

TEST_F(HttpSourceTest, PagesOfODataV4FollowTheirLinksAndThenTheDeltaLink) {
  answer(kUrl, R"({"value": [{"id": "1"}, {"id": 2}],
                   "@odata.nextLink": "https://a.example/o?$skiptoken=2"})");
  answer("https://a.example/o?$skiptoken=2",
         R"({"value": [{"id": "3"}], "@odata.deltaLink": "https://a.example/o?$deltatoken=9"})");
  answer("https://a.example/o?$deltatoken=9",
         R"({"value": [{"id": "2", "x": 1}, {"@removed": {"reason": "deleted"}, "id": "1"},
                       {"@removed": {"reason": "changed"}, "id": "3"}],
             "@odata.deltaLink": "https://a.example/o?$deltatoken=10"})");
  EXPECT_THAT(fetch(), ElementsAre("1", "2"));
  EXPECT_EQ(last_.documents[1].bytes, R"({"id": 2})");
  EXPECT_TRUE(has_more_);
  EXPECT_THAT(fetch(), ElementsAre("3"));
  EXPECT_FALSE(has_more_);
  EXPECT_THAT(fetch(), ElementsAre("2", "1"));
  EXPECT_FALSE(last_.documents[0].is_withdrawn);
  EXPECT_TRUE(last_.documents[1].is_withdrawn);
  fetch();
  EXPECT_EQ(urls().back(), "https://a.example/o?$deltatoken=10");
}

TEST_F(HttpSourceTest, PagesOfODataV2FollowTheirLinks) {
  settings_.mode = PollMode::kOdataV2;
  settings_.documents = "d/results";
  settings_.key = "__metadata/id";
  answer(kUrl, R"({"d": {"results": [{"__metadata": {"id": "https://a.example/o/1"}}],
                   "__next": "https://a.example/o?$skiptoken=1"}})");
  answer("https://a.example/o?$skiptoken=1",
         R"({"d": {"results": [], "__delta": "https://a.example/o?!deltatoken=4"}})");
  answer("https://a.example/o?!deltatoken=4", R"({"d": {"results": []}})");
  EXPECT_THAT(fetch(), ElementsAre("https://a.example/o/1"));
  fetch();
  fetch();
  EXPECT_THAT(urls(), ElementsAre(kUrl, "https://a.example/o?$skiptoken=1",
                                  "https://a.example/o?!deltatoken=4"));
}

TEST_F(HttpSourceTest, ARestartGoesOnWithTheNextPage) {
  answer(kUrl, R"({"value": [{"id": "1"}], "@odata.nextLink": "https://a.example/o?p=2"})");
  answer("https://a.example/o?p=2", R"({"value": [{"id": "2"}]})");
  fetch();
  restart();
  EXPECT_THAT(fetch(), ElementsAre("2"));
}

TEST_F(HttpSourceTest, AnotherUrlIsReadFromItsBeginning) {
  answer(kUrl, R"({"value": [{"id": "1"}], "@odata.nextLink": "https://a.example/o?p=2"})");
  fetch();
  settings_.url = "https://a.example/other";
  answer("https://a.example/other", R"({"value": [{"id": "7"}]})");
  restart();
  EXPECT_THAT(fetch(), ElementsAre("7"));
}

TEST_F(HttpSourceTest, SinceIsWhenTheLastWholeRoundBeganLessTheOverlap) {
  settings_.url = "https://a.example/o?from={since}";
  settings_.since_overlap = std::chrono::seconds(60);
  answer("https://a.example/o?from=1970-01-01T00:00:00Z",
         R"({"value": [], "@odata.nextLink": "https://a.example/o?p=2"})");
  answer("https://a.example/o?p=2", R"({"value": []})");
  fetch();
  clock_.advance(std::chrono::hours(1));
  fetch();
  restart();
  fetch();
  // The clock of the tests began at 2024-10-04T00:00:00Z, which is 20,000 days after 1970-01-01.
  EXPECT_EQ(urls().back(), "https://a.example/o?from=2024-10-03T23:59:00Z");
}

TEST_F(HttpSourceTest, ACursorGoesIntoTheQueryAndAnEmptyOneEndsTheRound) {
  settings_.mode = PollMode::kCursor;
  settings_.documents = "data";
  settings_.cursor_path = "page/next";
  settings_.cursor_parameter = "cursor";
  answer(kUrl, R"({"data": [{"id": 1}], "page": {"next": "c1"}})");
  answer("https://a.example/o?cursor=c1", R"({"data": [{"id": 2}], "page": {"next": null}})");
  EXPECT_THAT(fetch(), ElementsAre("1"));
  EXPECT_THAT(fetch(), ElementsAre("2"));
  EXPECT_FALSE(has_more_);
  fetch();
  EXPECT_EQ(urls().back(), kUrl);
}

TEST_F(HttpSourceTest, AFeedGoesOnFromTheCursorOfItsEmptyPage) {
  settings_.mode = PollMode::kCursor;
  settings_.documents = "data";
  settings_.cursor_path = "next";
  settings_.cursor_parameter = "cursor";
  answer(kUrl, R"({"data": [{"id": 1}], "next": "c1"})");
  answer("https://a.example/o?cursor=c1", R"({"data": [], "next": "c1"})");
  fetch();
  fetch();
  EXPECT_FALSE(has_more_);
  restart();
  fetch();
  EXPECT_EQ(urls().back(), "https://a.example/o?cursor=c1");
}

TEST_F(HttpSourceTest, TheLinkHeaderLeadsOn) {
  settings_.mode = PollMode::kCursor;
  settings_.documents = "";
  answer(kUrl, R"([{"id": 1}, {"id": 2}])", 200, {{"link", "<https://a.example/o?p=2>; rel=next"}});
  answer("https://a.example/o?p=2", R"([{"id": 3}])");
  EXPECT_THAT(fetch(), ElementsAre("1", "2"));
  EXPECT_THAT(fetch(), ElementsAre("3"));
  EXPECT_FALSE(has_more_);
}

TEST_F(HttpSourceTest, AResourceIsFetchedWhenItHasChanged) {
  settings_.mode = PollMode::kEtag;
  settings_.key = "register.csv";
  answer(kUrl, "a;b", 200, {{"ETag", "\"1\""}, {"Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"}});
  answer(kUrl, "", 304);
  EXPECT_THAT(fetch(), ElementsAre("register.csv"));
  EXPECT_EQ(last_.documents[0].bytes, "a;b");
  restart();
  EXPECT_TRUE(fetch().empty());
  EXPECT_EQ(header("If-None-Match"), "\"1\"");
  EXPECT_EQ(header("If-Modified-Since"), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_F(HttpSourceTest, ALinkToAnotherOriginIsNotFollowed) {
  answer(kUrl, R"({"value": [{"id": "1"}], "@odata.nextLink": "https://b.example/o?p=2"})");
  EXPECT_TRUE(fetch().empty());
  EXPECT_EQ(failure_, "foreign_link");
  EXPECT_EQ(urls().size(), 1U);
}

TEST_F(HttpSourceTest, ARedirectIsFollowedWithinTheOriginOnly) {
  answer(kUrl, "", 302, {{"Location", "https://a.example/new"}});
  answer("https://a.example/new", R"({"value": [{"id": "1"}]})");
  EXPECT_THAT(fetch(), ElementsAre("1"));
  site_.answers.clear();
  answer(kUrl, "", 307, {{"Location", "https://b.example/new"}});
  fetch();
  EXPECT_EQ(failure_, "foreign_link");
}

TEST_F(HttpSourceTest, PagesThatLeadBackAreAnError) {
  answer(kUrl, R"({"value": [{"id": "1"}], "@odata.nextLink": "https://a.example/o?p=2"})");
  answer("https://a.example/o?p=2",
         R"({"value": [{"id": "2"}], "@odata.nextLink": ")" + std::string(kUrl) + R"("})");
  fetch();
  fetch();
  EXPECT_EQ(failure_, "endless_pages");
  EXPECT_THAT(fetch(), ElementsAre("1")) << "the round is begun anew";
}

TEST_F(HttpSourceTest, ADeltaLinkThatHasExpiredStartsAWholeRound) {
  answer(kUrl, R"({"value": [{"id": "1"}], "@odata.deltaLink": "https://a.example/o?d=1"})");
  answer("https://a.example/o?d=1", "", 410);
  fetch();
  fetch();
  EXPECT_EQ(failure_, "expired");
  EXPECT_THAT(fetch(), ElementsAre("1"));
}

TEST_F(HttpSourceTest, WhatIsNoPageIsSaidToBeNone) {
  for (const auto* body : {"", "<html>", R"({"value": )", R"({"error": 1})", R"({"value": [1]})"}) {
    site_.answers.clear();
    answer(kUrl, body);
    fetch();
    EXPECT_EQ(failure_, "unexpected_content") << body;
  }
}

TEST_F(HttpSourceTest, APageOfMoreThanAMillionElementsIsTooLarge) {
  std::string body = R"({"value": [{})";
  for (int i = 0; i < 1'000'000; ++i) body += ",{}";
  answer(kUrl, body + "]}");
  fetch();
  EXPECT_EQ(failure_, "too_large");
}

TEST_F(HttpSourceTest, ATokenIsFetchedOnceAndAgainWhenItIsRefused) {
  auto name = std::string("/tmp/procured-secret-XXXXXX");
  ::close(::mkstemp(name.data()));
  std::ofstream(name) << "s3cret\n";
  settings_.auth = {.kind = HttpAuthSettings::Kind::kOauth2,
                    .user = "client",
                    .secret_file = name,
                    .token_url = "https://login.example/token",
                    .scope = "all"};
  answer("https://login.example/token", R"({"access_token": "t1", "expires_in": 3600})");
  answer("https://login.example/token", R"({"access_token": "t2", "expires_in": 3600})");
  answer(kUrl, R"({"value": []})");
  answer(kUrl, "", 401);
  answer(kUrl, R"({"value": [{"id": "1"}]})");
  fetch();
  EXPECT_EQ(header("Authorization"), "Bearer t1");
  EXPECT_EQ(site_.requests[0].form, "grant_type=client_credentials&scope=all");
  EXPECT_EQ(site_.requests[0].login->password, "s3cret");
  EXPECT_THAT(fetch(), ElementsAre("1"));
  EXPECT_EQ(header("Authorization"), "Bearer t2");
  clock_.advance(std::chrono::minutes(59));
  fetch();
  EXPECT_EQ(urls().size(), 6U) << "59 of 60 minutes are over, and 30 s of margin are left";
  clock_.advance(std::chrono::seconds(31));
  fetch();
  EXPECT_EQ(urls().size(), 8U);
  std::remove(name.c_str());
}

TEST_F(HttpSourceTest, ARefusalThatLastsIsTold) {
  answer(kUrl, "", 401);
  fetch();
  EXPECT_EQ(failure_, "login_refused");
  EXPECT_EQ(urls().size(), 1U);
}

TEST_F(HttpSourceTest, ADocumentWithoutKeyIsNamedByItsContent) {
  answer(kUrl, R"({"value": [{"no": 1}]})");
  const auto first = fetch();
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].size(), 64U);
}

}  // namespace
}  // namespace procured::transport
