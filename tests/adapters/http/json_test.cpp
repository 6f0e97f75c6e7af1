// Goal: what is written is RFC 8259, whatever the texts contain.
// Method: hand-written documents with every kind of value and every kind of awkward character.
#include "adapters/http/json.h"

#include <gtest/gtest.h>

namespace procured::http {
namespace {

TEST(JsonTest, ObjectsArraysAndFieldsAreSeparated) {
  Json json;
  json.open_object();
  json.field("text", "a");
  json.field("number", std::int64_t{-3});
  json.field("truth", true);
  json.null_field("nothing");
  json.field_if_set("absent", "");
  json.open_array("list");
  json.item("x");
  json.item("y");
  json.close();
  json.open_object("inner");
  json.close();
  json.raw_field("raw", "[1]");
  json.close();
  EXPECT_EQ(
      json.take(),
      R"({"text":"a","number":-3,"truth":true,"nothing":null,"list":["x","y"],"inner":{},)"
      R"("raw":[1]})");
}

TEST(JsonTest, AwkwardCharactersAreEscaped) {
  Json json;
  json.open_object();
  json.field("a\"b", std::string("\\ \" \n\x01 Ø", 9));
  json.close();
  EXPECT_EQ(json.take(), R"({"a\"b":"\\ \" \u000a\u0001 Ø"})");
}

TEST(JsonTest, TextThatIsNoUtf8BecomesTheReplacementCharacter) {
  Json json;
  json.open_object();
  json.field("x", "\xFF");
  json.close();
  EXPECT_EQ(json.take(), "{\"x\":\"\xEF\xBF\xBD\"}");
}

TEST(JsonTest, ObjectsInAnArrayAreSeparated) {
  Json json;
  json.open_object();
  json.open_array("items");
  json.open_object();
  json.close();
  json.open_object();
  json.close();
  json.close();
  json.close();
  EXPECT_EQ(json.take(), R"({"items":[{},{}]})");
}

}  // namespace
}  // namespace procured::http
