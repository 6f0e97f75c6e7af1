// Goal: whoever changes a mapping sees what that changes, field by field, document by document and
// in the verdicts.
// Method: one mapping and a changed one over orders written by hand; verdicts made by hand.
#include "connectors/tools/difference.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/small_catalogue.h"

namespace procured::tools {
namespace {

using nlohmann::json;
using testing_support::kOrderMapping;
using testing_support::SmallCatalogue;

constexpr const char* kOrder =
    R"({"no": "P-1", "day": "03.02.2026", "clerk": "Kari", "alias": "K",
        "rows": [{"pos": 1, "qty": "-2", "net": 5}, {"pos": 2, "qty": "4", "gross": 6}]})";

json compared(const std::string& from, const std::string& to, const std::string& bytes = kOrder) {
  SmallCatalogue before;
  SmallCatalogue after;
  std::string mapping = kOrderMapping;
  before.write("erp/order.yaml", mapping);
  const auto at = mapping.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  after.write("erp/order.yaml", mapping.replace(at, from.size(), to));
  const auto old_catalogue = before.load();
  const auto new_catalogue = after.load();
  if (!old_catalogue || !new_catalogue) return {};
  Difference difference;
  difference.add_file("a.json", old_catalogue->decode_whole(bytes, {}),
                      new_catalogue->decode_whole(bytes, {}));
  return json::parse(difference.to_json());
}

TEST(DifferenceTest, AChangedSignChangesEveryQuantity) {
  const auto result = compared(", negate: true", "");
  ASSERT_EQ(result["fields"].size(), 1U);
  EXPECT_EQ(result["fields"][0]["field"], "lines.quantity");
  const auto& changed = result["fields"][0]["changed"];
  EXPECT_EQ(changed["count"], 2);
  EXPECT_EQ(changed["examples"][0]["where"], "P-1 lines[1].quantity");
  EXPECT_EQ(changed["examples"][0]["before"], "2");
  EXPECT_EQ(changed["examples"][0]["after"], "-2");
  EXPECT_EQ(result["equal"], 0);
}

TEST(DifferenceTest, AddedAndRemovedFieldsAreToldApart) {
  const auto removed = compared("[net, gross]", "[net]");
  EXPECT_EQ(removed["fields"][0]["removed"]["count"], 1);
  EXPECT_EQ(removed["fields"][0]["removed"]["examples"][0]["before"], "6");
  const auto added = compared("  order_reference: ", "  payment_terms: alias\n  order_reference: ");
  EXPECT_EQ(added["fields"][0]["field"], "payment_terms");
  EXPECT_EQ(added["fields"][0]["added"]["count"], 1);
}

TEST(DifferenceTest, DocumentsBecomeDeadLettersAndStopBeingOnes) {
  const auto became = compared("DD.MM.YYYY", "YYYYMMDD");
  EXPECT_EQ(became["became_dead_letters"]["count"], 1);
  EXPECT_EQ(became["documents"], 0);
  const auto stopped = compared("DD.MM.YYYY", "YYYYMMDD", R"({"no": 1, "day": "20260203"})");
  EXPECT_EQ(stopped["stopped_being_dead_letters"]["count"], 1);
}

TEST(DifferenceTest, NothingOfPersonsIsShown) {
  const auto result = compared("name: clerk", "name: alias");
  EXPECT_EQ(result["fields"][0]["field"], "persons.seller_contact.name");
  EXPECT_EQ(result["fields"][0]["changed"]["count"], 1);
  EXPECT_EQ(result.dump().find("Kari"), std::string::npos);
}

TEST(DifferenceTest, TheSameMappingDiffersInNothing) {
  SmallCatalogue small;
  small.write("erp/order.yaml", kOrderMapping);
  const auto catalogue = small.load();
  ASSERT_TRUE(catalogue);
  Difference difference;
  difference.add_file("a.json", catalogue->decode_whole(kOrder, {}),
                      catalogue->decode_whole(kOrder, {}));
  EXPECT_TRUE(difference.empty());
  EXPECT_NE(difference.to_text(Palette(false)).find("1 equal, 0 differ"), std::string::npos);
}

v1::Verdict verdict(v1::Outcome outcome, int line) {
  v1::Verdict verdict;
  verdict.mutable_subject()->mutable_document()->set_document_number("P-1");
  auto& finding = *verdict.add_findings();
  finding.set_rule("price_above_agreement");
  finding.set_line_number(static_cast<std::uint32_t>(line));
  finding.set_outcome(outcome);
  return verdict;
}

TEST(DifferenceTest, FindingsThatChangeAreCountedByRuleAndOutcome) {
  Difference difference;
  difference.add_verdicts({{"a", verdict(v1::COMPLIANT, 1)},
                           {"b", verdict(v1::BREACH, 2)},
                           {"c", verdict(v1::BREACH, 3)}},
                          {{"a", verdict(v1::BREACH, 1)}, {"b", verdict(v1::BREACH, 2)}});
  const auto result = json::parse(difference.to_json());
  EXPECT_EQ(result["verdicts"]["subjects"], 3);
  const auto& changes = result["verdicts"]["changes"];
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0]["transition"], "price_above_agreement: BREACH → no finding");
  EXPECT_EQ(changes[1]["transition"], "price_above_agreement: COMPLIANT → BREACH");
  EXPECT_EQ(changes[1]["examples"][0]["where"], "P-1 price_above_agreement line 1");
}

}  // namespace
}  // namespace procured::tools
