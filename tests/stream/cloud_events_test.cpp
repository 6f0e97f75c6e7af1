// Goal: outputs carry the CloudEvents attributes in the binary mode of the Kafka binding, and
// traces go on. Method: names and formats compared with CloudEvents 1.0.2 and W3C Trace Context
// level 1 by hand.
#include "stream/cloud_events.h"

#include <gtest/gtest.h>

namespace procured::stream {
namespace {

std::string value_of(const std::vector<Header>& headers, std::string_view name) {
  for (const auto& header : headers) {
    if (header.name == name) return header.value;
  }
  return "absent";
}

TEST(CloudEventsTest, EveryAttributeHasItsHeader) {
  const auto headers = cloud_event({.type = "procured.document.v1",
                                    .source = "/procured/normalise/files",
                                    .id = "1",
                                    .subject = "a.xml",
                                    .time = "2026-01-31T12:00:00.000Z"});
  EXPECT_EQ(value_of(headers, "ce_specversion"), "1.0");
  EXPECT_EQ(value_of(headers, "ce_id"), "1");
  EXPECT_EQ(value_of(headers, "ce_source"), "/procured/normalise/files");
  EXPECT_EQ(value_of(headers, "ce_type"), "procured.document.v1");
  EXPECT_EQ(value_of(headers, "ce_subject"), "a.xml");
  EXPECT_EQ(value_of(headers, "ce_time"), "2026-01-31T12:00:00.000Z");
  EXPECT_EQ(value_of(headers, "content-type"), "application/protobuf");
  EXPECT_EQ(value_of(headers, "traceparent"), "absent");
}

TEST(CloudEventsTest, AnIdIsAFunctionOfItsPartsAndTellsThemApart) {
  EXPECT_EQ(event_id({"a", "b"}), event_id({"a", "b"}));
  EXPECT_NE(event_id({"a", "b"}), event_id({"a|b"}));
  EXPECT_EQ(event_id({"a"}).size(), 32U);
}

TEST(CloudEventsTest, AValidTraceparentIsCarried) {
  InboundRecord record;
  record.headers = {{"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}};
  EXPECT_EQ(traceparent_of(record), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
}

TEST(CloudEventsTest, AnInvalidTraceparentIsReplacedByAStableOne) {
  InboundRecord record;
  record.topic = "procured.raw.files";
  record.offset = 7;
  record.headers = {{"traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"}};
  const auto made = traceparent_of(record);
  EXPECT_TRUE(is_traceparent(made));
  EXPECT_EQ(made, traceparent_of(record));
  record.offset = 8;
  EXPECT_NE(made, traceparent_of(record));
}

TEST(CloudEventsTest, TraceparentsAreTakenByTheLetter) {
  EXPECT_FALSE(is_traceparent(""));
  EXPECT_FALSE(is_traceparent("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"));
  EXPECT_FALSE(is_traceparent("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
  EXPECT_FALSE(is_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"));
}

}  // namespace
}  // namespace procured::stream
