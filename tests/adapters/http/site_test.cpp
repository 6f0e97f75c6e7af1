// Goal: health, readiness, metrics, the API and the files each have their address.
// Method: requests without a network; checks that pass and fail.
#include "adapters/http/site.h"

#include <gtest/gtest.h>

#include <fstream>

#include "adapters/http/fake_store.h"
#include "support/example_store.h"

namespace procured::http {
namespace {

class SiteTest : public testing::Test {
 protected:
  SiteTest() { std::ofstream(directory_.file("index.html")) << "<html>"; }

  Response get(const std::string& target) {
    Request request;
    EXPECT_TRUE(parse_target(target, request));
    return site_.answer(request);
  }

  support::TemporaryDirectory directory_;
  std::vector<Check> checks_ = {{"store", true, ""}, {"broker", true, "3 partitions"}};
  Site site_{[] {
               return core::Result<std::unique_ptr<bi::Store>>(
                   std::make_unique<FakeStore>(std::make_shared<FakeStore::Content>()));
             },
             {},
             {.metrics = [] { return std::string("procured_up 1\n"); },
              .readiness = [this] { return checks_; }},
             directory_.path()};
};

TEST_F(SiteTest, ALivingProcessIsHealthyWhateverTheChecksSay) {
  checks_[0].ok = false;
  EXPECT_EQ(get("/healthz").status, 200U);
  EXPECT_EQ(get("/livez").body, "ok\n");
}

TEST_F(SiteTest, ReadyWhenEveryCheckPasses) {
  EXPECT_EQ(get("/readyz").status, 200U);
  EXPECT_EQ(get("/readyz?verbose").body, "[+] store\n[+] broker: 3 partitions\nready\n");
  checks_[1].ok = false;
  EXPECT_EQ(get("/readyz").status, 503U);
  EXPECT_EQ(get("/readyz?verbose").body, "[+] store\n[-] broker: 3 partitions\nnot ready\n");
}

TEST_F(SiteTest, MetricsAreTextForPrometheus) {
  const auto response = get("/metrics");
  EXPECT_EQ(response.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(response.body, "procured_up 1\n");
}

TEST_F(SiteTest, TheApiAndTheFilesShareTheRest) {
  EXPECT_EQ(get("/api/v1/buyers").status, 200U);
  EXPECT_EQ(get("/api/nothing").status, 404U);
  EXPECT_EQ(get("/units/210").body, "<html>");
}

}  // namespace
}  // namespace procured::http
