#include "connectors/mapping/samples.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "connectors/mapping/reasons.h"

// Goal: the samples of every built-in entry decode to what a person checked by hand.
// Method: the runner behind `procured connector test`.
namespace procured::mapping {
namespace {

const std::vector<std::string> kFolders = {std::string(PROCURED_SOURCE_DIR) +
                                           "/connectors/catalogue"};

TEST(SamplesTest, EveryBuiltInSampleIsAsExpected) {
  const auto catalogue = Catalogue::load(kFolders);
  ASSERT_TRUE(catalogue.has_value()) << catalogue.error().detail;
  const auto outcomes = run_samples(catalogue.value(), kFolders, "");
  ASSERT_TRUE(outcomes.has_value());
  EXPECT_GE(outcomes.value().size(), 9U);
  for (const auto& outcome : outcomes.value()) {
    EXPECT_EQ(outcome.difference, "") << outcome.entry << "/" << outcome.sample;
  }
}

TEST(SamplesTest, AnUnknownEntryIsNamedWithTheNearest) {
  const auto catalogue = Catalogue::load(kFolders);
  ASSERT_TRUE(catalogue.has_value());
  const auto outcomes = run_samples(catalogue.value(), kFolders, "ulb");
  ASSERT_FALSE(outcomes.has_value());
  EXPECT_EQ(outcomes.error().detail, "there is no entry 'ulb'; did you mean 'ubl'?");
}

TEST(SamplesTest, DifferencesAreShownLineByLine) {
  EXPECT_EQ(line_difference("a\nb\nc\n", "a\nb\nc\n"), "");
  EXPECT_EQ(line_difference("a\nb\nc\n", "a\nx\nc\nd\n"), "    2 - b\n    2 + x\n    4 + d\n");
}

TEST(SamplesTest, ThePageOfTheConnectorsExplainsEveryReason) {
  std::ifstream file(std::string(PROCURED_SOURCE_DIR) + "/connectors/README.md");
  std::ostringstream page;
  page << file.rdbuf();
  for (const auto code : reason::kAll) {
    EXPECT_NE(page.str().find("`" + std::string(code) + "`"), std::string::npos) << code;
  }
}

}  // namespace
}  // namespace procured::mapping
