#include "connectors/reader/byte_search.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

// Goal: searching many bytes at a time finds what searching singly finds.
// Method: one byte that fits at every place of texts of every length around the vector's.
namespace procured::reader {
namespace {

TEST(ByteSearchTest, TheFirstByteIsFoundWhereverItStandsAndNoneBeyondTheText) {
  for (std::size_t size = 0; size <= 50; ++size) {
    std::string text(size, 'a');
    const auto is_x = [](Bytes b) { return b == 'x'; };
    // The byte after the text would fit.
    const auto longer = text + "x";
    EXPECT_EQ(find_byte(std::string_view(longer).substr(0, size), 0, is_x), size);
    for (std::size_t at = 0; at < size; ++at) {
      text[at] = 'x';
      for (std::size_t from = 0; from <= at; ++from) EXPECT_EQ(find_byte(text, from, is_x), at);
      text[at] = 'a';
    }
  }
}

TEST(ByteSearchTest, BlanksAreSkippedUpToAnyOtherByte) {
  EXPECT_EQ(find_visible(" \t\r\n<", 0), 4U);
  EXPECT_EQ(find_visible(" \xC3\xA9", 0), 1U);
  EXPECT_EQ(find_visible("   ", 1), 3U);
}

TEST(ByteSearchTest, TheFirstBytesAreKeptAndTheOthersAreZeros) {
  const std::string text = "abcdefghijklmnop";
  for (std::size_t count = 0; count <= text.size(); ++count) {
    const auto kept = first_bytes(bytes_at(text.data()), count);
    for (std::size_t at = 0; at < text.size(); ++at) {
      const auto expected = static_cast<unsigned char>(at < count ? text[at] : '\0');
      EXPECT_EQ(kept[at], expected) << count;
    }
  }
}

TEST(ByteSearchTest, BitsAreGatheredFromEveryByteWithoutTheMachinesHelp) {
  for (std::uint64_t bits = 0; bits < 256; ++bits) {
    std::uint64_t bytes = 0;
    for (unsigned at = 0; at < 8; ++at) {
      if ((bits >> at & 1U) != 0) bytes |= std::uint64_t{0xFF} << (8 * at);
    }
    EXPECT_EQ(gathered_bits(bytes), bits);
  }
}

}  // namespace
}  // namespace procured::reader
