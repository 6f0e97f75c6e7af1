#include "simulate/catalogues.h"

namespace procured::simulate {
namespace {

constexpr int kVolume = 500;  ///< Above every quantity on an invoice line.

Catalogue catalogue_of(const BuyerWorld& buyer, const Agreement& agreement,
                       const core::Date& valid_from, int number) {
  Catalogue result;
  result.number = "KAT-" + agreement.id.substr(2) + "-" + std::to_string(number);
  result.issued = add_days(valid_from, -10);
  result.valid_from = valid_from;
  result.buyer = &buyer;
  result.area = agreement.area;
  result.seller = agreement.suppliers.front();
  return result;
}

/// The agreed prices; those of the item that the register has too are out of date, and for large
/// quantities there is a lower price. Neither counts.
Catalogue first_prices(const BuyerWorld& buyer, const Agreement& agreement) {
  auto result = catalogue_of(buyer, agreement, agreement.valid_from, 1);
  result.contract = agreement.id;
  for (const auto& item : agreement.items) {
    const auto price = item.price_before_e4;
    if (in_catalogue_only(agreement, item)) {
      result.lines.push_back({&item, price, 1});
      result.lines.push_back({&item, price / 2, kVolume});
    } else if (item.seller_priced) {
      result.lines.push_back({&item, price / 2, 1});
    }
  }
  return result;
}

Catalogue changed_prices(const BuyerWorld& buyer, const Agreement& agreement) {
  auto result = catalogue_of(buyer, agreement, agreement.price_change, 2);
  result.contract = agreement.id;
  for (const auto& item : agreement.items) {
    if (in_catalogue_only(agreement, item) && item.price_after_e4 != item.price_before_e4)
      result.lines.push_back({&item, item.price_after_e4, 1});
  }
  return result;
}

Catalogue other_offers(const BuyerWorld& buyer, const Agreement& agreement) {
  auto result = catalogue_of(buyer, agreement, agreement.valid_from, 3);
  for (const auto& item : agreement.items)
    result.lines.push_back({&item, item.good->price_e4 / 2, 1});
  return result;
}

}  // namespace

bool in_catalogue_only(const Agreement& agreement, const Item& item) {
  return agreement.by_catalogue && item.seller_priced && &item != &agreement.items.front();
}

std::vector<Catalogue> make_catalogues(const World& world, const BuyerWorld& buyer) {
  std::vector<Catalogue> result;
  for (const auto& agreement : world.agreements) {
    if (!agreement.by_catalogue || agreement.owner != buyer.id) continue;
    result.push_back(first_prices(buyer, agreement));
    result.push_back(changed_prices(buyer, agreement));
    result.push_back(other_offers(buyer, agreement));
  }
  return result;
}

}  // namespace procured::simulate
