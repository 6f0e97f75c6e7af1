// Goal: reference records go where their scope says, under scope|kind|id, and policy orders itself
// by its revision. Method: records built by hand.
#include "normalise/reference_output.h"

#include <gtest/gtest.h>

#include "normalise/flow.h"

namespace procured::normalise {
namespace {

TEST(ReferenceOutputTest, ARecordOfABuyerGoesToItsPartition) {
  v1::ReferenceRecord record;
  record.set_buyer_id("0192:958935420");
  record.set_key("unit|0192:958935420|U1|");
  record.mutable_unit()->set_unit_id("U1");
  record.mutable_provenance()->set_traceparent("trace");
  const auto output = reference_output(record, "/x", "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(output.topic, stream::Topic::kReference);
  EXPECT_EQ(output.route, stream::Route::kByKey);
  EXPECT_EQ(output.route_key, "0192:958935420");
  EXPECT_EQ(output.key, "0192:958935420|unit|0192:958935420|U1|");
  EXPECT_EQ(testing::header_of(output, "ce_type"), "procured.reference.v1");
  EXPECT_EQ(testing::header_of(output, "ce_source"), "/x");
  EXPECT_EQ(testing::header_of(output, "traceparent"), "trace");
}

TEST(ReferenceOutputTest, PolicyGoesToEveryPartitionAndItsRevisionIsItsPlace) {
  v1::Policy policy;
  policy.set_revision(7);
  policy.set_content_hash("abc");
  const auto outputs = policy_records(policy);
  ASSERT_EQ(outputs.size(), 1U);
  EXPECT_EQ(outputs[0].route, stream::Route::kEveryPartition);
  EXPECT_EQ(outputs[0].key, "ALL|policy");
  v1::ReferenceRecord record;
  ASSERT_TRUE(record.ParseFromString(*outputs[0].value));
  EXPECT_EQ(record.op(), v1::UPSERT);
  EXPECT_EQ(record.key(), "policy");
  EXPECT_EQ(record.position().row(), 7U);
  EXPECT_EQ(record.policy().content_hash(), "abc");
}

TEST(ReferenceOutputTest, TheSamePolicyIsTheSameEvent) {
  v1::Policy policy;
  policy.set_revision(7);
  const auto id = [](const v1::Policy& one) {
    return testing::header_of(policy_records(one)[0], "ce_id");
  };
  EXPECT_EQ(id(policy), id(policy));
  v1::Policy other = policy;
  other.set_revision(8);
  EXPECT_NE(id(policy), id(other));
}

TEST(ReferenceOutputTest, ABusinessDateGoesToItsBuyer) {
  v1::BusinessDate date;
  date.set_buyer_id("B");
  date.set_date("2026-01-31");
  const auto outputs = business_date_records(date);
  ASSERT_EQ(outputs.size(), 1U);
  EXPECT_EQ(outputs[0].key, "B|business_date|B");
  EXPECT_EQ(outputs[0].route_key, "B");
}

}  // namespace
}  // namespace procured::normalise
