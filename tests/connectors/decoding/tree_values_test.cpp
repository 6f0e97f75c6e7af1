#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "connectors/decoding/trace.h"
#include "connectors/mapping/catalogue.h"
#include "support/built_in_catalogue.h"

// Goal: a document is the same whether or not somebody asks how its texts became values; unwatched
// decoding takes a shorter way. Method: all samples of the built-in catalogue, as they are and with
// some bytes changed, decoded without and with a report and a trace.
namespace procured::mapping {
namespace {

using testing_support::built_in_catalogue;

namespace fs = std::filesystem;

class Unheard final : public Trace {};

std::vector<std::string> samples() {
  std::vector<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(testing_support::built_in_folder())) {
    if (!entry.is_regular_file() || entry.path().parent_path().filename() != "samples") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    all.push_back(std::move(bytes).str());
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// All that a part says, as bytes.
std::string told(const Decoded& part) {
  if (const auto* error = std::get_if<core::Error>(&part.outcome))
    return error->code + "|" + error->place + "|" + error->detail;
  if (const auto* row = std::get_if<DecodedRow>(&part.outcome))
    return row->register_name + "|" + row->place + "|" + row->record.SerializeAsString();
  const auto& document = std::get<DecodedDocument>(part.outcome);
  return document.content.SerializeAsString() + "|" + document.persons.SerializeAsString() + "|" +
         document.places.SerializeAsString();
}

std::vector<std::string> decoded(const std::string& bytes, bool report, Trace* trace) {
  ConnectorSettings settings;
  settings.default_buyer = "0192:958935420";
  settings.default_currency = "NOK";
  std::vector<std::string> parts;
  built_in_catalogue().decode(
      bytes, settings, [&](Decoded& part) { parts.push_back(part.position + told(part)); }, report,
      trace);
  return parts;
}

void expect_the_same(const std::string& bytes) {
  Unheard trace;
  const auto plain = decoded(bytes, false, nullptr);
  EXPECT_EQ(decoded(bytes, true, nullptr), plain) << bytes.substr(0, 300);
  EXPECT_EQ(decoded(bytes, false, &trace), plain) << bytes.substr(0, 300);
}

TEST(TreeValuesTest, SamplesAreDecodedTheSameWhenSomebodyWatches) {
  const auto all = samples();
  ASSERT_GT(all.size(), 100U);
  for (const auto& bytes : all) expect_the_same(bytes);
}

TEST(TreeValuesTest, SoAreThoseWithSomeBytesChanged) {
  std::mt19937 random(7);
  const std::string other = "9A-.5 x0,1";
  for (const auto& bytes : samples()) {
    if (bytes.size() > 100'000) continue;
    for (int round = 0; round < 20; ++round) {
      auto changed = bytes;
      for (int i = 0; i < 3; ++i) {
        auto& c = changed[random() % changed.size()];
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) c = other[random() % other.size()];
      }
      expect_the_same(changed);
    }
  }
}

}  // namespace
}  // namespace procured::mapping
