#include <algorithm>

#include "judge/judge_stage.h"
#include "judge/line_amounts.h"
#include "judge/sightings.h"
#include "judge/state_keys.h"
#include "judge/sweep.h"
#include "judge/turn.h"
#include "refdata/versions.h"

namespace procured::judge {
namespace {

/// An order with more invoices than this re-judges them in slices.
constexpr std::size_t kInvoicesAtOnceMax = 256;

auto place(const v1::PurchaseDocument& sighting) {
  return std::tie(sighting.origin().connector(), sighting.origin().source_key());
}

/// Puts a sighting in the place of the one of the same source, or takes that one away; kept sorted,
/// so that equal sets are equal bytes. Persons and provenance do not enter the state.
void put_sighting(v1::DocumentState& state, v1::PurchaseDocument& document) {
  auto& sightings = *state.mutable_sightings();
  const auto same = std::find_if(sightings.begin(), sightings.end(), [&](const auto& known) {
    return place(known) == place(document);
  });
  if (same != sightings.end()) sightings.erase(same);
  if (document.op() == v1::DELETE) return;
  document.clear_provenance();
  document.clear_persons();
  *sightings.Add() = std::move(document);
  std::sort(sightings.begin(), sightings.end(),
            [](const auto& left, const auto& right) { return place(left) < place(right); });
}

/// Keeps the index of invoices by the order number they name.
void index_invoice(const std::string& identity, const std::string& buyer_id,
                   v1::DocumentState& document, state::Overlay& state) {
  std::string reference;
  if (!document.sightings().empty()) {
    const Merged merged(document);
    reference = real_reference(merged.content().order_reference());
  }
  if (reference == document.indexed_reference()) return;
  if (!document.indexed_reference().empty()) {
    state.erase(invoice_index_prefix(buyer_id, document.indexed_reference()) + identity);
  }
  if (!reference.empty()) state.put(invoice_index_prefix(buyer_id, reference) + identity, identity);
  document.set_indexed_reference(reference);
}

/// Keeps the index of orders by their number.
void index_order(const std::string& identity, const v1::Identity& order, bool live,
                 state::Overlay& state) {
  const auto key = order_index_key(order.buyer_id(), order.document_number());
  auto index = load<v1::OrderIndex>(state, key);
  auto& orders = *index.mutable_orders();
  const auto at = std::lower_bound(orders.begin(), orders.end(), identity);
  const bool known = at != orders.end() && *at == identity;
  if (known == live) return;
  if (live) {
    *orders.Add() = identity;
    std::sort(orders.begin(), orders.end());
  } else {
    orders.erase(at);
  }
  if (orders.empty()) {
    state.erase(key);
  } else {
    state.put(key, index.SerializeAsString());
  }
}

}  // namespace

void JudgeStage::apply_document(v1::PurchaseDocument& document, Turn& turn) {
  const v1::Identity identity = document.identity();
  const auto id = identity_key(identity);
  auto& stored = turn.desk.hold(id);
  put_sighting(stored, document);
  stored.set_traceparent(turn.cause.traceparent);
  if (identity.kind() == v1::ORDER) {
    index_order(id, identity, !stored.sightings().empty(), turn.state);
  } else if (is_spend(identity.kind())) {
    index_invoice(id, identity.buyer_id(), stored, turn.state);
  }
  if (identity.kind() == v1::PRICE_CATALOGUE) apply_price_catalogue(id, stored, turn);
  turn.touch(id);
  if (identity.kind() != v1::ORDER) return;

  const auto prefix = invoice_index_prefix(identity.buyer_id(), identity.document_number());
  std::vector<std::string> invoices;
  turn.state.scan(prefix, {}, [&](std::string_view, std::string_view invoice) {
    invoices.emplace_back(invoice);
    return invoices.size() <= kInvoicesAtOnceMax;
  });
  if (invoices.size() > kInvoicesAtOnceMax) {
    schedule_sweep(turn.state, prefix, turn.cause.key);
    return;
  }
  for (const auto& invoice : invoices) turn.touch(invoice);
}

void JudgeStage::apply_policy(const v1::ReferenceRecord& record, Turn& turn) {
  const auto order = [](const v1::Policy& policy) {
    return std::pair(policy.revision(), policy.content_hash());
  };
  if (shared_.has_policy && order(record.policy()) <= order(shared_.policy)) return;
  v1::ReferenceVersions versions;
  *versions.add_versions() = record;
  versions.mutable_versions(0)->clear_provenance();
  turn.state.put(reference_key({}, record.key()), versions.SerializeAsString());
  shared_.set(record.key(), &record);
  schedule_sweep(turn.state, kDocumentsPrefix, turn.cause.key);
  schedule_sweep(turn.state, kLotsPrefix, turn.cause.key);
}

void JudgeStage::apply_reference(const v1::ReferenceRecord& record, Turn& turn) {
  if (record.content_case() == v1::ReferenceRecord::kPolicy) return apply_policy(record, turn);
  // Only what holds for everybody comes without a buyer.
  if (record.buyer_id().empty() && record.content_case() != v1::ReferenceRecord::kSupplier) return;
  const auto key = reference_key(record.buyer_id(), record.key());
  auto versions = load<v1::ReferenceVersions>(turn.state, key);
  const auto* before = refdata::effective(versions);
  const std::string old_content = before == nullptr ? std::string() : before->SerializeAsString();
  auto* books_of = record.buyer_id().empty() ? nullptr : &books(record.buyer_id(), turn.state);
  if (!refdata::add_version(versions, record)) return;
  turn.state.put(key, versions.SerializeAsString());

  const auto* now = refdata::effective(versions);
  if (old_content == (now == nullptr ? std::string() : now->SerializeAsString())) return;
  const bool unit_known_before =
      books_of != nullptr && books_of->units.knows(record.unit().unit_id());
  if (books_of == nullptr) {
    shared_.set(record.key(), now);
  } else {
    books_of->set(record.key(), now);
  }
  touch_holders_of(record, unit_known_before, turn);
}

void JudgeStage::touch_lot(const v1::Agreement& row, const std::string& buyer_id, Turn& turn) {
  if (row.buyer_id() != buyer_id) return;  // its owner's partition says what is wrong with it
  turn.lots.emplace(refdata::LotKey{buyer_id, row.agreement_id(), row.lot_id()}, turn.cause);
  const auto key = lot_key(buyer_id, row.agreement_id(), row.lot_id());
  if (!turn.state.get(key))
    turn.state.put(key, {});  // sweeps find it, also before the first policy
}

void JudgeStage::touch_holders_of(const v1::ReferenceRecord& record, bool unit_known_before,
                                  Turn& turn) {
  const auto& buyer_id = record.buyer_id();
  switch (record.content_case()) {
    case v1::ReferenceRecord::kSupplier:
      schedule_sweep(turn.state, kDocumentsPrefix, turn.cause.key);
      return;
    case v1::ReferenceRecord::kAgreement:
      touch_lot(record.agreement(), buyer_id, turn);
      break;
    case v1::ReferenceRecord::kUnit:
      if (books_[buyer_id]->units.knows(record.unit().unit_id()) != unit_known_before) {
        schedule_sweep(turn.state, lots_prefix(buyer_id), turn.cause.key);
      }
      break;
    case v1::ReferenceRecord::kAgreementItem:
      break;
    default:
      return;  // kept, and judged by nothing yet
  }
  schedule_sweep(turn.state, documents_prefix(buyer_id), turn.cause.key);
}

}  // namespace procured::judge
