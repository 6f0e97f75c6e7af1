#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace procured::simulate {

/// A stream of choices that depends on the seed and a purpose alone: the same on every machine. The
/// engine is fixed by the C++ standard; the distributions of the standard library are not, so none
/// is used.
class Random {
 public:
  Random(std::uint64_t seed, std::string_view purpose);

  /// 0 … count-1, each as likely. @errors aborts when count is 0.
  std::uint64_t below(std::uint64_t count);
  /// low … high, both inclusive.
  std::int64_t between(std::int64_t low, std::int64_t high);
  bool percent(int chance) { return below(100) < static_cast<std::uint64_t>(chance); }

  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(from.size()))];
  }
  /// An index, as likely as its weight says.
  std::size_t weighted(const std::vector<int>& weights);

 private:
  std::mt19937_64 engine_;
};

}  // namespace procured::simulate
