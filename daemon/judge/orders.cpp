#include "judge/orders.h"

#include "core/text.h"
#include "judge/state_keys.h"

namespace procured::judge {
namespace {

bool better(const KnownOrder& candidate, const KnownOrder& best, const core::Date& document_date) {
  const bool candidate_before = candidate.issue_date <= document_date;
  const bool best_before = best.issue_date <= document_date;
  if (candidate_before != best_before) return candidate_before;
  if (candidate.issue_date != best.issue_date) {
    return candidate_before ? candidate.issue_date > best.issue_date
                            : candidate.issue_date < best.issue_date;
  }
  return candidate.identity < best.identity;
}

std::optional<KnownOrder> load_order(const std::string& identity, DocumentDesk& desk) {
  const auto* state = desk.look_at(identity);
  if (state == nullptr || state->sightings().empty()) return std::nullopt;
  KnownOrder order{identity, std::make_unique<Merged>(*state), {}};
  order.issue_date = core::Date::parse(order.merged->content().issue_date()).value_or(core::Date());
  return order;
}

/// By order line reference; else the only order line with the same seller's item id; else none.
const v1::Line* order_line(const v1::DocumentContent& order, const v1::Line& invoice_line) {
  const auto reference = core::trim(invoice_line.order_line_reference());
  if (!reference.empty()) {
    for (const auto& line : order.lines()) {
      if (core::trim(line.id()) == reference) return &line;
    }
  }
  const auto item = core::trim(invoice_line.sellers_item_id());
  const v1::Line* only = nullptr;
  for (const auto& line : order.lines()) {
    if (item.empty() || core::trim(line.sellers_item_id()) != item) continue;
    if (only != nullptr) return nullptr;
    only = &line;
  }
  return only;
}

}  // namespace

std::optional<KnownOrder> find_order(const model::Purchase& purchase, const state::Reader& state,
                                     DocumentDesk& desk, const refdata::SupplierBook& suppliers) {
  const auto bytes = state.get(order_index_key(purchase.buyer_id, purchase.order_reference));
  v1::OrderIndex index;
  if (!bytes || !index.ParseFromString(*bytes)) return std::nullopt;
  std::optional<KnownOrder> best;
  for (const auto& identity : index.orders()) {
    auto candidate = load_order(identity, desk);
    if (!candidate || !suppliers.is(candidate->merged->identity().seller_id(), purchase.seller_id))
      continue;
    if (!best || better(*candidate, *best, purchase.issue_date)) best = std::move(candidate);
  }
  return best;
}

model::Channel order_line_channel(const Merged& order, const v1::Line& line) {
  if (const auto declared = order.declared_channel(); declared != v1::CHANNEL_UNSPECIFIED) {
    return static_cast<model::Channel>(declared);
  }
  const auto stated = [](const std::string& text) { return !core::trim(text).empty(); };
  const bool from_catalogue = stated(line.sellers_item_id()) ||
                              stated(line.catalogue_reference()) ||
                              stated(order.content().catalogue_reference());
  return from_catalogue ? model::Channel::kCatalogue : model::Channel::kFreetextOrder;
}

model::Channel channel_through(const Merged& order, const v1::Line& invoice_line) {
  const auto& content = order.content();
  if (const auto* line = order_line(content, invoice_line)) return order_line_channel(order, *line);
  if (const auto declared = order.declared_channel(); declared != v1::CHANNEL_UNSPECIFIED) {
    return static_cast<model::Channel>(declared);
  }
  std::optional<model::Channel> shared;
  for (const auto& line : content.lines()) {
    const auto channel = order_line_channel(order, line);
    if (shared && *shared != channel) return model::Channel::kFreetextOrder;
    shared = channel;
  }
  return shared.value_or(model::Channel::kFreetextOrder);
}

}  // namespace procured::judge
