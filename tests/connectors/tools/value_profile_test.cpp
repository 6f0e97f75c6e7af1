// Goal: what is odd about the values of a field is seen, and what is ordinary is not.
#include "connectors/tools/value_profile.h"

#include <gtest/gtest.h>

namespace procured::tools {
namespace {

using mapping::ValueType;

const core::Date kToday = *core::Date::parse("2026-03-01");

/// "what count" of each oddity.
std::vector<std::string> odd(ValueType type, const std::vector<std::string>& values,
                             bool may_lie_ahead = false) {
  ValueProfile profile(type, may_lie_ahead, kToday);
  for (const auto& value : values) profile.add(value);
  std::vector<std::string> found;
  for (const auto& oddity : profile.oddities())
    found.push_back(oddity.what + " " + std::to_string(oddity.count) + " " + oddity.example);
  return found;
}

using Lines = std::vector<std::string>;

TEST(ValueProfileTest, CountsAndOrdersValues) {
  ValueProfile profile(ValueType::kText, false, kToday);
  for (const auto* value : {"EA", "KGM", "EA", "LTR", "KGM", "EA"}) profile.add(value);
  EXPECT_EQ(profile.count(), 6U);
  EXPECT_EQ(profile.distinct(), 3U);
  const auto most = profile.most_frequent(2);
  ASSERT_EQ(most.size(), 2U);
  EXPECT_EQ(most[0], std::make_pair(std::string("EA"), std::uint64_t{3}));
  EXPECT_EQ(most[1], std::make_pair(std::string("KGM"), std::uint64_t{2}));
}

TEST(ValueProfileTest, RangesAreThoseOfNumbersNotOfTexts) {
  ValueProfile profile(ValueType::kDecimal, false, kToday);
  for (const auto* value : {"9", "10", "-2.5"}) profile.add(value);
  EXPECT_EQ(profile.least(), "-2.5");
  EXPECT_EQ(profile.greatest(), "10");
}

TEST(ValueProfileTest, DatesAheadAndLongAgo) {
  EXPECT_EQ(odd(ValueType::kDate, {"2026-02-01", "2026-03-02", "0206-03-01", "2206-01-01"}),
            (Lines{"before 1990 1 0206-03-01", "in the future 1 2026-03-02",
                   "more than 15 years ahead 1 2206-01-01"}));
  EXPECT_EQ(odd(ValueType::kDate, {"2026-04-01"}, true), Lines{});
}

TEST(ValueProfileTest, FormsAndLengthsThatFewHave) {
  Lines values;
  for (int i = 10; i < 30; ++i) values.push_back("INV-" + std::to_string(i));
  EXPECT_EQ(odd(ValueType::kText, values), Lines{});
  values.push_back("17");
  EXPECT_EQ(odd(ValueType::kText, values), Lines{"form 9, where most are A-9 1 17"});
  values.back() = "INV-" + std::string(60, '7');
  EXPECT_EQ(odd(ValueType::kText, values).size(), 1U);
}

TEST(ValueProfileTest, SpellingsBlanksAndWordsForNothing) {
  EXPECT_EQ(odd(ValueType::kText, {"Kr. sand", "kr sand"}),
            Lines{"one value in two spellings 1 Kr. sand and kr sand"});
  EXPECT_EQ(odd(ValueType::kText, {"two  blanks"}), Lines{"stray blanks 1 two  blanks"});
  EXPECT_EQ(odd(ValueType::kText, {"N/A", "-"}), Lines{"stands for nothing 2 -"});
  EXPECT_EQ(odd(ValueType::kText, {"Br\xC3\x83\xC2\xB8"
                                   " d"})
                .size(),
            1U);
}

TEST(ValueProfileTest, SignsAndSizesThatFewHave) {
  Lines values(12, "10");
  values.push_back("-10");
  EXPECT_EQ(odd(ValueType::kDecimal, values), Lines{"negative, where most are not 1 -10"});
  values.back() = "1000000";
  EXPECT_EQ(odd(ValueType::kDecimal, values), Lines{"far greater than the others 1 1000000"});
  EXPECT_EQ(odd(ValueType::kDecimal, {"1", "-1"}), Lines{}) << "half of them: no oddity";
}

TEST(ValueProfileTest, MemoryIsBounded) {
  ValueProfile profile(ValueType::kText, false, kToday);
  for (std::size_t i = 0; i < ValueProfile::kDistinctMax + 5; ++i) profile.add(std::to_string(i));
  EXPECT_EQ(profile.distinct(), ValueProfile::kDistinctMax);
  EXPECT_TRUE(profile.has_more());
  EXPECT_EQ(profile.count(), ValueProfile::kDistinctMax + 5);
}

TEST(ValueProfileTest, ShapesKeepPunctuation) {
  EXPECT_EQ(shape_of("INV-2026/17"), "A-9/9");
  EXPECT_EQ(shape_of(""), "");
}

}  // namespace
}  // namespace procured::tools
