#include "refdata/suppliers.h"

#include "core/text.h"

namespace procured::refdata {

core::DateRange period(const std::string& valid_from, const std::string& valid_to) {
  return {core::Date::parse(valid_from), core::Date::parse(valid_to)};
}

std::optional<model::Category> known_category(std::string_view scheme, std::string_view code) {
  scheme = core::trim(scheme);
  code = core::trim(code);
  if (scheme == "STI") code = code.substr(0, code.find('-'));
  if (code.empty() || (scheme != "TST" && scheme != "STI")) return std::nullopt;
  return model::Category{std::string(scheme), std::string(code)};
}

void SupplierBook::set(const std::string& key, const v1::Supplier* row) {
  if (const auto old = rows_.find(key); old != rows_.end()) {
    const auto& content = old->second.content;
    for (const auto& id : content.other_ids()) {
      auto& suppliers = supplier_of_[id];
      suppliers.erase(suppliers.find(content.supplier_id()));
      if (suppliers.empty()) supplier_of_.erase(id);
    }
    periods_[content.supplier_id()].erase(old->second.valid.from.value_or(core::Date()));
    rows_.erase(old);
  }
  if (row == nullptr) return;
  const Row fresh{*row, period(row->valid_from(), row->valid_to())};
  for (const auto& id : row->other_ids()) supplier_of_[id].insert(row->supplier_id());
  periods_[row->supplier_id()][fresh.valid.from.value_or(core::Date())] = key;
  rows_.emplace(key, fresh);
}

std::string SupplierBook::resolve(std::string_view id) const {
  const auto found = supplier_of_.find(id);
  return found == supplier_of_.end() ? std::string(id) : *found->second.begin();
}

const SupplierBook::Row* SupplierBook::on_date(std::string_view supplier_id,
                                               const core::Date& date) const {
  const auto periods = periods_.find(supplier_id);
  if (periods == periods_.end()) return nullptr;
  for (auto at = periods->second.rbegin(); at != periods->second.rend(); ++at) {
    const auto& row = rows_.find(at->second)->second;
    if (row.valid.contains(date)) return &row;
  }
  return nullptr;
}

std::optional<model::Category> SupplierBook::default_category(std::string_view supplier_id,
                                                              const core::Date& date) const {
  const auto* row = on_date(supplier_id, date);
  if (row == nullptr) return std::nullopt;
  return known_category(row->content.default_category_scheme(), row->content.default_category());
}

std::string SupplierBook::name(std::string_view supplier_id) const {
  const auto periods = periods_.find(supplier_id);
  if (periods == periods_.end() || periods->second.empty()) return {};
  return rows_.find(periods->second.rbegin()->second)->second.content.name();
}

}  // namespace procured::refdata
