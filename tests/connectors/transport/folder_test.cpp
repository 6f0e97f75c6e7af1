// Goal: a watched folder gives the files that have appeared in it, whole, in one order, and nothing
// else. Method: temporary folders made by hand.
#include "connectors/transport/folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace procured::transport {
namespace {

namespace fs = std::filesystem;

class FolderTest : public testing::Test {
 protected:
  FolderTest() {
    auto name = (fs::temp_directory_path() / "procured-folder-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~FolderTest() override { fs::remove_all(folder_); }

  void write(const std::string& path, const std::string& bytes) {
    fs::create_directories((fs::path(folder_) / path).parent_path());
    std::ofstream(fs::path(folder_) / path, std::ios::binary) << bytes;
  }
  std::vector<std::string> paths() {
    std::vector<std::string> found;
    const auto files = list_folder(folder_);
    EXPECT_TRUE(files);
    if (files) {
      for (const auto& file : files.value()) found.push_back(file.path);
    }
    return found;
  }

  std::string folder_;
};

TEST_F(FolderTest, ListsFilesBelowItSortedBytewise) {
  write("b.xml", "1");
  write("a/z.xml", "1");
  write("a.xml", "1");
  write("Ø.xml", "1");
  EXPECT_EQ(paths(), (std::vector<std::string>{"a.xml", "a/z.xml", "b.xml", "Ø.xml"}));
}

TEST_F(FolderTest, LeavesHiddenAndUnfinishedFilesOut) {
  write(".hidden.xml", "1");
  write(".folder/a.xml", "1");
  write("a.xml.part", "1");
  write("a.part/b.xml", "1");
  write("part.xml", "1");
  EXPECT_EQ(paths(), (std::vector<std::string>{"part.xml"}));
}

TEST_F(FolderTest, AFolderThatIsNotThereIsTransient) {
  const auto files = list_folder(folder_ + "/none");
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().category, core::Category::kTransient);
}

TEST_F(FolderTest, ReadsAFileToItsLastByte) {
  const std::string bytes("a\0b\r\n\xff", 6);
  write("a.bin", bytes);
  const auto read = read_file(folder_, "a.bin");
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value(), bytes);
}

TEST_F(FolderTest, AFileThatHasGoneIsTransient) {
  const auto read = read_file(folder_, "none");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().category, core::Category::kTransient);
}

TEST_F(FolderTest, HashesAFileInPieces) {
  write("abc", "abc");
  const auto hash = hash_file(folder_, "abc");
  ASSERT_TRUE(hash);
  // FIPS 180-4, example B.1
  EXPECT_EQ(hash.value(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(FolderTest, TheStampChangesWithSizeOrTime) {
  write("a", "1");
  const auto before = list_folder(folder_).value()[0].stamp();
  fs::last_write_time(folder_ + "/a",
                      fs::last_write_time(folder_ + "/a") + std::chrono::seconds(1));
  EXPECT_NE(list_folder(folder_).value()[0].stamp(), before);
}

}  // namespace
}  // namespace procured::transport
