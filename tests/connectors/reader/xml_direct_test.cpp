#include "connectors/reader/xml_direct.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "connectors/reader/bounds.h"
#include "connectors/reader/encoding.h"
#include "connectors/reader/xml_reader.h"

// Goal: what is read directly is what scanning and parsing reads too, to the same tree; what is
// usual in documents is read directly.
// Method: small well-formed documents with some bytes and tokens deleted, put in, replaced and
// repeated at random (seeded), through both ways, with the usual limits and with tight ones; and
// single documents that are, or are not, for the direct way.
namespace procured::reader {
namespace {

constexpr auto kDocuments = std::to_array<std::string_view>({
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c - d -->\n<a xmlns=\"u\" xmlns:p='v'>\n"
    "  <p:b p:c=\"1\" d='2'>t &amp; u</p:b>\n  <e/>\n</a>\n",
    "<a>\r\n <b>one\r\ntwo\rthree</b>\r\n <c d='x\r\ny'/>\r\n</a>\r\n",
    "<a><b><![CDATA[x <y> &z; \r\n]]></b><c> <![CDATA[]]> </c></a><!-- end -->",
    "<a b='&#65;&#x42;&lt;&gt;&quot;&apos;' c=\"\"><d>&#xE9;\xC3\xA9&#10; </d></a>",
    "<p:a xmlns:p='u'><p:b xmlns:p='v' p:c='1' c='2'><p:b/></p:b><p:b/><q:b/></p:a>",
    "<a>x<b>y</b>z<!-- i -->w<?pi data?>v</a>",
    "<a><b><c><d>deep</d></c></b><b>a text that is longer than the tight limits allow</b></a>",
    "<a b='1' c = '2'\n d=\"3\"  ><e f='an attribute that is longer, too'></e ></a >",
    "<?pi?><_a.b-c:d1 e.f='g'/>",
    "<a>\xC2\xA0<b>\xC2\xA0x\xC2\xA0</b>\xC2\xA0</a>",
    "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM \"http://a.b/c>d.dtd\">\n<a b='1'>x</a>",
});

constexpr auto kTokens = std::to_array<std::string_view>({
    "<",         ">",
    "/",         "</",
    "/>",        "<a>",
    "</a>",      "<b/>",
    "=",         "'",
    "\"",        "&",
    ";",         "&amp;",
    "&#13;",     "&#32;",
    "&nb;",      "<!--",
    "-->",       "<![CDATA[",
    "]]>",       "<!DOCTYPE a>",
    "<?x",       "?>",
    " ",         "\r",
    "\n",        "\r\n",
    " x='1'",    " xmlns='w'",
    ":",         "p:",
    "xmlns",     "\xA0",
    "\xC3\xA9",  "\x01",
    "0",         "-",
    "!",         "$",
    "\t",        "\xEF\xBB\xBF",
    "]",         "<a b='",
    "<![cdata[", "                    ",
});

class Mutator {
 public:
  std::string next() {
    std::string text(kDocuments[below(kDocuments.size())]);
    for (auto count = below(4); count > 0; --count) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  void change(std::string& text) {
    const auto at = below(text.size() + 1);
    const auto size = below(3) == 0 ? below(20) : 1;
    switch (below(5)) {
      case 0:
        text.erase(at, size);
        break;
      case 1:
        text.insert(at, kTokens[below(kTokens.size())]);
        break;
      case 2:
        text.replace(at, size, kTokens[below(kTokens.size())]);
        break;
      case 3:
        text.insert(below(text.size() + 1), text.substr(at, size));
        break;
      default:
        text.replace(at, size, size, "<>/='\"&ab0: \r"[below(13)]);
    }
  }

  std::mt19937 random_{20260203};  // NOLINT: the same documents each time
};

std::string dump(const Tree& tree) {
  std::string all;
  for (NodeId id = 0; id < tree.size(); ++id) {
    const auto& node = tree[id];
    all += fmt::format("{} [{}] symbol {} parent {} end {} attributes {} bytes {}\n", node.name,
                       node.text, node.symbol, node.parent, node.end, node.attributes,
                       tree.source_bytes(id));
  }
  return all;
}

XmlLimits with_doctypes() {
  XmlLimits limits;
  limits.external_doctype = true;
  return limits;
}

XmlLimits tight() {
  XmlLimits limits;
  limits.depth_max = 3;
  limits.elements_max = 6;
  limits.attributes_max = 6;
  limits.attributes_per_element_max = 4;
  limits.name_bytes_max = 9;
  limits.text_bytes_kept_max = 20;
  return limits;
}

/// Both ways through documents, with names that some mapping knows.
class BothWays {
 public:
  explicit BothWays(const XmlLimits& limits) : limits_(limits), parsing_(limits) {
    for (const auto* uri : {"", "u", "v", "w"}) {
      const auto ns = names_.add_namespace(uri);
      for (const auto* local : {"a", "b", "c"}) names_.add({ns, local});
    }
  }

  /// Reads a document both ways; true when it was read directly.
  bool read(const std::string& bytes) {
    std::string converted;
    const auto text = xml_as_utf8(bytes, converted);
    Tree tree;
    if (!text || !direct_.read(text.value(), limits_, memory_max(bytes.size()), names_, tree)) {
      EXPECT_TRUE(tree.empty()) << bytes;
      return false;
    }
    Tree parsed;
    const auto outcome = parsing_.read_parsed(bytes, names_, parsed);
    EXPECT_TRUE(outcome) << bytes << "\n" << (outcome ? "" : outcome.error().detail);
    EXPECT_EQ(dump(tree), dump(parsed)) << bytes;
    EXPECT_EQ(direct_.has_doctype(), parsing_.has_doctype()) << bytes;
    return true;
  }

 private:
  XmlLimits limits_;
  Names names_;
  XmlDirectReader direct_;
  XmlReader parsing_;
};

TEST(XmlDirectReaderTest, WhatIsReadDirectlyIsReadByScanningAndParsingToTheSameTree) {
  constexpr int kTries = 40'000;
  BothWays usual{XmlLimits()};
  BothWays small{tight()};
  BothWays typed{with_doctypes()};
  Mutator mutator;
  int direct = 0;
  int direct_within_tight_limits = 0;
  int direct_with_doctypes = 0;
  for (int i = 0; i < kTries && !::testing::Test::HasFailure(); ++i) {
    const auto bytes = mutator.next();
    direct += usual.read(bytes);
    direct_within_tight_limits += small.read(bytes);
    direct_with_doctypes += typed.read(bytes);
  }
  // Neither all nor none: else the test would say nothing.
  EXPECT_GT(direct, kTries / 5);
  EXPECT_LT(direct, kTries * 4 / 5);
  EXPECT_GT(direct_within_tight_limits, kTries / 20);
  EXPECT_LT(direct_within_tight_limits, direct);
  EXPECT_GT(direct_with_doctypes, direct);
}

TEST(XmlDirectReaderTest, EachLimitIsThatOfTheScan) {
  for (int size = 1; size < 30; ++size) {
    const std::string filler(static_cast<std::size_t>(size), 'n');
    const std::string blanks(static_cast<std::size_t>(size), ' ');
    BothWays small{tight()};
    small.read("<" + filler + "/>");
    small.read("<a " + filler + "='1'/>");
    small.read("<a" + blanks + "b='1'" + blanks + "/>");
    small.read("<a" + blanks + "/>");
    small.read("<a b" + blanks + "='1' c=" + blanks + "'2'/>");
    small.read("<a" + blanks + ">" + blanks + "</a>");
    small.read("<a b='" + filler + "'/>");
    small.read("<a>" + filler + "</a>");
    small.read("<a>" + blanks + "x" + blanks + "</a>");
    small.read("<a><![CDATA[" + filler + "]]></a>");
  }
}

TEST(XmlDirectReaderTest, NamesOfEveryLengthAreReadAndComparedToTheirLastByte) {
  BothWays ways{XmlLimits()};
  for (std::size_t size = 1; size <= 50; ++size) {
    const std::string name(size, 'n');
    // Far from the end of the text and near to it, with each character that may follow.
    for (const auto& end : {std::string(), "<!--" + std::string(60, ' ') + "-->"}) {
      EXPECT_TRUE(ways.read("<" + name + "/>" + end)) << name;
      EXPECT_TRUE(ways.read("<" + name + "></" + name + ">" + end)) << name;
      EXPECT_TRUE(ways.read("<" + name + " " + name + "='1'></" + name + ">" + end)) << name;
      EXPECT_TRUE(ways.read("<a\n" + name + " = '1' b='2'/>" + end)) << name;
      for (std::size_t at = 0; at < size; ++at) {
        auto other = name;
        other[at] = 'm';
        EXPECT_FALSE(ways.read("<" + name + "></" + other + ">" + end)) << other;
      }
    }
  }
}

TEST(XmlDirectReaderTest, CommentsCdataReferencesInstructionsAndLineEndsAreReadDirectly) {
  BothWays ways{XmlLimits()};
  EXPECT_TRUE(
      ways.read("<?xml version='1.0'?>\r\n<!-- x --><a xmlns = 'u' b=\n\"1 &lt; 2\">\r\n<b/>"
                "<!-- y --><c><![CDATA[<z>]]></c><d>&#x41;\r\nB</d></a>\r\n"));
}

TEST(XmlDirectReaderTest, ADocumentTypeThatOnlyNamesFilesIsPassedOverWhereItMayStand) {
  BothWays ways{with_doctypes()};
  const std::string type = "<!DOCTYPE a PUBLIC '-//x>y' \"http://x.example/a.dtd\">";
  EXPECT_TRUE(ways.read("<!DOCTYPE\na\n>\n<a/>"));
  EXPECT_TRUE(ways.read("<?xml version='1.0'?><!-- x -->" + type + "\n<a b='1'><c/></a>"));
  for (const auto& text : {type + type + "<a/>", "<a>" + type + "</a>", "<a/>" + type,
                           std::string("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
                           std::string("<!DOCTYPE a '><a/>"), std::string("<!DOCTYPE a")}) {
    EXPECT_FALSE(ways.read(text)) << text;
  }
  EXPECT_FALSE(BothWays{XmlLimits()}.read(type + "<a/>"));
}

TEST(XmlDirectReaderTest, AnAttachmentIsReadDirectly) {
  BothWays ways{XmlLimits()};
  const std::string attachment(100'000, 'Q');
  EXPECT_TRUE(
      ways.read("<a><b> " + attachment + "\n</b><c><![CDATA[" + attachment + "]]></c></a>"));
}

TEST(XmlDirectReaderTest, MixedContentAndWhatIsNotWellFormedAreLeftToTheParser) {
  BothWays ways{XmlLimits()};
  for (const auto* text : {"<a>x<b/>y</a>", "<a>x<![CDATA[y]]></a>", "<a></b>", "<a/><b/>", "<a",
                           "<a b='<'/>", "<a b='1'c='2'/>", "<!DOCTYPE a><a/>", "<a>&x;</a>",
                           "<1/>", "<a$/>", "<a b$='1'/>", "<a/>x", "", "<!-- only -->"}) {
    EXPECT_FALSE(ways.read(text)) << text;
  }
}

}  // namespace
}  // namespace procured::reader
