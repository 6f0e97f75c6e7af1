#include "refdata/prices.h"

#include "core/check.h"
#include "model/unit_of_measure.h"

namespace procured::refdata {
namespace {

/// An item row without a currency is priced in its lot's.
std::string currency_of(const ItemRow& item, const AgreementBook& agreements) {
  if (!item.content.currency().empty()) return item.content.currency();
  for (const auto* row : agreements.all_of_lot({item.content.agreement_id(), item.content.lot_id()})) {
    if (!row->content.currency().empty()) return row->content.currency();
  }
  return {};
}

}  // namespace

const std::string& item_id(const model::ItemIds& ids, v1::ItemScheme scheme) {
  if (scheme == v1::SELLER) return ids.seller;
  if (scheme == v1::GTIN) return ids.gtin;
  PROCURED_CHECK(scheme == v1::BUYER);
  return ids.buyer;
}

const ItemRow* priced_row(const AgreementBook& agreements, const SupplierBook& suppliers, const model::AgreementRef& lot,
                          v1::ItemScheme scheme, const std::string& item_id, const core::Date& date) {
  const ItemRow* best = nullptr;
  bool best_own = false;
  for (const auto* item : agreements.with_item(scheme, item_id, date)) {
    const auto& content = item->content;
    if (!item->price || content.agreement_id() != lot.agreement_id || content.lot_id() != lot.lot_id) continue;
    const bool own = !content.supplier_id().empty();
    if (own && !suppliers.same(content.supplier_id(), lot.supplier_id)) continue;
    if (scheme == v1::SELLER && !agreements.belongs_to(*item, lot.supplier_id, date, suppliers)) continue;
    if (best == nullptr || own > best_own || (own == best_own && item->valid.from > best->valid.from)) {
      best = item;
      best_own = own;
    }
  }
  return best;
}

std::optional<PriceComparison> compare(const model::PurchaseLine& line, const std::string& currency,
                                       const ItemRow& item, const AgreementBook& agreements) {
  if (!line.price_amount || !line.source_quantity || line.source_quantity->is_zero()) return std::nullopt;
  const auto base = line.base_quantity.value_or(core::Decimal(1, 0));
  if (base.is_zero() || item.base_quantity.is_zero() || !item.price) return std::nullopt;
  const auto agreed_currency = currency_of(item, agreements);
  if (currency.empty() || agreed_currency != currency) return std::nullopt;
  const auto& unit = item.content.unit();
  const auto& price_unit = line.base_quantity_unit_code.empty() ? line.unit_code : line.base_quantity_unit_code;
  const auto per_price_unit = model::unit_factor(price_unit, unit);
  const auto per_quantity_unit = model::unit_factor(line.unit_code, unit);
  if (!per_price_unit || !per_quantity_unit) return std::nullopt;

  const core::Rational price = core::Rational(*line.price_amount) / base / *per_price_unit;
  const core::Rational allowance = core::Rational(line.allowances) / *line.source_quantity / *per_quantity_unit;
  return PriceComparison{price - allowance, core::Rational(*item.price) / item.base_quantity,
                         core::Rational(*line.quantity) * *per_quantity_unit};
}

}  // namespace procured::refdata
