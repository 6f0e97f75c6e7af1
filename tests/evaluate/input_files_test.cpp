// Goal: evaluate takes the files that a watched folder would take, in an order of their paths
// alone. Method: a folder made by hand.
#include "evaluate/input_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace procured::evaluate {
namespace {

class InputFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "procured-files-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    for (const auto* name : {"b.xml", "a/z.xml", "a/.hidden", "a/half.part", ".git/config"}) {
      std::filesystem::create_directories((folder_ / name).parent_path());
      std::ofstream(folder_ / name) << name;
    }
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::vector<std::string> listed(const std::vector<std::string>& paths) const {
    std::vector<std::string> names;
    const auto files = list_files(paths);
    if (!files) return {files.error().code};
    for (const auto& file : files.value()) names.push_back(file.path);
    return names;
  }

  std::filesystem::path folder_;
};

TEST_F(InputFilesTest, AreSortedByPathWithoutWhatAWatchedFolderLeavesOut) {
  EXPECT_EQ(listed({folder_}), (std::vector<std::string>{folder_ / "a/z.xml", folder_ / "b.xml"}));
}

TEST_F(InputFilesTest, AFileNamedTwiceIsTakenOnce) {
  EXPECT_EQ(listed({folder_ / "b.xml", folder_.string() + "/"}).size(), 2U);
}

TEST_F(InputFilesTest, APathThatIsNotThereIsSaid) {
  EXPECT_EQ(listed({folder_ / "none"}), (std::vector<std::string>{"path_missing"}));
}

TEST_F(InputFilesTest, TheSameSeedShufflesTheSameWayAndLosesNothing) {
  std::vector<std::size_t> first{0, 1, 2, 3, 4, 5, 6, 7};
  auto second = first;
  const auto sorted = first;
  shuffle(first, 7);
  shuffle(second, 7);
  EXPECT_EQ(first, second);
  EXPECT_NE(first, sorted);
  std::sort(first.begin(), first.end());
  EXPECT_EQ(first, sorted);
}

}  // namespace
}  // namespace procured::evaluate
