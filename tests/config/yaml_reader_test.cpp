// Goal: the reader fills described sections and says where each option stands.
// Method: a section of this test's own with one option of each kind; places counted by hand.
#include "config/yaml_reader.h"

#include <gtest/gtest.h>

namespace procured::config {
namespace {

struct Inner {
  std::string word = "default";
};

struct Outer {
  std::string text = "kept";
  std::uint64_t count = 5;
  core::Decimal share;
  std::vector<std::string> names = {"old"};
  std::map<std::string, core::Decimal> goals;
  Inner inner;
  std::vector<Inner> list;
  std::map<std::string, Inner> map = {{"before", {}}};
};

[[maybe_unused]] void describe(Visitor& visitor, Inner& inner) {
  visitor.field("word", inner.word, {.doc = "A word."});
}

[[maybe_unused]] void describe(Visitor& visitor, Outer& outer) {
  visitor.field("text", outer.text, {.doc = "A path.", .path = true});
  visitor.field("count", outer.count, {.doc = "A count.", .max = core::Decimal(10, 0)});
  visitor.field("share", outer.share, {.doc = "A share."});
  visitor.field("names", outer.names, {.doc = "Names."});
  visitor.field("goals", outer.goals, {.doc = "Goals.", .max = core::Decimal(1, 0)});
  visitor.section("inner", outer.inner, {.doc = "Inside."});
  visitor.list("list", outer.list, {.doc = "Several."});
  visitor.map("map", outer.map, {.doc = "Named."});
}

struct Outcome {
  Outer value = {};
  std::vector<std::string> problems = {};
  std::map<std::string, std::string> single_values = {};
  std::string place = {};
};

Outcome read(std::string_view text, const std::string& path = {}) {
  const auto document = YamlDocument::parse(text, "a.yaml");
  Outcome outcome;
  if (document.has_error()) return outcome;
  YamlReader reader(document.value(), "/base");
  reader.read(outcome.value);
  for (const auto& problem : reader.problems()) outcome.problems.push_back(to_string(problem));
  outcome.single_values = reader.single_values();
  outcome.place = reader.place_of(path);
  return outcome;
}

TEST(YamlReaderTest, WhatIsLeftOutKeepsItsDefault) {
  const auto outcome = read("count:\n");
  EXPECT_TRUE(outcome.problems.empty());
  EXPECT_EQ(outcome.value.count, 5U);
  EXPECT_EQ(outcome.value.text, "/base/kept");
  EXPECT_EQ(outcome.value.names, std::vector<std::string>{"old"});
  EXPECT_TRUE(outcome.value.map.contains("before"));
}

TEST(YamlReaderTest, EveryKindOfOptionIsRead) {
  const auto outcome = read(
      "text: ../x\ncount: 7\nshare: 0.850\nnames: [a, b]\ngoals: {k: 0.5}\n"
      "inner: {word: w}\nlist:\n  - word: one\n  - {}\nmap: {m: {word: n}, empty: }\n");
  EXPECT_TRUE(outcome.problems.empty());
  const auto& value = outcome.value;
  EXPECT_EQ(value.text, "/x");
  EXPECT_EQ(value.count, 7U);
  EXPECT_EQ(value.share.to_string(), "0.85");
  EXPECT_EQ(value.names, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(value.goals.at("k").to_string(), "0.5");
  EXPECT_EQ(value.inner.word, "w");
  ASSERT_EQ(value.list.size(), 2U);
  EXPECT_EQ(value.list[0].word, "one");
  EXPECT_EQ(value.list[1].word, "default");
  ASSERT_EQ(value.map.size(), 2U);
  EXPECT_EQ(value.map.at("m").word, "n");
  EXPECT_EQ(value.map.at("empty").word, "default");
}

TEST(YamlReaderTest, PlacesAreKnownByPathAndOfWhatIsLeftOutByTheSectionAround) {
  const std::string text = "list:\n  - word: one\n  - {}\n";
  EXPECT_EQ(read(text, "list[0].word").place, "a.yaml:2:11");
  EXPECT_EQ(read(text, "list[1].word").place, "a.yaml:3:5");
  EXPECT_EQ(read(text, "inner.word").place, "a.yaml:1:1");
}

TEST(YamlReaderTest, SingleValuesAreThoseThatTheFileStates) {
  const auto stated = read("count: 1\nnames: [a]\ninner: {word: w}\n").single_values;
  EXPECT_EQ(stated.size(), 2U);
  EXPECT_EQ(stated.at("count"), "a.yaml:1:8");
  EXPECT_EQ(stated.at("inner.word"), "a.yaml:3:15");
}

TEST(YamlReaderTest, NestedUnknownOptionsNameTheirSection) {
  EXPECT_EQ(read("list:\n  - wrod: one\n").problems,
            std::vector<std::string>{
                "a.yaml:2:5: unknown option 'wrod' in 'list[0]' (did you mean 'word'?)"});
}

TEST(YamlReaderTest, OutOfRangeValuesInMapsAreProblems) {
  EXPECT_EQ(read("goals: {k: 1.5}\ncount: 11\n").problems,
            (std::vector<std::string>{"a.yaml:2:8: 'count' is 11; the most is 10",
                                      "a.yaml:1:12: 'k' is 1.5; the most is 1"}));
}

}  // namespace
}  // namespace procured::config
