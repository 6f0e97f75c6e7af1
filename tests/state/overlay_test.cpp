// Goal: a batch sees its own pending writes, and nothing else does.
// Method: the same questions to an overlay and to a store that has the writes.
#include "state/overlay.h"

#include <gtest/gtest.h>

#include "state/memory_store.h"

namespace procured::state {
namespace {

std::vector<std::string> keys(const Reader& reader, std::string_view prefix,
                              std::string_view after = {}) {
  std::vector<std::string> found;
  reader.scan(prefix, after, [&](std::string_view key, std::string_view) {
    found.emplace_back(key);
    return true;
  });
  return found;
}

TEST(OverlayTest, MergesPendingWritesInKeyOrder) {
  MemoryStore store;
  store.apply(std::vector<Write>{{"a|1", "x"}, {"a|3", "x"}, {"a|5", "x"}, {"b|1", "x"}});
  Overlay overlay(store);
  overlay.put("a|2", "y");
  overlay.erase("a|3");
  overlay.put("a|5", "y");
  overlay.put("a|6", "y");
  EXPECT_EQ(keys(overlay, "a|"), (std::vector<std::string>{"a|1", "a|2", "a|5", "a|6"}));
  EXPECT_EQ(keys(overlay, "a|", "a|2"), (std::vector<std::string>{"a|5", "a|6"}));
  EXPECT_EQ(overlay.get("a|5"), "y");
  EXPECT_EQ(overlay.get("a|3"), std::nullopt);
  EXPECT_EQ(store.get("a|3"), "x");
}

TEST(OverlayTest, StopsWhenTheVisitorHasEnough) {
  MemoryStore store;
  store.apply(std::vector<Write>{{"a|1", "x"}, {"a|4", "x"}});
  Overlay overlay(store);
  overlay.put("a|2", "y");
  overlay.put("a|3", "y");
  int seen = 0;
  overlay.scan("a|", {}, [&](std::string_view, std::string_view) { return ++seen < 2; });
  EXPECT_EQ(seen, 2);
}

TEST(OverlayTest, WritesEachDirtyKeyOnce) {
  MemoryStore store;
  Overlay overlay(store);
  overlay.put("k", "1");
  overlay.put("k", "2");
  const auto writes = overlay.take();
  ASSERT_EQ(writes.size(), 1U);
  EXPECT_EQ(writes[0].value, "2");
  EXPECT_TRUE(overlay.take().empty());
}

}  // namespace
}  // namespace procured::state
