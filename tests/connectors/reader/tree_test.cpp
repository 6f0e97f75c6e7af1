// Goal: every syntax is read into one tree, whose nodes can be walked in the order of the document
// and named by a path that a person finds again.
// Method: a tree of a few elements built by hand; the expected structure is what was built.
#include "connectors/reader/tree.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace procured::reader {
namespace {

/// <order id="7"><line>a</line><line><qty>2</qty></line><note/></order>
Tree order() {
  Tree tree;
  tree.open("order", 1);
  tree.attribute("id", 2, "7");
  tree.open("line", 3);
  tree.set_text("a");
  tree.close();
  tree.open("line", 3);
  tree.open("qty", 4);
  tree.set_text("2");
  tree.close();
  tree.close();
  tree.open("note", kUnknownName);
  tree.close();
  tree.close();
  return tree;
}

std::vector<std::string> children_of(const Tree& tree, NodeId node) {
  std::vector<std::string> names;
  for (auto next = tree.first_child(node); next < tree[node].end; next = tree[next].end)
    names.emplace_back(tree[next].name);
  return names;
}

TEST(TreeTest, ChildrenAreWalkedWithoutAttributesAndGrandchildren) {
  const auto tree = order();
  EXPECT_EQ(children_of(tree, 0), (std::vector<std::string>{"line", "line", "note"}));
  ASSERT_EQ(tree.attributes(0).size(), 1U);
  EXPECT_EQ(tree.attributes(0).front().text, "7");
  EXPECT_EQ(children_of(tree, 3), std::vector<std::string>{"qty"});
}

TEST(TreeTest, PathsStayTheSameHoweverManyAreAskedFor) {
  const auto once = order();
  const auto often = order();
  for (int i = 0; i < 20; ++i) often.path_of(0);
  for (NodeId node = 0; node < once.size(); ++node)
    EXPECT_EQ(order().path_of(node), often.path_of(node)) << node;
  EXPECT_EQ(often.path_of(4), "/order/line[2]/qty");
}

TEST(TreeTest, RoomIsMadeForAnEmptyTreeAndKeptTextsCount) {
  Tree tree;
  tree.reserve(1000);
  EXPECT_GE(tree.room(), 1000 * sizeof(Node));
  EXPECT_EQ(tree.memory(), 0U);
  tree.leaf("a", 1, tree.keep(std::string(100, 'x')));
  EXPECT_GE(tree.memory(), sizeof(Node) + 100);
  tree.clear();
  EXPECT_EQ(tree.memory(), 0U);
}

TEST(TreeTest, PathsHaveAnIndexWhereSiblingsShareTheName) {
  const auto tree = order();
  EXPECT_EQ(tree.path_of(0), "/order");
  EXPECT_EQ(tree.path_of(1), "/order/@id");
  EXPECT_EQ(tree.path_of(2), "/order/line[1]");
  EXPECT_EQ(tree.path_of(4), "/order/line[2]/qty");
  EXPECT_EQ(tree.path_of(5), "/order/note");
}

TEST(TreeTest, TextsThatWereCutKnowTheirLength) {
  auto tree = order();
  EXPECT_EQ(tree.source_bytes(4), 1U);
  tree.mark_cut(4, 70'000);
  EXPECT_EQ(tree.source_bytes(4), 70'000U);
  EXPECT_EQ(tree.source_bytes(2), 1U);
}

TEST(TreeTest, ClearingForgetsEverything) {
  auto tree = order();
  tree.mark_cut(4, 70'000);
  tree.clear();
  EXPECT_TRUE(tree.empty());
  EXPECT_EQ(tree.depth(), 0);
  tree.open("a", 1);
  EXPECT_EQ(tree.depth(), 1);
  EXPECT_EQ(tree.source_bytes(0), 0U);
}

TEST(TreeTest, SiblingsAreCountedFromWhereverTheLastOneWasAskedFor) {
  Tree tree;
  tree.open("list", kUnknownName);
  std::vector<NodeId> items;
  for (int i = 0; i < 40; ++i) {
    items.push_back(tree.leaf("item", kUnknownName, "x"));
    tree.leaf("other", kUnknownName, "y");
  }
  tree.close();
  for (const std::size_t i : {39U, 20U, 21U, 30U, 0U, 39U}) {
    EXPECT_EQ(tree.path_of(items[i]), "/list/item[" + std::to_string(i + 1) + "]");
    EXPECT_EQ(tree.path_of(items[i] + 1), "/list/other[" + std::to_string(i + 1) + "]");
  }
}

}  // namespace
}  // namespace procured::reader
