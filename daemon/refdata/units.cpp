#include "refdata/units.h"

#include <algorithm>

#include "refdata/suppliers.h"

namespace procured::refdata {

void UnitBook::set(const std::string& key, const v1::Unit* row) {
  if (const auto old = rows_.find(key); old != rows_.end()) {
    const auto& content = old->second.content;
    for (const auto& reference : content.references()) {
      auto& units = units_of_[reference];
      units.erase(units.find(content.unit_id()));
      if (units.empty()) units_of_.erase(reference);
    }
    auto& periods = periods_[content.unit_id()];
    periods.erase(old->second.valid.from.value_or(core::Date()));
    if (periods.empty()) periods_.erase(content.unit_id());
    rows_.erase(old);
  }
  if (row == nullptr) return;
  const Row fresh{*row, period(row->valid_from(), row->valid_to())};
  for (const auto& reference : row->references()) units_of_[reference].insert(row->unit_id());
  periods_[row->unit_id()][fresh.valid.from.value_or(core::Date())] = key;
  rows_.emplace(key, fresh);
}

const UnitBook::Row* UnitBook::on_date(std::string_view unit_id, const core::Date& date) const {
  const auto periods = periods_.find(unit_id);
  if (periods == periods_.end()) return nullptr;
  for (auto at = periods->second.rbegin(); at != periods->second.rend(); ++at) {
    const auto& row = rows_.find(at->second)->second;
    if (row.valid.contains(date)) return &row;
  }
  return nullptr;
}

std::optional<std::string> UnitBook::by_reference(std::string_view reference,
                                                  const core::Date& date) const {
  const auto units = units_of_.find(reference);
  if (reference.empty() || units == units_of_.end()) return std::nullopt;
  const Row* best = nullptr;
  for (const auto& unit : units->second) {  // ascending, so the smaller id wins a tie
    const auto* row = on_date(unit, date);
    if (row == nullptr) continue;
    const auto& references = row->content.references();
    if (std::find(references.begin(), references.end(), reference) == references.end()) continue;
    if (best == nullptr || row->valid.from > best->valid.from) best = row;
  }
  if (best == nullptr) return std::nullopt;
  return best->content.unit_id();
}

std::vector<std::string> UnitBook::with_ancestors(std::string_view unit_id,
                                                  const core::Date& date) const {
  std::vector<std::string> line{std::string(unit_id)};
  const auto* row = on_date(unit_id, date);
  while (row != nullptr) {
    const auto& parent = row->content.parent_id();
    row = on_date(parent, date);
    const bool circular = std::find(line.begin(), line.end(), parent) != line.end();
    if (row == nullptr || circular) break;
    line.push_back(parent);
  }
  return line;
}

bool UnitBook::knows(std::string_view unit_id) const { return periods_.contains(unit_id); }

}  // namespace procured::refdata
