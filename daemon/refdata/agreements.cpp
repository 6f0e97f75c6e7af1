#include "refdata/agreements.h"

#include <algorithm>

#include "core/text.h"

namespace procured::refdata {

bool AgreementBook::ByRef::operator()(const AgreementRow* left, const AgreementRow* right) const {
  return left->ref() < right->ref();
}

void AgreementBook::index(const AgreementRow& row, bool add) {
  const auto place = [&](auto& rows, const auto& key) {
    if (add) {
      rows[key].insert(&row);
    } else if (const auto found = rows.find(key); found != rows.end()) {
      found->second.erase(&row);
      if (found->second.empty()) rows.erase(found);
    }
  };
  place(by_agreement_, row.content.agreement_id());
  place(by_lot_, lot_of(row.ref()));
  for (const auto& prefix : row.content.categories()) {
    if (const auto category = known_category(row.content.category_scheme(), prefix))
      place(by_prefix_, *category);
  }
}

void AgreementBook::set_agreement(const std::string& key, const v1::Agreement* row) {
  if (const auto old = agreements_.find(key); old != agreements_.end()) {
    index(old->second, false);
    agreements_.erase(old);
  }
  if (row == nullptr) return;
  const bool new_lot = !by_lot_.contains({row->buyer_id(), row->agreement_id(), row->lot_id()});
  const auto& end = row->option_exercised_on().empty() ? row->valid_to() : row->option_to();
  auto& fresh = agreements_[key];
  fresh = {*row, period(row->valid_from(), end), core::Decimal::parse(row->saving_rate())};
  index(fresh, true);
  const auto catalogues = catalogue_keys_.find(row->agreement_id());
  if (!new_lot || catalogues == catalogue_keys_.end()) return;
  for (const auto& catalogue_key : catalogues->second) put_in_lots(catalogue_key);
}

AgreementBook::ItemKey AgreementBook::item_key(const v1::AgreementItem& item) {
  return {lot_of(item), item.supplier_id(), item.item_scheme(), item.item_id(),
          !item.catalogue().empty()};
}

AgreementBook::Start AgreementBook::start_of(const std::string& key, const ItemRow& row) {
  const auto from = row.valid.from.value_or(core::Date());
  const auto& catalogue = row.content.catalogue();
  return {from, catalogue.empty() ? catalogue : core::join_key({catalogue, key})};
}

void AgreementBook::set_item(const std::string& key, const v1::AgreementItem* row) {
  if (const auto old = items_.find(key); old != items_.end()) {
    const auto item = item_key(old->second.content);
    auto& periods = periods_[item];
    periods.erase(start_of(key, old->second));
    if (periods.empty()) {
      periods_.erase(item);
      by_item_[{item.scheme, item.item_id}].erase(item);
    }
    lot_items_[item.lot].erase(&old->second);
    items_.erase(old);
  }
  if (row == nullptr) return;
  auto& fresh = items_[key];
  fresh = {*row, period(row->valid_from(), row->valid_to()), core::Decimal::parse(row->price()),
           core::Decimal::parse(row->base_quantity()).value_or(core::Decimal(1, 0))};
  const auto item = item_key(*row);
  periods_[item][start_of(key, fresh)] = &fresh;
  by_item_[{item.scheme, item.item_id}].insert(item);
  lot_items_[item.lot].insert(&fresh);
}

AgreementBook::Rows AgreementBook::with_category(const std::vector<model::Category>& categories,
                                                 const core::Date& date) const {
  Rows rows;
  for (const auto& category : categories) {
    for (std::size_t length = 1; length <= category.code.size(); ++length) {
      const auto found = by_prefix_.find({category.scheme, category.code.substr(0, length)});
      if (found == by_prefix_.end()) continue;
      for (const auto* row : found->second) {
        if (row->valid.contains(date)) rows.push_back(row);
      }
    }
  }
  return rows;
}

AgreementBook::Rows AgreementBook::named(std::string_view agreement_id,
                                         const core::Date& date) const {
  Rows rows;
  if (const auto found = by_agreement_.find(agreement_id); found != by_agreement_.end()) {
    for (const auto* row : found->second) {
      if (row->valid.contains(date)) rows.push_back(row);
    }
  }
  return rows;
}

AgreementBook::Rows AgreementBook::all_of_lot(const LotKey& lot) const {
  const auto found = by_lot_.find(lot);
  if (found == by_lot_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

AgreementBook::Rows AgreementBook::of_lot(const LotKey& lot, const core::Date& date) const {
  auto rows = all_of_lot(lot);
  std::erase_if(rows, [&](const AgreementRow* row) { return !row->valid.contains(date); });
  return rows;
}

bool AgreementBook::any_valid(const core::Date& date) const {
  return std::any_of(agreements_.begin(), agreements_.end(),
                     [&](const auto& entry) { return entry.second.valid.contains(date); });
}

AgreementBook::Items AgreementBook::with_item(v1::ItemScheme scheme, std::string_view item_id,
                                              const core::Date& date,
                                              const SupplierBook& suppliers) const {
  Items items;
  Items of_catalogues;
  const auto keys = by_item_.find({scheme, std::string(item_id)});
  if (item_id.empty() || keys == by_item_.end()) return items;
  for (const auto& key : keys->second) {
    const auto& periods = periods_.find(key)->second;
    const auto holds = std::find_if(periods.rbegin(), periods.rend(), [&](const auto& entry) {
      return entry.second->valid.contains(date);
    });
    if (holds == periods.rend()) continue;
    (key.of_catalogue ? of_catalogues : items).push_back(holds->second);
  }
  std::erase_if(of_catalogues,
                [&](const ItemRow* row) { return !holds_beside(*row, items, suppliers); });
  items.insert(items.end(), of_catalogues.begin(), of_catalogues.end());
  return items;
}

void AgreementBook::set_catalogue_item(const std::string& key, const v1::AgreementItem* row) {
  if (const auto old = catalogue_items_.find(key); old != catalogue_items_.end()) {
    const auto prefix = core::join_key({key}) + '|';
    for (auto in_lot = items_.lower_bound(prefix);
         in_lot != items_.end() && in_lot->first.starts_with(prefix);) {
      set_item(std::string((in_lot++)->first), nullptr);
    }
    catalogue_keys_[old->second.agreement_id()].erase(key);
    catalogue_items_.erase(old);
  }
  if (row == nullptr) return;
  catalogue_items_[key] = *row;
  catalogue_keys_[row->agreement_id()].insert(key);
  put_in_lots(key);
}

/// A lot that is gone keeps its row: nothing asks for it, and it is found again should it return.
void AgreementBook::put_in_lots(const std::string& catalogue_key) {
  auto row = catalogue_items_.at(catalogue_key);
  const auto named = by_agreement_.find(row.agreement_id());
  if (named == by_agreement_.end()) return;
  for (const auto* agreement : named->second) {
    row.set_buyer_id(agreement->content.buyer_id());
    row.set_lot_id(agreement->content.lot_id());
    set_item(core::join_key({catalogue_key, row.buyer_id(), row.lot_id()}), &row);
  }
}

bool AgreementBook::holds_beside(const ItemRow& of_catalogue, const Items& of_registers,
                                 const SupplierBook& suppliers) const {
  const auto& catalogue = of_catalogue.content;
  const auto supplier = suppliers.resolve(catalogue.supplier_id());
  const auto rows = all_of_lot(lot_of(catalogue));
  const bool supplied = std::any_of(rows.begin(), rows.end(), [&](const AgreementRow* row) {
    return suppliers.is(row->content.supplier_id(), supplier);
  });
  return supplied && std::none_of(of_registers.begin(), of_registers.end(), [&](const auto* item) {
           const auto& of = item->content.supplier_id();
           return lot_of(item->content) == lot_of(catalogue) &&
                  (of.empty() || suppliers.is(of, supplier));
         });
}

bool AgreementBook::is_sellers_own(const ItemRow& item, std::string_view seller,
                                   const core::Date& date, const SupplierBook& suppliers) const {
  if (!item.content.supplier_id().empty()) return suppliers.is(item.content.supplier_id(), seller);
  std::set<std::string> on_date;
  for (const auto* row : of_lot(lot_of(item.content), date)) {
    on_date.insert(suppliers.resolve(row->content.supplier_id()));
  }
  if (on_date.empty()) return is_supplied_by(item, seller, suppliers);
  return on_date.size() == 1 && *on_date.begin() == seller;
}

bool AgreementBook::is_supplied_by(const ItemRow& item, std::string_view seller,
                                   const SupplierBook& suppliers) const {
  if (!item.content.supplier_id().empty()) return suppliers.is(item.content.supplier_id(), seller);
  const auto rows = all_of_lot(lot_of(item.content));
  return std::any_of(rows.begin(), rows.end(), [&](const AgreementRow* row) {
    return suppliers.is(row->content.supplier_id(), seller);
  });
}

bool AgreementBook::has_prices(const LotKey& lot, const core::Date& date,
                               const SupplierBook& suppliers) const {
  const auto found = lot_items_.find(lot);
  if (found == lot_items_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const ItemRow* item) {
    if (!item->price || !item->valid.contains(date)) return false;
    const auto holding =
        with_item(item->content.item_scheme(), item->content.item_id(), date, suppliers);
    return std::find(holding.begin(), holding.end(), item) != holding.end();
  });
}

std::string AgreementBook::category_scheme(const LotKey& lot, std::string_view supplier,
                                           const SupplierBook& suppliers) const {
  std::string scheme;
  for (const auto* row : all_of_lot(lot)) {
    if (suppliers.is(row->content.supplier_id(), supplier)) return row->content.category_scheme();
    if (scheme.empty()) scheme = row->content.category_scheme();
  }
  return scheme;
}

}  // namespace procured::refdata
