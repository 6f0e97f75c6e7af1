// Goal: figures are answered as the contract says: sums as strings, absent values absent, statuses
// of the sums. Method: rows set by hand in a fake store, bodies compared as a whole.
#include <gtest/gtest.h>

#include "adapters/http/endpoints.h"
#include "adapters/http/fake_store.h"

namespace procured::http {
namespace {

using core::operator""_dec;

bi::Tally ratio(core::Decimal numerator, core::Decimal denominator) {
  return {.numerator = numerator,
          .denominator = denominator,
          .count = 2,
          .coverage_known = "9"_dec,
          .coverage_scope = "10.5"_dec};
}

TEST(KpiEndpointsTest, BuyersHaveTheirMonths) {
  Asker asker;
  EXPECT_EQ(
      asker.get("/api/v1/buyers").body,
      R"({"items":[{"buyer_id":"b1","name":"Fjordvik","currency":"NOK","months":["2025-07",)"
      R"("2026-06"],)"
      R"("documents":3},{"buyer_id":"b2","name":"b2","currency":"EUR","months":[],)"
      R"("documents":0}],"next":null})");
}

TEST(KpiEndpointsTest, StatusTellsWhatIsLeftAndTheGoals) {
  Asker asker;
  EXPECT_EQ(
      asker.get("/api/v1/status").body,
      R"({"updated_at":"2026-06-30T10:00:00.000Z","left_over":2,"dead_letters":4,"documents":7,)"
      R"("facts":6,)"
      R"("verdicts":5,"refused":0,"goal":{"agreement_loyalty_ratio":"0.9"}})");
}

TEST(KpiEndpointsTest, CellsAreSummedByWhatIsAsked) {
  Asker asker;
  asker.content->kpis = {{"2026-01", "1", "School", ratio("19.5"_dec, "20"_dec)},
                         {"2026-02", "unknown", "", ratio("-1"_dec, "20"_dec)}};
  const auto response =
      asker.get("/api/v1/kpis?kpi=agreement_loyalty_ratio&group=month,unit&unit=1&from=2026-01");
  EXPECT_EQ(
      response.body,
      R"({"kpi":"agreement_loyalty_ratio","currency":"NOK","items":[{"month":"2026-01",)"
      R"("unit_id":"1",)"
      R"("unit_name":"School","numerator":"19.5","denominator":"20","count":2,)"
      R"("coverage_known":"9",)"
      R"("coverage_scope":"10.5","status":"OK"},{"month":"2026-02","unit_id":"unknown",)"
      R"("numerator":"-1",)"
      R"("denominator":"20","count":2,"coverage_known":"9","coverage_scope":"10.5",)"
      R"("status":"NOT_MEANINGFUL"}],"next":null})");
  EXPECT_EQ(asker.content->asked, "agreement_loyalty_ratio month unit");
  EXPECT_EQ(asker.content->filter.unit + asker.content->filter.from, "12026-01");
}

TEST(KpiEndpointsTest, CellsArePagedByKey) {
  Asker asker;
  asker.content->kpis = {{"2026-01", "", "", {}}, {"2026-02", "", "", {}}};
  const auto first = asker.get("/api/v1/kpis?kpi=spend_amount&group=month&limit=1").body;
  EXPECT_NE(first.find(R"("month":"2026-01")"), std::string::npos);
  EXPECT_NE(first.find(R"("next":"2026-01|")"), std::string::npos);
  const auto second =
      asker.get("/api/v1/kpis?kpi=spend_amount&group=month&limit=1&after=2026-01%7C").body;
  EXPECT_NE(second.find(R"("items":[{"month":"2026-02")"), std::string::npos);
  EXPECT_NE(second.find(R"("next":null)"), std::string::npos);
}

TEST(KpiEndpointsTest, ASumThatCellsCannotGiveIsRefused) {
  Asker asker;
  EXPECT_EQ(asker.get("/api/v1/kpis").status, 400U);
  EXPECT_EQ(asker.get("/api/v1/kpis?kpi=spend_amount&agreement=A").status, 400U);
  EXPECT_EQ(asker.get("/api/v1/kpis?kpi=spend_amount&group=week").status, 400U);
  EXPECT_EQ(asker.get("/api/v1/units/rollup?kpi=spend_amount&supplier=s").status, 400U);
}

TEST(KpiEndpointsTest, UnitsAndTheirRollUp) {
  Asker asker;
  EXPECT_EQ(
      asker.get("/api/v1/units?buyer=b2").body,
      R"({"items":[{"unit_id":"1","name":"School","kind":"school"},{"unit_id":"2",)"
      R"("parent_id":"1"}],)"
      R"("next":null})");
  EXPECT_EQ(asker.content->asked, "b2");
  asker.content->tree = {{{"2", "", "1", ""}, 1, {.numerator = "7"_dec}}};
  EXPECT_EQ(
      asker.get("/api/v1/units/rollup?kpi=spend_amount").body,
      R"({"kpi":"spend_amount","currency":"NOK","items":[{"unit_id":"2","parent_id":"1","depth":1,)"
      R"("numerator":"7","count":0,"coverage_known":"0","coverage_scope":"0","status":"OK"}],)"
      R"("next":null})");
}

TEST(KpiEndpointsTest, AgreementsLeaveOutWhatIsUnknown) {
  Asker asker;
  EXPECT_EQ(asker.get("/api/v1/agreements").body,
            R"({"items":[{"agreement_id":"A","lot_id":"1","e_commerce":false}],"next":null})");
}

}  // namespace
}  // namespace procured::http
