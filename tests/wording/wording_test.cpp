// Goal: every message has a text in each language, and no message is lost for want of one.
// Method: the whole table; known and unknown ids and language codes.
#include "wording/wording.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <vector>

namespace procured::wording {
namespace {

/// Names in braces.
std::multiset<std::string> placeholders(std::string_view text) {
  std::multiset<std::string> names;
  for (auto open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    names.emplace(text.substr(open, text.find('}', open) - open + 1));
  }
  return names;
}

TEST(WordingTest, BothLanguagesSayEverythingWithTheSameParameters) {
  const auto english = all(Language::kEnglish);
  const auto norwegian = all(Language::kNorwegian);
  ASSERT_EQ(english.size(), norwegian.size());
  for (const auto& [id, text] : english) {
    EXPECT_FALSE(text.empty()) << id;
    EXPECT_FALSE(norwegian.at(id).empty()) << id;
    EXPECT_EQ(placeholders(text), placeholders(norwegian.at(id))) << id;
  }
}

TEST(WordingTest, TheTableIsSortedAndHasNoIdTwice) {
  std::ifstream file(std::string(PROCURED_SOURCE_DIR) + "/daemon/wording/messages.def");
  std::vector<std::string> ids;
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (std::regex_search(line, match, std::regex("^MESSAGE\\(\"([^\"]+)\"")))
      ids.push_back(match[1]);
  }
  EXPECT_EQ(ids.size(), all(Language::kEnglish).size());
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
}

TEST(WordingTest, EveryOutcomeOfAComplianceRuleIsWorded) {
  for (const auto* rule : {"agreement_bypassed", "price_above_agreement", "order_missing"}) {
    for (const auto* outcome : {"breach", "compliant", "not_applicable", "undetermined"}) {
      const auto id = std::string(rule) + "." + outcome;
      EXPECT_NE(text(id, Language::kEnglish), id);
    }
  }
}

TEST(WordingTest, WhatHasNoTextStandsForItself) {
  EXPECT_EQ(text("nothing.here", Language::kEnglish), "nothing.here");
  EXPECT_EQ(code_text("missing", "moonlight", Language::kNorwegian), "moonlight");
  EXPECT_EQ(code_text("outcome", "BREACH", Language::kNorwegian), "Brudd");
}

TEST(WordingTest, LanguagesAreReadWithTheirRegions) {
  for (const auto* code : {"nb", "nb-NO", "no", "nn_NO.UTF-8", "NB"}) {
    EXPECT_EQ(parse_language(code), Language::kNorwegian) << code;
  }
  EXPECT_EQ(parse_language("en-GB"), Language::kEnglish);
  EXPECT_EQ(parse_language("fr"), std::nullopt);
  EXPECT_EQ(parse_language(""), std::nullopt);
}

}  // namespace
}  // namespace procured::wording
