// Goal: one call writes the whole sample, and never mixes two.
// Method: a temporary folder; the same seed twice, another once, a folder that is not empty.
#include "simulate/simulate.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace procured::simulate {
namespace {

namespace fs = std::filesystem;

class SimulateTest : public testing::Test {
 protected:
  SimulateTest() {
    const auto* name = testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::temp_directory_path() /
              ("procured-" + std::string(name) + "-" + std::to_string(getpid()));
    fs::remove_all(folder_);
  }
  ~SimulateTest() override { fs::remove_all(folder_); }

  std::map<std::string, std::string> sample(const std::string& name, std::uint64_t seed) {
    Options options;
    options.buyers = 2;
    options.documents = 60;
    options.months = 4;
    options.seed = seed;
    const auto result = simulate(options, (folder_ / name).string());
    EXPECT_TRUE(result.has_value());
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / name)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      files[fs::relative(entry.path(), folder_ / name).string()] = {
          std::istreambuf_iterator<char>(stream), {}};
    }
    return files;
  }

  fs::path folder_;
};

TEST_F(SimulateTest, TheSameSeedGivesTheSameBytes) { EXPECT_EQ(sample("a", 3), sample("b", 3)); }

TEST_F(SimulateTest, AnotherSeedGivesOthers) {
  const auto first = sample("a", 3);
  const auto second = sample("b", 4);
  EXPECT_NE(first.at("truth/findings.jsonl"), second.at("truth/findings.jsonl"));
  EXPECT_NE(first.at("registers/units.csv"), second.at("registers/units.csv"));
}

TEST_F(SimulateTest, EverythingIsThere) {
  const auto files = sample("a", 3);
  for (const char* name :
       {"procured.yaml", "registers/agreements.csv", "registers/agreement_items.csv",
        "registers/units.csv", "registers/suppliers.csv", "registers/benefit_plan.csv",
        "truth/findings.jsonl", "truth/amounts.json", "truth/README.md"}) {
    EXPECT_EQ(files.count(name), 1U) << name;
  }
  EXPECT_EQ(files.size(), 9U + 2 * (60 + 3)) << "each buyer has three price catalogues";
}

TEST_F(SimulateTest, AFolderThatIsNotEmptyIsLeftAlone) {
  sample("a", 3);
  const auto again = simulate({}, (folder_ / "a").string());
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, "cannot_write");
}

TEST_F(SimulateTest, OptionsOutOfRangeAreRefused) {
  Options options;
  options.months = 0;
  EXPECT_EQ(simulate(options, (folder_ / "a").string()).error().code, "bad_option");
  options.months = 1;
  options.buyers = kBuyersMax + 1;
  EXPECT_EQ(simulate(options, (folder_ / "a").string()).error().code, "bad_option");
}

TEST_F(SimulateTest, ProgressIsToldEveryThousandDocuments) {
  Options options;
  options.buyers = 1;
  options.documents = 2500;
  std::vector<std::size_t> told;
  ASSERT_TRUE(simulate(options, (folder_ / "a").string(), [&](std::size_t n) {
                told.push_back(n);
              }).has_value());
  EXPECT_EQ(told, (std::vector<std::size_t>{1000, 2000}));
}

}  // namespace
}  // namespace procured::simulate
