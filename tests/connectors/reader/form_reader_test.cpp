// Goal: the body of a form becomes a tree with one element for each item of a basket, and what is
// no form is told from it.
// Method: bodies written out by hand as the URL standard and SAP's interface describe them.
#include "connectors/reader/form_reader.h"

#include <gtest/gtest.h>

#include "tests/connectors/reader/tree_text.h"

namespace procured::reader {
namespace {

std::string read(std::string_view body) {
  FormReader reader;
  Tree tree;
  const auto done = reader.read(body, Names(), tree);
  return done ? text_of(tree) : done.error().code + " " + done.error().place;
}

TEST(FormReaderTest, FieldsOfOneNumberAreOneItem) {
  EXPECT_EQ(read("NEW_ITEM-DESCRIPTION%5B1%5D=Pen%2C+blue&NEW_ITEM-QUANTITY[1]=10"
                 "&~caller=CTLG&NEW_ITEM-DESCRIPTION[2]=Ink&NEW_ITEM-LONGTEXT_1%3A132%5B%5D=Long"),
            "form(~caller=CTLG NEW_ITEM(DESCRIPTION=Pen, blue QUANTITY=10 LONGTEXT=Long) "
            "NEW_ITEM(DESCRIPTION=Ink))");
}

TEST(FormReaderTest, ItemsKeepTheirNumberInPaths) {
  FormReader reader;
  Tree tree;
  ASSERT_TRUE(reader.read("NEW_ITEM-UNIT[7]=PCE\r\n", Names(), tree));
  EXPECT_EQ(tree.path_of(2), "/form/NEW_ITEM[7]/UNIT");
}

TEST(FormReaderTest, TextsAreUtf8OrWindows1252) {
  EXPECT_EQ(read("a=Bl%C3%A5"), "form(a=Bl\xC3\xA5)");
  EXPECT_EQ(read("a=Bl%E5"), "form(a=Bl\xC3\xA5)");
}

TEST(FormReaderTest, NamesThatAreNoGroupStayWhole) {
  EXPECT_EQ(read("a[1]=1&b-c=2&d-e[x]=3&f-g[]=4"), "form(a[1]=1 b-c=2 d-e[x]=3 f-g[]=4)");
  EXPECT_EQ(read("h&i=&&j=+"), "form");
}

TEST(FormReaderTest, BrokenEscapesAndGiantsAreRefused) {
  EXPECT_EQ(read("a=1&b=%4"), "not_well_formed field 2");
  EXPECT_EQ(read("a=%zz"), "not_well_formed field 1");
  EXPECT_EQ(read("a=" + std::string(70'000, 'x')), "too_large field 1");
  std::string many;
  for (int i = 0; i < 100'001; ++i) many += "a=1&";
  EXPECT_EQ(read(many), "too_large field 100001");
}

TEST(FormReaderTest, AFormIsToldByItsCharacters) {
  EXPECT_TRUE(is_form("NEW_ITEM-DESCRIPTION%5B1%5D=Pen&NEW_ITEM-UNIT[1]=PCE\n"));
  EXPECT_FALSE(is_form("a,b\n1,=2\n"));
  EXPECT_FALSE(is_form("=1"));
  EXPECT_FALSE(is_form("agreement_id,title"));
  EXPECT_FALSE(is_form(""));
}

}  // namespace
}  // namespace procured::reader
