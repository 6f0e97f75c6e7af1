#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace procured::simulate {

/// What is bought together, from suppliers of one trade.
enum class Area {
  kBakery,
  kGroceries,
  kOffice,
  kCleaning,
  kCrafts,
  kFuel,
  kClothes,
  kFurniture,
  kTravel,
  kOdd,  ///< Lines that say nothing about their category.
};

/// An article of a trade with its price when nobody has negotiated.
struct Good {
  std::string_view name;
  std::string_view category;  ///< UNSPSC (TST), cleaning: CPV (STI)
  std::string_view unit;      ///< UN/ECE Recommendation 20
  std::int64_t price_e4 = 0;  ///< NOK × 10^4 per base_quantity
  int base_quantity = 1;
  int vat_percent = 25;
};

const std::vector<Good>& goods_of(Area area);

/// TST (UNSPSC) or STI (CPV).
std::string_view category_scheme_of(Area area);

/// What a trade is called in Norwegian, for titles.
std::string_view title_of(Area area);

}  // namespace procured::simulate
