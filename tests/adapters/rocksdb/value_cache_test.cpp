// Goal: the cache answers only with what was put last, and its memory is bounded.
// Method: puts beyond the bound, and look-ups in between.
#include "adapters/rocksdb/value_cache.h"

#include <gtest/gtest.h>

namespace procured::adapters {
namespace {

TEST(ValueCacheTest, KnowsValuesAndAbsence) {
  ValueCache cache(10'000);
  EXPECT_EQ(cache.find("a"), nullptr);
  cache.put("a", "1");
  cache.put("b", std::nullopt);
  ASSERT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(*cache.find("a"), "1");
  ASSERT_NE(cache.find("b"), nullptr);
  EXPECT_FALSE(cache.find("b")->has_value());
}

TEST(ValueCacheTest, ForgetsWhatNobodyAsksFor) {
  ValueCache cache(10'000);
  cache.put("old", "1");
  for (int i = 0; i < 1000; ++i) cache.put("k" + std::to_string(i), std::string(100, 'x'));
  EXPECT_EQ(cache.find("old"), nullptr);
  EXPECT_NE(cache.find("k999"), nullptr);
}

TEST(ValueCacheTest, KeepsWhatIsAskedFor) {
  ValueCache cache(10'000);
  cache.put("hot", "1");
  for (int i = 0; i < 1000; ++i) {
    cache.put("k" + std::to_string(i), std::string(100, 'x'));
    ASSERT_NE(cache.find("hot"), nullptr) << i;
  }
}

TEST(ValueCacheTest, ANewerValueReplacesAnAgedOne) {
  ValueCache cache(2'000);
  cache.put("a", "old");
  for (int i = 0; i < 12; ++i)
    cache.put("k" + std::to_string(i), "x");  // "a" is of the older generation now
  cache.put("a", "new");
  for (int i = 0; i < 8; ++i) cache.find("k" + std::to_string(i));
  ASSERT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(*cache.find("a"), "new");
}

TEST(ValueCacheTest, ClearForgetsEverything) {
  ValueCache cache(10'000);
  cache.put("a", "1");
  cache.clear();
  EXPECT_EQ(cache.find("a"), nullptr);
}

}  // namespace
}  // namespace procured::adapters
