// Goal: reading and mapping one file takes less than 64 MB and four times its size, whatever is in
// it. (the acceptance of the connectors; connectors/README.md, "Bounds")
// Method: files of the shapes that cost most for their size, 16 and 32 MiB of each and less where
// a limit of counts is met early, through the built-in catalogue; every block taken from the heap
// is counted, also those of pugixml and simdjson. The bound is the acceptance's. Each file is read
// in a thread of its own, so that nothing of an earlier one serves again.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>

#include "connectors/mapping/catalogue.h"
#include "connectors/reader/bounds.h"
#include "fuzz/counted_memory.h"
#include "fuzz/hostile_files.h"

namespace procured::fuzz {
namespace {

constexpr std::size_t kMebi = 1U << 20U;

/// Of a file; each further document in it may take 8 KiB more.
std::size_t bound(std::size_t bytes, std::size_t documents) {
  return 64'000'000 + 4 * bytes + (documents > 1 ? (documents - 1) * 8192 : 0);
}

const mapping::Catalogue& catalogue() {
  static const auto loaded =
      mapping::Catalogue::load({std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue"});
  return loaded.value();
}

mapping::ConnectorSettings settings() {
  mapping::ConnectorSettings declared;
  declared.default_currency = "NOK";
  declared.default_buyer = "0192:958935420";
  declared.default_seller = "0192:964338531";
  return declared;
}

std::string first_outcome(const mapping::Decoding& decoding) {
  if (decoding.parts.empty()) return "nothing";
  const auto* error = std::get_if<core::Error>(&decoding.parts.front().outcome);
  return error == nullptr ? "read" : error->code + ": " + error->detail;
}

/// Documents or rows of a file that was refused for having more.
std::size_t counted(const std::string& outcome) {
  for (const auto most : {reader::kDocumentsMax, reader::kRowsMax}) {
    if (outcome.starts_with("too_large: more than " + std::to_string(most) + " ") &&
        outcome.ends_with("in one file")) {
      return most;
    }
  }
  return 0;
}

class MemoryTest : public testing::TestWithParam<HostileFile> {
 protected:
  void SetUp() override {
    if (!CountedMemory::is_counted()) GTEST_SKIP() << "a sanitizer has its own heap";
    catalogue();
  }
};

TEST_P(MemoryTest, StaysWithinTheBound) {
  const auto& file = GetParam();
  for (const std::size_t size :
       {kMebi / 4, kMebi, 2 * kMebi, 4 * kMebi, 8 * kMebi, 16 * kMebi, 32 * kMebi}) {
    const auto bytes = file.make(size);
    ASSERT_LE(bytes.size(), size + 4096);
    const auto declared = settings();
    std::string outcome;
    std::size_t peak = 0;
    std::size_t documents = 0;
    std::ptrdiff_t kept = 0;
    std::thread([&] {
      CountedMemory::start();
      {
        mapping::Decoding decoding;
        catalogue().decode(bytes, declared, decoding);
        peak = CountedMemory::peak();
        outcome = first_outcome(decoding);
        documents = std::max(decoding.parts.size(), counted(outcome));
      }
      kept = CountedMemory::live();
    }).join();
    std::printf("%5.2f MiB: %6.1f of %6.1f MB  %s\n", static_cast<double>(bytes.size()) / kMebi,
                static_cast<double>(peak) / 1e6,
                static_cast<double>(bound(bytes.size(), documents)) / 1e6,
                outcome.substr(0, 100).c_str());
    EXPECT_LT(peak, bound(bytes.size(), documents)) << bytes.size() << " bytes; " << outcome;
    if (bytes.size() >= kMebi) {
      EXPECT_LT(kept, 1'000'000) << "kept for the next file";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Hostile, MemoryTest, testing::ValuesIn(hostile_files()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace procured::fuzz
