#include "model/currency.h"

#include <algorithm>
#include <array>

namespace procured::model {
namespace {

constexpr std::array<std::string_view, 17> kNoDecimals = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                          "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                          "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 7> kThreeDecimals = {"BHD", "IQD", "JOD", "KWD",
                                                            "LYD", "OMR", "TND"};
constexpr std::array<std::string_view, 2> kFourDecimals = {"CLF", "UYW"};

template <class List>
bool contains(const List& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

}  // namespace

int minor_unit(std::string_view currency_code) {
  if (contains(kNoDecimals, currency_code)) return 0;
  if (contains(kThreeDecimals, currency_code)) return 3;
  if (contains(kFourDecimals, currency_code)) return 4;
  return 2;
}

}  // namespace procured::model
