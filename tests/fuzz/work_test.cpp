// Goal: twice the input is about twice the work, whatever is in it: nothing is quadratic that a
// sender, or whoever writes a mapping or a configuration, can make large.
// Method: hostile inputs of n and 2n bytes; CPU time of the thread, the least of some runs each,
// and again with more where another program was in the way. Quadratic work would have the ratio 4.
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <ctime>
#include <limits>
#include <string>

#include "config/yaml_document.h"
#include "connectors/mapping/catalogue.h"
#include "fuzz/hostile_files.h"
#include "support/built_in_catalogue.h"

namespace procured::fuzz {
namespace {

constexpr std::size_t kBytes = 150'000;
constexpr double kRatioMax = 3.0;   // of n log n 2.1, and caches that others use
constexpr double kNothing = 0.002;  // s; below it a ratio is noise, and no harm is done
constexpr int kAttempts = 5;

/// The heap keeps what it has. Pages that it gives back beyond some size, and that the kernel
/// clears when they are taken again, are a third of the CPU time there and none below.
class KeptHeap : public testing::Environment {
 public:
  void SetUp() override {
    ASSERT_EQ(mallopt(M_MMAP_MAX, 0), 1);
    ASSERT_EQ(mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max()), 1);
  }
};
const auto* const kKeptHeap = testing::AddGlobalTestEnvironment(new KeptHeap);

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Work>
double least_seconds(const Work& work) {
  double least = 1e9;
  for (int i = 0; i < 2; ++i) {
    const auto start = cpu_seconds();
    work();
    least = std::min(least, cpu_seconds() - start);
  }
  return least;
}

/// `work` takes a text. Fails when it takes too much more for twice the bytes, each time.
template <class Work>
void expect_proportional(const HostileFile& file, const Work& work) {
  double ratio = 0;
  double seconds = 0;
  // Larger each time: what is quadratic shows the more, what is of the heap or of others the less.
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto once = file.make(kBytes << attempt);
    const auto twice = file.make(kBytes << (attempt + 1));
    ASSERT_GT(static_cast<double>(twice.size()), 1.9 * static_cast<double>(once.size()));
    seconds = least_seconds([&] { work(twice); });
    if (seconds < kNothing) return;
    ratio = seconds / least_seconds([&] { work(once); });
    if (ratio <= kRatioMax) return;
  }
  FAIL() << file.name << ": " << ratio << " times the work for twice the bytes, which took "
         << seconds << " s";
}

using testing_support::built_in_catalogue;

std::string name_of(const testing::TestParamInfo<HostileFile>& each) { return each.param.name; }

class WorkTest : public testing::TestWithParam<HostileFile> {
 protected:
  void SetUp() override { built_in_catalogue(); }
};

TEST_P(WorkTest, OfDecodingIsInProportion) {
  expect_proportional(GetParam(), [](const std::string& bytes) {
    built_in_catalogue().decode(bytes, {}, [](const mapping::Decoded& /*part*/) {});
  });
}

TEST_P(WorkTest, OfDecodingForAPersonIsInProportion) {
  expect_proportional(GetParam(), [](const std::string& bytes) {
    built_in_catalogue().decode_whole(bytes, {}, true);
  });
}

INSTANTIATE_TEST_SUITE_P(Hostile, WorkTest, testing::ValuesIn(hostile_files()), name_of);
INSTANTIATE_TEST_SUITE_P(Slow, WorkTest, testing::ValuesIn(slow_files()), name_of);

class YamlWorkTest : public testing::TestWithParam<HostileFile> {};

TEST_P(YamlWorkTest, OfReadingIsInProportion) {
  expect_proportional(GetParam(), [](const std::string& text) {
    static_cast<void>(config::YamlDocument::parse(text, "x.yaml"));
  });
}

INSTANTIATE_TEST_SUITE_P(Slow, YamlWorkTest, testing::ValuesIn(yaml_files()), name_of);

}  // namespace
}  // namespace procured::fuzz
