#include "refdata/books.h"

#include <algorithm>

namespace procured::refdata {
namespace {

template <class List>
bool contains(const List& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// The content, when it is this buyer's; else nullptr, so that a row that no longer names the buyer
/// leaves its books.
template <class Content>
const Content* ours(const Content& content, const std::string& buyer_id) {
  const bool named =
      content.buyer_id() == buyer_id || contains(content.participant_buyers(), buyer_id);
  return named ? &content : nullptr;
}

}  // namespace

void Books::set(const std::string& key, const v1::ReferenceRecord* record) {
  const auto kind = std::string_view(key).substr(0, key.find('|'));
  if (kind == "agreement") {
    agreements.set_agreement(key,
                             record == nullptr ? nullptr : ours(record->agreement(), buyer_id));
  } else if (kind == "agreement_item") {
    agreements.set_item(key,
                        record == nullptr ? nullptr : ours(record->agreement_item(), buyer_id));
  } else if (kind == "catalogue_item") {
    agreements.set_catalogue_item(key, record == nullptr ? nullptr : &record->agreement_item());
  } else if (kind == "unit") {
    units.set(key, record == nullptr ? nullptr : &record->unit());
  }
}

void SharedBooks::set(const std::string& key, const v1::ReferenceRecord* record) {
  const auto kind = std::string_view(key).substr(0, key.find('|'));
  if (kind == "supplier") {
    suppliers.set(key, record == nullptr ? nullptr : &record->supplier());
  } else if (kind == "policy") {
    has_policy = record != nullptr;
    policy = record == nullptr ? v1::Policy() : record->policy();
  }
}

Entitlement entitlement(const AgreementRow& row, const Books& books, std::string_view unit_id,
                        const core::Date& date) {
  const auto& units = row.content.participant_units();
  const auto& buyers = row.content.participant_buyers();
  if (contains(buyers, books.buyer_id) || (units.empty() && buyers.empty()))
    return Entitlement::kYes;
  if (unit_id == model::kUnknownUnit) {
    const bool ours = std::any_of(units.begin(), units.end(),
                                  [&](const auto& unit) { return books.units.knows(unit); });
    return ours ? Entitlement::kUnknown : Entitlement::kNo;
  }
  const auto line = books.units.with_ancestors(unit_id, date);
  const bool named = std::any_of(line.begin(), line.end(), [&](const auto& unit) {
    return contains(units, unit) && books.units.knows(unit);
  });
  return named ? Entitlement::kYes : Entitlement::kNo;
}

}  // namespace procured::refdata
