#pragma once

#include <optional>

#include "core/rational.h"
#include "model/purchase.h"
#include "refdata/books.h"

namespace procured::refdata {

/// A line's price against an agreed one, both per unit of the agreement, and the quantity in that
/// unit.
struct PriceComparison {
  core::Rational paid;
  core::Rational agreed;
  core::Rational quantity;  ///< Signed by the kind.
};

/// Compares the price paid with an item row's price; nullopt when unit or currency cannot be
/// compared, the quantity is zero or absent, or there is no price. An empty unit or currency is
/// unknown, so not comparable. Paid = BT-146 / BT-149 less the line's allowances / quantity
/// (definitions §5).
std::optional<PriceComparison> compare(const model::PurchaseLine& line, const std::string& currency,
                                       const ItemRow& item);

/// Whose price of a lot is asked for.
struct PriceQuestion {
  LotKey lot;
  std::string supplier;  ///< Resolved; whose rows go first.
  std::string seller;    ///< Resolved; whose own item ids those of the line are.
  core::Date date;
};

/// The rows of a lot with a price on the date for one id of a line: the supplier's own, then those
/// that name no supplier, then another supplier's; then the later valid_from, then the smaller
/// supplier id.
AgreementBook::Items priced_rows(const Books& books, const SupplierBook& suppliers,
                                 const PriceQuestion& question, v1::ItemScheme scheme,
                                 const std::string& item_id);

/// An id of a line for one scheme; empty when it has none.
const std::string& item_id(const model::ItemIds& ids, v1::ItemScheme scheme);

}  // namespace procured::refdata
