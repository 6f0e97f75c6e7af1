// Goal: the topic that is read first is read up to where it ended when its partitions were taken
// over, and one that grows faster than it is read keeps the other from nothing. Method: a real
// broker; for each record that is read, two are written.
#include "adapters/kafka/group_source.h"

#include <gtest/gtest.h>

#include "adapters/kafka/topics_admin.h"
#include "support/real_broker.h"

namespace procured::adapters {
namespace {

constexpr const char* kFirst = "procured.reference.v1";
constexpr const char* kOther = "procured.documents.v1";
constexpr int kPartitions = 2;
constexpr int kAtOnce = 20;   // of the topic that is read first, when partitions are taken over
constexpr int kEnough = 1500;  // records: far more than those

class Producer {
 public:
  explicit Producer(const ClientSettings& settings) {
    client_ = Configuration(settings).become(RD_KAFKA_PRODUCER).value();
  }
  void send(const char* topic, int count) {
    for (int i = 0; i < count; ++i) {
      const auto code = rd_kafka_producev(
          client_.get(), RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(i % kPartitions),
          RD_KAFKA_V_KEY("k", 1), RD_KAFKA_V_VALUE(const_cast<char*>("v"), 1), RD_KAFKA_V_END);
      EXPECT_EQ(code, RD_KAFKA_RESP_ERR_NO_ERROR);
    }
    EXPECT_EQ(rd_kafka_flush(client_.get(), 20'000), RD_KAFKA_RESP_ERR_NO_ERROR);
  }

 private:
  ClientPtr client_;
};

/// Takes over what the group gives this member, from the beginning.
void take_over(GroupSource& source, const pipeline::PollLimits& limits) {
  while (true) {
    auto poll = source.poll(limits);
    ASSERT_TRUE(poll) << poll.error().detail;
    if (poll.value().ownership != pipeline::Ownership::kAssigned) continue;
    auto from = poll.value().partitions;
    for (auto& position : from) position.offset = stream::Position::kBeginning;
    ASSERT_TRUE(source.assign(from));
    return;
  }
}

TEST(GroupSourceTest, WhatIsReadFirstIsReadAsFarAsItWent) {
  const support::RealBroker broker;
  const ClientSettings settings{.bootstrap = broker.bootstrap()};
  auto admin = TopicsAdmin::open(settings);
  ASSERT_TRUE(admin);
  ASSERT_TRUE(admin.value().create(topic_plans({}, kPartitions, 1)));
  Producer producer(settings);
  producer.send(kFirst, kAtOnce);
  producer.send(kOther, kPartitions);

  auto joined = GroupSource::join({.client = settings,
                                   .group = "test",
                                   .member = "a",
                                   .topics = {kFirst, kOther},
                                   .read_first = kFirst});
  ASSERT_TRUE(joined);
  auto& source = *joined.value();
  const pipeline::PollLimits one{.wait = std::chrono::milliseconds(50), .records_max = 1};
  take_over(source, one);
  int first = 0;
  int other = 0;
  while (other < kPartitions && first < kEnough) {
    const auto poll = source.poll(one);
    ASSERT_TRUE(poll) << poll.error().detail;
    for (const auto& record : poll.value().records) {
      ++(record.topic == kFirst ? first : other);
      EXPECT_TRUE(record.topic == kFirst || first >= kAtOnce) << "read before what comes first";
      producer.send(kFirst, kPartitions);
    }
    source.release();
  }
  EXPECT_EQ(other, kPartitions) << "after " << first << " of the topic that is read first";
  source.close();
}

}  // namespace
}  // namespace procured::adapters
