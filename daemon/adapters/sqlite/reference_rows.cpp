#include "adapters/sqlite/reference_rows.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace procured::sqlite {
namespace {

using Content = v1::ReferenceRecord::ContentCase;

constexpr std::string_view kPutVersion =
    "INSERT OR REPLACE INTO reference_version VALUES (?,?,?,?,?,?,?,?,?,?,?)";
constexpr std::string_view kVersions =
    "SELECT record FROM reference_version WHERE buyer_id = ? AND kind = ? AND key = ?";
constexpr std::string_view kPutUnit = "INSERT OR REPLACE INTO dim_unit VALUES (?,?,?,?,?,?,?,?,?)";
constexpr std::string_view kPutPeriod =
    "INSERT OR REPLACE INTO supplier_period VALUES (?,?,?,?,?,?,?)";
constexpr std::string_view kPutAgreement =
    "INSERT OR REPLACE INTO dim_agreement VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

/// The registers that have a dimension; the other kinds are judged by, not shown.
std::optional<std::string_view> dimension_of(Content content) {
  switch (content) {
    case Content::kAgreement:
      return "agreement";
    case Content::kUnit:
      return "unit";
    case Content::kSupplier:
      return "supplier";
    default:
      return std::nullopt;
  }
}

auto place_of(const v1::ReferenceRecord& record) {
  const auto& position = record.position();
  return std::tuple(std::string_view(position.path()), position.edition(), position.row());
}

/// Connector and hash only make the order total, when two connectors feed one register.
auto version_of(const v1::ReferenceRecord& record) {
  return std::tuple(std::string_view(record.known_on()), place_of(record),
                    std::string_view(record.origin().connector()),
                    std::string_view(record.origin().content_hash()));
}

bool is_withdrawal(const v1::ReferenceRecord& record) { return record.op() == v1::DELETE; }

bool withdraws(const v1::ReferenceRecord& withdrawal, const v1::ReferenceRecord& record) {
  if (withdrawal.known_on().empty()) return place_of(record) < place_of(withdrawal);
  return version_of(record) < version_of(withdrawal);
}

/// The version that holds; nullptr when every one is withdrawn.
const v1::ReferenceRecord* holding(const std::vector<v1::ReferenceRecord>& versions) {
  const v1::ReferenceRecord* best = nullptr;
  for (const auto& version : versions) {
    if (is_withdrawal(version)) continue;
    if (best != nullptr && version_of(version) < version_of(*best)) continue;
    const bool withdrawn =
        std::any_of(versions.begin(), versions.end(), [&](const v1::ReferenceRecord& other) {
          return is_withdrawal(other) && withdraws(other, version);
        });
    if (!withdrawn) best = &version;
  }
  return best;
}

template <class... Lists>
std::string joined(const Lists&... lists) {
  std::string text;
  const auto append = [&text](const auto& list) {
    for (const auto& value : list) {
      if (!text.empty()) text += '|';
      text += value;
    }
  };
  (append(lists), ...);
  return text;
}

void erase_dimension(Database& database, const v1::ReferenceRecord& record) {
  const Key buyer{record.buyer_id()};
  if (record.has_agreement()) {
    const auto& row = record.agreement();
    database
        .prepared(
            "DELETE FROM dim_agreement WHERE buyer_id = ? AND agreement_id = ?"
            " AND lot_id = ? AND supplier_id = ?")
        .with(buyer, Key{row.agreement_id()}, Key{row.lot_id()}, Key{row.supplier_id()})
        .run();
  } else if (record.has_unit()) {
    database.prepared("DELETE FROM dim_unit WHERE buyer_id = ? AND unit_id = ? AND valid_from = ?")
        .with(buyer, Key{record.unit().unit_id()}, Key{record.unit().valid_from()})
        .run();
  } else {
    database.prepared("DELETE FROM supplier_period WHERE supplier_id = ? AND valid_from = ?")
        .with(Key{record.supplier().supplier_id()}, Key{record.supplier().valid_from()})
        .run();
  }
}

void put_agreement(Database& database, Key buyer, const v1::Agreement& row) {
  std::optional<bool> e_commerce;
  if (row.has_e_commerce()) e_commerce = row.e_commerce();
  const auto base = row.saving_base() == v1::SAVING_BASE_UNSPECIFIED
                        ? std::string()
                        : v1::SavingBase_Name(row.saving_base());
  database.prepared(kPutAgreement)
      .with(buyer, Key{row.agreement_id()}, Key{row.lot_id()}, Key{row.supplier_id()},
            row.buyer_id(), row.title(), row.supplier_name(), row.rank(), row.category_scheme(),
            joined(row.categories()), row.valid_from(),
            row.option_exercised_on().empty() ? row.valid_to() : row.option_to(), row.ceiling(),
            row.currency(), e_commerce, row.saving_rate(), base,
            joined(row.participant_units(), row.participant_buyers()), row.owner_unit())
      .run();
}

void put_dimension(Database& database, const v1::ReferenceRecord& record) {
  const Key buyer{record.buyer_id()};
  if (record.has_agreement()) {
    put_agreement(database, buyer, record.agreement());
  } else if (record.has_unit()) {
    const auto& row = record.unit();
    database.prepared(kPutUnit)
        .with(buyer, Key{row.unit_id()}, Key{row.valid_from()}, row.valid_to(), row.name(),
              row.parent_id(), row.kind(), row.headcount(), joined(row.references()))
        .run();
  } else {
    const auto& row = record.supplier();
    database.prepared(kPutPeriod)
        .with(Key{row.supplier_id()}, Key{row.valid_from()}, row.valid_to(), row.name(),
              joined(row.other_ids()), row.default_category_scheme(), row.default_category())
        .run();
  }
}

std::vector<v1::ReferenceRecord> versions_of(Database& database, Key buyer, Key kind, Key key) {
  std::vector<v1::ReferenceRecord> versions;
  auto& query = database.prepared(kVersions).with(buyer, kind, key);
  while (query.step()) {
    if (!versions.emplace_back().ParseFromString(query.text(0))) {
      throw Failure(core::Category::kFatal, "damaged reference record in the store");
    }
  }
  return versions;
}

}  // namespace

void put_reference(Database& database, const v1::ReferenceRecord& record, TouchedParties& touched) {
  const auto kind = dimension_of(record.content_case());
  if (!kind) return;
  const auto& position = record.position();
  const Key buyer{record.buyer_id()};
  database.prepared(kPutVersion)
      .with(buyer, Key{*kind}, Key{record.key()}, Key{record.known_on()}, Key{position.path()},
            position.edition(), position.row(), Key{record.origin().connector()},
            Key{record.origin().content_hash()}, static_cast<std::int64_t>(is_withdrawal(record)),
            Blob{record.SerializeAsString()})
      .run();
  const auto versions = versions_of(database, buyer, Key{*kind}, Key{record.key()});
  erase_dimension(database, record);
  if (const auto* version = holding(versions)) put_dimension(database, *version);
  if (record.has_agreement()) touched.suppliers.insert(record.agreement().supplier_id());
  if (record.has_supplier()) touched.suppliers.insert(record.supplier().supplier_id());
}

}  // namespace procured::sqlite
