#include "model/unit_of_measure.h"

#include <algorithm>
#include <array>

namespace procured::model {
namespace {

struct Measure {
  std::string_view code;
  char dimension = ' ';
  long long size = 1;  ///< In the smallest unit of the dimension.
};

// p piece, m mass in grams, v volume in millilitres, l length in millimetres, t time in minutes.
constexpr std::array<Measure, 19> kMeasures = {{{"C62", 'p', 1},
                                                {"EA", 'p', 1},
                                                {"H87", 'p', 1},
                                                {"NAR", 'p', 1},
                                                {"PCE", 'p', 1},
                                                {"XPP", 'p', 1},
                                                {"GRM", 'm', 1},
                                                {"KGM", 'm', 1'000},
                                                {"TNE", 'm', 1'000'000},
                                                {"MLT", 'v', 1},
                                                {"CLT", 'v', 10},
                                                {"DLT", 'v', 100},
                                                {"LTR", 'v', 1'000},
                                                {"HLT", 'v', 100'000},
                                                {"MTQ", 'v', 1'000'000},
                                                {"MMT", 'l', 1},
                                                {"CMT", 'l', 10},
                                                {"MTR", 'l', 1'000},
                                                {"KMT", 'l', 1'000'000}}};
constexpr std::array<Measure, 2> kTimes = {{{"MIN", 't', 1}, {"HUR", 't', 60}}};

const Measure* find(std::string_view code) {
  const auto same = [&](const Measure& measure) { return measure.code == code; };
  if (const auto at = std::find_if(kMeasures.begin(), kMeasures.end(), same); at != kMeasures.end())
    return at;
  const auto at = std::find_if(kTimes.begin(), kTimes.end(), same);
  return at == kTimes.end() ? nullptr : at;
}

}  // namespace

std::optional<core::Rational> unit_factor(std::string_view from, std::string_view to) {
  if (from.empty() || to.empty()) return std::nullopt;
  if (from == to) return core::Rational(core::Decimal(1, 0));
  const auto* source = find(from);
  const auto* target = find(to);
  if (source == nullptr || target == nullptr || source->dimension != target->dimension)
    return std::nullopt;
  return core::Rational(core::Decimal(source->size, 0)) / core::Decimal(target->size, 0);
}

}  // namespace procured::model
