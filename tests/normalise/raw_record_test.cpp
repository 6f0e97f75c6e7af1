// Goal: what the headers of a raw record say is understood, and what makes no sense counts as
// absent. Method: records with hand-written headers.
#include "normalise/raw_record.h"

#include <gtest/gtest.h>

#include "stream/topics.h"

namespace procured::normalise {
namespace {

stream::InboundRecord record(std::vector<stream::Header> headers = {}) {
  stream::InboundRecord inbound;
  inbound.topic = "procured.raw.erp";
  inbound.partition = 2;
  inbound.offset = 40;
  inbound.key = "a.xml";
  inbound.value = "bytes";
  inbound.headers = std::move(headers);
  return inbound;
}

stream::Header header(std::string_view name, std::string value) {
  return {std::string(name), std::move(value)};
}

TEST(RawRecordTest, WithoutHeadersTheKeyIsThePathAndTheBytesAreOneFile) {
  const auto inbound = record();
  const RawRecord raw(inbound, "now");
  EXPECT_EQ(raw.connector, "erp");
  EXPECT_EQ(raw.source_key, "a.xml");
  EXPECT_EQ(raw.path, "a.xml");
  EXPECT_EQ(raw.bytes, "bytes");
  EXPECT_EQ(raw.part, 1U);
  EXPECT_EQ(raw.parts, 1U);
  EXPECT_EQ(raw.first_row, 0U);
  EXPECT_FALSE(raw.withdrawn);
}

TEST(RawRecordTest, HeadersSayPathPartAndFirstRow) {
  const auto inbound =
      record({header(stream::kPathHeader, "x/a.csv"), header(stream::kPartHeader, "2/3"),
              header(stream::kFirstRowHeader, "17")});
  const RawRecord raw(inbound, "now");
  EXPECT_EQ(raw.path, "x/a.csv");
  EXPECT_EQ(raw.part, 2U);
  EXPECT_EQ(raw.parts, 3U);
  EXPECT_EQ(raw.first_row, 17U);
}

TEST(RawRecordTest, PartsThatMakeNoSenseCountAsAbsent) {
  for (const auto* text : {"", "1", "0/3", "4/3", "a/b", "1/", "/2", "-1/2", "1/2x"}) {
    const auto inbound = record({header(stream::kPartHeader, text)});
    const RawRecord raw(inbound, "now");
    EXPECT_EQ(raw.part, 1U) << text;
    EXPECT_EQ(raw.parts, 1U) << text;
  }
}

TEST(RawRecordTest, ATombstoneAndOpDeleteWithdrawTheWholeKey) {
  auto tombstone = record({header(stream::kPartHeader, "2/3")});
  tombstone.value = std::nullopt;
  EXPECT_TRUE(RawRecord(tombstone, "now").withdrawn);
  EXPECT_EQ(RawRecord(tombstone, "now").part, 1U);
  const auto withdrawn = record({header(stream::kOpHeader, "DELETE")});
  EXPECT_TRUE(RawRecord(withdrawn, "now").withdrawn);
}

TEST(RawRecordTest, ProvenanceSaysWhereAndWhen) {
  const auto inbound = record();
  const auto provenance = RawRecord(inbound, "now").provenance("a.xml#2", 3);
  EXPECT_EQ(provenance.topic(), "procured.raw.erp");
  EXPECT_EQ(provenance.partition(), 2);
  EXPECT_EQ(provenance.offset(), 40);
  EXPECT_EQ(provenance.known_at(), "now");
  EXPECT_EQ(provenance.cause(), "a.xml#2");
  EXPECT_EQ(provenance.revision(), 3U);
  EXPECT_EQ(provenance.traceparent().size(), 55U);
}

TEST(RawRecordTest, TheTimeOfReceiptIsTheBrokersElseNow) {
  auto inbound = record();
  EXPECT_EQ(RawRecord(inbound, "now").received_at, "now");
  inbound.timestamp_ms = 1'767'225'600'000;
  EXPECT_EQ(RawRecord(inbound, "now").received_at, "2026-01-01T00:00:00.000Z");
}

}  // namespace
}  // namespace procured::normalise
