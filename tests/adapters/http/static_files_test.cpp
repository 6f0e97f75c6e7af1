// Goal: the dashboard's files are served with their types and can be cached; nothing outside the
// folder is. Method: a folder with a few files and a secret beside it.
#include "adapters/http/static_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/example_store.h"

namespace procured::http {
namespace {

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() {
    write("secret.txt", "secret");
    std::filesystem::create_directories(directory_.file("site/assets"));
    write("site/index.html", "<html>");
    write("site/assets/app-1a2b.js", "code");
    write("site/logo.svg", "<svg/>");
  }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(directory_.file(name)) << content;
  }
  Response get(const std::string& path, const std::string& etag = {}) {
    return files_.answer({.path = path, .query = {}, .if_none_match = etag});
  }
  static std::string header(const Response& response, const std::string& name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return {};
  }

  support::TemporaryDirectory directory_;
  StaticFiles files_{directory_.file("site")};
};

TEST_F(StaticFilesTest, FilesHaveTheirTypes) {
  EXPECT_EQ(get("/").content_type, "text/html; charset=utf-8");
  EXPECT_EQ(get("/").body, "<html>");
  EXPECT_EQ(get("/logo.svg").content_type, "image/svg+xml");
  EXPECT_EQ(get("/assets/app-1a2b.js").content_type, "text/javascript; charset=utf-8");
}

TEST_F(StaticFilesTest, AViewsAddressIsTheDashboardAndAMissingFileIsNot) {
  EXPECT_EQ(get("/leaks/RA-2025").body, "<html>");
  EXPECT_EQ(get("/missing.js").status, 404U);
}

TEST_F(StaticFilesTest, NothingOutsideTheFolderIsServed) {
  for (const auto* path : {"/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt",
                           "/assets\\..\\secret.txt", "/a%00b", "/%zz"}) {
    const auto response = get(path);
    EXPECT_EQ(response.status, 400U) << path;
    EXPECT_EQ(response.body.find("secret"), std::string::npos) << path;
  }
  EXPECT_NE(get("//etc/passwd").body.substr(0, 4), "root");
}

TEST_F(StaticFilesTest, AFileThatTheReaderHasIsNotSentAgain) {
  const auto etag = header(get("/"), "ETag");
  ASSERT_FALSE(etag.empty());
  EXPECT_EQ(get("/", etag).status, 304U);
  EXPECT_EQ(get("/", "W/\"other\", " + etag).status, 304U);
  EXPECT_EQ(get("/", etag).body, "");
  write("site/index.html", "<html lang>");
  EXPECT_EQ(get("/", etag).status, 200U);
}

TEST_F(StaticFilesTest, OnlyFilesNamedByTheirHashAreKeptForEver) {
  EXPECT_EQ(header(get("/assets/app-1a2b.js"), "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(header(get("/"), "Cache-Control"), "no-cache");
}

}  // namespace
}  // namespace procured::http
