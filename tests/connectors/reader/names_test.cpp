// Goal: names of documents and mappings compare as numbers, namespaces included.
// Method: names by hand, among them many that share their ends and length.
#include "connectors/reader/names.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace procured::reader {
namespace {

TEST(NamesTest, TheSameNameHasTheSameNumberAndOthersHaveOthers) {
  Names names;
  const int ns = names.add_namespace("urn:a");
  const auto plain = names.add({Names::kNoNamespace, "ID"});
  const auto qualified = names.add({ns, "ID"});
  EXPECT_EQ(names.add({ns, "ID"}), qualified);
  EXPECT_NE(plain, qualified);
  EXPECT_EQ(names.find(ns, "ID"), qualified);
  EXPECT_EQ(names.find(Names::kNoNamespace, "ID"), plain);
}

TEST(NamesTest, WhatNoMappingNamesIsUnknown) {
  Names names;
  const int ns = names.add_namespace("urn:a");
  names.add({ns, "ID"});
  EXPECT_EQ(names.find(ns, "Id"), kUnknownName);
  EXPECT_EQ(names.find(Names::kNoNamespace, "ID"), kUnknownName);
  EXPECT_EQ(names.find_namespace("urn:b"), Names::kForeignNamespace);
  EXPECT_EQ(names.find_namespace("urn:a"), ns);
  EXPECT_EQ(names.find_namespace(""), Names::kNoNamespace);
}

TEST(NamesTest, ThousandsOfNamesThatDifferInTheirMiddleOnlyAreKeptApart) {
  Names names;
  std::set<Symbol> symbols;
  constexpr int kCount = 5'000;
  for (int i = 0; i < kCount; ++i)
    symbols.insert(names.add({0, "Beginning" + std::to_string(100'000 + i) + "TheEndOfIt"}));
  EXPECT_EQ(symbols.size(), static_cast<std::size_t>(kCount));
  for (int i = 0; i < kCount; ++i) {
    EXPECT_TRUE(
        symbols.contains(names.find(0, "Beginning" + std::to_string(100'000 + i) + "TheEndOfIt")));
  }
}

}  // namespace
}  // namespace procured::reader
