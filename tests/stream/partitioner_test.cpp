// Goal: a key belongs to the partition that every Kafka client with Java's hash gives it.
// Method: the vectors of Kafka's own test (org.apache.kafka.common.utils.UtilsTest.testMurmur2).
#include "stream/partitioner.h"

#include <gtest/gtest.h>

namespace procured::stream {
namespace {

std::int32_t signed_hash(std::string_view key) { return static_cast<std::int32_t>(murmur2(key)); }

TEST(PartitionerTest, HashesAsKafkasJavaClientDoes) {
  EXPECT_EQ(signed_hash("21"), -973932308);
  EXPECT_EQ(signed_hash("foobar"), -790332482);
  EXPECT_EQ(signed_hash("a-little-bit-long-string"), -985981536);
  EXPECT_EQ(signed_hash("a-little-bit-longer-string"), -1486304829);
  EXPECT_EQ(signed_hash("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8"), -58897971);
  EXPECT_EQ(signed_hash("abc"), 479470107);
}

TEST(PartitionerTest, TheSignIsClearedBeforeTheRemainder) {
  // -973932308 & 0x7fffffff = 1173551340; mod 16 = 12
  EXPECT_EQ(partition_of("21", 16), 12);
  EXPECT_EQ(partition_of("abc", 1), 0);
}

}  // namespace
}  // namespace procured::stream
