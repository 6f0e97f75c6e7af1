// Goal: the first characters tell what a file is written in.
// Method: the shortest starts of each syntax, with the marks and blanks that real files have.
#include "connectors/program/syntax.h"

#include <gtest/gtest.h>

namespace procured::mapping {
namespace {

using namespace std::string_view_literals;

TEST(SyntaxTest, TheFirstCharactersTell) {
  EXPECT_EQ(syntax_of("<a/>"), Syntax::kXml);
  EXPECT_EQ(syntax_of("\xEF\xBB\xBF \r\n<?xml"), Syntax::kXml);
  EXPECT_EQ(syntax_of("<\0a\0"sv), Syntax::kXml);
  EXPECT_EQ(syntax_of(" [1]"), Syntax::kJson);
  EXPECT_EQ(syntax_of("\xEF\xBB\xBF{}"), Syntax::kJson);
  EXPECT_EQ(syntax_of("UNA:+.? 'UNB+"), Syntax::kEdifact);
  EXPECT_EQ(syntax_of("\r\nUNB+UNOC:3"), Syntax::kEdifact);
  EXPECT_EQ(syntax_of("ISA*00*          *"), Syntax::kX12);
  EXPECT_EQ(syntax_of("EDI_DC40  100"), Syntax::kIdoc);
  EXPECT_EQ(syntax_of("NEW_ITEM-UNIT%5B1%5D=PCE&a=b"), Syntax::kForm);
  EXPECT_EQ(syntax_of("buyer_id;agreement_id\n"), Syntax::kTable);
  EXPECT_EQ(syntax_of("ISAAC;1\n"), Syntax::kTable);
  EXPECT_EQ(syntax_of("UNBOUND,1\n"), Syntax::kTable);
}

TEST(SyntaxTest, AnEmptyFileGoesToTheReaderThatSaysSo) {
  EXPECT_EQ(syntax_of(""), Syntax::kXml);
  EXPECT_EQ(syntax_of(" \r\n"), Syntax::kXml);
}

TEST(SyntaxTest, ASetHoldsWhatWasAdded) {
  SyntaxSet set;
  EXPECT_TRUE(set.empty());
  set.add(Syntax::kTable);
  set.add(Syntax::kXml);
  EXPECT_TRUE(set.has(Syntax::kXml));
  EXPECT_TRUE(set.has(Syntax::kTable));
  EXPECT_FALSE(set.has(Syntax::kJson));
}

}  // namespace
}  // namespace procured::mapping
