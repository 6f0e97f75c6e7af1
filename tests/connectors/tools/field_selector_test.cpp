// Goal: a field is named as people name it, and a wrong name is met with the right one.
#include "connectors/tools/field_selector.h"

#include <gtest/gtest.h>

namespace procured::tools {
namespace {

std::string problem(const std::string& text) {
  const auto selector = FieldSelector::parse(text);
  return selector ? "" : selector.error().detail;
}

TEST(FieldSelectorTest, StepsHaveIndices) {
  const auto selector = FieldSelector::parse("lines[2].price_amount");
  ASSERT_TRUE(selector.has_value());
  ASSERT_EQ(selector.value().steps().size(), 2U);
  EXPECT_EQ(selector.value().steps()[0].name, "lines");
  EXPECT_EQ(selector.value().steps()[0].index, 2U);
  EXPECT_EQ(selector.value().steps()[1].index, std::nullopt);
}

TEST(FieldSelectorTest, PersonsStandBeside) {
  const auto selector = FieldSelector::parse("persons.seller_contact");
  ASSERT_TRUE(selector.has_value());
  EXPECT_TRUE(selector.value().is_of_persons());
  EXPECT_EQ(selector.value().steps().front().name, "seller_contact");
}

TEST(FieldSelectorTest, FieldsOfRegistersAreKnown) { EXPECT_EQ(problem("valid_from"), ""); }

TEST(FieldSelectorTest, WhatThereIsNotIsToldWithWhatIsNear) {
  EXPECT_EQ(problem("seller.legal_ids"),
            "Party has no field 'legal_ids'; did you mean 'legal_id'?");
  EXPECT_EQ(problem("seller[1].name"), "'seller' is single and has no index");
  EXPECT_EQ(problem("lines[0]"), "'lines[0]' is no field with an index, such as lines[2]");
  EXPECT_EQ(problem("lines[x]"), "'lines[x]' is no field with an index, such as lines[2]");
  EXPECT_EQ(problem("id.name"), "'name' stands below a single value");
}

}  // namespace
}  // namespace procured::tools
