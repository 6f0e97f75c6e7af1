#include <algorithm>

#include "judge/published.h"
#include "judge/state_keys.h"

namespace procured::judge {
namespace {

const std::string& name_of(const v1::Party& party) {
  return party.registration_name().empty() ? party.name() : party.registration_name();
}

void put_coverage(const model::PurchaseLine& line, v1::FactLine& out) {
  out.set_unit_id(line.unit_id);
  for (const auto& category : line.categories) {
    auto& entry = *out.add_categories();
    entry.set_scheme(category.scheme);
    entry.set_code(category.code);
  }
  out.set_coverage(static_cast<v1::Coverage>(line.coverage));
  if (line.agreement) {
    out.mutable_agreement()->set_agreement_id(line.agreement->agreement_id);
    out.mutable_agreement()->set_lot_id(line.agreement->lot_id);
    out.mutable_agreement()->set_supplier_id(line.agreement->supplier_id);
    out.set_on_agreement(line.on_agreement);
  }
  if (line.potential) out.set_potential(*line.potential);
  if (line.missed_saving) out.set_missed_saving(line.missed_saving->to_string());
}

void put_line(const model::Purchase& purchase, const model::PurchaseLine& line, v1::FactLine& out) {
  out.set_number(static_cast<std::uint32_t>(line.number));
  out.set_line_id(line.line_id);
  if (line.has_amount) out.set_amount(line.amount.to_string());
  if (line.quantity) out.set_quantity(line.quantity->to_string());
  out.set_unit_code(line.unit_code);
  out.set_item_name(line.item_name);
  out.set_channel(static_cast<v1::Channel>(line.channel));
  out.set_sellers_item_id(line.item.seller);
  out.set_standard_item_id(line.item.gtin);
  out.set_buyers_item_id(line.item.buyer);
  if (model::is_spend(purchase.kind)) put_coverage(line, out);
}

}  // namespace

void put_fact(const Attributed& attributed, const Merged& merged, v1::Fact& fact) {
  const auto& purchase = attributed.purchase;
  *fact.mutable_identity() = merged.identity();
  fact.set_seller_id(purchase.seller_id);
  fact.set_seller_name(name_of(merged.content().seller()));
  fact.set_buyer_name(name_of(merged.content().buyer()));
  fact.set_type_code(merged.content().type_code());
  fact.set_issue_date(purchase.issue_date.to_string());
  fact.set_decided_on(purchase.decided_on.to_string());
  fact.set_month(purchase.month);
  fact.set_currency(purchase.currency);
  fact.set_order_reference(purchase.order_reference);
  fact.set_order(purchase.order_key);
  fact.set_contract_reference(purchase.contract_reference);
  core::Decimal sum;
  bool has_amount = false;
  for (const auto& line : purchase.lines) {
    put_line(purchase, line, *fact.add_lines());
    if (!line.has_amount) continue;
    sum += line.amount;
    has_amount = true;
  }
  if (has_amount) fact.set_amount(sum.to_string());
  for (const auto* sighting : merged.sightings()) {
    auto& entry = *fact.add_sightings();
    entry.set_connector(sighting->origin().connector());
    entry.set_source_key(sighting->origin().source_key());
    entry.set_content_hash(sighting->origin().content_hash());
  }
}

}  // namespace procured::judge
