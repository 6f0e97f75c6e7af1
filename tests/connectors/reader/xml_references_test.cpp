#include "connectors/reader/xml_references.h"

#include <gtest/gtest.h>

// Goal: a reference stands for the character that XML says, and nothing else is one.
// Method: the five named ones, numbers at the edges of what XML 1.0 §2.2 allows and of the lengths
// of UTF-8 (RFC 3629 §3).
namespace procured::reader {
namespace {

std::string decoded(std::string_view text) {
  std::string out;
  return append_decoded(text, out) ? out : "no reference";
}

TEST(XmlReferencesTest, NamedReferencesStandForTheirCharacters) {
  EXPECT_EQ(decoded("&amp;&lt;&gt;&quot;&apos;"), "&<>\"'");
  EXPECT_EQ(decoded("a&amp;amp;b"), "a&amp;b");
}

TEST(XmlReferencesTest, NumbersStandForCharactersInUtf8) {
  EXPECT_EQ(decoded("&#65;&#x42;&#x0000043;"), "ABC");
  EXPECT_EQ(decoded("&#x7F;&#x80;"), "\x7F\xC2\x80");
  EXPECT_EQ(decoded("&#x7FF;&#x800;"), "\xDF\xBF\xE0\xA0\x80");
  EXPECT_EQ(decoded("&#xFFFD;&#x10000;&#x10ffff;"), "\xEF\xBF\xBD\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
}

TEST(XmlReferencesTest, OtherTextIsNoReference) {
  for (const char* text :
       {"&", "&;", "&nbsp;", "&AMP;", "&#;", "&#x;", "&#X41;", "&#0;", "&#8;", "&#xD800;",
        "&#xDFFF;", "&#xFFFE;", "&#x110000;", "&#000000065;", "&amp", "&#6 5;", "&#-1;"}) {
    EXPECT_EQ(decoded(text), "no reference") << text;
  }
}

TEST(XmlReferencesTest, LineEndsBecomeOneButNotThoseWrittenAsNumbers) {
  EXPECT_EQ(decoded("a\r\nb\rc\n&#13;\n"), "a\nb\nc\n\r\n");
  std::string out = "x";
  append_with_line_ends("\r\r\n&amp;", out);
  EXPECT_EQ(out, "x\n\n&amp;");
}

}  // namespace
}  // namespace procured::reader
