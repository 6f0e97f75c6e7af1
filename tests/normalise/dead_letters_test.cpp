// Goal: a dead letter says what, where and why, and carries the original bytes within bounds.
// Method: letters of hand-made records; header names compared with Kafka Connect's
// DeadLetterQueueReporter.
#include "normalise/dead_letters.h"

#include <gtest/gtest.h>

#include "core/hash.h"
#include "normalise/flow.h"

namespace procured::normalise {
namespace {

using testing::header_of;

stream::InboundRecord record_of(std::string_view bytes) {
  stream::InboundRecord inbound;
  inbound.topic = "procured.raw.files";
  inbound.partition = 1;
  inbound.offset = 9;
  inbound.key = "x/a.csv";
  inbound.value = bytes;
  inbound.headers = {{"procured.source.path", "x/a.csv"}, {"theirs", "kept"}, {"ce_id", "old"}};
  return inbound;
}

const core::Error kError = core::bad_document("invalid_number", "'1,x' is no number", "row 7");

TEST(DeadLettersTest, KeyAndBytesAreTheOriginals) {
  const auto inbound = record_of("a;b\n");
  const RawRecord raw(inbound, "now");
  const auto letter = DeadLetters(raw).letter(kError, "7");
  EXPECT_EQ(letter.topic, stream::Topic::kDeadLetters);
  EXPECT_EQ(letter.key, "x/a.csv");
  EXPECT_EQ(*letter.value, "a;b\n");
}

TEST(DeadLettersTest, HeadersSayWhatWhereAndWhy) {
  const auto inbound = record_of("a;b\n");
  const RawRecord raw(inbound, "now");
  const auto letter = DeadLetters(raw).letter(kError, "7");
  EXPECT_EQ(header_of(letter, "procured.error.code"), "invalid_number");
  EXPECT_EQ(header_of(letter, "procured.error.place"), "row 7");
  EXPECT_EQ(header_of(letter, "procured.error.detail"), "'1,x' is no number");
  EXPECT_EQ(header_of(letter, "procured.error.stage"), "normalise");
  EXPECT_EQ(header_of(letter, "procured.source.connector"), "files");
  EXPECT_EQ(header_of(letter, "procured.source.key"), "x/a.csv");
  EXPECT_EQ(header_of(letter, "procured.source.hash"), core::sha256_hex("a;b\n"));
  EXPECT_EQ(header_of(letter, "procured.source.bytes"), "4");
  EXPECT_EQ(header_of(letter, "__connect.errors.topic"), "procured.raw.files");
  EXPECT_EQ(header_of(letter, "__connect.errors.partition"), "1");
  EXPECT_EQ(header_of(letter, "__connect.errors.offset"), "9");
  EXPECT_EQ(header_of(letter, "__connect.errors.connector.name"), "files");
  EXPECT_EQ(header_of(letter, "theirs"), "kept");
  EXPECT_EQ(header_of(letter, "content-type"), "application/octet-stream");
  EXPECT_NE(header_of(letter, "ce_id"), "old");
}

TEST(DeadLettersTest, BytesAbove32MiBAreNamedByHashAndPathOnly) {
  const std::string large(DeadLetters::kBytesMax + 1, 'x');
  const auto inbound = record_of(large);
  const RawRecord raw(inbound, "now");
  const auto letter = DeadLetters(raw).letter(kError, {});
  EXPECT_FALSE(letter.value.has_value());
  EXPECT_EQ(header_of(letter, "procured.source.bytes"), std::to_string(large.size()));
  EXPECT_EQ(header_of(letter, "procured.source.path"), "x/a.csv");
}

TEST(DeadLettersTest, ManyBadRowsOfALargeFileDoNotCopyItForEach) {
  const std::string large(700'000, 'x');
  const auto inbound = record_of(large);
  const RawRecord raw(inbound, "now");
  DeadLetters letters(raw);
  EXPECT_TRUE(letters.letter(kError, "1").value.has_value());
  EXPECT_FALSE(letters.letter(kError, "2").value.has_value());
  EXPECT_NE(header_of(letters.letter(kError, "2"), "procured.source.hash"), "absent");
}

TEST(DeadLettersTest, AFileThatCannotBeReadIsRefusedWithOneLetter) {
  testing::Flow flow;
  const auto effects = flow.run({"a.xml", "refuse"});
  ASSERT_EQ(effects.outputs.size(), 1U);
  EXPECT_EQ(header_of(effects.outputs[0], "procured.error.code"), "not_recognised");
  EXPECT_EQ(flow.total("refused"), 1U);
  EXPECT_EQ(flow.total("split"), 0U);
  EXPECT_EQ(flow.total("documents"), 0U);
}

TEST(DeadLettersTest, ARefusedFileLeavesWhatItsSourceKeyShowed) {
  testing::Flow flow;
  flow.run({"a.xml", testing::invoice("F1")});
  EXPECT_TRUE(testing::told(flow.run({"a.xml", ""})).empty());
  EXPECT_TRUE(flow.run({"a.xml", testing::invoice("F1")}).outputs.empty());
}

}  // namespace
}  // namespace procured::normalise
