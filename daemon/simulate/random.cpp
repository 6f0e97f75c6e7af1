#include "simulate/random.h"

#include <numeric>
#include <string>

#include "core/check.h"
#include "core/hash.h"

namespace procured::simulate {

Random::Random(std::uint64_t seed, std::string_view purpose)
    : engine_(core::sha256_prefix(std::to_string(seed) + "|" + std::string(purpose))) {}

std::uint64_t Random::below(std::uint64_t count) {
  PROCURED_CHECK(count > 0);
  // Multiply and keep the upper half (Lemire): the bias of 2^-40 for our small counts does not
  // matter here.
  return static_cast<std::uint64_t>((static_cast<unsigned __int128>(engine_()) * count) >> 64);
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
  PROCURED_CHECK(low <= high);
  return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
}

std::size_t Random::weighted(const std::vector<int>& weights) {
  const int sum = std::accumulate(weights.begin(), weights.end(), 0);
  auto rest = static_cast<int>(below(static_cast<std::uint64_t>(sum)));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (rest < weights[i]) return i;
    rest -= weights[i];
  }
  return weights.size() - 1;
}

}  // namespace procured::simulate
