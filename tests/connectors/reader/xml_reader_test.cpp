#include "connectors/reader/xml_reader.h"

#include <gtest/gtest.h>

#include "connectors/reader/reasons.h"

// Goal: a tree is built from well-formed documents within the limits, and from nothing else.
// Method: small documents that break one rule each, by the reason and the place of the refusal.
namespace procured::reader {
namespace {

std::string reason_for(const std::string& bytes, XmlLimits limits = {}) {
  XmlReader reader(limits);
  const auto root = reader.read(bytes);
  return root ? "read" : root.error().code;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(XmlReaderTest, GivesTheRootAndDecodedText) {
  XmlReader reader;
  const auto root = reader.read(
      "<?xml version='1.0'?><!-- x --><a b='1 &lt; 2'>A &amp; B &#x41;<![CDATA[<c>]]></a>");
  ASSERT_TRUE(root.has_value());
  EXPECT_STREQ(root.value().name(), "a");
  EXPECT_STREQ(root.value().attribute("b").value(), "1 < 2");
  EXPECT_STREQ(root.value().child_value(), "A & B A");
}

TEST(XmlReaderTest, IsReusable) {
  XmlReader reader;
  EXPECT_STREQ(reader.read("<a>1</a>").value().child_value(), "1");
  EXPECT_FALSE(reader.read("<a>").has_value());
  EXPECT_STREQ(reader.read("<b>2</b>").value().child_value(), "2");
}

TEST(XmlReaderTest, EmptyFilesAreRefused) {
  EXPECT_EQ(reason_for(""), reason::kEmptyFile);
  EXPECT_EQ(reason_for(" \r\n\t"), reason::kEmptyFile);
  EXPECT_EQ(reason_for(std::string(100, '\0')), reason::kEmptyFile);
}

TEST(XmlReaderTest, ADocumentThatEndsEarlyIsTruncatedWhereverItEnds) {
  const std::string whole = "<a b=\"c\"><!-- d --><e>f</e><![CDATA[g]]></a>";
  for (std::size_t size = 1; size < whole.size(); ++size) {
    EXPECT_EQ(reason_for(whole.substr(0, size)), reason::kTruncated) << whole.substr(0, size);
  }
  EXPECT_EQ(reason_for(whole), "read");
}

TEST(XmlReaderTest, DocumentTypesOfAnyKindAreRefused) {
  EXPECT_EQ(reason_for("<!DOCTYPE a><a/>"), reason::kDoctypeRefused);
  EXPECT_EQ(reason_for("<!doctype a><a/>"), reason::kDoctypeRefused);
  EXPECT_EQ(reason_for("<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>"),
            reason::kDoctypeRefused);
  EXPECT_EQ(reason_for("<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>"),
            reason::kDoctypeRefused);
}

TEST(XmlReaderTest, WhatIsNotWellFormedIsRefused) {
  for (const char* text :
       {"<a></b>", "<a/><b/>", "x<a/>", "<a/>x", "</a>", "<a>&nbsp;</a>", "<a>&</a>", "<a>&#0;</a>",
        "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a b='&x;'/>", "<a b='<'/>", "<a <b/></a>", "<1/>",
        "<a>< b</a>", "<!ELEMENT a><a/>", "<!-- only -->", "<a b=c/>"}) {
    EXPECT_EQ(reason_for(text), reason::kNotWellFormed) << text;
  }
}

TEST(XmlReaderTest, NestingIsBounded) {
  EXPECT_EQ(reason_for(repeated("<a>", 64) + repeated("</a>", 64)), "read");
  EXPECT_EQ(reason_for(repeated("<a>", 65) + repeated("</a>", 65)), reason::kTooDeep);
  EXPECT_EQ(reason_for(repeated("<a>", 200000)), reason::kTooDeep);
}

TEST(XmlReaderTest, CountsAndNamesAreBounded) {
  XmlLimits limits;
  limits.elements_max = 10;
  EXPECT_EQ(reason_for("<a>" + repeated("<b/>", 9) + "</a>", limits), "read");
  EXPECT_EQ(reason_for("<a>" + repeated("<b/>", 10) + "</a>", limits), reason::kTooLarge);
  std::string attributes;
  for (int i = 0; i < 65; ++i) attributes += " a" + std::to_string(i) + "='1'";
  EXPECT_EQ(reason_for("<a" + attributes + "/>"), reason::kTooLarge);
  limits = {};
  limits.attributes_max = 3;
  EXPECT_EQ(reason_for("<a>" + repeated("<b c='1'/>", 4) + "</a>", limits), reason::kTooLarge);
  EXPECT_EQ(reason_for("<" + std::string(257, 'n') + "/>"), reason::kTooLarge);
  EXPECT_EQ(reason_for("<a " + std::string(257, 'n') + "='1'/>"), reason::kTooLarge);
  EXPECT_EQ(reason_for("<" + std::string(256, 'n') + "/>"), "read");
}

TEST(XmlReaderTest, ALongTextIsCutAndItsLengthKept) {
  XmlReader reader;
  const std::string attachment(10 << 20, 'Q');
  const auto root = reader.read("<a><b>\n " + attachment + " \n</b><c>short</c><d><![CDATA[" +
                                attachment + "]]></d></a>");
  ASSERT_TRUE(root.has_value());
  const std::string_view cut = root.value().child("b").child_value();
  // White space before the value stays; the value itself starts where the reader knows it.
  const auto value = cut.substr(cut.find_first_not_of(" \n"));
  EXPECT_TRUE(reader.was_cut(value));
  EXPECT_EQ(reader.source_bytes(value), attachment.size());
  EXPECT_STREQ(root.value().child("c").child_value(), "short");
  EXPECT_EQ(reader.source_bytes(root.value().child_value("c")), 5U);
  EXPECT_EQ(reader.source_bytes(root.value().child_value("d")), attachment.size());
}

TEST(XmlReaderTest, SaysOnWhichLineADocumentBreaks) {
  XmlReader reader;
  EXPECT_EQ(reader.read("<a>\n<b>\n</c></a>").error().place, "line 3");
  EXPECT_EQ(reader.read("<a>\n\n&nope;</a>").error().place, "line 1");
}

TEST(XmlReaderTest, PathsNameElementsWithAnIndexWhereSiblingsShareTheName) {
  XmlReader reader;
  const auto root = reader.read("<x:a><b/><c/><b><d/></b></x:a>").value();
  EXPECT_EQ(path_of(root), "/x:a");
  EXPECT_EQ(path_of(root.child("b")), "/x:a/b[1]");
  EXPECT_EQ(path_of(root.child("c")), "/x:a/c");
  EXPECT_EQ(path_of(root.last_child().child("d")), "/x:a/b[2]/d");
}

}  // namespace
}  // namespace procured::reader
