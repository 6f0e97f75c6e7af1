// Goal: /metrics shows what metrics.def declares, all of it and nothing else, from the first scrape
// on. Method: names read from the text of metrics.def are compared with those of an exposition.
#include "telemetry/registry.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace procured::telemetry {
namespace {

std::set<std::string> matches(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
    found.insert((*at)[1]);
  }
  return found;
}

std::string declared() {
  std::ifstream file(std::string(PROCURED_SOURCE_DIR) + "/daemon/telemetry/metrics.def");
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

TEST(RegistryTest, ExposesEveryDeclaredMetricFromTheStartAndNoOther) {
  const Registry registry;
  const auto names = matches(declared(), std::regex("METRIC\\(\\w+, \\w+, \"(\\w+)\""));
  ASSERT_GE(names.size(), 10U);
  EXPECT_EQ(matches(registry.exposition(), std::regex("# TYPE (\\w+) ")), names);
}

TEST(RegistryTest, CountersEndInTotalAndHaveHelp) {
  const auto text = Registry().exposition();
  for (const auto& name : matches(text, std::regex("# TYPE (\\w+) counter"))) {
    EXPECT_TRUE(name.ends_with("_total")) << name;
    EXPECT_NE(text.find("# HELP " + name + " "), std::string::npos) << name;
  }
}

TEST(RegistryTest, AddsToTheSeriesOfItsLabels) {
  Registry registry;
  registry.add(Metric::k_pipeline_transactions, {"judge", "committed"}, 2);
  registry.add(Metric::k_pipeline_transactions, {"judge", "aborted"}, 1);
  EXPECT_EQ(registry.value(Metric::k_pipeline_transactions, {"judge", "committed"}), 2);
  EXPECT_EQ(registry.value(Metric::k_pipeline_transactions, {"normalise", "committed"}), 0);
}

TEST(RegistryTest, AValueOutsideTheListCountsAsTheLast) {
  Registry registry;
  registry.add(Metric::k_pipeline_records, {"judge", "never heard of"}, 3);
  EXPECT_EQ(registry.value(Metric::k_pipeline_records, {"judge", "other"}), 3);
}

TEST(RegistryTest, AHistogramCountsItsObservations) {
  Registry registry;
  registry.add(Metric::k_pipeline_commit, {"judge"}, 0.004);
  registry.add(Metric::k_pipeline_commit, {"judge"}, 4);
  EXPECT_EQ(registry.value(Metric::k_pipeline_commit, {"judge"}), 2);
}

TEST(RegistryTest, AGaugeIsSet) {
  Registry registry;
  registry.set(Metric::k_pipeline_lag, {"judge"}, 7);
  registry.set(Metric::k_pipeline_lag, {"judge"}, 5);
  EXPECT_EQ(registry.value(Metric::k_pipeline_lag, {"judge"}), 5);
}

}  // namespace
}  // namespace procured::telemetry
