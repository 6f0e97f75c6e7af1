// Goal: topics are created with everything explicit, and other partition numbers than configured
// are refused. Method: the plans by hand; then a real broker on which some topics exist already.
#include "adapters/kafka/topics_admin.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/real_broker.h"

namespace procured::adapters {
namespace {

const TopicPlan& plan_of(const std::vector<TopicPlan>& plans, std::string_view name) {
  return *std::find_if(plans.begin(), plans.end(),
                       [&](const auto& plan) { return plan.name == name; });
}

TEST(TopicPlansTest, SayWhatDesignSection4Says) {
  const auto plans = topic_plans({"files", "erp"}, 8, 1, {.raw_ms = 1000});
  EXPECT_EQ(plans.size(), 2U + 8U);
  for (const auto& plan : plans) EXPECT_EQ(plan.partitions, 8) << plan.name;
  const auto& raw = plan_of(plans, "procured.raw.files");
  EXPECT_EQ(raw.settings.at("cleanup.policy"), "delete");
  EXPECT_EQ(raw.settings.at("retention.ms"), "1000");
  EXPECT_EQ(raw.settings.at("max.message.bytes"), "34603008");  // 33 MiB
  EXPECT_EQ(plan_of(plans, "procured.dead-letters.v1").settings.at("max.message.bytes"),
            "34603008");
  EXPECT_EQ(plan_of(plans, "procured.verdicts.v1").settings.at("retention.ms"), "-1");
  for (const auto* name :
       {"procured.connect.v1", "procured.facts.v1", "procured.kpis.v1", "procured.state.v1"}) {
    EXPECT_EQ(plan_of(plans, name).settings.at("cleanup.policy"), "compact") << name;
  }
}

TEST(TopicsAdminTest, CreatesWhatIsMissingAndRefusesOtherPartitionNumbers) {
  const support::RealBroker broker;
  auto opened = TopicsAdmin::open({.bootstrap = broker.bootstrap()});
  ASSERT_TRUE(opened);
  auto& admin = opened.value();
  const auto three = topic_plans({"files"}, 3, 1);
  EXPECT_EQ(admin.check(three).error().code, "topic_missing");
  EXPECT_EQ(admin.create(three).value().size(), three.size());
  EXPECT_TRUE(admin.create(three).value().empty()) << "nothing is missing any more";
  EXPECT_TRUE(admin.check(three));
  EXPECT_EQ(admin.describe(three).value().front().partitions, 3);
  EXPECT_EQ(admin.check(topic_plans({"files"}, 4, 1)).error().code, "partitions_differ");
}

}  // namespace
}  // namespace procured::adapters
