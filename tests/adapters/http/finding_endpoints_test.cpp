// Goal: from a leak to its lines to the verdict, everything that proves a figure is answered as the
// contract says. Method: rows set by hand in a fake store, bodies compared as a whole.
#include <gtest/gtest.h>

#include "adapters/http/endpoints.h"
#include "adapters/http/fake_store.h"

namespace procured::http {
namespace {

using core::operator""_dec;

TEST(FindingEndpointsTest, LeaksStayInTheOrderOfMoney) {
  Asker asker;
  bi::LeakRow big;
  big.agreement_id = "Z";
  big.missed_saving = "50"_dec;
  big.amount = "100"_dec;
  big.lines = 2;
  big.undetermined_lines = 1;
  bi::LeakRow small;
  small.agreement_id = "A";
  small.agreement_title = "Bread";
  asker.content->leaks = {big, small};
  EXPECT_EQ(
      asker.get("/api/v1/leaks?group=agreement&limit=1").body,
      R"({"currency":"NOK","items":[{"agreement_id":"Z","missed_saving":"50","amount":"100",)"
      R"("lines":2,)"
      R"("undetermined_lines":1}],"next":"Z||"})");
  EXPECT_EQ(
      asker.get("/api/v1/leaks?group=agreement&limit=1&after=Z%7C%7C").body,
      R"({"currency":"NOK","items":[{"agreement_id":"A","agreement_title":"Bread",)"
      R"("missed_saving":"0",)"
      R"("amount":"0","lines":0,"undetermined_lines":0}],"next":null})");
}

TEST(FindingEndpointsTest, LinesAreThoseBoughtElsewhereUnlessAskedOtherwise) {
  Asker asker;
  bi::FindingRow row;
  row.subject_key = "document|k";
  row.document_key = "k";
  row.line_number = 2;
  row.amount = "10";
  asker.content->findings = {row};
  EXPECT_EQ(
      asker.get("/api/v1/lines?supplier=s").body,
      R"({"items":[{"subject_key":"document|k","document_key":"k","line_number":2,"amount":"10"}],)"
      R"("next":"more"})");
  EXPECT_EQ(asker.content->asked, "agreement_bypassed BREACH");
  EXPECT_EQ(asker.content->filter.supplier, "s");
  asker.get("/api/v1/lines?rule=order_missing&outcome=UNDETERMINED&after=x&limit=7");
  EXPECT_EQ(asker.content->asked, "order_missing UNDETERMINED");
  EXPECT_EQ(asker.content->page.after + std::to_string(asker.content->page.limit), "x7");
  EXPECT_EQ(asker.get("/api/v1/lines?outcome=GUILTY").status, 400U);
}

TEST(FindingEndpointsTest, AVerdictComesWithFactAndHistory) {
  Asker asker;
  bi::VerdictView view;
  view.subject_key = "document|k";
  view.verdict.set_status(v1::Verdict::CURRENT);
  view.verdict.add_findings()->set_missed_amount("36.18");
  view.fact.emplace().set_seller_name("Baker");
  view.history = {{1, "2026-01-01T00:00:00.000Z", "BREACH", "CURRENT"}};
  asker.content->verdict = view;
  EXPECT_EQ(
      asker.get("/api/v1/verdicts/k").body,
      R"({"subject_key":"document|k","verdict":{"status":"CURRENT",)"
      R"("findings":[{"missed_amount":"36.18"}]},)"
      R"("fact":{"seller_name":"Baker"},"history":[{"revision":1,)"
      R"("known_at":"2026-01-01T00:00:00.000Z",)"
      R"("outcome":"BREACH","status":"CURRENT"}]})");
}

TEST(FindingEndpointsTest, DeadLettersNameTheirReason) {
  Asker asker;
  asker.content->dead_letters = {{"ubl", "a.xml", "xml_malformed", "line 1", "", 12, "key"}};
  EXPECT_EQ(
      asker.get("/api/v1/dead-letters").body,
      R"({"items":[{"connector":"ubl","source_key":"a.xml","reason":"xml_malformed",)"
      R"("place":"line 1",)"
      R"("bytes":12}],"next":null})");
}

TEST(FindingEndpointsTest, MessagesAreWordedInTwoLanguages) {
  Asker asker;
  const auto norwegian = asker.get("/api/v1/messages?lang=nb-NO").body;
  EXPECT_TRUE(norwegian.starts_with(R"({"lang":"nb","messages":{)")) << norwegian.substr(0, 60);
  EXPECT_NE(norwegian.find(R"("outcome.BREACH":"Brudd")"), std::string::npos);
  EXPECT_NE(asker.get("/api/v1/messages").body.find(R"("outcome.BREACH":"Breach")"),
            std::string::npos);
  EXPECT_EQ(asker.get("/api/v1/messages?lang=fr").status, 400U);
}

}  // namespace
}  // namespace procured::http
