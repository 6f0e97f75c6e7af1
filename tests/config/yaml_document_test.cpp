// Goal: what yaml-cpp silently accepts is an error with file:line:column, and sound files read as
// written. Method: small texts, one defect each; the expected place is counted by hand.
#include "config/yaml_document.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace procured::config {
namespace {

std::string error_of(std::string_view text) {
  const auto document = YamlDocument::parse(text, "a.yaml");
  if (document.has_value()) return "accepted";
  return document.error().place + ": " + document.error().detail;
}

YamlNode root_of(std::string_view text) {
  auto document = YamlDocument::parse(text, "a.yaml");
  EXPECT_TRUE(document.has_value()) << (document.has_error() ? document.error().detail : "");
  return document.has_value() ? document.value().root() : YamlNode{};
}

TEST(YamlDocumentTest, ReadsMapsSequencesAndScalarsWithTheirPlaces) {
  const auto document = YamlDocument::parse("a: 010\nb:\n  - x\n  - \"1\"\nc:\n", "a.yaml");
  ASSERT_TRUE(document.has_value());
  const auto& root = document.value().root();
  ASSERT_EQ(root.entries.size(), 3U);
  EXPECT_EQ(root.find("a")->scalar, "010");
  EXPECT_FALSE(root.find("a")->quoted);
  const auto* list = root.find("b");
  ASSERT_TRUE(list->is_sequence());
  EXPECT_EQ(document.value().place(list->items[1]), "a.yaml:4:5");
  EXPECT_TRUE(list->items[1].quoted);
  EXPECT_TRUE(root.find("c")->is_null());
  EXPECT_EQ(root.find("d"), nullptr);
}

TEST(YamlDocumentTest, AnEmptyFileIsAnEmptyMap) {
  EXPECT_TRUE(root_of("").is_map());
  EXPECT_TRUE(root_of("# only a comment\n").is_map());
}

TEST(YamlDocumentTest, AByteOrderMarkAndCarriageReturnsAreNoError) {
  EXPECT_EQ(root_of("\xEF\xBB\xBF"
                    "a: 1\r\nb: 'two'\r\n")
                .find("b")
                ->scalar,
            "two");
}

TEST(YamlDocumentTest, ColumnsCountCharacters) {
  const auto document = YamlDocument::parse("\"\xC3\xA9\xC3\xA9\": x\n", "a.yaml");
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document.value().place(document.value().root().entries[0].value), "a.yaml:1:7");
}

TEST(YamlDocumentTest, ADuplicateKeyIsAnError) {
  EXPECT_EQ(error_of("a: 1\nb: 2\na: 3\n"), "a.yaml:3:1: the key 'a' stands here a second time");
  EXPECT_EQ(error_of("x: {k: 1, k: 2}\n"), "a.yaml:1:11: the key 'k' stands here a second time");
}

TEST(YamlDocumentTest, AQuoteThatSwallowsTheLinesAfterItIsAnError) {
  const std::string detail = "the quote that starts here is not closed on its line";
  EXPECT_EQ(error_of("a: 'x\nb: 2'\n"), "a.yaml:1:4: " + detail);
  EXPECT_EQ(error_of("a: \"x\nb: \"y\"\n").substr(0, 7), "a.yaml:");
  EXPECT_EQ(error_of("k: v\na: \"x \\\" y\nb: 2\"\n"), "a.yaml:2:4: " + detail);
  EXPECT_EQ(root_of("a: 'it''s'\nb: \"say \\\"so\\\"\"\n").find("a")->scalar, "it's");
}

TEST(YamlDocumentTest, AQuoteThatIsNeverClosedIsAnError) {
  EXPECT_NE(error_of("a: 'x\nb: 2\n"), "accepted");
  EXPECT_NE(error_of("a: \"x\nb: 2\n"), "accepted");
}

TEST(YamlDocumentTest, BlockTextsMayHaveSeveralLines) {
  EXPECT_EQ(root_of("a: |\n  one\n  two\nb: 1\n").find("a")->scalar, "one\ntwo\n");
}

TEST(YamlDocumentTest, ASecondDocumentIsAnError) {
  EXPECT_EQ(error_of("a: 1\n---\nb: 2\n").substr(0, 9), "a.yaml:2:");
  EXPECT_NE(error_of("- a\nb: 1\n"), "accepted");
  EXPECT_EQ(root_of("---\na: 1\n").find("a")->scalar, "1");
}

TEST(YamlDocumentTest, TheRootMustBeAMap) {
  EXPECT_EQ(error_of("- a\n- b\n"), "a.yaml:1:1: the file must hold keys and values");
  EXPECT_EQ(error_of("text\n"), "a.yaml:1:1: the file must hold keys and values");
}

TEST(YamlDocumentTest, AnchorsAliasesMergeKeysAndTagsAreErrors) {
  EXPECT_EQ(error_of("a: &x 1\n"),
            "a.yaml:1:4: anchors (&name) are not supported; write the value out");
  EXPECT_EQ(error_of("a: &x [1]\nb: *x\n").substr(0, 10), "a.yaml:1:4");
  EXPECT_EQ(error_of("<<: {a: 1}\n"),
            "a.yaml:1:1: merge keys (<<) are not supported; write the values out");
  EXPECT_EQ(error_of("a: !secret x\n"), "a.yaml:1:4: tags (!name) are not supported; leave it out");
  EXPECT_NE(error_of("a: *unknown\n"), "accepted");
}

TEST(YamlDocumentTest, ATabInTheIndentationIsNamed) {
  EXPECT_NE(error_of("a:\n\tb: 1\n").find("tab"), std::string::npos);
}

TEST(YamlDocumentTest, TextThatIsNotUtf8IsAnErrorWithItsLine) {
  EXPECT_EQ(error_of("a: 1\nb: \xFF\n"), "a.yaml:2:1: the text is not UTF-8");
  EXPECT_EQ(error_of(std::string_view("a: 1\nb: x\0y\n", 12)), "a.yaml:2:1: the text is not UTF-8");
}

TEST(YamlDocumentTest, DeepNestingAndLargeFilesAreErrors) {
  const auto nested = [](std::size_t levels) {
    return "a: " + std::string(levels, '[') + std::string(levels, ']') + "\n";
  };
  EXPECT_EQ(error_of(nested(63)), "accepted");
  EXPECT_NE(error_of(nested(64)).find("nested deeper"), std::string::npos);
  EXPECT_NE(error_of(nested(100'000)), "accepted");
  EXPECT_EQ(error_of("a: " + std::string(YamlDocument::kBytesMax, 'x')),
            "a.yaml:1:1: larger than 1 MiB");
}

TEST(YamlDocumentTest, AFileThatCannotBeReadIsAnError) {
  const auto missing = YamlDocument::load("/nonexistent/procured.yaml");
  ASSERT_TRUE(missing.has_error());
  EXPECT_EQ(missing.error().code, "config_unreadable");
  EXPECT_TRUE(YamlDocument::load(std::filesystem::temp_directory_path()).has_error());
}

TEST(YamlDocumentTest, LoadsAFileAndNamesItInPlaces) {
  std::string folder = (std::filesystem::temp_directory_path() / "procured-yaml-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const auto path = std::filesystem::path(folder) / "p.yaml";
  std::ofstream(path) << "a: 1\n";
  const auto document = YamlDocument::load(path);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document.value().place(document.value().root().entries[0].key), path.string() + ":1:1");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace procured::config
