// Goal: a worked example that expects something else than what is judged says so, and one that
// expects nothing too. Method: one right expectation, each made wrong in one place.
#include "support/worked_example.h"

#include <gtest/gtest.h>

#include "support/judge_driver.h"

namespace procured::testing {
namespace {

std::string judged(const std::string& expect) {
  return failures_of_example_text(
      "documents: [{id: '1', lines: [{line_extension_amount: '5'}]}]\nexpect:\n" + expect);
}

TEST(WorkedExampleTest, WhatHoldsIsNoFailure) {
  EXPECT_EQ(judged("  findings: [{document: '1', rule: order_missing, outcome: BREACH, "
                   "exposed_amount: '5'}]"),
            "");
  EXPECT_EQ(judged("  cells: [{kpi: spend_amount, numerator: '5', denominator: absent}]"), "");
  EXPECT_EQ(judged("  silent: [{document: '1', rule: identity_conflict}]"), "");
}

TEST(WorkedExampleTest, WhatDoesNotHoldIsAFailure) {
  EXPECT_NE(judged("  findings: [{document: '1', rule: order_missing, outcome: COMPLIANT}]"), "");
  EXPECT_NE(judged("  findings: [{document: '1', rule: order_missing, exposed_amount: '6'}]"), "");
  EXPECT_NE(judged("  findings: [{document: '1', rule: order_missing, exposed_amount: absent}]"),
            "");
  EXPECT_NE(judged("  findings: [{document: '1', rule: order_missing, missed_amount: '5'}]"), "");
  EXPECT_NE(judged("  findings: [{document: '1', rule: order_missing, missing: [order]}]"), "");
  EXPECT_NE(judged("  cells: [{kpi: spend_amount, count: 2}]"), "");
  EXPECT_NE(judged("  silent: [{document: '1', rule: order_missing}]"), "");
}

TEST(WorkedExampleTest, AnExampleThatExpectsNothingIsAFailure) {
  EXPECT_NE(judged("  nothing: []"), "");
  EXPECT_NE(failures_of_example_text("documents: []"), "");
  EXPECT_NE(failures_of_example("daemon/rules/rules.def"), "");
}

TEST(SmallWorldTest, AShuffleKeepsTheOrderOfASourceAndLosesNothing) {
  const auto events = world(
      "documents: [{id: '1', source: a}, {id: '1', source: b}, {id: '2', source: a}, {id: '3', "
      "source: a}]");
  bool moved = false;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto order = shuffled(events, seed);
    ASSERT_EQ(order.size(), events.size());
    std::vector<std::string> of_a;
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < order.size(); ++i) {
      moved = moved || order[i].value != events[i].value;
      if (order[i].order_key == "ubl|a") of_a.push_back(order[i].value);
      if (events[i].order_key == "ubl|a") expected.push_back(events[i].value);
    }
    EXPECT_EQ(of_a, expected);
  }
  EXPECT_TRUE(moved);
}

}  // namespace
}  // namespace procured::testing
