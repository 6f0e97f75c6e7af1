#include "connectors/language/document_merge.h"

#include <gtest/gtest.h>

// Goal: a file that extends another is the base with exactly the stated differences, and every node
// still says where it was written. Method: small files as text, the merged tree looked at node by
// node.
namespace procured::mapping {
namespace {

using config::YamlNode;

SourceFile file(const std::string& name, const std::string& text) {
  auto document = config::YamlDocument::parse(text, name);
  if (!document) ADD_FAILURE() << document.error().detail;
  return {"e", std::move(document).value()};
}

/// A node as flow-style text.
std::string text_of(const YamlNode& node) {
  if (node.is_scalar()) return node.scalar;
  std::string text;
  for (const auto& item : node.items) text += (text.empty() ? "" : ", ") + text_of(item);
  if (node.is_sequence()) return "[" + text + "]";
  for (const auto& entry : node.entries)
    text += (text.empty() ? "" : ", ") + entry.key.scalar + ": " + text_of(entry.value);
  return "{" + text + "}";
}

class DocumentMergeTest : public testing::Test {
 protected:
  YamlNode merged(const std::string& own, const std::string& base) {
    const auto own_file = file("own.yaml", own);
    const auto base_file = file("base.yaml", base);
    merged_.emplace_back(merge_mappings(own_file, base_file, fragments_, problems_));
    return merged_.back().document.root();
  }
  void fragment(const std::string& name, const std::string& text) {
    fragments_.insert_or_assign(name, file(name + ".yaml", text));
  }

  VisibleFragments fragments_;
  Problems problems_;
  std::vector<SourceFile> merged_;
};

TEST_F(DocumentMergeTest, FieldsAreReplacedAddedAndTakenAwayByName) {
  const auto root = merged("document: x\nextends: b/x\nfields: {a: own, b: none, d: {at: new}}",
                           "document: x\nfields: {a: {at: base, type: date}, b: base, c: base}");
  EXPECT_EQ(problems_.text(), "");
  EXPECT_EQ(text_of(root), "{document: x, fields: {a: own, c: base, d: {at: new}}}");
}

TEST_F(DocumentMergeTest, WithinAMessageOnlyWhatIsStatedChanges) {
  const auto root = merged(
      "document: x\nextends: b/x\nfields: {m: {fields: {a: own}}, n: {at: q, ignore: []}}",
      "document: x\nfields: {m: {at: p, required: r, fields: {a: base, b: base}}, n: {at: p, "
      "use: f}}");
  EXPECT_EQ(problems_.text(), "");
  EXPECT_EQ(
      text_of(*root.find("fields")),
      "{m: {at: p, required: r, fields: {a: own, b: base}}, n: {at: q, use: [f], ignore: []}}");
}

TEST_F(DocumentMergeTest, ConditionsConstantsAndAttributesGoKeyByKey) {
  const auto root = merged(
      "document: y\nextends: b/x\nrecognise: {when: [{path: p}], unless: none}\n"
      "set: {kind: B}\nattributes: {w: {ignore: own}}\npersons: {fields: {c: own}}",
      "document: x\nrecognise: {root: r, unless: [{path: q}]}\nset: {kind: A, other: A}\n"
      "attributes: {v: {ignore: base}}\npersons: {fields: {c: base, d: base}}");
  EXPECT_EQ(problems_.text(), "");
  EXPECT_EQ(text_of(root),
            "{document: y, recognise: {root: r, when: [{path: p}]}, set: {kind: B, other: A}, "
            "attributes: {v: {ignore: base}, w: {ignore: own}}, persons: {fields: {c: own, d: "
            "base}}}");
}

TEST_F(DocumentMergeTest, IgnoredPathsAreAddedAndReadAgain) {
  const auto root = merged(
      "document: x\nextends: b/x\nignore: [{at: c, reason: own}, {at: [a, b1], reason: none}]",
      "document: x\nignore: [{at: a, reason: base}, {at: [b1, b2], reason: base}]");
  EXPECT_EQ(problems_.text(), "");
  EXPECT_EQ(text_of(*root.find("ignore")), "[{at: [b2], reason: base}, {at: c, reason: own}]");
}

TEST_F(DocumentMergeTest, FragmentsAreWrittenOutWhereOneOfTheirFieldsChanges) {
  fragment("outer",
           "fragment: outer\nuse: inner\nfields: {a: outer}\nignore: [{at: i, reason: r}]");
  fragment("inner",
           "fragment: inner\nnamespaces: {n: 'urn:n'}\nfields: {b: n:inner, m: {use: leaf}}");
  fragment("leaf", "fragment: leaf\nfields: {c: leaf, d: leaf}");
  const auto root = merged("document: x\nextends: b/x\nfields: {b: own, m: {fields: {d: none}}}",
                           "document: x\nuse: [outer, {of: other, at: p}]\nfields: {e: base}");
  EXPECT_EQ(problems_.text(), "");
  EXPECT_EQ(text_of(root),
            "{document: x, use: [{of: other, at: p}], fields: {b: own, m: {fields: {c: leaf}}, a: "
            "outer, e: base}, ignore: [{at: i, reason: r}], namespaces: {n: urn:n}}");
}

TEST_F(DocumentMergeTest, ABaseThatIsOnlyTakenOverKeepsItsFragments) {
  fragment("f", "fragment: f\nfields: {a: f}");
  const auto root =
      merged("document: x\nextends: b/x\nset: {kind: B}", "document: x\nuse: f\nfields: {b: base}");
  EXPECT_EQ(text_of(root), "{document: x, use: f, fields: {b: base}, set: {kind: B}}");
}

TEST_F(DocumentMergeTest, EveryNodeKeepsThePlaceWhereItWasWritten) {
  fragment("f", "fragment: f\nfields: {a: f}");
  merged("document: x\nextends: b/x\nfields:\n  own: o", "document: x\nuse: f\nfields: {b: base}");
  const auto& document = merged_.back().document;
  const auto& fields = *document.root().find("fields");
  EXPECT_EQ(document.place(*fields.find("own")), "own.yaml:4:8");
  EXPECT_EQ(document.place(*fields.find("b")), "base.yaml:3:13");
  EXPECT_EQ(document.place(*fields.find("a")), "f.yaml:2:13");
}

TEST_F(DocumentMergeTest, WhatCannotBePutTogetherIsToldWithItsPlace) {
  merged(
      "document: x\nextends: b/x\nnamespaces: {n: 'urn:own'}\nfields: {agreed: none}\nignore:\n"
      "  - {at: q, reason: none}\nset: none",
      "document: x\nnamespaces: {n: 'urn:base'}\nfields: {agree: p}\nignore: [{at: p, reason: r}]");
  EXPECT_EQ(
      problems_.text(),
      "own.yaml:3:14: the prefix 'n' means 'urn:base' in what this is put together with; take "
      "another prefix\n"
      "own.yaml:4:10: the base has no 'agreed' that could be taken away; did you mean "
      "'agree'?\n"
      "own.yaml:6:10: the base does not ignore 'q' in this place\n"
      "own.yaml:7:1: the base has no 'set' that could be taken away; known are document, "
      "namespaces, fields, ignore");
}

TEST_F(DocumentMergeTest, FragmentsThatUseThemselvesEndInAProblem) {
  fragment("a", "fragment: a\nuse: [b, b]");
  fragment("b", "fragment: b\nuse: [a, a]");
  merged("document: x\nextends: b/x\nfields: {f: p}", "document: x\nuse: a");
  EXPECT_EQ(problems_.text(), "own.yaml:1:1: fragments use each other without an end");
}

}  // namespace
}  // namespace procured::mapping
