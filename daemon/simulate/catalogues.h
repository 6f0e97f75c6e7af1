#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulate/world.h"

namespace procured::simulate {

/// A supplier's price catalogue for one buyer.
struct Catalogue {
  struct Line {
    const Item* item = nullptr;
    std::int64_t price_e4 = 0;  ///< Per the good's base quantity.
    int from_quantity = 1;      ///< The price holds from this quantity on.
  };
  std::string number;
  core::Date issued;
  core::Date valid_from;
  const BuyerWorld* buyer = nullptr;
  const Supplier* seller = nullptr;
  Area area = Area::kOdd;
  std::string contract;  ///< Empty: offers outside of any agreement.
  std::vector<Line> lines;
};

/// True when the price annex leaves the seller's price of the item to the catalogue. The first item
/// stands in both (what the register says holds), one without a price in the register alone.
bool in_catalogue_only(const Agreement& agreement, const Item& item);

/// For each agreement of the buyer whose supplier tells its prices in catalogues: one at the start,
/// one when prices change, and one of other offers that names no contract and so changes nothing.
std::vector<Catalogue> make_catalogues(const World& world, const BuyerWorld& buyer);

}  // namespace procured::simulate
