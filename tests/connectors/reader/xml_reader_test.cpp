#include "connectors/reader/xml_reader.h"

#include <gtest/gtest.h>

#include "connectors/reader/reasons.h"

// Goal: a tree is built from well-formed documents within the limits, and from nothing else.
// Method: small documents that break one rule each, by the reason and the place of the refusal.
namespace procured::reader {
namespace {

std::string reason_for(const std::string& bytes, XmlLimits limits = {}) {
  XmlReader reader(limits);
  Tree tree;
  const auto read = reader.read(bytes, Names(), tree);
  return read ? "read" : read.error().code;
}

/// A reader and what it read last.
struct Reading {
  std::string source = {};
  Names names = {};
  XmlReader reader = XmlReader();
  Tree tree = {};

  core::Result<void> read(std::string bytes) {
    source = std::move(bytes);
    return reader.read(source, names, tree);
  }
  /// The first node of this name, in the order of the document.
  NodeId node(std::string_view name) const {
    for (NodeId id = 0; id < tree.size(); ++id) {
      if (tree[id].name == name) return id;
    }
    return kNoNode;
  }
  std::string text(std::string_view name) const { return std::string(tree[node(name)].text); }
};

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(XmlReaderTest, GivesTheRootAndDecodedTexts) {
  Reading reading;
  ASSERT_TRUE(reading.read("<?xml version='1.0'?><!-- x --><a b='1 &lt; 2'>A &amp; B &#x41;</a>"));
  EXPECT_EQ(reading.tree[0].name, "a");
  EXPECT_EQ(reading.text("b"), "1 < 2");
  EXPECT_EQ(reading.text("a"), "A & B A");
}

TEST(XmlReaderTest, TheTextsOfAnElementAreJoinedAndTrimmedAndThoseOfItsChildrenAreTheirOwn) {
  Reading reading;
  ASSERT_TRUE(reading.read("<a> one <b> in b </b><![CDATA[<two> ]]><!-- x -->three\n<c/></a>"));
  EXPECT_EQ(reading.text("a"), "one <two> three");
  EXPECT_EQ(reading.text("b"), "in b");
  EXPECT_EQ(reading.text("c"), "");
  ASSERT_TRUE(reading.read("<a><b><![CDATA[only this]]></b></a>"));
  EXPECT_EQ(reading.text("b"), "only this");
}

TEST(XmlReaderTest, ATextInAHundredThousandPiecesIsJoinedOnce) {
  Reading reading;
  ASSERT_TRUE(reading.read("<a>" + repeated("x<!---->", 100'000) + "</a>"));
  EXPECT_EQ(reading.text("a"), std::string(100'000, 'x'));
}

TEST(XmlReaderTest, IsReusable) {
  Reading reading;
  ASSERT_TRUE(reading.read("<a>1</a>"));
  EXPECT_EQ(reading.text("a"), "1");
  EXPECT_FALSE(reading.read("<a>"));
  ASSERT_TRUE(reading.read("<b>2</b>"));
  EXPECT_EQ(reading.text("b"), "2");
}

TEST(XmlReaderTest, NamesMeanWhatTheNamespacesAroundThemSay) {
  Reading reading;
  const int first = reading.names.add_namespace("urn:1");
  const int second = reading.names.add_namespace("urn:2");
  const auto id1 = reading.names.add({first, "ID"});
  const auto id2 = reading.names.add({second, "ID"});
  const auto plain = reading.names.add({Names::kNoNamespace, "ID"});
  const std::string bytes =
      "<p:x xmlns:p='urn:1' xmlns='urn:2' ID='a'><p:ID/><ID/><q xmlns:p='urn:2' xmlns=''>"
      "<p:ID/><ID p:ID='b'/></q><p:ID/><other:ID/></p:x>";
  // Twice: what was learnt in one document must not be taken for another's scope.
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(reading.read(bytes));
    std::vector<Symbol> symbols;
    for (NodeId id = 0; id < reading.tree.size(); ++id) {
      if (local_name(reading.tree[id].name) == "ID") symbols.push_back(reading.tree[id].symbol);
    }
    EXPECT_EQ(symbols,
              (std::vector<Symbol>{plain, id1, id2, id2, plain, id2, id1, kUndeclaredName}));
  }
}

TEST(XmlReaderTest, ThePrefixXmlNeedsNoDeclaration) {
  Reading reading;
  const int ns = reading.names.add_namespace("http://www.w3.org/XML/1998/namespace");
  const auto lang = reading.names.add({ns, "lang"});
  ASSERT_TRUE(reading.read("<a xml:lang='en'><b xml:space='preserve'/></a>"));
  EXPECT_EQ(reading.tree[reading.node("xml:lang")].symbol, lang);
  EXPECT_EQ(reading.tree[reading.node("xml:space")].symbol, kUnknownName);
}

TEST(XmlReaderTest, OneReaderServesTwoTablesOfNames) {
  XmlReader reader;
  Tree tree;
  Names left;
  Names right;
  right.add({0, "other"});
  const auto in_left = left.add({0, "a"});
  const auto in_right = right.add({0, "a"});
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(reader.read("<a/>", left, tree));
    EXPECT_EQ(tree[0].symbol, in_left);
    ASSERT_TRUE(reader.read("<a/>", right, tree));
    EXPECT_EQ(tree[0].symbol, in_right);
  }
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

TEST(XmlReaderTest, ADocumentTypeThatOnlyNamesFilesIsSkippedWhereThatIsAskedFor) {
  Reading reading;
  reading.reader.skip_external_doctypes(true);
  for (const char* type : {"<!DOCTYPE a>", "<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'>",
                           "<!DOCTYPE a PUBLIC '-//X//a>b' \"a.dtd\" >"}) {
    ASSERT_TRUE(reading.read(std::string("<?xml version='1.0'?>\n") + type + "<a>1</a>")) << type;
    EXPECT_TRUE(reading.reader.has_doctype());
    EXPECT_EQ(reading.text("a"), "1");
  }
  ASSERT_TRUE(reading.read("<a>2</a>"));
  EXPECT_FALSE(reading.reader.has_doctype());
  const auto code = [&](const std::string& bytes) {
    const auto read = reading.read(bytes);
    return read ? "read" : read.error().code;
  };
  EXPECT_EQ(code("<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>"), reason::kDoctypeRefused);
  EXPECT_EQ(code("<!DOCTYPE a SYSTEM 'a.dtd' [<!ENTITY % b SYSTEM 'c'>]><a/>"),
            reason::kDoctypeRefused);
  EXPECT_EQ(code("<!DOCTYPE a><!DOCTYPE a><a/>"), reason::kNotWellFormed);
  EXPECT_EQ(code("<a><!DOCTYPE a></a>"), reason::kNotWellFormed);
  EXPECT_EQ(code("<!DOCTYPE a SYSTEM 'a.dtd"), reason::kTruncated);
  EXPECT_EQ(code("<!DOCTYPE a SYSTEM 'a.dtd'><a>&b;</a>"), reason::kNotWellFormed);
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
  limits.namespaces_max = 3;
  const std::string three = "<a xmlns:b='1' xmlns:c='2'><d xmlns='3'/>";
  EXPECT_EQ(reason_for(three + "<e xmlns='4'/></a>", limits), "read") << "not at one place";
  EXPECT_EQ(reason_for(three + "<e xmlns='4'><f xmlns='5'/></e></a>", limits), reason::kTooLarge);
  EXPECT_EQ(reason_for(three + "x<e xmlns='4'><f xmlns='5'/></e>y</a>", limits), reason::kTooLarge)
      << "nor where it is parsed";
  limits = {};
  limits.attributes_max = 3;
  EXPECT_EQ(reason_for("<a>" + repeated("<b c='1'/>", 4) + "</a>", limits), reason::kTooLarge);
  EXPECT_EQ(reason_for("<" + std::string(257, 'n') + "/>"), reason::kTooLarge);
  EXPECT_EQ(reason_for("<a " + std::string(257, 'n') + "='1'/>"), reason::kTooLarge);
  EXPECT_EQ(reason_for("<" + std::string(256, 'n') + "/>"), "read");
}

TEST(XmlReaderTest, ALongTextIsCutAndItsLengthKept) {
  Reading reading;
  const std::string attachment(10 << 20, 'Q');
  ASSERT_TRUE(reading.read("<a><b>\n " + attachment + " \n</b><c>short</c><d><![CDATA[" +
                           attachment + "]]></d><e>x<f/>" + attachment + "</e></a>"));
  EXPECT_LT(reading.text("b").size(), 100U);
  EXPECT_EQ(reading.tree.source_bytes(reading.node("b")), attachment.size());
  EXPECT_EQ(reading.text("c"), "short");
  EXPECT_EQ(reading.tree.source_bytes(reading.node("c")), 5U);
  EXPECT_EQ(reading.tree.source_bytes(reading.node("d")), attachment.size());
  EXPECT_EQ(reading.tree.source_bytes(reading.node("e")), attachment.size() + 1);
}

TEST(XmlReaderTest, ALongTextAfterALineEndOfTwoCharactersIsKnownAsCutToTheParserToo) {
  const std::string attachment(100'000, 'Q');
  const auto bytes = "<a><b>\r\n " + attachment + "\r\n</b></a>";
  XmlReader reader;
  Tree tree;
  ASSERT_TRUE(reader.read_parsed(bytes, Names(), tree));
  EXPECT_EQ(tree.source_bytes(1), attachment.size());
}

TEST(XmlReaderTest, SaysOnWhichLineADocumentBreaks) {
  Reading reading;
  EXPECT_EQ(reading.read("<a>\n<b>\n</c></a>").error().place, "line 3");
  EXPECT_EQ(reading.read("<a>\n\n&nope;</a>").error().place, "line 1");
}

}  // namespace
}  // namespace procured::reader
