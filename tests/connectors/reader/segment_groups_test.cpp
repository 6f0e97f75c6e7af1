// Goal: a flat list of segments is nested as its message type says, and a segment that does not
// belong never breaks the structure.
// Method: short messages written by hand against descriptions written from the directories
// (UN/EDIFACT D.96A INVOIC, X12 004010 810 and 856); the expected nesting is worked out by hand.
#include "connectors/reader/segment_groups.h"

#include <gtest/gtest.h>

#include <string>

#include "support/edi_descriptions.h"
#include "support/tree_outline.h"

namespace procured::reader {
namespace {

class SegmentGroupsTest : public testing::Test {
 protected:
  /// The tree of these segments, separated by blanks for the eye; elements by '+'.
  std::string nest(const GroupDescription& description, const std::string& segments) {
    const Names names;
    const auto groups = SegmentGroups::compile(description, names);
    EXPECT_TRUE(groups.has_value());
    EdiSymbols symbols(names);
    SegmentCursor cursor(limits_);
    GroupNesting nesting(limits_);
    Tree tree;
    cursor.start(segments);
    cursor.use({'+', ':', '\0', '?', ' '});
    tree.open("", kUnknownName);
    nesting.start(&groups.value());
    fits_ = true;
    while (cursor.find()) {
      fits_ = fits_ && nesting.place(cursor, tree);
      EXPECT_FALSE(cursor.write(tree, symbols).has_value());
    }
    nesting.close_all(tree);
    tree.close();
    EXPECT_EQ(tree.depth(), 0);
    return outline(tree);
  }

  EdiLimits limits_;
  bool fits_ = true;
};

TEST_F(SegmentGroupsTest, ATriggerOpensItsGroupAndIsTheFirstInIt) {
  EXPECT_EQ(
      nest(invoic_groups(), "BGM DTM NAD RFF NAD LIN QTY PRI LIN QTY"),
      "[BGM DTM party[NAD reference[RFF]] party[NAD] line[LIN QTY price[PRI]] line[LIN QTY]]");
}

TEST_F(SegmentGroupsTest, ASegmentBelongsToTheInnermostGroupThatHasIt) {
  EXPECT_EQ(nest(invoic_groups(), "RFF DTM NAD RFF DTM CTA COM LOC CUX DTM"),
            "[reference[RFF DTM] party[NAD reference[RFF DTM] contact[CTA COM] LOC] "
            "currency[CUX DTM]]")
      << "LOC is of the party's level, so the contact ends; CUX is the message's";
  EXPECT_EQ(nest(invoic_groups(), "LIN ALC MOA TAX MOA IMD"),
            "[line[LIN allowance[ALC amount[MOA] tax[TAX MOA]] IMD]]")
      << "the tax of an allowance has its own amount";
}

TEST_F(SegmentGroupsTest, ASectionClosesEverythingAndHasWhatFollows) {
  EXPECT_EQ(nest(invoic_groups(), "TAX LIN MOA TAX UNS+S CNT MOA TAX MOA ALC MOA"),
            "[tax[TAX] line[LIN amount[MOA] tax[TAX]] "
            "summary[UNS[1=S] CNT amount[MOA] tax[TAX MOA] allowance[ALC MOA]]]");
}

TEST_F(SegmentGroupsTest, AnUndeclaredTagStandsWhereItIsAndBreaksNothing) {
  EXPECT_EQ(nest(invoic_groups(), "LIN ZZZ+1 PRI ZZ2 QTY"),
            "[line[LIN ZZZ[1=1] price[PRI ZZ2] QTY]]");
  EXPECT_EQ(nest(invoic_groups(), "ZZZ LIN"), "[ZZZ line[LIN]]");
  EXPECT_EQ(nest(invoic_groups(), "BGM PRI QTY LIN"), "[BGM PRI QTY line[LIN]]")
      << "declared, but in no open group";
}

TEST_F(SegmentGroupsTest, LoopsOfAnX12InvoiceAreGroups) {
  EXPECT_EQ(nest(x12_810_groups(), "BIG N1+ST N3 N4 N1+BT ITD IT1 PID SAC TXI TDS SAC CTT"),
            "[BIG party[N1[1=ST] N3 N4] party[N1[1=BT]] ITD "
            "line[IT1 description[PID] allowance[SAC TXI]] TDS allowance[SAC] CTT]");
}

TEST_F(SegmentGroupsTest, LevelsAreNestedByTheirParentId) {
  EXPECT_EQ(nest(x12_856_groups(),
                 "BSN HL+1++S N1+SF HL+2+1+O PRF HL+3+2+I LIN HL+4+2+I LIN HL+5+1+O CTT"),
            "[BSN level[HL[1=1 3=S] party[N1[1=SF]] "
            "level[HL[1=2 2=1 3=O] PRF level[HL[1=3 2=2 3=I] LIN] level[HL[1=4 2=2 3=I] LIN]] "
            "level[HL[1=5 2=1 3=O]]] CTT]");
}

TEST_F(SegmentGroupsTest, LevelsWithoutParentIdsAreNestedByTheirCode) {
  EXPECT_EQ(nest(x12_856_groups(), "HL+1++S HL+2++O HL+3++P HL+4++I HL+5++I HL+6++O"),
            "[level[HL[1=1 3=S] "
            "level[HL[1=2 3=O] level[HL[1=3 3=P] level[HL[1=4 3=I]] level[HL[1=5 3=I]]]] "
            "level[HL[1=6 3=O]]]]");
  EXPECT_EQ(nest(x12_856_groups(), "HL+1++S HL+2++ZZ HL+3++I"),
            "[level[HL[1=1 3=S]] level[HL[1=2 3=ZZ]] level[HL[1=3 3=I]]]")
      << "an unknown code is nobody's child or parent";
}

TEST_F(SegmentGroupsTest, AParentThatIsNotOpenMakesTheLevelStandByItself) {
  EXPECT_EQ(nest(x12_856_groups(), "HL+1++S HL+2+9+O"),
            "[level[HL[1=1 3=S]] level[HL[1=2 2=9 3=O]]]");
}

TEST_F(SegmentGroupsTest, NestingIsLimited) {
  const auto chain = [](int size) {
    std::string segments;
    for (int i = 1; i <= size; ++i)
      segments += "HL+" + std::to_string(i) + "+" + std::to_string(i - 1) + "+ZZ ";
    return segments;
  };
  nest(x12_856_groups(), chain(limits_.group_depth_max));
  EXPECT_TRUE(fits_);
  nest(x12_856_groups(), chain(limits_.group_depth_max + 1));
  EXPECT_FALSE(fits_);
}

TEST_F(SegmentGroupsTest, MistakesOfADescriptionAreNamed) {
  const auto mistake = [](const GroupDescription& description) {
    const auto groups = SegmentGroups::compile(description, Names());
    return groups ? std::string("none") : groups.error().place + ": " + groups.error().detail;
  };
  EXPECT_EQ(mistake({.segments = {"BGM", "bgm"}}), "message: 'bgm' is no tag of a segment");
  EXPECT_EQ(mistake({.segments = {"BGM"}, .groups = {{.name = "x", .trigger = "BGM"}}}),
            "message: BGM stands twice on one level");
  EXPECT_EQ(mistake({.groups = {{.name = "line", .trigger = "LIN", .segments = {"QTY", "QTY"}}}}),
            "message/line: QTY stands twice on one level");
  EXPECT_EQ(mistake({.groups = {{.trigger = "LIN"}}}), "message: a group without a name");
}

TEST_F(SegmentGroupsTest, EveryDescriptionCompiles) {
  for (const auto& [type, description] : all_descriptions())
    EXPECT_TRUE(SegmentGroups::compile(description, Names()).has_value()) << type;
}

}  // namespace
}  // namespace procured::reader
