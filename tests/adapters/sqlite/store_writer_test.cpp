// Goal: a store is exactly what the topics say up to its positions, however they were read.
// Method: the example topics written in one pass are the measure; the same with duplicates, other
// batches, another interleaving of partitions and restarts at random (seeded) points must give the
// same rows; single records by hand.
#include "adapters/sqlite/store_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "stream/topics.h"
#include "support/example_store.h"
#include "support/store_dump.h"

namespace procured::sqlite {
namespace {

using support::TopicRecord;

class StoreWriterTest : public testing::Test {
 protected:
  std::unique_ptr<StoreWriter> open(const std::string& name) {
    auto writer = StoreWriter::open(directory_.file(name), clock_);
    EXPECT_TRUE(writer) << writer.error().detail;
    return std::move(writer).value();
  }
  void write(const std::string& name, const std::vector<TopicRecord>& records) {
    const auto written = open(name)->write(support::views_of(records));
    EXPECT_TRUE(written) << written.error().detail;
  }
  std::string dump(const std::string& name) { return support::dump_store(directory_.file(name)); }
  std::string rows(const std::string& name, const std::string& sql, int columns) {
    Database database(directory_.file(name), Database::Mode::kReadOnly);
    return support::rows_of(database, sql, columns);
  }

  core::SystemClock clock_;
  support::TemporaryDirectory directory_;
};

/// The records with their partitions interleaved anew; each partition keeps its order.
std::vector<TopicRecord> interleaved(std::vector<TopicRecord> records, std::mt19937& random) {
  std::map<std::pair<std::string, std::int32_t>, std::vector<TopicRecord>> partitions;
  for (auto& record : records) partitions[{record.topic, record.partition}].push_back(record);
  std::vector<std::pair<std::string, std::int32_t>> order;
  for (const auto& record : records) order.emplace_back(record.topic, record.partition);
  std::shuffle(order.begin(), order.end(), random);
  std::map<std::pair<std::string, std::int32_t>, std::size_t> next;
  std::vector<TopicRecord> result;
  for (const auto& place : order) result.push_back(partitions[place][next[place]++]);
  return result;
}

TEST_F(StoreWriterTest, DuplicatesBatchesInterleavingsAndRestartsChangeNothing) {
  const auto topics = support::example_topics();
  write("once.db", topics.records);
  const auto expected = dump("once.db");
  for (unsigned seed = 1; seed <= 3; ++seed) {
    std::mt19937 random(seed);
    const auto name = "again" + std::to_string(seed) + ".db";
    const auto records = interleaved(topics.records, random);
    const auto views = support::views_of(records);
    auto writer = open(name);
    std::size_t at = 0;
    while (at < views.size()) {
      const auto size = std::min<std::size_t>(views.size() - at, 1 + random() % 400);
      ASSERT_TRUE(writer->write(std::span(views).subspan(at, size)));
      at += size;
      if (random() % 3 == 0) {  // a restart that delivers some of it again
        writer = open(name);
        at -= std::min<std::size_t>(at, random() % 200);
      }
    }
    EXPECT_EQ(dump(name), expected) << "seed " << seed;
  }
}

TEST_F(StoreWriterTest, PositionsAreThoseOfTheRows) {
  const std::vector<TopicRecord> records = {{"procured.facts.v1", 3, 7, "no|fact"},
                                            {"procured.facts.v1", 3, 9, "no|fact"},
                                            {"procured.kpis.v1", 0, 0, "no|cell"}};
  write("store.db", records);
  const stream::Positions expected = {{"procured.facts.v1", 3, 10}, {"procured.kpis.v1", 0, 1}};
  EXPECT_EQ(open("store.db")->positions(), expected);
}

TEST_F(StoreWriterTest, ATombstoneTakesAFactAndACellAway) {
  auto topics = support::example_topics();
  const auto first_of = [&](std::string_view topic) {
    return *std::find_if(topics.records.begin(), topics.records.end(),
                         [&](const TopicRecord& record) { return record.topic == topic; });
  };
  const auto fact = first_of(stream::kFactsTopic);
  const auto cell = first_of(stream::kKpisTopic);
  write("store.db", {fact, cell});
  EXPECT_EQ(rows("store.db",
                 "SELECT (SELECT count(*) FROM fact_document), (SELECT count(*) FROM fact_kpi)", 2),
            "1|1\n");
  write("store.db", {{fact.topic, fact.partition, fact.offset + 1, fact.key},
                     {cell.topic, cell.partition, cell.offset + 1, cell.key}});
  EXPECT_EQ(rows("store.db",
                 "SELECT (SELECT count(*) FROM fact_document), (SELECT count(*) FROM fact_kpi)", 2),
            "0|0\n");
}

TEST_F(StoreWriterTest, ACellIsReadFromItsJson) {
  const std::string json =
      R"({"buyer_id":"b","kpi":"agreement_loyalty_ratio","unit_id":"unknown","month":"2026-01",)"
      R"("currency":"NOK","numerator":"-3","denominator":"19.5","count":2,"coverage_known":"19.5",)"
      R"("coverage_scope":"20.00001","status":"NOT_MEANINGFUL","definition_version":1,)"
      R"("later":"ignored"})";
  write("store.db", {{"procured.kpis.v1", 0, 0, "cell", json}});
  EXPECT_EQ(
      rows("store.db", "SELECT * FROM fact_kpi", 17),
      "cell|b|agreement_loyalty_ratio|unknown|2026-01|NOK|-3|-30000|19.5|195000|2|19.5|195000|"
      "20.00001|-|NOT_MEANINGFUL|1\n");
}

TEST_F(StoreWriterTest, WhatDoesNotDecodeIsKeptAsRefusedAndTheRestGoesOn) {
  const std::string no_decimal = R"({"buyer_id":"b","kpi":"k","numerator":"1,5"})";
  write("store.db", {{"procured.facts.v1", 0, 0, "k", "\xFF\xFF"},
                     {"procured.verdicts.v1", 0, 0, "k", "\xFF\xFF"},
                     {"procured.kpis.v1", 0, 0, "k", "{"},
                     {"procured.kpis.v1", 0, 1, "k", no_decimal},
                     {"procured.kpis.v1", 0, 2, "k"}});
  EXPECT_EQ(
      rows("store.db", "SELECT topic, partition, record_offset, reason FROM refused_record", 4),
      "procured.facts.v1|0|0|no Fact\nprocured.kpis.v1|0|0|no KpiCell\n"
      "procured.kpis.v1|0|1|no KpiCell\nprocured.verdicts.v1|0|0|no Verdict\n");
  EXPECT_EQ(rows("store.db",
                 "SELECT next_offset FROM kafka_position WHERE topic = 'procured.kpis.v1'", 1),
            "3\n");
}

TEST_F(StoreWriterTest, ADeadLetterIsListedByItsHeaders) {
  write("store.db", {{"procured.dead-letters.v1",
                      2,
                      5,
                      "a.xml",
                      "<x",
                      {{"procured.error.code", "xml_malformed"},
                       {"procured.error.place", "line 1"},
                       {"procured.error.detail", "ends too early"},
                       {"procured.error.stage", "normalise"},
                       {"procured.source.connector", "ubl"},
                       {"procured.source.key", "in/a.xml"},
                       {"procured.source.hash", "abc"},
                       {"procured.source.bytes", "40000000"}}}});
  EXPECT_EQ(rows("store.db", "SELECT * FROM dead_letter", 10),
            "2|5|ubl|in/a.xml|xml_malformed|line 1|ends too early|abc|40000000|normalise\n");
}

TEST_F(StoreWriterTest, EveryFactVerdictAndCellOfTheTopicsStandsInTheStore) {
  const auto topics = support::example_topics();
  write("store.db", topics.records);
  std::map<std::string, std::string> facts;
  std::map<std::string, std::string> cells;
  std::size_t verdicts = 0;
  for (const auto& record : topics.records) {
    if (record.topic == stream::kFactsTopic) facts[record.key] = *record.value;
    if (record.topic == stream::kKpisTopic) cells[record.key] = *record.value;
    verdicts += record.topic == stream::kVerdictsTopic ? 1U : 0U;
  }
  Database database(directory_.file("store.db"), Database::Mode::kReadOnly);
  auto& query = database.prepared("SELECT document_key, fact FROM fact_document");
  std::size_t count = 0;
  while (query.step()) {
    EXPECT_EQ(query.text(1), facts[query.text(0)]);
    ++count;
  }
  EXPECT_EQ(count, facts.size());
  EXPECT_EQ(
      rows("store.db",
           "SELECT (SELECT count(*) FROM verdict_history), (SELECT count(*) FROM fact_kpi)", 2),
      std::to_string(verdicts) + "|" + std::to_string(cells.size()) + "\n");
}

}  // namespace
}  // namespace procured::sqlite
