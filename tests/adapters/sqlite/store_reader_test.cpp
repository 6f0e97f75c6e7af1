// Goal: a reader sees one committed state of the store, and what it is asked for.
// Method: the example store; figures that its plan states, and sums compared with each other.
#include "adapters/sqlite/store_reader.h"

#include <gtest/gtest.h>

#include "support/example_store.h"

namespace procured::sqlite {
namespace {

class StoreReaderTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new support::TemporaryDirectory;
    const auto written =
        support::write_example_store(directory_->file("store.db"), support::example_topics());
    ASSERT_TRUE(written);
  }
  static void TearDownTestSuite() { delete directory_; }

  StoreReaderTest() : store_(StoreReader::open(directory_->file("store.db")).value()) {}

  static support::TemporaryDirectory* directory_;
  std::unique_ptr<bi::Store> store_;
};
support::TemporaryDirectory* StoreReaderTest::directory_ = nullptr;

TEST_F(StoreReaderTest, BuyersComeWithTheirYearAndCurrency) {
  const auto buyers = store_->buyers().value();
  ASSERT_EQ(buyers.size(), 2U);
  EXPECT_EQ(buyers[0].id, "0192:987654325");
  EXPECT_EQ(buyers[0].name, "Fjordvik kommune");
  EXPECT_EQ(buyers[0].currency, "NOK");
  EXPECT_EQ(buyers[0].first_month + " " + buyers[0].last_month, "2025-07 2026-06");
}

TEST_F(StoreReaderTest, CountsAreThoseOfTheTables) {
  const auto counts = store_->counts().value();
  const auto buyers = store_->buyers().value();
  EXPECT_EQ(counts.facts, buyers[0].documents + buyers[1].documents);
  EXPECT_EQ(counts.documents, counts.facts);
  EXPECT_EQ(counts.verdicts, counts.facts);
  EXPECT_EQ(counts.dead_letters, 3);
  EXPECT_EQ(counts.refused, 0);
  EXPECT_FALSE(counts.updated_at.empty());
}

TEST_F(StoreReaderTest, TheMissedSavingOfTheCellsIsThatOfTheLines) {
  const bi::Filter filter{.buyer = "0192:987654325", .currency = "NOK"};
  const auto cells = store_->kpi("missed_saving_amount", {}, filter).value();
  const auto leaks = store_->leaks({}, filter).value();
  ASSERT_EQ(cells.size(), 1U);
  ASSERT_EQ(leaks.size(), 1U);
  EXPECT_EQ(cells[0].tally.numerator, leaks[0].missed_saving);
  const auto tree = store_->rollup("missed_saving_amount", filter).value();
  EXPECT_EQ(tree.at(0).unit.name, "Kommunen samlet");
  EXPECT_EQ(tree.at(0).tally.numerator, leaks[0].missed_saving);
}

TEST_F(StoreReaderTest, AgreementsAndUnitsAreTheRegisters) {
  EXPECT_EQ(store_->units("0192:987654325").value().size(), 10U);
  const auto agreements = store_->agreements("0192:987654325").value();
  ASSERT_EQ(agreements.size(), 2U);
  EXPECT_EQ(agreements[1].title, "Bakervarer");
  EXPECT_EQ(agreements[1].e_commerce, true);
  EXPECT_TRUE(store_->units("nobody").value().empty());
}

TEST_F(StoreReaderTest, ASourceDocumentIsFoundByItsSighting) {
  const auto line = store_->findings("agreement_bypassed", "BREACH",
                                     {.buyer = "0192:987654325", .currency = "NOK"}, {.limit = 1});
  const auto view = store_->verdict(line.value().items.at(0).document_key).value();
  const auto& sighting = view->fact->sightings(0);
  const auto location =
      store_->source({sighting.connector(), sighting.source_key(), sighting.content_hash()})
          .value();
  ASSERT_TRUE(location);
  EXPECT_EQ(location->topic, "procured.raw.folder");
  EXPECT_EQ(location->partition, 1);
  EXPECT_FALSE(store_->source({"folder", sighting.source_key(), "another hash"}).value());
}

TEST_F(StoreReaderTest, DeadLettersArePagedBySource) {
  const auto first = store_->dead_letters({.limit = 2}).value();
  ASSERT_EQ(first.items.size(), 2U);
  EXPECT_EQ(first.items[0].source_key, "faktura/paaminnelse.xml");
  EXPECT_EQ(first.items[0].reason, "kind_not_supported");
  const auto second = store_->dead_letters({.after = first.next, .limit = 2}).value();
  ASSERT_EQ(second.items.size(), 1U);
  EXPECT_EQ(second.items[0].source_key, "faktura/uten-valuta.xml");
  EXPECT_EQ(second.next, "");
}

TEST_F(StoreReaderTest, AStoreThatIsNotThereMayComeYet) {
  const auto opened = StoreReader::open(directory_->file("none.db"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().category, core::Category::kTransient);
}

}  // namespace
}  // namespace procured::sqlite
