#include "connectors/reader/json_scalar.h"

#include <gtest/gtest.h>

#include <string>

// Goal: numbers and escapes of JSON are those of RFC 8259 and no others.
// Method: the productions of §6 and §7, each with what it just allows and just forbids; characters
// written out from the UTF-8 table.
namespace procured::reader {
namespace {

std::string unescaped(std::string body) {
  const auto text = unescape_json(body.data(), body.size());
  return text ? std::string(*text) : "refused";
}

TEST(JsonScalarTest, NumbersAreThoseOfTheGrammar) {
  for (const char* text : {"0", "-0", "7", "10", "-12.50", "0.10", "1e5", "1E+05", "2.5e-3",
                           "123456789012345678901234567890"}) {
    EXPECT_TRUE(is_json_number(text)) << text;
  }
  for (const char* text : {"", "-", "+1", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+", "1,5",
                           "0x1", "1 ", "NaN", "Infinity", "1.5.2", "--1"}) {
    EXPECT_FALSE(is_json_number(text)) << text;
  }
}

TEST(JsonScalarTest, EscapesStandForTheirCharacters) {
  EXPECT_EQ(unescaped(R"(a\"b\\c\/d)"), "a\"b\\c/d");
  EXPECT_EQ(unescaped(R"(1\n2\t3\r4)"), "1\n2\t3\r4");
  EXPECT_EQ(unescaped(R"(\u0041\u00f8\u20AC)"), "A\xC3\xB8\xE2\x82\xAC");
  EXPECT_EQ(unescaped(R"(\ud83d\uDE00!)"), "\xF0\x9F\x98\x80!");
  EXPECT_EQ(unescaped("plain"), "plain");
  EXPECT_EQ(unescaped(""), "");
}

TEST(JsonScalarTest, ControlCharactersBecomeBlanks) {
  EXPECT_EQ(unescaped(R"(a\u0000b\u001Fc\bd\fe)"), "a b c d e");
  EXPECT_EQ(unescaped(R"(a\u000ab)"), "a\nb");
}

TEST(JsonScalarTest, WhatIsNoEscapeIsRefused) {
  for (const char* body :
       {R"(\x)", R"(\u12)", R"(\u12G4)", R"(\U0041)", R"(\)", R"(\')", R"(\u 041)"}) {
    EXPECT_EQ(unescaped(body), "refused") << body;
  }
}

TEST(JsonScalarTest, HalfASurrogatePairIsRefused) {
  for (const char* body : {R"(\ud83d)", R"(\ude00)", R"(\ud83dx)", R"(\ud83d\n)", R"(\ud83d\ud83d)",
                           R"(\ud83d\u0041)", R"(\ud83d\u)", R"(\ude00\ud83d)"}) {
    EXPECT_EQ(unescaped(body), "refused") << body;
  }
}

}  // namespace
}  // namespace procured::reader
