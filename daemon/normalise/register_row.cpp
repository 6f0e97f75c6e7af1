#include "normalise/register_row.h"

#include <algorithm>

#include "connectors/program/reasons.h"
#include "core/text.h"
#include "model/party_id.h"

namespace procured::normalise {
namespace {

using core::Result;
namespace reason = mapping::reason;

core::Error missing(std::string_view code, const std::string& column) {
  return core::bad_document(std::string(code), "the column is empty", "column " + column);
}

/// The first of the named columns that is empty.
Result<void> require(std::initializer_list<std::pair<const char*, const std::string*>> columns) {
  for (const auto& [column, value] : columns) {
    if (core::trim(*value).empty()) return missing(reason::kMissingId, column);
  }
  return boost::outcome_v2::success();
}

/// Takes the buyers out of the participants, which the source writes into one column, and puts both
/// in order.
template <class Row>
void tell_participants_apart(Row& row, const model::BuyerDirectory& buyers) {
  std::set<std::string> units;
  std::set<std::string> named(row.participant_buyers().begin(), row.participant_buyers().end());
  for (const auto& participant : row.participant_units()) {
    const std::string text(core::trim(participant));
    if (text.empty()) continue;
    if (model::reads_as_party_id(text) || buyers.is_configured(text)) {
      named.insert(buyers.resolve(text));
    } else {
      units.insert(text);
    }
  }
  row.mutable_participant_units()->Assign(units.begin(), units.end());
  row.mutable_participant_buyers()->Assign(named.begin(), named.end());
}

void set_trimmed(std::string* value) { *value = std::string(core::trim(*value)); }

/// @errors missing_buyer
template <class Row>
Result<void> resolve_buyer(Row& row, const model::BuyerDirectory& buyers) {
  row.set_buyer_id(buyers.resolve(row.buyer_id()));
  if (row.buyer_id().empty()) return missing(reason::kMissingBuyer, "buyer_id");
  return boost::outcome_v2::success();
}

Result<void> complete(v1::Agreement& row, bool withdrawn, const model::BuyerDirectory& buyers) {
  if (auto resolved = resolve_buyer(row, buyers); resolved.has_error()) return resolved;
  set_trimmed(row.mutable_agreement_id());
  set_trimmed(row.mutable_lot_id());
  row.set_supplier_id(model::canonical_party_id(row.supplier_id()));
  if (withdrawn) {
    v1::Agreement key;
    key.set_buyer_id(row.buyer_id());
    key.set_agreement_id(row.agreement_id());
    key.set_lot_id(row.lot_id());
    key.set_supplier_id(row.supplier_id());
    row = std::move(key);
  }
  tell_participants_apart(row, buyers);
  return require({{"agreement_id", &row.agreement_id()}});
}

Result<void> complete(v1::AgreementItem& row, bool withdrawn, const model::BuyerDirectory& buyers) {
  if (auto resolved = resolve_buyer(row, buyers); resolved.has_error()) return resolved;
  set_trimmed(row.mutable_agreement_id());
  set_trimmed(row.mutable_lot_id());
  set_trimmed(row.mutable_item_id());
  row.set_supplier_id(model::canonical_party_id(row.supplier_id()));
  if (row.item_scheme() == v1::GTIN) row.set_item_id(model::padded_gtin(row.item_id()));
  if (withdrawn) {
    v1::AgreementItem key;
    key.set_buyer_id(row.buyer_id());
    key.set_agreement_id(row.agreement_id());
    key.set_lot_id(row.lot_id());
    key.set_supplier_id(row.supplier_id());
    key.set_item_scheme(row.item_scheme());
    key.set_item_id(row.item_id());
    key.set_valid_from(row.valid_from());
    row = std::move(key);
  }
  tell_participants_apart(row, buyers);
  if (row.item_scheme() == v1::ITEM_SCHEME_UNSPECIFIED) {
    return missing(reason::kMissingId, "item_scheme");
  }
  return require({{"agreement_id", &row.agreement_id()}, {"item_id", &row.item_id()}});
}

Result<void> complete(v1::Unit& row, bool withdrawn, const model::BuyerDirectory& buyers) {
  if (auto resolved = resolve_buyer(row, buyers); resolved.has_error()) return resolved;
  set_trimmed(row.mutable_unit_id());
  set_trimmed(row.mutable_parent_id());
  if (withdrawn) {
    v1::Unit key;
    key.set_buyer_id(row.buyer_id());
    key.set_unit_id(row.unit_id());
    key.set_valid_from(row.valid_from());
    row = std::move(key);
  }
  return require({{"unit_id", &row.unit_id()}});
}

Result<void> complete(v1::Supplier& row, bool withdrawn, const model::BuyerDirectory&) {
  row.set_supplier_id(model::canonical_party_id(row.supplier_id()));
  if (row.supplier_id().empty()) return missing(reason::kMissingSeller, "supplier_id");
  if (withdrawn) {
    v1::Supplier key;
    key.set_supplier_id(row.supplier_id());
    key.set_valid_from(row.valid_from());
    row = std::move(key);
  }
  std::set<std::string> others;
  for (const auto& other : row.other_ids()) {
    if (auto id = model::canonical_party_id(other); !id.empty()) others.insert(std::move(id));
  }
  row.mutable_other_ids()->Assign(others.begin(), others.end());
  return boost::outcome_v2::success();
}

Result<void> complete(v1::BenefitPlanLine& row, bool withdrawn,
                      const model::BuyerDirectory& buyers) {
  if (auto resolved = resolve_buyer(row, buyers); resolved.has_error()) return resolved;
  set_trimmed(row.mutable_initiative_id());
  set_trimmed(row.mutable_agreement_id());
  set_trimmed(row.mutable_category());
  set_trimmed(row.mutable_unit_id());
  if (withdrawn) {
    row.clear_title();
    row.clear_amount();
    row.clear_currency();
  }
  return require({{"initiative_id", &row.initiative_id()}});
}

std::string register_key(const v1::ReferenceRecord& record) {
  const auto kind = kind_word(record);
  switch (record.content_case()) {
    case v1::ReferenceRecord::kAgreement: {
      const auto& row = record.agreement();
      return core::join_key(
          {kind, row.buyer_id(), row.agreement_id(), row.lot_id(), row.supplier_id()});
    }
    case v1::ReferenceRecord::kAgreementItem: {
      const auto& row = record.agreement_item();
      return core::join_key({kind, row.buyer_id(), row.agreement_id(), row.lot_id(),
                             row.supplier_id(), v1::ItemScheme_Name(row.item_scheme()),
                             row.item_id(), row.valid_from()});
    }
    case v1::ReferenceRecord::kUnit: {
      const auto& row = record.unit();
      return core::join_key({kind, row.buyer_id(), row.unit_id(), row.valid_from()});
    }
    case v1::ReferenceRecord::kSupplier: {
      const auto& row = record.supplier();
      return core::join_key({kind, row.supplier_id(), row.valid_from()});
    }
    case v1::ReferenceRecord::kBenefitPlanLine: {
      const auto& row = record.benefit_plan_line();
      return core::join_key({kind, row.buyer_id(), row.initiative_id(), row.agreement_id(),
                             row.category(), row.unit_id(), row.year(), row.kind()});
    }
    default:
      return {};
  }
}

template <class Row>
std::set<std::string> owner_and_participants(const Row& row) {
  std::set<std::string> named(row.participant_buyers().begin(), row.participant_buyers().end());
  named.insert(row.buyer_id());
  return named;
}

}  // namespace

std::string kind_word(const v1::ReferenceRecord& record) {
  const auto* field = v1::ReferenceRecord::descriptor()->FindFieldByNumber(record.content_case());
  return field == nullptr ? std::string() : field->name();
}

Result<void> complete_row(v1::ReferenceRecord& record, const model::BuyerDirectory& buyers) {
  const bool withdrawn = record.op() == v1::DELETE;
  const auto done = [&]() -> Result<void> {
    switch (record.content_case()) {
      case v1::ReferenceRecord::kAgreement:
        return complete(*record.mutable_agreement(), withdrawn, buyers);
      case v1::ReferenceRecord::kAgreementItem:
        return complete(*record.mutable_agreement_item(), withdrawn, buyers);
      case v1::ReferenceRecord::kUnit:
        return complete(*record.mutable_unit(), withdrawn, buyers);
      case v1::ReferenceRecord::kSupplier:
        return complete(*record.mutable_supplier(), withdrawn, buyers);
      case v1::ReferenceRecord::kBenefitPlanLine:
        return complete(*record.mutable_benefit_plan_line(), withdrawn, buyers);
      default:
        return core::bad_document(std::string(reason::kKindNotSupported),
                                  "no register that procured knows");
    }
  }();
  if (done.has_error()) return done;
  record.set_key(register_key(record));
  return boost::outcome_v2::success();
}

std::set<std::string> buyers_named(const v1::ReferenceRecord& record) {
  switch (record.content_case()) {
    case v1::ReferenceRecord::kAgreement:
      return owner_and_participants(record.agreement());
    case v1::ReferenceRecord::kAgreementItem:
      return owner_and_participants(record.agreement_item());
    case v1::ReferenceRecord::kUnit:
      return {record.unit().buyer_id()};
    case v1::ReferenceRecord::kBenefitPlanLine:
      return {record.benefit_plan_line().buyer_id()};
    default:
      return {};
  }
}

}  // namespace procured::normalise
