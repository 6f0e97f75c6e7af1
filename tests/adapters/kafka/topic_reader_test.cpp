// Goal: the reader returns what is committed and only that, knows the ends with and without open
// transactions, and finds a record by its coordinates. Method: a real broker, and a transactional
// producer that commits, aborts and leaves a transaction open.
#include "adapters/kafka/topic_reader.h"

#include <gtest/gtest.h>

#include "adapters/kafka/topics_admin.h"
#include "support/real_broker.h"

namespace procured::adapters {
namespace {

constexpr const char* kTopic = "procured.verdicts.v1";

class TransactionalProducer {
 public:
  explicit TransactionalProducer(const ClientSettings& settings) {
    Configuration configuration(settings);
    configuration.set("transactional.id", "test");
    client_ = configuration.become(RD_KAFKA_PRODUCER).value();
    call(rd_kafka_init_transactions(client_.get(), 20'000));
  }
  void begin() { call(rd_kafka_begin_transaction(client_.get())); }
  void commit() { call(rd_kafka_commit_transaction(client_.get(), -1)); }
  void abort() { call(rd_kafka_abort_transaction(client_.get(), -1)); }
  void send(const char* value) {
    const auto code = rd_kafka_producev(
        client_.get(), RD_KAFKA_V_TOPIC(kTopic), RD_KAFKA_V_PARTITION(0), RD_KAFKA_V_KEY("k", 1),
        RD_KAFKA_V_VALUE(const_cast<char*>(value), std::string_view(value).size()),
        RD_KAFKA_V_HEADER("h", "x", 1), RD_KAFKA_V_END);
    EXPECT_EQ(code, RD_KAFKA_RESP_ERR_NO_ERROR);
    EXPECT_EQ(rd_kafka_flush(client_.get(), 20'000), RD_KAFKA_RESP_ERR_NO_ERROR);
  }

 private:
  static void call(rd_kafka_error_t* error) {
    const ErrorPtr owned(error);
    EXPECT_EQ(error, nullptr) << rd_kafka_error_string(error);
  }

  ClientPtr client_;
};

std::vector<std::string> read_to_end(TopicReader& reader) {
  std::vector<std::string> values;
  while (reader.lag().value() > 0) {
    const auto records = reader.poll();
    for (const auto& record : records.value()) values.emplace_back(*record.value);
  }
  return values;
}

TEST(TopicReaderTest, ReturnsWhatIsCommittedAndKnowsTheEnds) {
  const support::RealBroker broker;
  const ClientSettings settings{.bootstrap = broker.bootstrap()};
  auto admin = TopicsAdmin::open(settings);
  ASSERT_TRUE(admin);
  ASSERT_TRUE(admin.value().create(topic_plans({}, 2, 1)));
  TransactionalProducer producer(settings);
  producer.begin();
  producer.send("one");  // offset 0, control record 1
  producer.commit();
  producer.begin();
  producer.send("aborted");  // offset 2, control record 3
  producer.abort();
  producer.begin();
  producer.send("two");  // offset 4, control record 5
  producer.commit();
  producer.begin();
  producer.send("open");  // offset 6

  auto opened = TopicReader::open(settings);
  ASSERT_TRUE(opened);
  auto& reader = *opened.value();
  EXPECT_EQ(reader.partitions(kTopic).value(), 2);
  EXPECT_EQ(reader.partitions("procured.none").error().code, "topic_missing");
  ASSERT_TRUE(reader.assign({{kTopic, 0, stream::Position::kBeginning}, {kTopic, 1, 0}}));
  EXPECT_EQ(read_to_end(reader), (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(reader.positions()[0].offset, 6) << "past control records and aborted ones";
  EXPECT_EQ(reader.end_offset(kTopic, 0).value(), 7) << "the open transaction included";
  producer.commit();
  EXPECT_EQ(read_to_end(reader), (std::vector<std::string>{"open"}));

  ASSERT_TRUE(reader.assign({{kTopic, 0, 4}}));
  EXPECT_EQ(read_to_end(reader), (std::vector<std::string>{"two", "open"}));

  const auto found = reader.fetch_record(kTopic, 0, 4);
  ASSERT_TRUE(found && found.value());
  EXPECT_EQ(found.value()->key, "k");
  EXPECT_EQ(found.value()->value, "two");
  ASSERT_EQ(found.value()->headers.size(), 1U);
  EXPECT_EQ(found.value()->headers[0].name, "h");
  for (const std::int64_t gone : {1, 2, 99}) {
    const auto none = reader.fetch_record(kTopic, 0, gone);
    ASSERT_TRUE(none) << gone;
    EXPECT_FALSE(none.value()) << gone;
  }
}

}  // namespace
}  // namespace procured::adapters
