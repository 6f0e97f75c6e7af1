#include "judge/price_catalogues.h"

#include "core/decimal.h"
#include "core/text.h"
#include "judge/attribution.h"
#include "judge/judge_stage.h"
#include "judge/state_keys.h"
#include "judge/sweep.h"
#include "judge/turn.h"
#include "refdata/suppliers.h"

namespace procured::judge {
namespace {

using core::Decimal;

constexpr std::string_view kKind = "catalogue_item";

/// Priced, still offered, and at this price from the first one on.
bool offers_price(const v1::Line& line) {
  const auto minimum = Decimal::parse(line.minimum_quantity());
  return Decimal::parse(line.price_amount()) && core::to_upper(line.action_code()) != "DELETE" &&
         (!minimum || *minimum <= Decimal(1, 0));
}

/// The line's own period, else the catalogue's.
void put_period(const v1::DocumentContent& content, const v1::Line& line, v1::AgreementItem& row) {
  const auto& period = line.has_period() ? line.period() : content.validity_period();
  row.set_valid_from(period.start_date());
  row.set_valid_to(period.end_date());
}

void put_category(const v1::Line& line, v1::AgreementItem& row) {
  for (const auto& entry : line.classifications()) {
    if (!refdata::known_category(entry.list_id(), entry.code())) continue;
    row.set_category_scheme(entry.list_id());
    row.set_category(entry.code());
    return;
  }
}

v1::AgreementItem row_of(const v1::DocumentContent& content, const v1::Line& line) {
  v1::AgreementItem row;
  row.set_agreement_id(std::string(core::trim(content.contract_reference())));
  row.set_name(line.item_name());
  row.set_price(line.price_amount());
  row.set_base_quantity(line.base_quantity());
  const auto& unit = line.base_quantity_unit_code();
  row.set_unit(std::string(core::trim(unit.empty() ? line.unit_code() : unit)));
  row.set_currency(content.document_currency_code());
  *row.mutable_labels() = line.labels();
  put_period(content, line, row);
  put_category(line, row);
  return row;
}

/// The rows of a catalogue as reference records of the buyer, by register key. None of a catalogue
/// without a live sighting.
std::map<std::string, v1::ReferenceRecord> item_records(const std::string& identity,
                                                        const std::string& buyer_id,
                                                        const v1::DocumentState& stored) {
  std::map<std::string, v1::ReferenceRecord> records;
  if (stored.sightings().empty()) return records;
  for (auto& item : catalogue_items(Merged(stored))) {
    auto key = core::join_key({kKind, identity, std::to_string(records.size())});
    auto& record = records[key];
    record.set_op(v1::UPSERT);
    record.set_buyer_id(buyer_id);
    record.set_key(std::move(key));
    *record.mutable_agreement_item() = std::move(item);
  }
  return records;
}

}  // namespace

std::vector<v1::AgreementItem> catalogue_items(const Merged& catalogue) {
  const auto& content = catalogue.content();
  std::vector<v1::AgreementItem> rows;
  if (core::trim(content.contract_reference()).empty()) return rows;
  for (const auto& line : content.lines()) {
    if (!offers_price(line)) continue;
    auto row = row_of(content, line);
    row.set_supplier_id(catalogue.identity().seller_id());
    row.set_catalogue(core::join_key({content.issue_date(), identity_key(catalogue.identity())}));
    for (const auto& [scheme, id] :
         {std::pair(v1::SELLER, std::string(core::trim(line.sellers_item_id()))),
          std::pair(v1::GTIN, gtin_of(line)),
          std::pair(v1::BUYER, std::string(core::trim(line.buyers_item_id())))}) {
      if (id.empty()) continue;
      row.set_item_scheme(scheme);
      row.set_item_id(id);
      rows.push_back(row);
    }
  }
  return rows;
}

void JudgeStage::apply_price_catalogue(const std::string& identity, const v1::DocumentState& stored,
                                       Turn& turn) {
  const auto buyer_id = identity_of_key(identity).buyer_id();
  auto& agreements = books(buyer_id, turn.state).agreements;
  auto rows = item_records(identity, buyer_id, stored);
  bool news = false;
  // Both the agreement that a row leaves and the one that it joins.
  const auto changes = [&](const v1::AgreementItem& row) {
    news = news || agreements.knows(row.agreement_id());
  };
  std::vector<std::pair<std::string, v1::ReferenceVersions>> stored_rows;
  const auto prefix = reference_prefix(buyer_id);
  const auto ours = reference_key(buyer_id, core::join_key({kKind, identity})) + '|';
  turn.state.scan(ours, {}, [&](std::string_view key, std::string_view value) {
    auto& [register_key, versions] =
        stored_rows.emplace_back(key.substr(prefix.size()), v1::ReferenceVersions());
    versions.ParseFromArray(value.data(), static_cast<int>(value.size()));
    return true;
  });
  for (const auto& [key, versions] : stored_rows) {
    const auto& before = versions.versions(0);
    const auto now = rows.find(key);
    if (now != rows.end() && now->second.SerializeAsString() == before.SerializeAsString()) {
      rows.erase(now);
      continue;
    }
    changes(before.agreement_item());
    if (now != rows.end()) continue;
    turn.state.erase(reference_key(buyer_id, key));
    agreements.set_catalogue_item(key, nullptr);
  }
  for (const auto& [key, record] : rows) {
    v1::ReferenceVersions versions;
    *versions.add_versions() = record;
    turn.state.put(reference_key(buyer_id, key), versions.SerializeAsString());
    agreements.set_catalogue_item(key, &record.agreement_item());
    changes(record.agreement_item());
  }
  if (news) schedule_sweep(turn.state, documents_prefix(buyer_id), turn.cause.key);
}

}  // namespace procured::judge
