// Goal: what values look like is told from all of them, and not guessed from one.
// Method: GTIN-13 4006381333931 is GS1's own example; 974760673 is the register of entities'
// number.
#include "connectors/tools/value_shape.h"

#include <gtest/gtest.h>

namespace procured::tools {
namespace {

TEST(ValueShapeTest, Dates) {
  EXPECT_EQ(shape_of_values({"2026-02-03", "2026-12-31"}).date_form, "YYYY-MM-DD");
  EXPECT_EQ(shape_of_values({"31.12.2026"}).date_form, "DD.MM.YYYY");
  EXPECT_EQ(shape_of_values({"20260203"}).date_form, "YYYYMMDD");
  EXPECT_EQ(shape_of_values({"2026-02-03", "later"}).date_form, "");
  EXPECT_TRUE(shape_of_values({"03/02/2026"}).date_is_ambiguous);
  EXPECT_FALSE(shape_of_values({"03/02/2026", "31/02/2026"}).date_is_ambiguous);
  EXPECT_EQ(shape_of_values({"12/31/2026"}).date_form, "MM/DD/YYYY");
}

TEST(ValueShapeTest, NumbersAndTheirMark) {
  EXPECT_EQ(shape_of_values({"1,50", "2"}).decimal_mark, ',');
  EXPECT_EQ(shape_of_values({"1.50", "-2"}).decimal_mark, '.');
  EXPECT_TRUE(shape_of_values({"1.50", "-2"}).has_negatives);
  EXPECT_FALSE(shape_of_values({"1.50", "2,5"}).is_number);
  EXPECT_FALSE(shape_of_values({}).is_number);
}

TEST(ValueShapeTest, CodesWithCheckDigits) {
  EXPECT_TRUE(shape_of_values({"4006381333931"}).is_gtin);
  EXPECT_FALSE(shape_of_values({"4006381333931", "4006381333932"}).is_gtin);
  EXPECT_TRUE(shape_of_values({"974760673"}).is_norwegian_id);
  EXPECT_FALSE(shape_of_values({"974760674"}).is_norwegian_id);
  EXPECT_TRUE(shape_of_values({"NOK", "EUR"}).is_currency);
  EXPECT_FALSE(shape_of_values({"NOK", "ABC"}).is_currency);
}

}  // namespace
}  // namespace procured::tools
