#include "connectors/program/automaton.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

// Goal: a selection leaves every variant that may be the one, in its order. Method: by hand.
namespace procured::mapping {
namespace {

constexpr Number kQualifier = 0;
constexpr Number kAgency = 1;

Predicate predicate(Number look, Predicate::Test test, const std::string& literal) {
  Predicate made;
  made.test = test;
  made.look = look;
  made.path.steps = {look};
  made.literal = literal;
  made.ends = reader::ends_of(made.literal);
  return made;
}

Predicate is(Number look, const std::string& literal) {
  return predicate(look, Predicate::Test::kEquals, literal);
}

std::vector<Variant> variants(const std::vector<std::vector<Predicate>>& predicates) {
  std::vector<Variant> made;
  for (const auto& each : predicates) made.push_back({each, 0});
  return made;
}

std::vector<Number> left_by(const Selection& selection, std::string_view text) {
  return selection.left_by(text, reader::ends_of(text)).variants;
}

bool is_settled(const Selection& selection, std::string_view text) {
  return selection.left_by(text, reader::ends_of(text)).is_settled;
}

using Numbers = std::vector<Number>;

TEST(SelectionTest, ATextLeavesItsVariantsAndThoseThatDoNotAskForIt) {
  const auto selection = Selection::over(variants({{is(kQualifier, "BY"), is(kAgency, "9")},
                                                   {is(kQualifier, "SU")},
                                                   {is(kAgency, "9")},
                                                   {is(kQualifier, "BY")},
                                                   {is(kQualifier, "INVOICEADDRESS")},
                                                   {}}));
  ASSERT_FALSE(selection.is_empty());
  EXPECT_EQ(selection.look(), kQualifier);
  EXPECT_EQ(left_by(selection, "BY"), (Numbers{0, 2, 3, 5}));
  EXPECT_EQ(left_by(selection, "SU"), (Numbers{1, 2, 5}));
  EXPECT_EQ(left_by(selection, "INVOICEADDRESS"), (Numbers{2, 4, 5}));
  EXPECT_EQ(left_by(selection, "DP"), (Numbers{2, 5}));
  EXPECT_EQ(left_by(selection, ""), (Numbers{2, 5}));
  EXPECT_EQ(selection.others().variants, (Numbers{2, 5}));
}

TEST(SelectionTest, ItIsSettledWhereTheFirstAsksForNothingElse) {
  const auto selection = Selection::over(
      variants({{is(kQualifier, "BY")},
                {is(kQualifier, "SU"), is(kAgency, "9")},
                {is(kQualifier, "DP"), predicate(kQualifier, Predicate::Test::kDiffers, "BY")},
                {}}));
  EXPECT_TRUE(is_settled(selection, "BY"));
  EXPECT_FALSE(is_settled(selection, "SU"));
  EXPECT_FALSE(is_settled(selection, "DP"));
  EXPECT_TRUE(is_settled(selection, "IV"));  // the one that asks for nothing
  EXPECT_TRUE(selection.others().is_settled);
}

TEST(SelectionTest, NothingIsSettledWhereNoVariantIsLeft) {
  const auto selection = Selection::over(
      variants({{is(kQualifier, "A")}, {is(kQualifier, "B")}, {is(kQualifier, "C")}}));
  EXPECT_TRUE(selection.others().variants.empty());
  EXPECT_FALSE(selection.others().is_settled);
}

TEST(SelectionTest, OtherTestsOfThePathAreLeftToBeMade) {
  const auto selection = Selection::over(
      variants({{predicate(kQualifier, Predicate::Test::kDiffers, "BY"), is(kQualifier, "A")},
                {is(kQualifier, "B")},
                {is(kQualifier, "C")},
                {predicate(kQualifier, Predicate::Test::kStartsWith, "B")}}));
  EXPECT_EQ(left_by(selection, "A"), (Numbers{0, 3}));
  EXPECT_EQ(left_by(selection, "B"), (Numbers{1, 3}));
  EXPECT_EQ(left_by(selection, "BY"), (Numbers{3}));
}

TEST(SelectionTest, ATextThatItsEndsDoNotTellApartIsLeft) {
  const std::string long_text = "seventeen letters";
  const auto selection = Selection::over(variants({{is(kQualifier, long_text)},
                                                   {is(kQualifier, "A")},
                                                   {is(kQualifier, "B")},
                                                   {is(kQualifier, "C")}}));
  EXPECT_EQ(left_by(selection, long_text), (Numbers{0}));
  EXPECT_EQ(left_by(selection, "seventeen Letters"), (Numbers{0}));  // the predicate will tell
  EXPECT_EQ(left_by(selection, "A"), (Numbers{0, 1}));
}

TEST(SelectionTest, ManyTextsAreToldApart) {
  std::vector<std::vector<Predicate>> predicates;
  for (int i = 0; i < 500; ++i) predicates.push_back({is(kQualifier, std::to_string(i))});
  const auto selection = Selection::over(variants(predicates));
  for (Number i = 0; i < 500; ++i) EXPECT_EQ(left_by(selection, std::to_string(i)), (Numbers{i}));
  EXPECT_TRUE(left_by(selection, "500").empty());
}

TEST(SelectionTest, FewAreComparedOneByOne) {
  EXPECT_TRUE(Selection::over({}).is_empty());
  EXPECT_TRUE(
      Selection::over(variants({{is(kQualifier, "A")}, {is(kQualifier, "B")}, {}})).is_empty());
}

}  // namespace
}  // namespace procured::mapping
