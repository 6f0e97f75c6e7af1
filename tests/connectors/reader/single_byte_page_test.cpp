#include "connectors/reader/single_byte_page.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

// Goal: each byte is what its standard says.
// Method: ISO 8859-1, whose bytes are the first 256 characters of Unicode, by UTF-8's own rule
// (RFC 3629); the eight places where ISO 8859-15 differs; places of ISO 8859-8 that hold nothing.
namespace procured::reader {
namespace {

std::string two_bytes(unsigned character) {
  return {static_cast<char>(0xC0U | character >> 6U),
          static_cast<char>(0x80U | (character & 0x3FU))};
}

TEST(SingleBytePageTest, Latin1IsTheFirstCharactersOfUnicode) {
  const auto& page = SingleBytePage::of("ISO-8859-1");
  EXPECT_TRUE(page.extends_ascii());
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    EXPECT_EQ(page.utf8(c), byte < 0x80 ? std::string(1, c) : two_bytes(byte)) << byte;
  }
}

TEST(SingleBytePageTest, Latin9DiffersInEightPlaces) {
  const std::map<unsigned, std::string> others = {{0xA4, "€"}, {0xA6, "Š"}, {0xA8, "š"},
                                                  {0xB4, "Ž"}, {0xB8, "ž"}, {0xBC, "Œ"},
                                                  {0xBD, "œ"}, {0xBE, "Ÿ"}};
  const auto& page = SingleBytePage::of("ISO-8859-15");
  for (unsigned byte = 0xA0; byte < 256; ++byte) {
    const auto other = others.find(byte);
    EXPECT_EQ(page.utf8(static_cast<char>(byte)),
              other == others.end() ? two_bytes(byte) : other->second)
        << byte;
  }
}

TEST(SingleBytePageTest, WhatMeansNothingIsEmpty) {
  const auto& page = SingleBytePage::of("ISO-8859-8");
  EXPECT_EQ(page.utf8('\xE0'), "א");
  EXPECT_EQ(page.utf8('\xA1'), "");
}

TEST(SingleBytePageTest, DosPagesHaveControlsOfTheirOwn) {
  EXPECT_EQ(SingleBytePage::of("ibm-850").utf8('\x91'), "æ");
  EXPECT_TRUE(SingleBytePage::of("windows-1252").extends_ascii());
}

}  // namespace
}  // namespace procured::reader
