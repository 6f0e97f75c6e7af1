// Goal: a checkpoint is read as it was written, and anything else is none.
// Method: the text of the grammar by hand, there and back.
#include "adapters/rocksdb/checkpoint_text.h"

#include <gtest/gtest.h>

namespace procured::adapters {
namespace {

constexpr const char* kText =
    "1\n42\n1700000000\n7 3 procured.documents.v1\n9 3 procured.reference.v1\n";

TEST(CheckpointTextTest, IsWrittenAsTheGrammarSays) {
  const pipeline::Checkpoint checkpoint{
      42, {{"procured.documents.v1", 3, 7}, {"procured.reference.v1", 3, 9}}, 1'700'000'000};
  EXPECT_EQ(to_text(checkpoint), kText);
}

TEST(CheckpointTextTest, IsReadBack) {
  const auto checkpoint = checkpoint_of(kText);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->changelog_next, 42);
  EXPECT_EQ(checkpoint->written_at_s, 1'700'000'000);
  EXPECT_EQ(checkpoint->inputs,
            (stream::Positions{{"procured.documents.v1", 3, 7}, {"procured.reference.v1", 3, 9}}));
}

TEST(CheckpointTextTest, AnotherVersionOrTornTextIsNone) {
  EXPECT_FALSE(checkpoint_of("2\n42\n1700000000\n"));
  EXPECT_FALSE(checkpoint_of(""));
  EXPECT_FALSE(checkpoint_of("1\nx"));
}

}  // namespace
}  // namespace procured::adapters
