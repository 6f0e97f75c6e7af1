// Goal: a page is taken apart without a byte of a document changed. Method: pages as OData and web
// shops write them, with what would trip a search for braces.
#include "connectors/reader/json_page.h"

#include <gtest/gtest.h>

namespace procured::reader {
namespace {

TEST(JsonPageTest, DocumentsKeepTheirBytes) {
  const auto page = read_json_page(
      R"({"note": "}]", "d": {"results": [ {"id":"a", "p": 1.10, "q": [ {} ]} , {"id":2}]}})",
      {.documents = "d/results", .key = "id", .texts = {"note", "d/__next"}});
  ASSERT_TRUE(page);
  ASSERT_EQ(page.value().documents.size(), 2U);
  EXPECT_EQ(page.value().documents[0].json, R"({"id":"a", "p": 1.10, "q": [ {} ]})");
  EXPECT_EQ(page.value().documents[0].key, "a");
  EXPECT_EQ(page.value().documents[1].json, R"({"id":2})");
  EXPECT_EQ(page.value().documents[1].key, "2");
  EXPECT_EQ(page.value().texts, (std::vector<std::string>{"}]", ""}));
}

TEST(JsonPageTest, AnArrayAnObjectAndNothing) {
  const auto count = [](const char* bytes) {
    const auto page = read_json_page(bytes, {.documents = {}, .key = "id", .texts = {}});
    return page ? static_cast<int>(page.value().documents.size()) : -1;
  };
  EXPECT_EQ(count("[{\"id\":1},{\"id\":2},{\"id\":3}]"), 3);
  EXPECT_EQ(count("\xEF\xBB\xBF{\"id\":1}"), 1);
  EXPECT_EQ(count("[]"), 0);
}

TEST(JsonPageTest, RemovedEntriesOfBothVersionsOfOData) {
  const auto page = read_json_page(
      R"({"value": [{"@removed": {"reason": "changed"}, "id": "1"},
                    {"@odata.context": "#Orders/$deletedEntity", "id": "2", "reason": "deleted"},
                    {"id": "3"}]})",
      {.documents = "value", .key = "id", .texts = {}});
  ASSERT_TRUE(page);
  const auto& documents = page.value().documents;
  EXPECT_TRUE(documents[0].is_removed);
  EXPECT_TRUE(documents[0].left_the_filter);
  EXPECT_TRUE(documents[1].is_removed);
  EXPECT_FALSE(documents[1].left_the_filter);
  EXPECT_FALSE(documents[2].is_removed);
}

TEST(JsonPageTest, WhatStandsBehindTheValueIsNoPage) {
  for (const auto* text : {R"({"value": {"id": "}b"}}6666)", R"({"value": []} {"value": []})",
                           R"({"value": []}])", "[] 1", "1 2"}) {
    const auto page =
        read_json_page(text, {.documents = "value", .key = "id", .texts = {"a", "b"}});
    ASSERT_FALSE(page) << text;
    EXPECT_EQ(page.error().code, "not_well_formed") << text;
  }
  EXPECT_TRUE(read_json_page(" {\"value\": []} \n",
                             {.documents = "value", .key = "id", .texts = {"a", "b"}}));
}

TEST(JsonPageTest, WhatIsNoPage) {
  const auto code = [](const char* bytes) {
    const auto page = read_json_page(bytes, {.documents = "value", .key = "id", .texts = {}});
    return page ? std::string() : page.error().code;
  };
  EXPECT_EQ(code(R"({"other": []})"), "missing");
  EXPECT_EQ(code(R"({"value": "x"})"), "missing");
  EXPECT_EQ(code(R"({"value": [1]})"), "missing");
  for (const auto* text : {R"({"value": [{"id": 1})", R"({"value": )", R"({"value": [)",
                           R"({"value": [{)", "[1", "{", "[", R"({"value")", "\"", "[[[[[[[["}) {
    EXPECT_EQ(code(text), "truncated") << text;
  }
  EXPECT_FALSE(code("").empty());
  EXPECT_FALSE(code("<html/>").empty());
}

}  // namespace
}  // namespace procured::reader
