#include "refdata/prices.h"

#include <algorithm>

#include "core/check.h"
#include "model/unit_of_measure.h"

namespace procured::refdata {
const std::string& item_id(const model::ItemIds& ids, v1::ItemScheme scheme) {
  if (scheme == v1::SELLER) return ids.seller;
  if (scheme == v1::GTIN) return ids.gtin;
  PROCURED_CHECK(scheme == v1::BUYER);
  return ids.buyer;
}

AgreementBook::Items priced_rows(const Books& books, const SupplierBook& suppliers,
                                 const PriceQuestion& question, v1::ItemScheme scheme,
                                 const std::string& item_id) {
  const auto& agreements = books.agreements;
  auto rows = agreements.with_item(scheme, item_id, question.date, suppliers);
  std::erase_if(rows, [&](const ItemRow* row) {
    if (!row->price || lot_of(row->content) != question.lot) return true;
    return scheme == v1::SELLER &&
           !agreements.is_sellers_own(*row, question.seller, question.date, suppliers);
  });
  const auto distance = [&](const ItemRow* row) {
    const auto& supplier = row->content.supplier_id();
    return suppliers.is(supplier, question.supplier) ? 0 : supplier.empty() ? 1 : 2;
  };
  std::sort(rows.begin(), rows.end(), [&](const ItemRow* left, const ItemRow* right) {
    if (distance(left) != distance(right)) return distance(left) < distance(right);
    if (left->valid.from != right->valid.from) return left->valid.from > right->valid.from;
    return left->content.supplier_id() < right->content.supplier_id();
  });
  return rows;
}

std::optional<PriceComparison> compare(const model::PurchaseLine& line, const std::string& currency,
                                       const ItemRow& item) {
  if (!line.price_amount || !line.source_quantity || line.source_quantity->is_zero())
    return std::nullopt;
  const auto base = line.base_quantity.value_or(core::Decimal(1, 0));
  if (base.is_zero() || item.base_quantity.is_zero() || !item.price) return std::nullopt;
  if (currency.empty() || item.content.currency() != currency) return std::nullopt;
  const auto& unit = item.content.unit();
  const auto& price_unit =
      line.base_quantity_unit_code.empty() ? line.unit_code : line.base_quantity_unit_code;
  const auto per_price_unit = model::unit_factor(price_unit, unit);
  const auto per_quantity_unit = model::unit_factor(line.unit_code, unit);
  if (!per_price_unit || !per_quantity_unit) return std::nullopt;

  const core::Rational price = core::Rational(*line.price_amount) / base / *per_price_unit;
  const core::Rational allowance =
      core::Rational(line.allowances) / *line.source_quantity / *per_quantity_unit;
  return PriceComparison{price - allowance, core::Rational(*item.price) / item.base_quantity,
                         core::Rational(*line.quantity) * *per_quantity_unit};
}

}  // namespace procured::refdata
