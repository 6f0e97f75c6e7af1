// Goal: a value outside its bounds or its closed list is told, with what is possible.
// Method: bounds and lists by hand.
#include "config/range_checker.h"

#include <gtest/gtest.h>

namespace procured::config {
namespace {

using core::Decimal;

TEST(RangeCheckerTest, BoundsAreInclusive) {
  const FieldSpec spec{.unit = "ms", .min = Decimal(1, 0), .max = Decimal(10, 0)};
  EXPECT_FALSE(number_problem("n", Decimal(1, 0), spec));
  EXPECT_FALSE(number_problem("n", Decimal(10, 0), spec));
  EXPECT_EQ(number_problem("n", Decimal(9, 1), spec).value_or(""), "'n' is 0.9 ms; the least is 1");
  EXPECT_EQ(number_problem("n", Decimal(11, 0), spec).value_or(""), "'n' is 11 ms; the most is 10");
}

TEST(RangeCheckerTest, AClosedListNamesWhatIsPossibleAndWhatWasMeant) {
  const FieldSpec spec{.choices = {"", "lz4", "zstd"}};
  EXPECT_FALSE(text_problem("c", "", spec));
  EXPECT_FALSE(text_problem("c", "zstd", spec));
  const auto problem = text_problem("c", "lz", spec).value_or(Problem{});
  EXPECT_EQ(problem.message, "'c' is 'lz'; possible: lz4, zstd");
  EXPECT_EQ(problem.suggestion, "lz4");
}

TEST(RangeCheckerTest, ARequiredValueIsNotEmpty) {
  EXPECT_EQ(text_problem("c", "", {.required = true}).value_or(Problem{}).message, "'c' is empty");
}

}  // namespace
}  // namespace procured::config
