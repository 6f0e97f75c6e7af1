// Goal: keys are unambiguous and text is cleaned the same way everywhere.
// Method: worked examples; the UTF-8 table of the Unicode standard.
#include "core/text.h"

#include <gtest/gtest.h>

namespace procured::core {
namespace {

TEST(TextTest, TrimsBlanksAndNoBreakSpaces) {
  EXPECT_EQ(trim(" \t a b \xC2\xA0\r\n"), "a b");
  EXPECT_EQ(trim("\xC2\xA0"), "");
}

TEST(TextTest, SplitsValuesAndLeavesEmptyOnesOut) {
  EXPECT_EQ(split_values(" a | b||"), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_TRUE(split_values("").empty());
}

TEST(TextTest, DifferentPartsNeverGiveOneKey) {
  EXPECT_EQ(join_key({"a|b", "c\\"}), "a\\|b|c\\\\");
  EXPECT_NE(join_key({"a|b", "c"}), join_key({"a", "b|c"}));
  EXPECT_EQ(split_key(join_key({"a|b", "", "c\\"})), (std::vector<std::string>{"a|b", "", "c\\"}));
}

TEST(TextTest, KnowsUtf8) {
  EXPECT_TRUE(is_valid_utf8("brød"));
  EXPECT_TRUE(is_valid_utf8("\xF0\x9F\x8D\x9E"));
  EXPECT_FALSE(is_valid_utf8("br\xF8" "d"));         // ISO-8859-1
  EXPECT_FALSE(is_valid_utf8("\xC0\x80"));           // overlong
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));       // surrogate
  EXPECT_FALSE(is_valid_utf8("\xE2\x82"));           // cut short
}

}  // namespace
}  // namespace procured::core
