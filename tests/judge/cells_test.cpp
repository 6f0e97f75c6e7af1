// Goal: contributions and published cells have the grain and fields of the definitions (§6, §7).
// Method: purchases built by hand; the sums beside them.
#include <gtest/gtest.h>

#include "judge/published.h"
#include "support/judge_driver.h"

namespace procured::judge {
namespace {

model::Purchase purchase(model::Kind kind) {
  model::Purchase result;
  result.buyer_id = "B1";
  result.kind = kind;
  result.month = "2026-03";
  result.currency = "NOK";
  for (const auto* amount : {"10", "-4"}) {
    model::PurchaseLine line;
    line.amount = *core::Decimal::parse(amount);
    line.coverage = model::Coverage::kNotCovered;
    line.potential = false;
    result.lines.push_back(line);
  }
  result.lines[1].unit_id = "U|1";
  return result;
}

TEST(CellsTest, TheGrainIsBuyerKpiUnitMonthAndCurrency) {
  const auto contributions = contributions_of(purchase(model::Kind::kInvoice));
  EXPECT_EQ(contributions.at("B1|spend_amount|unknown|2026-03|NOK").numerator.to_string(), "10");
  EXPECT_EQ(contributions.at("B1|spend_amount|U\\|1|2026-03|NOK").coverage_scope.to_string(), "4");
  EXPECT_FALSE(contributions.contains("B1|missed_saving_amount|unknown|2026-03|NOK"));
}

TEST(CellsTest, AnOrderContributesNothing) {
  EXPECT_TRUE(contributions_of(purchase(model::Kind::kOrder)).empty());
}

TEST(CellsTest, AContributionKeepsItsTallyThroughTheState) {
  for (const auto& [cell, tally] : contributions_of(purchase(model::Kind::kInvoice))) {
    EXPECT_EQ(from_proto(to_proto(cell, tally)), tally) << cell;
    EXPECT_EQ(to_proto(cell, tally).cell(), cell);
  }
}

TEST(CellsTest, AnAmountHasNoDenominatorAndIsAlwaysOk) {
  kpis::Tally sum;
  sum.numerator = *core::Decimal::parse("-5");
  const auto cell = cell_of("B1|spend_amount|unknown|2026-03|NOK", sum);
  EXPECT_EQ(cell.denominator(), "");
  EXPECT_EQ(cell.status(), "OK");
  EXPECT_TRUE(cell.has_count());
}

std::string status(const char* numerator, const char* denominator) {
  kpis::Tally sum;
  sum.numerator = *core::Decimal::parse(numerator);
  sum.denominator = *core::Decimal::parse(denominator);
  return cell_of("B1|agreement_loyalty_ratio|unknown|2026-03|NOK", sum).status();
}

TEST(CellsTest, ARatioIsOkBetweenZeroAndOneOfAPositiveDenominator) {
  EXPECT_EQ(status("0", "1"), "OK");
  EXPECT_EQ(status("1", "1"), "OK");
  EXPECT_EQ(status("0.5", "1"), "OK");
  EXPECT_EQ(status("0", "0"), "NOT_MEANINGFUL");
  EXPECT_EQ(status("-1", "-2"), "NOT_MEANINGFUL");
  EXPECT_EQ(status("-0.01", "1"), "NOT_MEANINGFUL");
  EXPECT_EQ(status("1.01", "1"), "NOT_MEANINGFUL");
}

TEST(CellsTest, APublishedCellIsFlatJsonWithPlainDecimalsAndAbsentValuesAbsent) {
  kpis::Tally sum;
  sum.numerator = *core::Decimal::parse("19.50");
  sum.coverage_known = *core::Decimal::parse("999999999999999") + *core::Decimal::parse("1.1");
  EXPECT_EQ(cell_json(cell_of("B1|spend_amount|unknown|2026-03|NOK", sum)),
            R"({"buyer_id":"B1","kpi":"spend_amount","unit_id":"unknown","month":"2026-03",)"
            R"("currency":"NOK","numerator":"19.5","count":0,)"
            R"("coverage_known":"1000000000000000.1","coverage_scope":"0","status":"OK",)"
            R"("definition_version":1})");
}

// Protobuf's own printer is the measure.
TEST(CellsTest, WhateverStandsInACellItsJsonIsThatOfTheProtobufMapping) {
  kpis::Tally ratio;
  ratio.numerator = *core::Decimal::parse("-1.5");
  ratio.denominator = *core::Decimal::parse("3");
  ratio.count = 7;
  for (const auto* unit : {"unknown", "Grünerløkka", "a \"b\" \\| c", "<b>&amp;</b>", "tab\there",
                           "del\x7f", "line\xe2\x80\xa8separator", ""}) {
    auto cell = cell_of("B1|ecommerce_ratio|u|2026-03|NOK", ratio);
    cell.set_unit_id(unit);
    EXPECT_EQ(cell_json(cell), to_json(cell));
  }
}

TEST(CellsTest, ASumAboveTheLargestAmountOfASourceStaysExactThroughTheState) {
  testing::JudgeDriver driver;
  for (const auto* number : {"1", "2", "3"}) {
    driver.judge("documents: [{id: '" + std::string(number) +
                 "', lines: [{line_extension_amount: '999999999999999.01'}]}]");
  }
  EXPECT_EQ(driver.cell("spend_amount").numerator(), "2999999999999997.03");
  driver.judge("documents: [{id: '2', op: DELETE}]");
  EXPECT_EQ(driver.cell("spend_amount").numerator(), "1999999999999998.02");
}

TEST(CellsTest, CurrencyIsPartOfEveryCellsGrain) {
  testing::JudgeDriver driver;
  driver.judge(R"(
documents:
  - {id: "1", lines: [{line_extension_amount: "5"}]}
  - {id: "2", document_currency_code: EUR, lines: [{line_extension_amount: "7"}]}
)");
  EXPECT_EQ(driver.cells().at("spend_amount|unknown|2026-03|NOK|B1").numerator(), "5");
  EXPECT_EQ(driver.cells().at("spend_amount|unknown|2026-03|EUR|B1").numerator(), "7");
}

TEST(CellsTest, ACellThatEmptiesIsATombstoneAndOneOfZeroIsNot) {
  testing::JudgeDriver driver;
  driver.judge(R"(
documents:
  - {id: "1", lines: [{line_extension_amount: "5"}]}
  - {id: "2", kind: CREDIT_NOTE, lines: [{line_extension_amount: "5"}]}
)");
  EXPECT_EQ(driver.cell("spend_amount").numerator(), "0");
  EXPECT_EQ(driver.cell("spend_amount").count(), 2u);
  driver.judge("documents: [{id: '1', op: DELETE}, {id: '2', kind: CREDIT_NOTE, op: DELETE}]");
  EXPECT_TRUE(driver.cells().empty());
}

}  // namespace
}  // namespace procured::judge
