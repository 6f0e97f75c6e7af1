// Goal: the truth follows the definitions to the øre.
// Method: documents of one to three lines, every expected amount worked out by hand (in the
// comments).
#include "simulate/truth.h"

#include <gtest/gtest.h>

namespace procured::simulate {
namespace {

using core::operator""_dec;

/// A municipality with one place, a bakery under agreement (36 % of the off price) and another
/// baker.
class TruthTest : public testing::Test {
 protected:
  TruthTest() {
    buyer_.id = "0192:300000002";
    buyer_.reorganised_on = date_of(2026, 4, 1);
    school_.unit_before = "E110";
    school_.unit_after = "E120";
    school_.technical_after = true;
    bakery_.id = "0192:300000029";
    other_.id = "0192:300000061";
    bread_ = {"Bread", "50181901", "EA", 383'000, 1, 15};
    agreement_.id = "R-1";
    agreement_.valid_from = date_of(2025, 1, 1);
    agreement_.valid_to = date_of(2026, 5, 31);
    agreement_.price_change = date_of(2027, 1, 1);
    agreement_.suppliers = {&bakery_};
    agreement_.e_commerce = true;
    agreement_.saving_percent = 36;
    Item item;
    item.good = &bread_;
    item.seller_id = "B-1";
    item.gtin = "2900000000124";
    item.price_before_e4 = item.price_after_e4 = 195'000;  // 19.50
    item.gtin_row = true;
    agreement_.items = {item};
    on_ = {&bakery_, &agreement_, true};
    off_ = {&other_, &agreement_, false};
  }

  Line line(const Offer& offer, std::int64_t quantity, std::int64_t price_e4) {
    Line result;
    result.offer = &offer;
    result.on = offer.on;
    result.agreement = offer.agreement;
    result.item = &agreement_.items[0];
    result.unit = "EA";
    result.quantity_e3 = quantity * 1000;
    result.price_e4 = price_e4;
    result.net = quantity * price_e4 / 100;
    result.place = &school_;
    result.seller_item = offer.on ? "B-1" : "X-9";
    return result;
  }

  Document document(std::vector<Line> lines) {
    Document result;
    result.number = "7";
    result.buyer = &buyer_;
    result.seller = lines[0].offer->seller;
    result.issued = result.decided_on = date_of(2026, 3, 10);
    result.lines = std::move(lines);
    return result;
  }

  BuyerWorld buyer_;
  Place school_;
  Supplier bakery_;
  Supplier other_;
  Good bread_;
  Agreement agreement_;
  Offer on_;
  Offer off_;
};

TEST_F(TruthTest, ByRateMissedSavingIs36PercentOfTheOffPrice) {
  // domain.md's example: 100 000 off contract, 36 000 missed.
  const auto truth = line_truths(document({line(off_, 1000, 1'000'000)}))[0];
  EXPECT_EQ(truth.coverage, Coverage::kCovered);
  EXPECT_FALSE(truth.on);
  EXPECT_EQ(truth.missed, "36000"_dec);
}

TEST_F(TruthTest, OfTheAgreementPriceMissedSavingIsRateOverOnePlusRate) {
  // 125 × 0.25 / 1.25 = 25
  agreement_.saving_percent = 25;
  agreement_.saving_of_agreement_price = true;
  EXPECT_EQ(line_truths(document({line(off_, 10, 125'000)}))[0].missed, "25"_dec);
}

TEST_F(TruthTest, WithoutRateMissedSavingIsUndetermined) {
  agreement_.saving_percent.reset();
  EXPECT_EQ(line_truths(document({line(off_, 10, 125'000)}))[0].missed, std::nullopt);
}

TEST_F(TruthTest, MissedSavingIsRoundedHalfAwayFromZero) {
  // 1.37 × 0.5 = 0.685
  agreement_.saving_percent = 50;
  EXPECT_EQ(line_truths(document({line(off_, 1, 13'700)}))[0].missed, "0.69"_dec);
  auto credit = document({line(off_, 1, 13'700)});
  credit.kind = Kind::kCreditNote;
  EXPECT_EQ(line_truths(credit)[0].missed, "-0.69"_dec);
}

TEST_F(TruthTest, TheSameGtinIsComparedByPrice) {
  // (30.00 − 19.50) × 4 = 42; bought cheaper: nothing missed.
  auto dear = line(off_, 4, 300'000);
  dear.gtin = "2900000000124";
  auto cheap = line(off_, 4, 150'000);
  cheap.gtin = "2900000000124";
  const auto truth = line_truths(document({dear, cheap}));
  EXPECT_EQ(truth[0].missed, "42"_dec);
  EXPECT_EQ(truth[1].missed, "0"_dec);
}

TEST_F(TruthTest, ASellersNumberMeansNothingAtAnotherSeller) {
  auto same_number = line(off_, 4, 300'000);
  same_number.seller_item = "B-1";
  EXPECT_EQ(line_truths(document({same_number}))[0].missed, "43.2"_dec);  // 120 × 0.36
}

TEST_F(TruthTest, PriceAtToleranceIsCompliantAndAboveItTheWholeDifferenceCounts) {
  const auto truth = line_truths(
      document({line(on_, 10, 195'200), line(on_, 10, 195'201), line(on_, 10, 200'000)}));
  EXPECT_EQ(truth[0].price, Outcome::kCompliant);
  EXPECT_EQ(truth[1].price, Outcome::kBreach);
  EXPECT_EQ(truth[1].recoverable, "0.2"_dec);  // 0.0201 × 10 = 0.201
  EXPECT_EQ(truth[2].recoverable, "5"_dec);    // 0.50 × 10
}

TEST_F(TruthTest, ThePriceIsPerBaseQuantity) {
  // domain.md: 240.00 per 12, 30 pieces, agreed 19.50: +15.00
  auto dozen = line(on_, 30, 2'400'000);
  dozen.base_quantity = 12;
  EXPECT_EQ(line_truths(document({dozen}))[0].recoverable, "15"_dec);
}

TEST_F(TruthTest, AnAllowanceOfTheLineLowersThePriceAndAChargeDoesNotRaiseIt) {
  // 22.00 − 25.00 / 10 = 19.50; 22.00 without: 2.50 × 10 = 25
  auto rebated = line(on_, 10, 220'000);
  rebated.allowance = 2'500;
  auto charged = line(on_, 10, 220'000);
  charged.charge = 9'900;
  const auto truth = line_truths(document({rebated, charged}));
  EXPECT_EQ(truth[0].price, Outcome::kCompliant);
  EXPECT_EQ(truth[1].recoverable, "25"_dec);
}

TEST_F(TruthTest, ASmallerUnitIsComparedInTheAgreementsUnit) {
  // 21.00 per 1000 g is 21.00 per kg: 1.50 × 2 kg = 3
  bread_.unit = "KGM";
  auto grams = line(on_, 2000, 210'000);
  grams.unit = "GRM";
  grams.base_quantity = 1000;
  grams.unit_factor = 1000;
  EXPECT_EQ(line_truths(document({grams}))[0].recoverable, "3"_dec);
}

TEST_F(TruthTest, WhatCannotBeComparedIsUndetermined) {
  auto other_unit = line(on_, 2, 210'000);
  other_unit.unit_factor = 0;
  auto nothing = line(on_, 0, 210'000);
  auto nameless = line(on_, 2, 210'000);
  nameless.seller_item.clear();
  const auto truth = line_truths(document({other_unit, nothing, nameless}));
  for (const auto& each : truth) EXPECT_EQ(each.price, Outcome::kUndetermined);
  auto euros = document({line(on_, 2, 210'000)});
  euros.currency = {"EUR", 2};
  EXPECT_EQ(line_truths(euros)[0].price, Outcome::kUndetermined);
}

TEST_F(TruthTest, AfterItsEndAnAgreementCoversNothing) {
  auto late = document({line(on_, 2, 250'000)});
  late.decided_on = date_of(2026, 6, 1);
  EXPECT_EQ(line_truths(late)[0].coverage, Coverage::kNotCovered);
  EXPECT_EQ(line_truths(late)[0].price, Outcome::kNotApplicable);
}

TEST_F(TruthTest, EntitlementFollowsTheUnitsPlaceOnTheDayThatDecides) {
  agreement_.technical_only = true;
  auto before = document({line(on_, 1, 195'000)});
  EXPECT_EQ(line_truths(before)[0].coverage, Coverage::kNotCovered);
  EXPECT_EQ(line_truths(before)[0].unit, "E110");
  auto after = before;
  after.decided_on = date_of(2026, 4, 1);
  EXPECT_EQ(line_truths(after)[0].coverage, Coverage::kCovered);
  EXPECT_EQ(line_truths(after)[0].unit, "E120");
  before.lines[0].place = nullptr;
  EXPECT_EQ(line_truths(before)[0].coverage, Coverage::kUnknown);
  EXPECT_EQ(line_truths(before)[0].unit, "unknown");
}

TEST_F(TruthTest, FindingsAndCellsOfOneInvoice) {
  // 4 × 30.00 = 120 off agreement: missed 43.20; 2 × 19.50 = 39 on it. No order: 159 exposed.
  Truth truth;
  truth.add(document({line(off_, 4, 300'000), line(on_, 2, 195'000)}));
  const std::string head = R"({"buyer_id":"0192:300000002","kind":"INVOICE","document_number":"7",)"
                           R"("seller_id":"0192:300000061",)";
  EXPECT_EQ(
      truth.take_findings(),
      head + R"("line":0,"rule":"order_missing","outcome":"BREACH","amount":"159"})" + "\n" + head +
          R"("line":1,"rule":"agreement_bypassed","outcome":"BREACH","amount":"43.2"})" + "\n" +
          head + R"("line":2,"rule":"agreement_bypassed","outcome":"COMPLIANT"})" + "\n" + head +
          R"("line":2,"rule":"price_above_agreement","outcome":"COMPLIANT"})" + "\n");
  const auto cell = [](const char* kpi, const std::string& sums) {
    return std::string(R"({"buyer_id":"0192:300000002","kpi":")") + kpi +
           R"(","unit_id":"E110","month":"2026-03","currency":"NOK",)" + sums +
           R"(,"status":"OK"})";
  };
  const auto sums = [](const std::string& numerator, int count, const std::string& all) {
    return numerator + R"(,"count":)" + std::to_string(count) + R"(,"coverage_known":")" + all +
           R"(","coverage_scope":")" + all + "\"";
  };
  const std::string nothing = R"("numerator":"0","denominator":"159")";
  EXPECT_EQ(truth.amounts(),
            "{\"cells\":[\n" +
                cell("agreement_loyalty_ratio",
                     sums(R"("numerator":"39","denominator":"159")", 2, "159")) +
                ",\n" + cell("e_commerce_share_of_potential_ratio", sums(nothing, 2, "159")) +
                ",\n" + cell("e_commerce_share_of_total_ratio", sums(nothing, 2, "159")) + ",\n" +
                cell("missed_saving_amount", sums(R"("numerator":"43.2")", 1, "120")) + ",\n" +
                cell("spend_amount", sums(R"("numerator":"159")", 2, "159")) + "\n]}\n");
}

TEST_F(TruthTest, WithAnUnknownOrderTheChannelIsUnknown) {
  auto unknown = document({line(on_, 2, 195'000)});
  unknown.order_plant = OrderPlant::kUnknown;
  Truth truth;
  truth.add(unknown);
  EXPECT_NE(truth.take_findings().find(R"("rule":"order_missing","outcome":"UNDETERMINED"})"),
            std::string::npos);
  const std::string cell = R"("kpi":"e_commerce_share_of_total_ratio","unit_id":"E110",)"
                           R"("month":"2026-03","currency":"NOK",)"
                           R"("numerator":"0","denominator":"0","count":0,"coverage_known":"0",)"
                           R"("coverage_scope":"39","status":"NOT_MEANINGFUL")";
  EXPECT_NE(truth.amounts().find(cell), std::string::npos);
}

TEST_F(TruthTest, ACreditNoteNeedsNoOrder) {
  auto credit = document({line(on_, 2, 200'000)});
  credit.kind = Kind::kCreditNote;
  Truth truth;
  truth.add(credit);
  const auto findings = truth.take_findings();
  EXPECT_EQ(findings.find("order_missing"), std::string::npos);
  // (20.00 − 19.50) × −2
  EXPECT_NE(findings.find(R"("rule":"price_above_agreement","outcome":"BREACH","amount":"-1"})"),
            std::string::npos);
}

}  // namespace
}  // namespace procured::simulate
