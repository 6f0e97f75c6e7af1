// Goal: lint says what is wrong with an entry, where, and nothing of what is right.
// Method: one sound entry, spoilt in one way at a time.
#include "connectors/tools/lint.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/small_catalogue.h"

namespace procured::tools {
namespace {

constexpr const char* kReadme =
    "# erp: what it is\n## Getting the files out\n## What to configure\n## What to know\n";
constexpr const char* kMapping =
    "document: order\n"
    "recognise: {syntax: json, when: [{path: no}]}\n"
    "set: {kind: ORDER}\n"
    "fields:\n"
    "  id: no\n"
    "  issue_date: {at: day, type: date}\n"
    "  seller: {fields: {name: from}}\n"
    "  buyer: {fields: {name: to}}\n"
    "  lines:\n"
    "    each: rows\n"
    "    fields:\n"
    "      id: pos\n"
    "      quantity: {at: qty, type: decimal}\n"
    "      unit_code: {at: unit, table: {STK: EA}}\n"
    "      item_name: what\n"
    "      price_amount: {at: price, type: decimal}\n"
    "ignore:\n"
    "  - {at: note, reason: for people}\n";

class LintTest : public testing::Test {
 protected:
  LintTest() {
    small_.write("erp/README.md", kReadme);
    small_.write("erp/order.yaml", kMapping);
    small_.write("erp/samples/a.json",
                 R"({"no":1,"day":"2026-01-01","from":"S","to":"B","note":"n",
                     "rows":{"pos":1,"qty":1,"unit":"STK","what":"w","price":2}})");
    small_.write("erp/expected/a.json", "{}\n");
  }

  /// "rule line:column message" of each finding.
  std::vector<std::string> found(const std::vector<std::string>& entries = {}) {
    const auto result = lint({small_.path()}, entries);
    std::vector<std::string> lines;
    if (!result) return {result.error().detail};
    for (const auto& finding : result.value().findings)
      lines.push_back(std::string(finding.rule) + " " + std::to_string(finding.line) + ":" +
                      std::to_string(finding.column) + " " + finding.message);
    return lines;
  }
  /// The mapping with one text replaced.
  void replace(const std::string& from, const std::string& to) {
    std::string text = kMapping;
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    small_.write("erp/order.yaml", text.replace(at, from.size(), to));
  }

  testing_support::SmallCatalogue small_;
};

using Lines = std::vector<std::string>;

TEST_F(LintTest, ASoundEntryHasNoFindings) { EXPECT_EQ(found(), Lines{}); }

TEST_F(LintTest, AllErrorsOfTheCompilerAreFindingsWithTheirPlace) {
  replace("  id: no\n", "  idd: no\n");
  const auto lines = found();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].substr(0, 60), "catalogue-invalid 5:3 DocumentContent has no field 'idd'; di");
}

TEST_F(LintTest, ACoreTermThatIsNeverStatedIsMissed) {
  replace("      item_name: what\n", "");
  EXPECT_EQ(found(), Lines{"core-field-unmapped 1:1 'order' never states the item's name: "
                           "lines.item_name or lines.item_description or lines.note"});
  replace("document: order\n",
          "# lint: allow core-field-unmapped: it has no names\ndocument: order\n");
  EXPECT_EQ(found(), Lines{}) << "an allowed rule, though the term is there";
}

TEST_F(LintTest, AllowingNeedsAReason) {
  replace("      item_name: what\n", "# lint: allow core-field-unmapped:\n");
  EXPECT_EQ(found().size(), 1U);
}

TEST_F(LintTest, SamplesAndExpectedResultsGoTogether) {
  small_.write("erp/samples/b.json", "{}");
  small_.write("erp/expected/c.json", "{}");
  EXPECT_EQ(found(), (Lines{"expected-without-sample 1:1 there is no samples/c.*",
                            "sample-without-expected 1:1 there is no expected/b.json"}));
}

TEST_F(LintTest, AReadmeHasTitleAndSections) {
  small_.write("erp/README.md", "# other: x\n## Getting the files out\n## What to know\n");
  EXPECT_EQ(found(), (Lines{"readme-incomplete 1:1 the first line is no title '# erp: what it is'",
                            "readme-incomplete 1:1 there is no section '## What to configure'"}));
}

TEST_F(LintTest, PathsAndIgnoresThatNoSampleHas) {
  replace("  id: no\n", "  id: [no, number]\n");
  EXPECT_EQ(found(), Lines{"path-unexercised 5:12 no sample has 'number'"});
  replace("at: note,", "at: remark,");
  EXPECT_EQ(found(), Lines{"ignore-unmatched 18:10 'remark' is ignored and stands in no sample"});
}

TEST_F(LintTest, AnAlternativeTwiceIsNeverReached) {
  replace("  id: no\n", "  id: [no, no]\n");
  EXPECT_EQ(found(),
            Lines{"alternative-unreachable 5:12 'no' stands among the alternatives of this field "
                  "already"});
}

TEST_F(LintTest, AVariantThatAsksForMoreComesFirst) {
  replace("  buyer: {fields: {name: to}}\n",
          "  buyer: {fields: {name: \"to[a='1']/n\", legal_id: \"to[a='1'][b='2']/n\"}}\n");
  const auto lines = found();
  const auto hit = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.starts_with("alternative-unreachable 8:51");
  });
  EXPECT_NE(hit, lines.end());
}

TEST_F(LintTest, TablesAndCodesThatAreNeverLookedUp) {
  replace("quantity: {at: qty, type: decimal}",
          "quantity: {at: qty, type: decimal, table: {a: b}}");
  EXPECT_EQ(found(), Lines{"table-unused 13:49 a decimal is never looked up in a table"});
  replace("table: {STK: EA}", "empty: [x], table: {STK: EA, x: y, ' z': q}");
  EXPECT_EQ(found().size(), 2U);
}

TEST_F(LintTest, AnUnknownEntryIsNamedWithTheNearest) {
  EXPECT_EQ(found({"epr"}), Lines{"there is no entry 'epr'; did you mean 'erp'?"});
}

TEST_F(LintTest, SarifHasWhatTheStandardRequires) {
  replace("      item_name: what\n", "");
  const auto result = lint({small_.path()}, {});
  ASSERT_TRUE(result.has_value());
  const auto sarif = nlohmann::json::parse(to_sarif(result.value()));
  EXPECT_EQ(sarif["version"], "2.1.0");
  const auto& run = sarif["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), lint_rules().size());
  const auto& one = run["results"][0];
  EXPECT_EQ(run["tool"]["driver"]["rules"][one["ruleIndex"].get<std::size_t>()]["id"],
            one["ruleId"]);
  EXPECT_EQ(one["level"], "warning");
  EXPECT_EQ(one["locations"][0]["physicalLocation"]["region"]["startLine"], 1);
}

TEST(LintRulesTest, EveryRuleHasHelp) {
  std::string before;
  for (const auto& rule : lint_rules()) {
    EXPECT_LT(before, rule.id);
    EXPECT_GT(rule.help.size(), 40U) << rule.id;
    before = rule.id;
  }
}

}  // namespace
}  // namespace procured::tools
