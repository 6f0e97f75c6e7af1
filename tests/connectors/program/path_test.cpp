#include "connectors/program/path.h"

#include <gtest/gtest.h>

// Goal: the paths of mapping files mean what their grammar says, and a slip is named.
// Method: each production once, and each mistake that a person makes.
namespace procured::mapping {
namespace {

Names names;
const Prefixes kPrefixes = {.namespaces = {{"cac", 1}, {"cbc", 2}}, .names = &names};

std::string problem_of(std::string_view text) {
  const auto path = parse_path(text, kPrefixes);
  return path ? "" : path.error().detail;
}

TEST(PathTest, StepsHaveNamespaceAndLocalName) {
  const auto path = parse_path("cac:Party/cbc:ID/@schemeID", kPrefixes).value();
  ASSERT_EQ(path.steps.size(), 2U);
  EXPECT_EQ(names.name(path.steps[0].name), (Name{1, "Party"}));
  EXPECT_EQ(names.name(path.steps[1].name), (Name{2, "ID"}));
  EXPECT_EQ(names.name(*path.attribute), (Name{0, "schemeID"}));
}

TEST(PathTest, PredicatesTestChildrenAndAttributes) {
  const auto path =
      parse_path("cac:A[cac:B/cbc:C='x y'][@d!='e'][not(cbc:F)][cbc:G]/cbc:H", kPrefixes).value();
  const auto& predicates = path.steps[0].predicates;
  ASSERT_EQ(predicates.size(), 4U);
  EXPECT_EQ(predicates[0].test, Predicate::Test::kEquals);
  EXPECT_EQ(predicates[0].literal, "x y");
  EXPECT_EQ(predicates[1].test, Predicate::Test::kDiffers);
  EXPECT_EQ(names.name(*predicates[1].path.attribute).local, "d");
  EXPECT_EQ(predicates[2].test, Predicate::Test::kAbsent);
  EXPECT_EQ(predicates[3].test, Predicate::Test::kExists);
  EXPECT_EQ(names.name(path.steps[1].name).local, "H");
}

TEST(PathTest, APredicateMayCompareWithAPlaceInTheDocument) {
  const auto path = parse_path("cac:T[cbc:A/@c=/cbc:Currency]", kPrefixes).value();
  ASSERT_TRUE(path.steps[0].predicates[0].other.has_value());
  EXPECT_TRUE(path.steps[0].predicates[0].other->absolute);
}

TEST(PathTest, APredicateMayLookAtWhatStandsBesideAnElement) {
  const auto path = parse_path("cbc:A[../cbc:B='x'][../../cbc:C]", kPrefixes).value();
  const auto& predicates = path.steps[0].predicates;
  ASSERT_EQ(predicates.size(), 2U);
  EXPECT_EQ(predicates[0].path.up, 1);
  ASSERT_EQ(predicates[0].path.steps.size(), 1U);
  EXPECT_EQ(names.name(predicates[0].path.steps[0]), (Name{2, "B"}));
  EXPECT_EQ(predicates[1].path.up, 2);
  EXPECT_EQ(problem_of("cbc:A[../]"), "a name is missing at ']'");
}

TEST(PathTest, DotIsTheElementItself) {
  EXPECT_TRUE(parse_path(".", kPrefixes).value().steps.empty());
}

TEST(PathTest, NamesThatAreNoWordsStandInQuotes) {
  const auto path = parse_path("\"@odata.etag\"/\"odd name/x\"", kPrefixes).value();
  ASSERT_EQ(path.steps.size(), 2U);
  EXPECT_EQ(names.name(path.steps[0].name), (Name{0, "@odata.etag"}));
  EXPECT_EQ(names.name(path.steps[1].name), (Name{0, "odd name/x"}));
}

TEST(PathTest, LookUpsStartElsewhere) {
  const auto above = parse_lookup("../../cac:A/@b", kPrefixes).value();
  EXPECT_EQ(above.up, 2);
  EXPECT_EQ(names.name(above.steps[0].name).local, "A");
  EXPECT_TRUE(above.attribute.has_value());
  EXPECT_TRUE(parse_lookup("/cac:A", kPrefixes).value().absolute);
  const auto named = parse_lookup("$award/cac:B[cbc:ID=$record/cbc:Ref]", kPrefixes).value();
  EXPECT_EQ(named.start, "award");
  ASSERT_EQ(named.steps.size(), 1U);
  EXPECT_EQ(named.steps[0].predicates[0].other->start, "record");
  EXPECT_TRUE(parse_lookup("$award", kPrefixes).value().steps.empty());
  EXPECT_EQ(parse_lookup("../..", kPrefixes).value().up, 2);
  EXPECT_TRUE(is_lookup("..") && is_lookup("../a") && is_lookup("/a") && is_lookup("$a"));
  EXPECT_FALSE(is_lookup("a/../b") || is_lookup(".") || is_lookup(".a"));
}

TEST(PathTest, NamedElementsAreForLookUps) {
  EXPECT_FALSE(parse_path("$award/cbc:ID", kPrefixes).has_value());
  EXPECT_FALSE(parse_path("cac:A[cbc:ID=$record/cbc:ID]", kPrefixes).has_value());
  EXPECT_FALSE(parse_lookup("$/cbc:ID", kPrefixes).has_value());
  EXPECT_FALSE(parse_lookup("$award/", kPrefixes).has_value());
}

TEST(PathTest, MistakesAreNamed) {
  EXPECT_EQ(problem_of("cbd:ID"), "the prefix 'cbd' is not declared under namespaces");
  EXPECT_EQ(problem_of("cbc:"), "a name is missing after 'cbc:'");
  EXPECT_EQ(problem_of("cbc:A/"), "a name is missing at ''");
  EXPECT_EQ(problem_of("cbc:A[cbc:B='x]"), "a quote is not closed");
  EXPECT_EQ(problem_of("cbc:A[cbc:B='x'"), "']' is missing");
  EXPECT_EQ(problem_of("cbc:A[not(cbc:B]"), "')' is missing");
  EXPECT_EQ(problem_of("cbc:A|cbc:B"), "'|cbc:B' cannot stand here");
  EXPECT_EQ(problem_of("//cbc:A"), "a name is missing at '//cbc:A'");
}

}  // namespace
}  // namespace procured::mapping
