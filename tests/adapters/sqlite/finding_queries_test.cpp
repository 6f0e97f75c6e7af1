// Goal: leaks add up to their lines, lists are paged without loss, and a verdict is found with all
// that explains it. Method: hand-made invoices whose sums are known; pages of every size walked to
// the end.
#include "adapters/sqlite/finding_queries.h"

#include <gtest/gtest.h>

#include "adapters/sqlite/small_store.h"

namespace procured::sqlite {
namespace {

class FindingQueriesTest : public testing::Test {
 protected:
  // Missed: unit 210 two lines of 36.18 and 10; unit 220 one of 50, and one that is not determined.
  FindingQueriesTest() {
    auto first = bread_elsewhere("1");
    first.lines.push_back(first.lines[0]);
    first.lines[1].missed_minor_units = 1000;
    store_.add(first);
    auto second = bread_elsewhere("2");
    second.unit_id = "220";
    second.lines[0].missed_minor_units = 5000;
    second.issue_date = "2026-02-01";
    store_.add(second);
    auto third = bread_elsewhere("3");
    third.unit_id = "220";
    store_.add(third);
    store_.database.execute(
        "UPDATE fact_finding SET missed_amount = NULL WHERE document_key LIKE '%|3|2026'"
        " AND rule = 'agreement_bypassed'");
    store_.add_unit("200", "");
    store_.add_unit("210", "200");
  }

  std::vector<std::string> walk(const std::string& rule, std::size_t limit) {
    std::vector<std::string> keys;
    bi::Page page{.limit = limit};
    for (;;) {
      const auto slice = finding_rows(store_.database, {rule, "BREACH"}, filter_, page);
      EXPECT_LE(slice.items.size(), limit);
      for (const auto& item : slice.items) {
        keys.push_back(item.document_number + "/" + std::to_string(item.line_number));
      }
      if (slice.next.empty()) return keys;
      page.after = slice.next;
    }
  }

  SmallStore store_;
  bi::Filter filter_{.buyer = "b", .currency = "NOK"};
};

TEST_F(FindingQueriesTest, LeaksComeWithTheGreatestFirst) {
  const auto rows = leak_rows(store_.database, {.by_unit = true}, filter_);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].unit_id, "220");
  EXPECT_EQ(rows[0].missed_saving.to_string(), "50");
  EXPECT_EQ(rows[0].amount.to_string(), "201");
  EXPECT_EQ(rows[0].lines, 2);
  EXPECT_EQ(rows[0].undetermined_lines, 1);
  EXPECT_EQ(rows[1].unit_name, "Unit 210");
  EXPECT_EQ(rows[1].missed_saving.to_string(), "46.18");
}

TEST_F(FindingQueriesTest, LeaksByAgreementAndSupplierNameThem) {
  const auto rows =
      leak_rows(store_.database, {.by_agreement = true, .by_supplier = true}, filter_);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].agreement_id, "RA-2025-07");
  EXPECT_EQ(rows[0].supplier_name, "Hjørnebakeren AS");
  EXPECT_EQ(rows[0].unit_id, "");
  EXPECT_EQ(rows[0].missed_saving.to_string(), "96.18");
}

TEST_F(FindingQueriesTest, AFilterNarrowsLeaks) {
  filter_.unit = "200";
  EXPECT_EQ(leak_rows(store_.database, {}, filter_).at(0).missed_saving.to_string(), "46.18");
  filter_.unit = "";
  filter_.from = "2026-02";
  EXPECT_EQ(leak_rows(store_.database, {}, filter_).at(0).missed_saving.to_string(), "50");
  filter_.agreement = "another";
  EXPECT_TRUE(leak_rows(store_.database, {}, filter_).empty());
}

TEST_F(FindingQueriesTest, PagesOfAnySizeHoldEachFindingOnce) {
  const std::vector<std::string> lines = {"1/1", "1/2", "2/1", "3/1"};
  for (std::size_t limit = 1; limit <= 5; ++limit) {
    EXPECT_EQ(walk("agreement_bypassed", limit), lines) << limit;
  }
}

TEST_F(FindingQueriesTest, ADocumentFindingBelongsToTheUnitsOfItsLines) {
  EXPECT_EQ(walk("order_missing", 10), (std::vector<std::string>{"1/0", "2/0", "3/0"}));
  filter_.unit = "200";
  EXPECT_EQ(walk("order_missing", 10), (std::vector<std::string>{"1/0"}));
  EXPECT_EQ(walk("agreement_bypassed", 10), (std::vector<std::string>{"1/1", "1/2"}));
}

TEST_F(FindingQueriesTest, ADocumentFindingShowsTheDocumentsAmount) {
  const auto slice = finding_rows(store_.database, {"order_missing", "BREACH"}, filter_, {});
  EXPECT_EQ(slice.items.at(0).amount, "201");
  EXPECT_EQ(slice.items.at(0).exposed_amount, "201");
  EXPECT_EQ(slice.items.at(0).unit_id, "");
}

TEST_F(FindingQueriesTest, AVerdictIsFoundBySubjectAndByDocument) {
  const auto key = std::string("b|INVOICE|0192:976390512|2|2026");
  for (const auto& text : {key, "document|" + key}) {
    const auto view = verdict_view(store_.database, text);
    ASSERT_TRUE(view) << text;
    EXPECT_EQ(view->subject_key, "document|" + key);
    EXPECT_EQ(view->verdict.findings_size(), 2);
    EXPECT_EQ(view->fact->lines(0).unit_id(), "220");
    ASSERT_EQ(view->history.size(), 1U);
    EXPECT_EQ(view->history[0].outcome, "BREACH");
  }
  EXPECT_FALSE(verdict_view(store_.database, "b|INVOICE|nobody|2|2026"));
}

TEST_F(FindingQueriesTest, ANumberFindsEveryDocumentThatHasIt) {
  auto other = bread_elsewhere("2");
  other.seller = support::kCraftsman;
  store_.add(other);
  EXPECT_EQ(subjects_named(store_.database, "2"),
            (std::vector<std::string>{"document|b|INVOICE|0192:971032081|2|2026",
                                      "document|b|INVOICE|0192:976390512|2|2026"}));
  EXPECT_TRUE(subjects_named(store_.database, "nothing").empty());
}

}  // namespace
}  // namespace procured::sqlite
