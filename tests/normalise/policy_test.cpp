// Goal: a policy set is published as its files say, and a bad one is refused with all that is
// wrong. Method: a policy built by hand; a folder that does not exist.
#include "normalise/policy.h"

#include <gtest/gtest.h>

namespace procured::normalise {
namespace {

TEST(PolicyMessageTest, EveryPartOfThePolicyIsInTheMessage) {
  config::Policy policy;
  policy.revision = 3;
  policy.order_missing.exempt.suppliers = {"0192:974760673"};
  policy.order_missing.exempt.categories = {{.scheme = "STI", .prefix = "09"}};
  policy.order_missing.exempt.agreements = {"A1"};
  const auto message = policy_message(policy);
  EXPECT_EQ(message.revision(), 3U);
  EXPECT_EQ(message.price_tolerance(), "0.02");
  EXPECT_EQ(message.content_hash(), policy.content_hash());
  EXPECT_EQ(message.order_exempt_suppliers(0), "0192:974760673");
  EXPECT_EQ(message.order_exempt_categories(0).scheme(), "STI");
  EXPECT_EQ(message.order_exempt_categories(0).prefix(), "09");
  EXPECT_EQ(message.order_exempt_agreements(0), "A1");
}

TEST(PolicyMessageTest, AnEmptyPathIsTheBuiltInPolicy) {
  const auto policy = load_policy({});
  ASSERT_TRUE(policy.has_value());
  EXPECT_EQ(policy.value().revision(), 0U);
  EXPECT_EQ(policy.value().price_tolerance(), "0.02");
}

TEST(PolicyMessageTest, AFolderThatCannotBeReadIsRefused) {
  const auto policy = load_policy("/nonexistent/policy.d");
  ASSERT_TRUE(policy.has_error());
  EXPECT_EQ(policy.error().category, core::Category::kFatal);
  EXPECT_EQ(policy.error().code, "policy_invalid");
}

}  // namespace
}  // namespace procured::normalise
