#include "connectors/reader/name_ends.h"

#include <gtest/gtest.h>

#include <string>

// Goal: names compared by their ends are the same only when all their bytes are.
// Method: names of every length around the words compared, each byte changed in turn.
namespace procured::reader {
namespace {

TEST(NameEndsTest, NamesThatDifferInOneByteAreNotTheSame) {
  for (std::size_t size = 1; size <= 40; ++size) {
    const std::string name(size, 'a');
    EXPECT_TRUE(same_name(name, std::string(size, 'a')));
    EXPECT_FALSE(same_name(name, name + "a"));
    for (std::size_t at = 0; at < size; ++at) {
      auto other = name;
      other[at] = 'b';
      EXPECT_FALSE(same_name(name, other));
    }
  }
}

}  // namespace
}  // namespace procured::reader
