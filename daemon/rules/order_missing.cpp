#include <algorithm>

#include "rules/rule.h"

// Why: a purchase without an order was decided by the one who bought, and cannot be matched to an
// agreement or a receipt. See order_missing.md for the worked example.
namespace procured::rules::order_missing {
namespace {

template <class List>
bool contains(const List& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool exempt(const model::PurchaseLine& line, const v1::Policy& policy) {
  if (line.agreement && contains(policy.order_exempt_agreements(), line.agreement->agreement_id))
    return true;
  return std::any_of(
      line.categories.begin(), line.categories.end(), [&](const model::Category& category) {
        return std::any_of(
            policy.order_exempt_categories().begin(), policy.order_exempt_categories().end(),
            [&](const v1::CategoryPrefix& prefix) {
              const auto known = refdata::known_category(prefix.scheme(), prefix.prefix());
              return known && known->scheme == category.scheme &&
                     category.code.starts_with(known->code);
            });
      });
}

/// By its supplier, or when every line is exempt by its category or agreement.
bool exempt(const RuleInput& input) {
  const auto& policy = input.shared.policy;
  const auto supplier_exempt = [&](const auto& id) {
    return input.shared.suppliers.is(id, input.purchase.seller_id);
  };
  const auto& suppliers = policy.order_exempt_suppliers();
  if (std::any_of(suppliers.begin(), suppliers.end(), supplier_exempt)) return true;
  const auto& lines = input.purchase.lines;
  return !lines.empty() && std::all_of(lines.begin(), lines.end(),
                                       [&](const auto& line) { return exempt(line, policy); });
}

core::Decimal total(const model::Purchase& purchase) {
  core::Decimal sum;
  for (const auto& line : purchase.lines) sum += line.amount;
  return sum;
}

}  // namespace

Judgement judge(const RuleInput& input) {
  const auto& purchase = input.purchase;
  if (purchase.kind != model::Kind::kInvoice) return not_applicable();
  Judgement judgement = compliant();
  judgement.evidence = {{v1::DocumentContent::kOrderReferenceFieldNumber, false}};
  if (purchase.order_state == model::OrderState::kKnown) return judgement;
  if (exempt(input)) {
    judgement.outcome = v1::JUSTIFIED_EXCEPTION;
    return judgement;
  }
  if (purchase.order_state == model::OrderState::kNotKnown) {
    judgement.outcome = v1::UNDETERMINED;
    judgement.missing = {"order"};
    judgement.parameters = {parameter("order_reference", purchase.order_reference)};
    return judgement;
  }
  judgement.outcome = v1::BREACH;
  judgement.exposed = total(purchase);
  judgement.would_comply = would_comply("order", {});
  return judgement;
}

RuleSpec spec() {
  return {.id = "order_missing",
          .version = 1,
          .scope = Scope::kDocument,
          .source =
              "The buyer's purchasing routine: order before invoice; Peppol BIS Billing 3.0, BT-13",
          .judge = judge};
}

}  // namespace procured::rules::order_missing
