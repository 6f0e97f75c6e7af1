// Goal: what a reader asks for is understood or refused with a reason, never guessed.
// Method: parameters that are set, left out and wrong; windows over a short list.
#include "adapters/http/parameters.h"

#include <gtest/gtest.h>

#include "adapters/http/fake_store.h"

namespace procured::http {
namespace {

class ParametersTest : public testing::Test {
 protected:
  std::variant<bi::Filter, Response> filter(const std::string& query) {
    return read_filter(request(query), context_);
  }
  static Request request(const std::string& query) {
    Request result;
    EXPECT_TRUE(parse_target("/?" + query, result));
    return result;
  }

  std::shared_ptr<FakeStore::Content> content_ = std::make_shared<FakeStore::Content>();
  FakeStore store_{content_};
  ApiSettings settings_;
  Context context_{store_, settings_};
};

TEST_F(ParametersTest, TheFirstBuyerAndItsCurrencyAreTheDefault) {
  const auto read = std::get<bi::Filter>(filter(""));
  EXPECT_EQ(read.buyer + " " + read.currency, "b1 NOK");
  const auto second = std::get<bi::Filter>(filter("buyer=b2"));
  EXPECT_EQ(second.buyer + " " + second.currency, "b2 EUR");
}

TEST_F(ParametersTest, WhatIsGivenStands) {
  const auto read = std::get<bi::Filter>(
      filter("buyer=x&currency=SEK&unit=u&from=2025-01&to=2025-12&agreement=a%7C1&supplier=s"));
  EXPECT_EQ(
      read.buyer + read.currency + read.unit + read.from + read.to + read.agreement + read.supplier,
      "xSEKu2025-012025-12a|1s");
}

TEST_F(ParametersTest, MonthsThatAreNoneAreRefused) {
  for (const auto* query :
       {"from=2026", "to=2026-13", "from=2026-00", "to=2026-1", "from=20x6-01"}) {
    EXPECT_EQ(std::get<Response>(filter(query)).status, 400U) << query;
  }
}

TEST_F(ParametersTest, AStoreThatIsBusyIsNoWrongRequest) {
  content_->error = core::transient("sqlite", "locked");
  EXPECT_EQ(std::get<Response>(filter("")).status, 503U);
}

TEST_F(ParametersTest, LimitsAreFromOneToAThousand) {
  EXPECT_EQ(std::get<bi::Page>(read_page(request(""))).limit, 100U);
  EXPECT_EQ(std::get<bi::Page>(read_page(request("limit=1000&after=k"))).limit, 1000U);
  for (const auto* query : {"limit=0", "limit=1001", "limit=-1", "limit=ten", "limit=1.5"}) {
    EXPECT_EQ(std::get<Response>(read_page(request(query))).status, 400U) << query;
  }
}

TEST_F(ParametersTest, GroupsAreOfThoseAllowed) {
  const std::set<std::string> allowed = {"month", "unit"};
  EXPECT_EQ(std::get<std::set<std::string>>(read_group(request("group=unit,month"), allowed)),
            allowed);
  EXPECT_TRUE(std::get<std::set<std::string>>(read_group(request(""), allowed)).empty());
  EXPECT_EQ(std::get<Response>(read_group(request("group=week"), allowed)).status, 400U);
}

TEST(WindowTest, PagesFollowEachOtherWithoutAGap) {
  const std::vector<std::string> keys = {"a", "b", "d"};
  auto window = window_of(keys, {.after = "", .limit = 2});
  EXPECT_EQ(std::pair(window.first, window.end), std::pair(std::size_t{0}, std::size_t{2}));
  window = window_of(keys, {.after = "b", .limit = 2});
  EXPECT_EQ(std::pair(window.first, window.end), std::pair(std::size_t{2}, std::size_t{3}));
  window = window_of(keys, {.after = "c", .limit = 2});
  EXPECT_EQ(window.first, 2U);
  window = window_of(keys, {.after = "z", .limit = 2});
  EXPECT_EQ(std::pair(window.first, window.end), std::pair(std::size_t{3}, std::size_t{3}));
}

}  // namespace
}  // namespace procured::http
