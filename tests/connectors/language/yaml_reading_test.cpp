// Goal: what is wrong in a fragment is told once, however many mappings use it. Method: a fragment
// with one mistake that three places of two documents take in.
#include "connectors/language/yaml_reading.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/mapping/catalogue.h"

namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

TEST(YamlReadingTest, AProblemOfAFragmentIsToldOnce) {
  const auto folder =
      fs::temp_directory_path() / ("procured-yaml-reading-" + std::to_string(getpid()));
  fs::create_directories(folder / "x");
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder / "x" / name) << text;
  };
  const std::string parties = "fields: {seller: {at: S, use: party}, buyer: {at: B, use: party}}\n";
  write("a.yaml", "document: a\nrecognise: {root: A}\nset: {kind: ORDER}\n" + parties);
  write("b.yaml", "document: b\nrecognise: {root: B}\nset: {kind: ORDER}\n" + parties);
  write("c.yaml", "fragment: party\nfields: {nmae: n}\n");
  const auto loaded = Catalogue::load({folder.string()});
  fs::remove_all(folder);
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().detail, (folder / "x" / "c.yaml").string() +
                                       ":2:10: Party has no field 'nmae'; did you mean 'name'?");
}

TEST(YamlReadingTest, ProblemsAreListedInTheOrderOfTheirFinding) {
  Problems problems;
  EXPECT_TRUE(problems.empty());
  for (const auto* text : {"b", "a", "b", "a"}) problems.add(text);
  EXPECT_EQ(problems.text(), "b\na");
}

}  // namespace
}  // namespace procured::mapping
