// Goal: a source document is shown as it was received, or it is said that it is gone; it never
// runs. Method: a fake store that knows where the bytes stand, and a fetch that has them, lost
// them, or fails.
#include <gtest/gtest.h>

#include "adapters/http/endpoints.h"
#include "adapters/http/fake_store.h"

namespace procured::http {
namespace {

constexpr const char* kSource =
    "/api/v1/source?connector=ubl&source_key=in%2Fa.xml&content_hash=abc";
constexpr const char* kMeta =
    "/api/v1/source/meta?connector=ubl&source_key=in%2Fa.xml&content_hash=abc";

class SourceEndpointsTest : public testing::Test {
 protected:
  SourceEndpointsTest() { asker_.content->source = bi::SourceLocation{"procured.raw.ubl", 3, 42}; }

  void keep(const std::string& bytes) {
    asker_.settings->fetch_raw = [bytes](const bi::SourceLocation& at) {
      EXPECT_EQ(at.topic + std::to_string(at.partition) + "/" + std::to_string(at.offset),
                "procured.raw.ubl3/42");
      return core::Result<std::optional<std::string>>(std::optional(bytes));
    };
  }

  Asker asker_;
};

TEST_F(SourceEndpointsTest, TheBytesAreThoseReceivedAndMayDoNothing) {
  const std::string bytes("\xEF\xBB\xBF<a>\0</a>", 11);
  keep(bytes);
  const auto response = asker_.get(kSource);
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.body, bytes);
  EXPECT_EQ(response.content_type, "text/xml");
  ASSERT_EQ(response.headers.size(), 1U);
  EXPECT_EQ(response.headers[0].first, "Content-Security-Policy");
  EXPECT_TRUE(response.headers[0].second.starts_with("sandbox;"));
  EXPECT_EQ(asker_.content->asked, "ubl in/a.xml abc");
}

TEST_F(SourceEndpointsTest, ARegisterIsPlainText) {
  keep("unit_id;name\n");
  EXPECT_EQ(asker_.get(kSource).content_type, "text/plain; charset=utf-8");
}

TEST_F(SourceEndpointsTest, WhatIsNoLongerKeptIsGone) {
  const auto response = asker_.get(kSource);
  EXPECT_EQ(response.status, 410U);
  EXPECT_EQ(response.body, R"({"error":"no longer kept"})");
  EXPECT_EQ(asker_.get(kMeta).body,
            R"({"kept":false,"topic":"procured.raw.ubl","partition":3,"offset":42})");
}

TEST_F(SourceEndpointsTest, MetaTellsTheSize) {
  keep("12345");
  EXPECT_EQ(asker_.get(kMeta).body,
            R"({"kept":true,"topic":"procured.raw.ubl","partition":3,"offset":42,"bytes":5})");
}

TEST_F(SourceEndpointsTest, ADocumentNeverSeenAndAQuestionWithoutNameAreErrors) {
  asker_.content->source.reset();
  EXPECT_EQ(asker_.get(kSource).status, 404U);
  EXPECT_EQ(asker_.get("/api/v1/source?connector=ubl").status, 400U);
}

TEST_F(SourceEndpointsTest, ABrokerThatDoesNotAnswerMayLater) {
  asker_.settings->fetch_raw = [](const bi::SourceLocation&) {
    return core::Result<std::optional<std::string>>(core::transient("broker", "timed out"));
  };
  EXPECT_EQ(asker_.get(kSource).status, 503U);
}

}  // namespace
}  // namespace procured::http
