#include <array>

#include "model/currency.h"
#include "refdata/prices.h"
#include "rules/rule.h"

// Why: a supplier may not charge more than the price agreed in the framework agreement. See
// price_above_agreement.md for the worked example.
namespace procured::rules::price_above_agreement {
namespace {

using core::operator""_dec;

core::Decimal tolerance(const v1::Policy& policy) {
  return core::Decimal::parse(policy.price_tolerance()).value_or("0.02"_dec);
}

/// The first kind of id that has a priced row decides, even when that row cannot be compared.
const refdata::ItemRow* deciding_row(const RuleInput& input, const model::AgreementRef& lot) {
  for (const auto scheme : {v1::SELLER, v1::GTIN, v1::BUYER}) {
    const auto* row = refdata::priced_row(input.books.agreements, input.shared.suppliers, lot, scheme,
                                          refdata::item_id(input.line->item, scheme), input.purchase.decided_on);
    if (row != nullptr) return row;
  }
  return nullptr;
}

}  // namespace

Judgement judge(const RuleInput& input) {
  const auto& line = *input.line;
  if (line.coverage != model::Coverage::kCovered || !line.on_agreement) return not_applicable();
  // The price of the seller's own row: it may be another supplier of the lot than the one that counts.
  const model::AgreementRef lot{line.agreement->agreement_id, line.agreement->lot_id, input.purchase.seller_id};
  if (line.item.none()) {
    const bool priced = input.books.agreements.has_prices({lot.agreement_id, lot.lot_id}, input.purchase.decided_on);
    return priced ? undetermined({"item_id"}) : not_applicable();
  }
  const auto* row = deciding_row(input, lot);
  if (row == nullptr) return not_applicable();
  const auto comparison = refdata::compare(line, input.purchase.currency, *row, input.books.agreements);
  if (!comparison) return undetermined({"comparable_price"});

  const auto allowed = tolerance(input.shared.policy);
  const auto& unit = row->content.unit();
  Judgement judgement = compliant();
  judgement.agreement = line.agreement;
  judgement.compared = {compared("paid", displayed(comparison->paid), unit, input.purchase.currency),
                        compared("agreed", displayed(comparison->agreed), unit, input.purchase.currency),
                        compared("tolerance", allowed.to_string(), unit, input.purchase.currency)};
  judgement.evidence = {{v1::Line::kPriceAmountFieldNumber, true}, {v1::Line::kQuantityFieldNumber, true}};
  const auto difference = comparison->paid - comparison->agreed;
  if (difference <= core::Rational(allowed)) return judgement;

  judgement.outcome = v1::BREACH;
  judgement.recoverable = (difference * comparison->quantity).rounded(model::minor_unit(input.purchase.currency));
  judgement.would_comply = would_comply("price", displayed(comparison->agreed));
  return judgement;
}

RuleSpec spec() {
  return {.id = "price_above_agreement",
          .version = 1,
          .scope = Scope::kLine,
          .source = "Framework agreement, price annex",
          .judge = judge};
}

}  // namespace procured::rules::price_above_agreement
