#include "connectors/reader/name_ends.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

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

TEST(NameEndsTest, UpToSixteenBytesAreAllInThemWithZerosBehind) {
  const std::string name = "abcdefghijklmnop";
  for (std::size_t size = 0; size <= name.size(); ++size) {
    const auto padded = name.substr(0, size) + std::string(name.size() - size, '\0');
    EXPECT_EQ(ends_of(std::string_view(name).substr(0, size)),
              (NameEnds{word_at(padded.data()), word_at(padded.data() + 8)}))
        << size;
  }
  EXPECT_EQ(ends_of(name + "q"), (NameEnds{word_at("abcdefgh"), word_at("jklmnopq")}));
}

TEST(NameEndsTest, ShortNamesOfOneLengthHaveEndsOfTheirOwn) {
  constexpr std::string_view kLetters = "ab\xFF";
  std::set<std::uint64_t> heads;
  for (const char first : kLetters) {
    for (const char second : kLetters) {
      for (const char third : kLetters)
        heads.insert(ends_of(std::string{first, second, third}).head);
    }
  }
  EXPECT_EQ(heads.size(), 27U);
  EXPECT_EQ(ends_of(""), NameEnds());
}

}  // namespace
}  // namespace procured::reader
