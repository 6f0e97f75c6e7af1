// Goal: XML that every parser reads.
// Method: the exact text of small documents.
#include "simulate/xml_writer.h"

#include <gtest/gtest.h>

namespace procured::simulate {
namespace {

TEST(XmlWriterTest, IndentsAndEscapes) {
  XmlWriter xml;
  xml.declaration();
  xml.open("a", {{"k", "\"&"}});
  xml.leaf("b", "x < y & z");
  xml.close();
  EXPECT_EQ(xml.take(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a k=\"&quot;&amp;\">\n  <b>x &lt; y "
            "&amp; z</b>\n</a>\n");
}

TEST(XmlWriterTest, AnEmptyElementIsLeftOut) {
  XmlWriter xml;
  xml.leaf("b", "");
  EXPECT_EQ(xml.take(), "");
}

}  // namespace
}  // namespace procured::simulate
