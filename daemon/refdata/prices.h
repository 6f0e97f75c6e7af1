#pragma once

#include <optional>

#include "core/rational.h"
#include "model/purchase.h"
#include "refdata/books.h"

namespace procured::refdata {

/// A line's price against an agreed one, both per unit of the agreement, and the quantity in that unit.
struct PriceComparison {
  core::Rational paid;
  core::Rational agreed;
  core::Rational quantity;  ///< Signed by the kind.
};

/// Compares the price paid with an item row's price; nullopt when unit or currency cannot be compared, the
/// quantity is zero or absent, or there is no price. Paid = BT-146 / BT-149 less the line's allowances / quantity
/// (definitions §5).
std::optional<PriceComparison> compare(const model::PurchaseLine& line, const std::string& currency,
                                       const ItemRow& item, const AgreementBook& agreements);

/// The row with a price of a lot for one kind of id on a date: of the supplier's own rows and those that name no supplier,
/// the own first, then the later valid_from. nullptr when there is none.
const ItemRow* priced_row(const AgreementBook& agreements, const SupplierBook& suppliers, const model::AgreementRef& lot,
                          v1::ItemScheme scheme, const std::string& item_id, const core::Date& date);

/// An id of a line for one scheme; empty when it has none.
const std::string& item_id(const model::ItemIds& ids, v1::ItemScheme scheme);

}  // namespace procured::refdata
