// Goal: the files of a policy folder are one set with one revision and a hash of what they mean.
// Method: small files in a temporary folder; places counted by hand.
#include "config/policy.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace procured::config {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

class PolicyTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "procured-policy-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name) << text;
  }
  Policy loaded() {
    auto result = load_policy(folder_);
    for (const auto& problem : result.problems) ADD_FAILURE() << to_string(problem);
    return result.policy;
  }
  Lines problems() {
    Lines lines;
    for (const auto& problem : load_policy(folder_).problems) {
      auto line = to_string(problem);
      for (auto at = line.find(folder_.string()); at != std::string::npos;
           at = line.find(folder_.string())) {
        line.erase(at, folder_.string().size() + 1);
      }
      lines.push_back(line);
    }
    return lines;
  }

  fs::path folder_;
};

TEST_F(PolicyTest, TheBuiltInPolicyHasRevisionZeroAndTwoHundredths) {
  const auto policy = load_policy({});
  EXPECT_TRUE(policy.problems.empty());
  EXPECT_EQ(policy.policy.revision, 0U);
  EXPECT_EQ(policy.policy.price_above_agreement.tolerance.to_string(), "0.02");
  EXPECT_TRUE(policy.policy.order_missing.exempt.suppliers.empty());
}

TEST_F(PolicyTest, FilesOfAFolderAreOneSet) {
  write("a.yaml",
        "revision: 7\nprice_above_agreement: {tolerance: 0.050}\n"
        "order_missing: {exempt: {suppliers: [\"974 760 673\"]}}\n");
  write("b.yaml",
        "order_missing: {exempt: {suppliers: [X], agreements: [A1],\n"
        "  categories: [{scheme: STI, prefix: \"09\"}]}}\n");
  write("notes.txt", "not read");
  const auto policy = loaded();
  EXPECT_EQ(policy.revision, 7U);
  EXPECT_EQ(policy.price_above_agreement.tolerance.to_string(), "0.05");
  const auto& exempt = policy.order_missing.exempt;
  EXPECT_EQ(exempt.suppliers, (Lines{"0192:974760673", "X"}));
  EXPECT_EQ(exempt.agreements, Lines{"A1"});
  ASSERT_EQ(exempt.categories.size(), 1U);
  EXPECT_EQ(exempt.categories[0].prefix, "09");
}

TEST_F(PolicyTest, TheHashIsOfTheMeaningNotOfTheWriting) {
  write("a.yaml", "revision: 1\norder_missing: {exempt: {suppliers: [B, A, B]}}\n");
  const auto first = loaded().content_hash();
  write("a.yaml",
        "# other words\nrevision: 2\nprice_above_agreement:\n  tolerance: 0.020\n"
        "order_missing:\n  exempt:\n    suppliers: [A, B]\n");
  EXPECT_EQ(loaded().content_hash(), first);
  write("a.yaml", "revision: 2\norder_missing: {exempt: {suppliers: [A]}}\n");
  EXPECT_NE(loaded().content_hash(), first);
  write("a.yaml", "revision: 2\norder_missing: {exempt: {agreements: [A]}}\n");
  EXPECT_NE(loaded().content_hash(), first);
}

TEST_F(PolicyTest, AnOptionStandsInOneFileOnly) {
  write("a.yaml", "revision: 1\n");
  write("b.yaml", "price_above_agreement: {tolerance: 1}\nrevision: 2\n");
  EXPECT_EQ(problems(), Lines{"b.yaml:2:11: 'revision' already stands at a.yaml:1:11"});
}

TEST_F(PolicyTest, TheRevisionIsRequiredAndPositive) {
  write("a.yaml", "price_above_agreement: {tolerance: 1}\n");
  EXPECT_EQ(problems(), Lines{"a.yaml: 'revision' is missing"});
  write("a.yaml", "revision: 0\n");
  EXPECT_EQ(problems(), Lines{"a.yaml:1:11: 'revision' is 0; the least is 1"});
}

TEST_F(PolicyTest, AllProblemsOfAllFilesShow) {
  write("a.yaml", "revision: 1\nprice_above_agreement: {tolerance: -1, tolerence: 2}\n");
  write("b.yaml", "order_missing: {exempt: {categories: [{scheme: UNSPSC}]}}\n");
  EXPECT_EQ(problems(),
            (Lines{"a.yaml:2:36: 'tolerance' is -1; the least is 0",
                   "a.yaml:2:40: unknown option 'tolerence' in 'price_above_agreement' (did you "
                   "mean 'tolerance'?)",
                   "b.yaml:1:48: 'scheme' is 'UNSPSC'; possible: TST, STI",
                   "b.yaml:1:39: 'prefix' is missing"}));
}

TEST_F(PolicyTest, AFolderWithoutFilesIsAProblem) {
  EXPECT_EQ(load_policy(folder_).problems.size(), 1U);
  EXPECT_EQ(load_policy(folder_ / "missing").problems.size(), 1U);
}

TEST_F(PolicyTest, TheExampleInTheTreeIsSound) {
  const auto example = load_policy(fs::path(PROCURED_SOURCE_DIR) / "config" / "policy.d");
  for (const auto& problem : example.problems) ADD_FAILURE() << to_string(problem);
  EXPECT_EQ(example.policy.revision, 1U);
}

TEST_F(PolicyTest, TheReferenceLoads) {
  write("a.yaml", policy_reference());
  EXPECT_EQ(loaded().content_hash(), default_policy().content_hash());
}

}  // namespace
}  // namespace procured::config
