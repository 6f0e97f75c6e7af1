// Goal: groups of segments and layouts of IDocs are data, and a slip in them is named.
// Method: files as an administrator writes them, beside the structure that they mean.
#include "connectors/language/structure_compiler.h"

#include <gtest/gtest.h>

namespace procured::mapping {
namespace {

SourceFile file(const std::string& text) {
  return {"x", config::YamlDocument::parse(text, "g.yaml").value()};
}

TEST(StructureCompilerTest, TheFirstSegmentOfAGroupOpensIt) {
  Problems problems;
  const auto structure = compile_structure(
      file("groups: '856'\nsyntax: x12\nsegments: ST BSN SE\n"
           "has: [{group: level, segments: HL SN1, by_parent_id: true, levels: [S, O, I],\n"
           "       has: [{group: party, segments: N1 N3 N4}]}]\n"),
      problems);
  ASSERT_TRUE(structure.has_value()) << problems.text();
  EXPECT_TRUE(problems.empty()) << problems.text();
  EXPECT_EQ(structure->types, std::vector<std::string>{"856"});
  EXPECT_EQ(structure->syntax, Syntax::kX12);
  EXPECT_EQ(structure->message.segments, (std::vector<std::string>{"ST", "BSN", "SE"}));
  ASSERT_EQ(structure->message.groups.size(), 1U);
  const auto& level = structure->message.groups[0];
  EXPECT_EQ(level.name, "level");
  EXPECT_EQ(level.trigger, "HL");
  EXPECT_EQ(level.segments, std::vector<std::string>{"SN1"});
  EXPECT_TRUE(level.by_parent_id);
  EXPECT_EQ(level.levels, (std::vector<std::string>{"S", "O", "I"}));
  ASSERT_EQ(level.groups.size(), 1U);
  EXPECT_EQ(level.groups[0].trigger, "N1");
}

TEST(StructureCompilerTest, TypesThatAreBuiltAlikeShareTheirGroups) {
  Problems problems;
  const auto structure = compile_structure(
      file("groups: ORDERS ORDRSP\nsyntax: edifact\nsegments: UNH BGM\n"), problems);
  ASSERT_TRUE(structure.has_value()) << problems.text();
  EXPECT_EQ(structure->types, (std::vector<std::string>{"ORDERS", "ORDRSP"}));
}

TEST(StructureCompilerTest, SlipsInGroupsAreNamed) {
  Problems problems;
  EXPECT_FALSE(compile_structure(file("groups: X\nsyntax: edi\nsegments: A\n"), problems));
  compile_structure(file("groups: X\nsyntax: x12\nhas: [{segments: B}]\n"), problems);
  EXPECT_EQ(problems.text(),
            "g.yaml:1:1: groups need syntax: edifact or x12\n"
            "g.yaml:1:1: segments are missing\n"
            "g.yaml:3:7: a group needs a name");
}

TEST(StructureCompilerTest, LayoutsAreFieldsWithTheirWidths) {
  Problems problems;
  reader::SegmentLayouts layouts;
  compile_layouts(file("segments: X\nlayouts: {E1EDK01: [ACTION 3, CURCY 3]}\n"), layouts,
                  problems);
  EXPECT_TRUE(problems.empty()) << problems.text();
  ASSERT_EQ(layouts["E1EDK01"].size(), 2U);
  EXPECT_EQ(layouts["E1EDK01"][1].name, "CURCY");
  EXPECT_EQ(layouts["E1EDK01"][1].width, 3U);
}

TEST(StructureCompilerTest, SlipsInLayoutsAreNamed) {
  Problems problems;
  reader::SegmentLayouts layouts;
  compile_layouts(file("segments: X\nlayouts: {A: [B, C 0, D 2x, E 2000]}\n"), layouts, problems);
  EXPECT_EQ(problems.text(),
            "g.yaml:2:15: 'B' is no field and width, such as CURCY 3\n"
            "g.yaml:2:18: 'C 0' is no field and width, such as CURCY 3\n"
            "g.yaml:2:23: 'D 2x' is no field and width, such as CURCY 3\n"
            "g.yaml:2:29: 'E 2000' is no field and width, such as CURCY 3");
}

}  // namespace
}  // namespace procured::mapping
