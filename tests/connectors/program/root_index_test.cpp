#include "connectors/program/root_index.h"

#include <gtest/gtest.h>

// Goal: no program or refusal is left out that may mean a root, and their order stays. Method: by
// hand.
namespace procured::mapping {
namespace {

constexpr Symbol kInvoice = 5;
constexpr Symbol kOrder = 7;

Program program(Symbol root, Syntax syntax) {
  Program made;
  made.root.symbol = root;
  made.syntaxes.add(syntax);
  return made;
}

using ReaderNumbers = RootIndex::Numbers;

TEST(RootIndexTest, ProgramsOfAnyRootStandAmongThoseThatNameIt) {
  std::vector<Program> programs;
  programs.push_back(program(reader::kUnknownName, Syntax::kXml));
  programs.push_back(program(kInvoice, Syntax::kXml));
  programs.push_back(program(kOrder, Syntax::kXml));
  programs.push_back(program(reader::kUnknownName, Syntax::kXml));
  programs.push_back(program(kInvoice, Syntax::kXml));
  const RootIndex index(programs, {});
  EXPECT_EQ(index.readers_of(Syntax::kXml, kInvoice), (ReaderNumbers{0, 1, 3, 4}));
  EXPECT_EQ(index.readers_of(Syntax::kXml, kOrder), (ReaderNumbers{0, 2, 3}));
  EXPECT_EQ(index.readers_of(Syntax::kXml, 11), (ReaderNumbers{0, 3}));
  EXPECT_EQ(index.readers_of(Syntax::kXml, reader::kUnknownName), (ReaderNumbers{0, 3}));
}

TEST(RootIndexTest, AProgramReadsOnlyItsSyntaxesAndATablesRowsAreNoRoot) {
  std::vector<Program> programs;
  programs.push_back(program(kInvoice, Syntax::kXml));
  programs.back().syntaxes.add(Syntax::kIdoc);
  programs.push_back(program(kInvoice, Syntax::kJson));
  programs.push_back(program(reader::kUnknownName, Syntax::kTable));
  programs.push_back(program(reader::kUnknownName, Syntax::kTable));
  programs.back().maps_rows = true;
  programs.push_back(program(reader::kUnknownName, Syntax::kForm));
  const RootIndex index(programs, {});
  EXPECT_EQ(index.readers_of(Syntax::kXml, kInvoice), ReaderNumbers{0});
  EXPECT_EQ(index.readers_of(Syntax::kIdoc, kInvoice), ReaderNumbers{0});
  EXPECT_EQ(index.readers_of(Syntax::kJson, kInvoice), ReaderNumbers{1});
  EXPECT_EQ(index.readers_of(Syntax::kTable, kInvoice), ReaderNumbers{2});
  EXPECT_EQ(index.readers_of(Syntax::kForm, kInvoice), ReaderNumbers{4});
  EXPECT_EQ(index.readers_of(Syntax::kX12, kInvoice), ReaderNumbers{});
}

Refusal refusal(Symbol root, bool any_namespace) {
  Refusal made;
  made.root.symbol = root;
  made.any_namespace = any_namespace;
  return made;
}

TEST(RootIndexTest, RefusalsOfAnyNamespaceStandAmongThoseThatNameTheRoot) {
  std::vector<Refusal> refusals;
  refusals.push_back(refusal(kOrder, false));
  refusals.push_back(refusal(kInvoice, true));
  refusals.push_back(refusal(kInvoice, false));
  refusals.push_back(refusal(reader::kUnknownName, false));
  refusals.back().columns = {"amount"};
  refusals.push_back(refusal(kOrder, false));
  const RootIndex index({}, refusals);
  EXPECT_EQ(index.refusals_of(kOrder), (ReaderNumbers{0, 1, 4}));
  EXPECT_EQ(index.refusals_of(kInvoice), (ReaderNumbers{1, 2}));
  EXPECT_EQ(index.refusals_of(reader::kUnknownName), ReaderNumbers{1});
}

}  // namespace
}  // namespace procured::mapping
