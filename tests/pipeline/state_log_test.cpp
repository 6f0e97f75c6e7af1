// Goal: two roles share the changelog without seeing each other, and an older binary never reads
// newer state. Method: records written with one log and read with another.
#include "pipeline/state_log.h"

#include <gtest/gtest.h>

namespace procured::pipeline {
namespace {

TEST(StateLogTest, ReadsBackWhatItWrote) {
  const StateLog log('j', 3);
  const auto value = log.value({"c/a", "bytes"});
  const auto read = log.read(log.key("c/a"), value);
  ASSERT_TRUE(read);
  ASSERT_TRUE(read.value());
  EXPECT_EQ(read.value()->key, "c/a");
  EXPECT_EQ(read.value()->value, "bytes");
}

TEST(StateLogTest, KeysOfTheRolesDiffer) {
  EXPECT_EQ(StateLog('n', 1).key("x"), "n|x");
  EXPECT_EQ(StateLog('j', 1).key("x"), "j|x");
}

TEST(StateLogTest, AnotherRolesRecordIsPassedOver) {
  const auto read = StateLog('n', 1).read("j|x", "anything");
  ASSERT_TRUE(read);
  EXPECT_FALSE(read.value());
}

TEST(StateLogTest, ATombstoneDeletes) {
  const StateLog log('j', 1);
  EXPECT_FALSE(log.value({"x", std::nullopt}));
  const auto read = log.read("j|x", std::nullopt);
  ASSERT_TRUE(read && read.value());
  EXPECT_FALSE(read.value()->value);
}

TEST(StateLogTest, NewerStateIsRefusedByName) {
  const auto value = StateLog('j', 4).value({"x", "v"});
  const auto read = StateLog('j', 3).read("j|x", value);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "state_newer");
}

TEST(StateLogTest, OlderStateIsRead) {
  const auto value = StateLog('j', 2).value({"x", "v"});
  EXPECT_TRUE(StateLog('j', 3).read("j|x", value));
}

TEST(StateLogTest, GarbageIsAnErrorByName) {
  const auto read = StateLog('j', 1).read("j|x", "\xff\xff\xff");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "state_corrupt");
}

TEST(StateLogTest, ALedgerKeepsKeysAndValuesAsTheyAre) {
  const auto log = StateLog::plain();
  EXPECT_EQ(log.key("files|a.xml"), "files|a.xml");
  EXPECT_EQ(log.value({"k", "v"}), "v");
  const auto read = log.read("files|a.xml", "v");
  ASSERT_TRUE(read && read.value());
  EXPECT_EQ(read.value()->value, "v");
}

}  // namespace
}  // namespace procured::pipeline
