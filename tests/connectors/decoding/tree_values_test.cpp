#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "connectors/decoding/trace.h"
#include "connectors/mapping/catalogue.h"
#include "support/built_in_catalogue.h"
#include "support/small_catalogue.h"

// Goal: a document is the same whether or not somebody asks how its texts became values; unwatched
// decoding takes a shorter way. Method: all samples of the built-in catalogue, as they are and with
// some bytes changed, decoded without and with a report and a trace. What stands elsewhere is found
// from as many places as there are; by hand.
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

TEST(TreeValuesTest, AsManyLinesAsThereAreMayLookAtTheSamePlace) {
  const testing_support::SmallCatalogue catalogue;
  catalogue.write(
      "x/a.yaml",
      "document: order\n"
      "recognise: {syntax: xml, root: orders}\n"
      "set: {kind: ORDER}\n"
      "fields:\n"
      "  id: no\n"
      "  lines:\n"
      "    each: block/line\n"
      "    fields: {id: no, contract_reference: ../agreement, order_reference: [../none/x, "
      "../order]}\n");
  // Each by itself would look at all the others, which is far more than a file may look at.
  constexpr int kLines = 20'000;
  std::string lines;
  for (int i = 0; i < kLines; ++i) lines += "<line><no>1</no></line>";
  const auto decoding =
      catalogue.decode("<orders><no>1</no><block>" + lines +
                       "<order>A</order><order>B</order></block><block><agreement>R" +
                       "</agreement><line><no>1</no></line></block></orders>");
  ASSERT_EQ(decoding.parts.size(), 1U);
  const auto& found = std::get<DecodedDocument>(decoding.parts[0].outcome).content;
  ASSERT_EQ(found.lines_size(), kLines + 1);
  EXPECT_EQ(found.lines(0).order_reference(), "A");
  EXPECT_EQ(found.lines(kLines - 1).order_reference(), "A");
  EXPECT_EQ(found.lines(kLines - 1).contract_reference(), "");
  EXPECT_EQ(found.lines(kLines).order_reference(), "") << "the order of another block";
  EXPECT_EQ(found.lines(kLines).contract_reference(), "R");
}

}  // namespace
}  // namespace procured::mapping
