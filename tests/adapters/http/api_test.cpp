// Goal: every address leads to its endpoint or to an error that says what to do.
// Method: known, unknown and broken addresses over a fake store; stores that fail to open, are busy
// or damaged.
#include "adapters/http/api.h"

#include <gtest/gtest.h>

#include "adapters/http/fake_store.h"

namespace procured::http {
namespace {

TEST(ApiTest, UnknownAddressesAreNotFound) {
  Asker asker;
  for (const auto* path :
       {"/api", "/api/v1/", "/api/v1/unknown", "/api/v2/buyers", "/api/v1/verdicts/"}) {
    EXPECT_EQ(asker.get(path).status, 404U) << path;
  }
}

TEST(ApiTest, TheRestOfAnAddressIsDecoded) {
  Asker asker;
  EXPECT_EQ(asker.get("/api/v1/verdicts/document%7Cb%7CINVOICE%7Cs%7C1%2F2%7C2026").status, 404U);
  EXPECT_EQ(asker.content->asked, "document|b|INVOICE|s|1/2|2026");
  EXPECT_EQ(asker.get("/api/v1/verdicts/a/b").status, 404U);
  EXPECT_EQ(asker.content->asked, "a/b");
  EXPECT_EQ(asker.get("/api/v1/verdicts/%zz").status, 400U);
}

TEST(ApiTest, AStoreThatIsNotThereYetIsAskedForAgain) {
  Api api(
      [] {
        return core::Result<std::unique_ptr<bi::Store>>(core::transient("sqlite", "no store yet"));
      },
      {});
  const auto response = api.answer({.path = "/api/v1/buyers", .query = {}, .if_none_match = {}});
  EXPECT_EQ(response.status, 503U);
  EXPECT_NE(response.body.find("no store yet"), std::string::npos);
}

TEST(ApiTest, ADamagedStoreIsNotKeptForTheNext) {
  Asker asker;
  asker.content->error = core::fatal("sqlite", "malformed");
  EXPECT_EQ(asker.get("/api/v1/buyers").status, 500U);
  asker.content->error = core::transient("sqlite", "locked");
  EXPECT_EQ(asker.get("/api/v1/buyers").status, 503U);
  asker.content->error.reset();
  EXPECT_EQ(asker.get("/api/v1/buyers").status, 200U);
}

}  // namespace
}  // namespace procured::http
