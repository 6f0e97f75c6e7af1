// Goal: a local copy is always consistent: what one apply wrote is there with its checkpoint, or
// neither is. Method: a real RocksDB in a temporary folder, opened, closed and opened again; and
// the same random writes made to it and to the store in memory, which must then answer alike.
#include "adapters/rocksdb/rocks_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "state/memory_store.h"

namespace procured::adapters {
namespace {

namespace fs = std::filesystem;
using pipeline::Checkpoint;
using Pairs = std::vector<std::pair<std::string, std::string>>;

class RocksStoreTest : public testing::Test {
 protected:
  RocksStoreTest() {
    auto name = (fs::temp_directory_path() / "procured-rocks-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    open();
  }
  ~RocksStoreTest() override {
    store_.reset();
    database_.reset();
    fs::remove_all(folder_);
  }

  void open(std::int32_t partition = 3) {
    store_.reset();
    if (!database_) {
      auto opened = RocksDatabase::open(
          {.directory = folder_ + "/state", .cache_bytes = 4096, .unwritten_bytes_max = 2048});
      ASSERT_TRUE(opened);
      database_ = std::move(opened).value();
    }
    auto store = database_->open(partition);
    ASSERT_TRUE(store);
    store_ = std::move(store).value();
  }
  void reopen() {
    store_.reset();
    database_.reset();
    open();
  }
  void apply(std::vector<state::Write> writes, Checkpoint checkpoint = {}) {
    ASSERT_TRUE(store_->apply(writes, std::move(checkpoint)));
  }
  static Pairs scanned(const state::Reader& reader, std::string_view prefix,
                       std::string_view after = "") {
    Pairs pairs;
    reader.scan(prefix, after, [&](auto key, auto value) {
      pairs.emplace_back(key, value);
      return true;
    });
    return pairs;
  }

  std::string folder_;
  std::unique_ptr<RocksDatabase> database_;
  std::unique_ptr<pipeline::PartitionStore> store_;
};

TEST_F(RocksStoreTest, KeepsValuesAndCheckpointOverARestart) {
  const Checkpoint checkpoint{7, {{"procured.documents.v1", 3, 11}}, 1'700'000'000};
  apply({{"a", "1"}, {"b", "2"}}, checkpoint);
  reopen();
  EXPECT_EQ(store_->get("a"), "1");
  EXPECT_EQ(store_->get("none"), std::nullopt);
  ASSERT_TRUE(store_->checkpoint());
  EXPECT_EQ(store_->checkpoint()->changelog_next, 7);
  EXPECT_EQ(store_->checkpoint()->inputs, checkpoint.inputs);
  EXPECT_EQ(store_->checkpoint()->written_at_s, 1'700'000'000);
}

TEST_F(RocksStoreTest, IsEmptyWithoutCheckpointAtFirst) {
  EXPECT_FALSE(store_->checkpoint());
  EXPECT_TRUE(scanned(*store_, "").empty());
}

TEST_F(RocksStoreTest, DeletesAndForgetsAbsence) {
  EXPECT_EQ(store_->get("a"), std::nullopt);
  apply({{"a", "1"}});
  EXPECT_EQ(store_->get("a"), "1");
  apply({{"a", std::nullopt}});
  EXPECT_EQ(store_->get("a"), std::nullopt);
  reopen();
  EXPECT_EQ(store_->get("a"), std::nullopt);
}

TEST_F(RocksStoreTest, ScansWrittenAndUnwrittenKeysInOrder) {
  apply({{"p/a", "1"}, {"p/c", "3"}, {"q", "9"}});
  reopen();
  apply({{"p/b", "2"}, {"p/c", std::nullopt}, {"p/d", "4"}});
  EXPECT_EQ(scanned(*store_, "p/"), (Pairs{{"p/a", "1"}, {"p/b", "2"}, {"p/d", "4"}}));
  EXPECT_EQ(scanned(*store_, "p/", "p/a"), (Pairs{{"p/b", "2"}, {"p/d", "4"}}));
  EXPECT_EQ(scanned(*store_, "q"), (Pairs{{"q", "9"}}));
}

TEST_F(RocksStoreTest, PartitionsAreApartAndWipingTouchesOne) {
  apply({{"a", "three"}}, {1, {}, 1});
  open(4);
  EXPECT_EQ(store_->get("a"), std::nullopt);
  apply({{"a", "four"}}, {2, {}, 1});
  open(3);
  ASSERT_TRUE(store_->wipe());
  EXPECT_EQ(store_->get("a"), std::nullopt);
  EXPECT_FALSE(store_->checkpoint());
  open(4);
  EXPECT_EQ(store_->get("a"), "four");
}

TEST_F(RocksStoreTest, PartitionsWithBytesOf255DoNotRunIntoEachOther) {
  open(255);
  apply({{"\xff\xff", "1"}}, {1, {}, 1});
  EXPECT_EQ(scanned(*store_, ""), (Pairs{{"\xff\xff", "1"}}));
  EXPECT_EQ(scanned(*store_, "\xff"), (Pairs{{"\xff\xff", "1"}}));
  open(256);
  EXPECT_TRUE(scanned(*store_, "").empty());
}

TEST_F(RocksStoreTest, ASecondProcessIsRefusedByName) {
  const auto second = RocksDatabase::open({.directory = folder_ + "/state"});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "state_directory");
}

TEST_F(RocksStoreTest, AnswersLikeTheStoreInMemory) {
  std::mt19937_64 random(7);
  state::MemoryStore memory;
  const auto key = [&] { return "k" + std::to_string(random() % 200); };
  for (int round = 0; round < 300; ++round) {
    std::vector<state::Write> writes;
    for (int i = 0; i < 10; ++i) {
      writes.push_back({key()});
      if (random() % 4 != 0) writes.back().value = std::string(random() % 60, 'x');
    }
    memory.apply(writes);
    apply(writes, {round, {}, 1});
    if (random() % 20 == 0) reopen();
    const auto asked = key();
    ASSERT_EQ(store_->get(asked), memory.get(asked)) << "round " << round;
  }
  EXPECT_EQ(scanned(*store_, "k1"), scanned(memory, "k1"));
}

}  // namespace
}  // namespace procured::adapters
