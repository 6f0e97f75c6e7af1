#include "judge/attribution.h"

#include <algorithm>

#include "core/text.h"
#include "judge/coverage.h"
#include "judge/line_amounts.h"
#include "model/party_id.h"

namespace procured::judge {
namespace {

using core::Decimal;
using model::PurchaseLine;

std::optional<Decimal> signed_by(int sign, const std::string& text) {
  auto value = Decimal::parse(text);
  if (value && sign < 0) value = -*value;
  return value;
}

PurchaseLine read_line(const v1::Line& line, int sign, std::size_t number, const Decimal& amount) {
  PurchaseLine result;
  result.number = number;
  result.line_id = line.id();
  result.item_name = line.item_name();
  result.amount = amount;
  result.quantity = signed_by(sign, line.quantity());
  result.source_quantity = Decimal::parse(line.quantity());
  result.unit_code = core::trim(line.unit_code());
  result.price_amount = Decimal::parse(line.price_amount());
  result.base_quantity = Decimal::parse(line.base_quantity());
  result.base_quantity_unit_code = core::trim(line.base_quantity_unit_code());
  for (const auto& entry : line.allowances_charges()) {
    if (!entry.charge()) result.allowances += Decimal::parse(entry.amount()).value_or(Decimal());
  }
  result.item = {std::string(core::trim(line.sellers_item_id())), gtin_of(line),
                 std::string(core::trim(line.buyers_item_id()))};
  return result;
}

model::Purchase read(const Merged& merged, const refdata::SupplierBook& suppliers) {
  const auto& content = merged.content();
  const auto& identity = merged.identity();
  model::Purchase purchase;
  purchase.buyer_id = identity.buyer_id();
  purchase.kind = kind_of(identity.kind());
  purchase.stated_seller_id = identity.seller_id();
  purchase.seller_id = suppliers.resolve(identity.seller_id());
  purchase.document_number = identity.document_number();
  purchase.issue_date = core::Date::parse(content.issue_date()).value_or(core::Date());
  purchase.decided_on = purchase.issue_date;
  purchase.month = core::Date::parse(content.posting_date()).value_or(purchase.issue_date).month();
  purchase.currency = content.document_currency_code();
  purchase.order_reference = real_reference(content.order_reference());
  purchase.contract_reference = core::trim(content.contract_reference());
  purchase.conflicting_fields = conflicting_fields(merged);
  const auto amounts = line_amounts(content);
  for (int i = 0; i < content.lines_size(); ++i) {
    const auto index = static_cast<std::size_t>(i);
    purchase.lines.push_back(
        read_line(content.lines(i), sign_of(content.kind()), index + 1, amounts[index]));
  }
  return purchase;
}

/// Buyer reference, delivery location, accounting reference: the first that names a unit on the
/// date.
std::string unit_of(const v1::DocumentContent& content, const v1::Line& line,
                    const refdata::UnitBook& units, const core::Date& date) {
  const auto& accounting = core::trim(line.accounting_cost()).empty() ? content.accounting_cost()
                                                                      : line.accounting_cost();
  for (const std::string* reference :
       {&content.buyer_reference(), &content.delivery().location_id(), &accounting}) {
    if (auto unit = units.by_reference(core::trim(*reference), date)) return *unit;
  }
  return std::string(model::kUnknownUnit);
}

/// A catalogue's row states its own; a register's row has its lot's.
std::string category_scheme(const v1::AgreementItem& item, const model::Purchase& purchase,
                            const refdata::Books& books, const refdata::SupplierBook& suppliers) {
  if (!item.catalogue().empty()) return item.category_scheme();
  return books.agreements.category_scheme(refdata::lot_of(item), purchase.seller_id, suppliers);
}

/// The category of the agreement item that the same supplier sells under the line's id.
std::optional<model::Category> item_category(const model::Purchase& purchase,
                                             const PurchaseLine& line, const refdata::Books& books,
                                             const refdata::SupplierBook& suppliers) {
  for (const auto& [scheme, id] :
       {std::pair(v1::SELLER, &line.item.seller), std::pair(v1::GTIN, &line.item.gtin),
        std::pair(v1::BUYER, &line.item.buyer)}) {
    std::optional<model::Category> best;
    const refdata::ItemRow* best_row = nullptr;
    for (const auto* row :
         books.agreements.with_item(scheme, *id, purchase.decided_on, suppliers)) {
      const auto& item = row->content;
      const bool sellers =
          scheme == v1::SELLER
              ? books.agreements.is_sellers_own(*row, purchase.seller_id, purchase.decided_on,
                                                suppliers)
              : books.agreements.is_supplied_by(*row, purchase.seller_id, suppliers);
      if (!sellers) continue;
      auto category = refdata::known_category(category_scheme(item, purchase, books, suppliers),
                                              item.category());
      if (!category) continue;
      const auto smaller = [&] {
        const auto& other = best_row->content;
        return std::tie(item.agreement_id(), item.lot_id(), item.supplier_id(), item.buyer_id()) <
               std::tie(other.agreement_id(), other.lot_id(), other.supplier_id(),
                        other.buyer_id());
      };
      if (best_row == nullptr || row->valid.from > best_row->valid.from ||
          (row->valid.from == best_row->valid.from && smaller())) {
        best = std::move(category);
        best_row = row;
      }
    }
    if (best) return best;
  }
  return std::nullopt;
}

std::vector<model::Category> categories_of(const v1::Line& source, const model::Purchase& purchase,
                                           const PurchaseLine& line, const refdata::Books& books,
                                           const refdata::SupplierBook& suppliers) {
  std::vector<model::Category> categories;
  for (const auto& entry : source.classifications()) {
    if (auto category = refdata::known_category(entry.list_id(), entry.code()))
      categories.push_back(*category);
  }
  std::sort(categories.begin(), categories.end());
  categories.erase(std::unique(categories.begin(), categories.end()), categories.end());
  if (!categories.empty()) return categories;
  if (auto category = item_category(purchase, line, books, suppliers)) return {*category};
  if (auto category = suppliers.default_category(purchase.seller_id, purchase.decided_on))
    return {*category};
  return {};
}

model::Channel channel_of(const model::Purchase& purchase, const std::optional<KnownOrder>& order,
                          const v1::Line& line) {
  switch (purchase.order_state) {
    case model::OrderState::kNoReference:
      return model::Channel::kInvoiceOnly;
    case model::OrderState::kNotKnown:
      return model::Channel::kUnknown;
    case model::OrderState::kKnown:
      break;
  }
  return channel_through(*order->merged, line);
}

void attribute_unjudged_lines(const Merged& merged, model::Purchase& purchase) {
  for (auto& line : purchase.lines) {
    const auto& source = merged.content().lines(static_cast<int>(line.number) - 1);
    line.has_amount = !purchase.currency.empty() && !source.line_extension_amount().empty();
    if (purchase.kind == model::Kind::kOrder) line.channel = order_line_channel(merged, source);
  }
}

}  // namespace

// BT-157 is a GTIN under scheme 0160; senders also put it under 0088 or under none.
std::string gtin_of(const v1::Line& line) {
  const auto scheme = core::trim(line.standard_item_scheme());
  if (!scheme.empty() && scheme != "0160" && scheme != "0088") return {};
  return model::padded_gtin(line.standard_item_id());
}

Attributed attribute(const Merged& merged, const state::Reader& state, DocumentDesk& desk,
                     const refdata::Books& books, const refdata::SharedBooks& shared) {
  Attributed result{read(merged, shared.suppliers), std::nullopt};
  auto& purchase = result.purchase;
  if (!model::is_spend(purchase.kind)) {
    attribute_unjudged_lines(merged, purchase);
    return result;
  }
  if (!purchase.order_reference.empty()) {
    result.order = find_order(purchase, state, desk, shared.suppliers);
    purchase.order_state = result.order ? model::OrderState::kKnown : model::OrderState::kNotKnown;
  }
  if (result.order) {
    purchase.order_key = result.order->identity;
    purchase.decided_on = result.order->issue_date;
    if (purchase.contract_reference.empty()) {
      purchase.contract_reference =
          core::trim(result.order->merged->content().contract_reference());
    }
  }
  purchase.contract_reference_known = books.agreements.knows(purchase.contract_reference);
  for (auto& line : purchase.lines) {
    const auto& source = merged.content().lines(static_cast<int>(line.number) - 1);
    line.unit_id = unit_of(merged.content(), source, books.units, purchase.decided_on);
    line.channel = channel_of(purchase, result.order, source);
    line.categories = categories_of(source, purchase, line, books, shared.suppliers);
    attribute_coverage(purchase, line, books, shared);
    if (line.coverage == model::Coverage::kCovered && !line.on_agreement) {
      line.missed_saving = missed_saving(purchase, line, books, shared);
    }
  }
  return result;
}

}  // namespace procured::judge
