// Goal: reading and mapping one file takes less than 64 MB and four times its size, whatever is in
// it. (the acceptance of the connectors; connectors/README.md, "Bounds")
// Method: files of the shapes that cost most for their size, 2 and 4 MiB of each, where most limits
// of counts are met, and 32 MiB of those that grow on (with PROCURED_LONG=1 seven sizes of each),
// through the built-in catalogue; every block taken from the heap is counted, also those of
// pugixml, simdjson, expat and libzip. A spreadsheet's size is that of its archive. Each file is
// read in a thread of its own, so that nothing of an earlier one serves again.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "connectors/mapping/catalogue.h"
#include "fuzz/counted_memory.h"
#include "fuzz/hostile_files.h"
#include "support/built_in_catalogue.h"

namespace procured::fuzz {
namespace {

constexpr std::size_t kMebi = 1U << 20U;
constexpr std::ptrdiff_t kKeptMax = 1'000'000;

/// Shapes that grow with their size alone.
const std::set<std::string> kNearestWhenLarge = {"CsvUnits",  "JsonOneString",   "XlsxTexts",
                                                 "XlsxUnits", "XmlInvoiceLines", "XmlLatinEuros"};

using testing_support::built_in_catalogue;

mapping::ConnectorSettings settings() {
  mapping::ConnectorSettings declared;
  declared.default_currency = "NOK";
  declared.default_buyer = "0192:958935420";
  declared.default_seller = "0192:964338531";
  return declared;
}

/// How one file went.
struct Run {
  std::size_t peak = 0;
  std::ptrdiff_t kept = 0;  ///< For the next file.
  std::size_t parts = 0;
  std::string first = "nothing";
};

Run decode(const std::string& bytes) {
  Run run;
  const auto declared = settings();
  std::thread([&] {
    CountedMemory::start();
    built_in_catalogue().decode(bytes, declared, [&](const mapping::Decoded& part) {
      if (run.parts++ > 0) return;
      const auto* error = std::get_if<core::Error>(&part.outcome);
      run.first = error == nullptr ? "read" : error->code + ": " + error->detail;
    });
    run.peak = CountedMemory::peak();
    run.kept = CountedMemory::live();
  }).join();
  return run;
}

class MemoryTest : public testing::TestWithParam<HostileFile> {
 protected:
  void SetUp() override {
    if (!CountedMemory::is_counted()) GTEST_SKIP() << "a sanitizer has its own heap";
    built_in_catalogue();
  }
};

/// Most shapes come nearest to the bound where a limit of counts ends them, at 2 to 4 MiB.
std::vector<std::size_t> sizes_of(const std::string& name) {
  if (std::getenv("PROCURED_LONG") != nullptr)
    return {kMebi / 4, kMebi, 2 * kMebi, 4 * kMebi, 8 * kMebi, 16 * kMebi, 32 * kMebi};
  if (kNearestWhenLarge.contains(name)) return {2 * kMebi, 4 * kMebi, 32 * kMebi};
  return {2 * kMebi, 4 * kMebi};
}

TEST_P(MemoryTest, StaysWithinTheBound) {
  const auto& file = GetParam();
  for (const auto size : sizes_of(file.name)) {
    const auto bytes = file.make(size);
    ASSERT_LE(bytes.size(), size + 4096);
    const auto run = decode(bytes);
    const auto bound = 64'000'000 + 4 * bytes.size();
    std::printf("%5.2f MiB: %6.1f of %6.1f MB, %zu parts, %s\n",
                static_cast<double>(bytes.size()) / kMebi, static_cast<double>(run.peak) / 1e6,
                static_cast<double>(bound) / 1e6, run.parts, run.first.substr(0, 100).c_str());
    EXPECT_LT(run.peak, bound) << bytes.size() << " bytes; " << run.first;
    EXPECT_LT(run.kept, kKeptMax) << "kept for the next file";
  }
}

INSTANTIATE_TEST_SUITE_P(Hostile, MemoryTest, testing::ValuesIn(hostile_files()),
                         [](const auto& each) { return each.param.name; });

INSTANTIATE_TEST_SUITE_P(Spreadsheets, MemoryTest, testing::ValuesIn(hostile_spreadsheets()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace procured::fuzz
