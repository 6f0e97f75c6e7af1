// Goal: each way to fail is counted under its own name and told with what to do. Method: the kinds
// are compared with the label in the text of metrics.def and with the list that people read.
#include "connectors/transport/source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace procured::transport {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(std::string(PROCURED_SOURCE_DIR) + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The strings of a declaration, joined as the compiler does.
std::string kinds_counted() {
  const auto text = text_of("/daemon/telemetry/metrics.def");
  const auto begin = text.find("kind=");
  auto part = text.substr(begin, text.find(')', begin) - begin);
  std::erase_if(part, [](char c) { return c == '"' || c == '\n' || c == ' '; });
  return "|" + part.substr(5) + "|";
}

TEST(SourceTest, EachKindOfFailureIsCountedUnderItsName) {
  const auto counted = kinds_counted();
  std::size_t length = std::string("|other|").size();
  for (const auto kind : failure_kinds()) {
    EXPECT_NE(counted.find("|" + std::string(kind) + "|"), std::string::npos) << kind;
    length += kind.size() + 1;
  }
  EXPECT_EQ(counted.size(), length) << "counted, and none of failures.def: " << counted;
}

TEST(SourceTest, EachKindOfFailureIsExplained) {
  const auto page = text_of("/connectors/README.md");
  for (const auto kind : failure_kinds()) {
    EXPECT_FALSE(advice_for(kind).what_to_do.empty()) << kind;
    EXPECT_NE(page.find("| `" + std::string(kind) + "` |"), std::string::npos) << kind;
  }
}

TEST(SourceTest, KindsAreSorted) {
  const auto kinds = failure_kinds();
  EXPECT_TRUE(std::is_sorted(kinds.begin(), kinds.end()));
}

}  // namespace
}  // namespace procured::transport
