// Goal: a person learns by which path a field got its value, through which steps, and why the other
// paths gave nothing.
// Method: one small mapping, one small order; what must be said is read off the two by hand.
#include "connectors/tools/explanation.h"

#include <gtest/gtest.h>

#include "support/small_catalogue.h"

namespace procured::tools {
namespace {

using testing_support::kOrderMapping;
using testing_support::SmallCatalogue;

constexpr const char* kExplainedOrder =
    R"({"no": "P-1", "day": "03.02.2026", "text": "our ref 4711 of May",
  "who": {"name": "Kari"}, "alias": "K", "clerk": "Ola",
  "party": [{"role": "buyer", "id": "1", "name": "B"}, {"role": "seller", "id": "9", "name": "S"}],
  "rows": [{"pos": 1, "qty": "-2", "unit": "STK", "net": 5, "gross": 6},
           {"pos": 2, "qty": "3-", "unit": "KG", "gross": "7.50"}]})";

class ExplanationTest : public testing::Test {
 protected:
  ExplanationTest() { small_.write("erp/order.yaml", kOrderMapping); }

  Explanation explained(const std::string& field, const std::string& bytes = kExplainedOrder) {
    const auto catalogue = small_.load();
    const auto selector = FieldSelector::parse(field);
    EXPECT_TRUE(selector.has_value()) << field;
    if (!catalogue || !selector) return {};
    return explain(*catalogue, bytes, {}, selector.value());
  }
  /// The one field that a selector means.
  ExplainedField field(const std::string& name) {
    const auto explanation = explained(name);
    if (explanation.documents.size() != 1 || explanation.documents[0].fields.size() != 1) {
      ADD_FAILURE() << to_text(explanation, Palette(false));
      return {};
    }
    return explanation.documents[0].fields[0];
  }

  SmallCatalogue small_;
};

TEST_F(ExplanationTest, ADateIsReadByItsFormatAtItsPlaceInTheMapping) {
  const auto date = field("issue_date");
  EXPECT_EQ(date.values, std::vector<std::string>{"2026-02-03"});
  ASSERT_EQ(date.attempts.size(), 1U);
  const auto& attempt = date.attempts[0];
  EXPECT_EQ(attempt.outcome, Attempt::Outcome::kTaken);
  EXPECT_EQ(attempt.path, "day");
  EXPECT_EQ(attempt.mapping_place, small_.path("erp/order.yaml") + ":6:20");
  EXPECT_EQ(attempt.source_place, "/json/day");
  EXPECT_EQ(attempt.text, "03.02.2026");
  ASSERT_EQ(attempt.steps.size(), 1U);
  EXPECT_EQ(attempt.steps[0].what, "date by the format DD.MM.YYYY");
}

TEST_F(ExplanationTest, AlternativesSayWhyTheyGaveNothing) {
  const auto reference = field("buyer_reference");
  EXPECT_EQ(reference.values, std::vector<std::string>{"Kari"});
  ASSERT_EQ(reference.attempts.size(), 3U);
  EXPECT_EQ(reference.attempts[0].outcome, Attempt::Outcome::kNothing);
  EXPECT_EQ(reference.attempts[0].why, "there is no code in /json/who");
  EXPECT_EQ(reference.attempts[1].outcome, Attempt::Outcome::kTaken);
  EXPECT_EQ(reference.attempts[2].outcome, Attempt::Outcome::kNotUsed);
  EXPECT_EQ(reference.attempts[2].text, "K");
}

TEST_F(ExplanationTest, APatternShowsWhatItFinds) {
  const auto reference = field("order_reference");
  EXPECT_EQ(reference.values, std::vector<std::string>{"4711"});
  ASSERT_EQ(reference.attempts[0].steps.size(), 1U);
  EXPECT_EQ(reference.attempts[0].steps[0].what, "pattern 'ref ([0-9]+)'");
  EXPECT_EQ(reference.attempts[0].steps[0].result, "4711");
}

TEST_F(ExplanationTest, ADefaultIsTakenWhereNothingStands) {
  const auto currency = field("document_currency_code");
  EXPECT_EQ(currency.values, std::vector<std::string>{"NOK"});
  ASSERT_EQ(currency.attempts.size(), 2U);
  EXPECT_EQ(currency.attempts[0].path, "NOK");
  EXPECT_EQ(currency.attempts[0].outcome, Attempt::Outcome::kTaken);
  EXPECT_EQ(currency.attempts[1].why, "there is no cur in /json");
}

TEST_F(ExplanationTest, ALineIsToldByItsIndexWithTableAndSign) {
  const auto explanation = explained("lines[2]");
  ASSERT_EQ(explanation.documents.size(), 1U);
  const auto& fields = explanation.documents[0].fields;
  ASSERT_EQ(fields.size(), 4U);
  EXPECT_EQ(fields[0].field, "lines[2].id");
  EXPECT_EQ(fields[0].values, std::vector<std::string>{"2"});
  EXPECT_EQ(fields[1].values, std::vector<std::string>{"3"});
  EXPECT_EQ(fields[1].attempts[0].steps[0].what, "decimal with the mark '.', sign turned");
  EXPECT_EQ(fields[2].attempts[0].steps[0].what, "not in the table: kept");
  EXPECT_EQ(fields[3].attempts[0].why, "there is no net in /json/rows[2]");
  EXPECT_EQ(fields[3].values, std::vector<std::string>{"7.5"});
  EXPECT_EQ(explained("lines.price_amount").documents[0].fields.size(), 2U);
}

TEST_F(ExplanationTest, APredicateThatFailsIsShownWithWhatStandsThere) {
  const auto explanation =
      explained("seller.legal_id", R"({"no": 1, "party": {"role": "x", "id": "5"}})");
  const auto& attempt = explanation.documents[0].fields[0].attempts[0];
  EXPECT_EQ(attempt.outcome, Attempt::Outcome::kNothing);
  EXPECT_EQ(attempt.why, "/json/party is there, but [role='seller'] does not hold: role is 'x'");
  EXPECT_EQ(field("seller.legal_id").values, std::vector<std::string>{"9"});
}

TEST_F(ExplanationTest, AnInvalidValueIsToldWithTheDeadLetter) {
  const auto explanation = explained("issue_date", R"({"no": 1, "day": "31.02.2026"})");
  EXPECT_NE(explanation.documents[0].error.find("invalid_date at /json/day"), std::string::npos);
  EXPECT_EQ(explanation.documents[0].fields[0].attempts[0].outcome, Attempt::Outcome::kInvalid);
}

TEST_F(ExplanationTest, WithoutLinesTheirOwnPathSaysWhy) {
  const auto explanation = explained("lines[3].id");
  ASSERT_EQ(explanation.documents[0].fields.size(), 1U);
  EXPECT_EQ(explanation.documents[0].fields[0].attempts[0].why, "there are 2 of them");
  EXPECT_EQ(explained("lines", R"({"no": 1})").documents[0].fields[0].attempts[0].why,
            "there is no rows in /json");
}

TEST_F(ExplanationTest, PersonsAndFieldsThatAreNotMapped) {
  EXPECT_EQ(field("persons.seller_contact.name").values, std::vector<std::string>{"Ola"});
  EXPECT_FALSE(explained("payment_terms").documents[0].is_mapped);
  EXPECT_NE(to_text(explained("payment_terms"), Palette(false)).find("says nothing about"),
            std::string::npos);
}

TEST_F(ExplanationTest, WhatNothingReadsIsRefused) {
  const auto explanation = explained("id", R"({"other": 1})");
  EXPECT_TRUE(explanation.documents.empty());
  EXPECT_EQ(explanation.refusal.substr(0, 14), "not_recognised");
}

TEST_F(ExplanationTest, RowsOfARegisterNameTheirColumns) {
  small_.write("reg/units.yaml",
               "register: units\ncontent: unit\nrecognise: {columns: [code, title]}\n"
               "fields:\n  name: [title, short]\n");
  const auto explanation = explained("name", "code,title\nA,\nB,Skole\n");
  ASSERT_EQ(explanation.documents.size(), 2U);
  const auto& first = explanation.documents[0].fields[0];
  EXPECT_EQ(first.attempts[0].why, "the cell is empty");
  EXPECT_EQ(first.attempts[1].why, "the file has no such column");
  EXPECT_EQ(explanation.documents[1].fields[0].attempts[0].source_place, "row 3, column title");
}

TEST_F(ExplanationTest, JsonAndTextSayTheSame) {
  const auto explanation = explained("issue_date");
  const auto written = to_json(explanation);
  EXPECT_NE(written.find("\"step\": \"date by the format DD.MM.YYYY\""), std::string::npos);
  EXPECT_NE(to_text(explanation, Palette(true)).find("\x1b["), std::string::npos);
  EXPECT_EQ(to_text(explanation, Palette(false)).find("\x1b["), std::string::npos);
}

}  // namespace
}  // namespace procured::tools
