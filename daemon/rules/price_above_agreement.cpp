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

/// The first kind of id that has a row with a price decides, even when that row cannot be compared.
/// The seller's own price: it may be another supplier of the lot than the one that counts.
const refdata::ItemRow* deciding_row(const RuleInput& input, const refdata::LotKey& lot) {
  const auto& seller = input.purchase.seller_id;
  const refdata::PriceQuestion question{lot, seller, seller, input.purchase.decided_on};
  for (const auto scheme : {v1::SELLER, v1::GTIN, v1::BUYER}) {
    const auto rows = refdata::priced_rows(input.books, input.shared.suppliers, question, scheme,
                                           refdata::item_id(input.line->item, scheme));
    if (!rows.empty()) return rows.front();
  }
  return nullptr;
}

}  // namespace

Judgement judge(const RuleInput& input) {
  const auto& line = *input.line;
  if (line.coverage != model::Coverage::kCovered || !line.on_agreement) return not_applicable();
  const auto lot = refdata::lot_of(*line.agreement);
  if (line.item.none()) {
    const bool priced =
        input.books.agreements.has_prices(lot, input.purchase.decided_on, input.shared.suppliers);
    return priced ? undetermined({"item_id"}) : not_applicable();
  }
  const auto* row = deciding_row(input, lot);
  if (row == nullptr) return not_applicable();
  const auto comparison = refdata::compare(line, input.purchase.currency, *row);
  if (!comparison) return undetermined({"comparable_price"});

  const auto allowed = tolerance(input.shared.policy);
  const auto& unit = row->content.unit();
  Judgement judgement = compliant();
  judgement.agreement = line.agreement;
  judgement.compared = {
      compared("paid", displayed(comparison->paid), unit, input.purchase.currency),
      compared("agreed", displayed(comparison->agreed), unit, input.purchase.currency),
      compared("tolerance", allowed.to_string(), unit, input.purchase.currency)};
  judgement.evidence = {{v1::Line::kPriceAmountFieldNumber, true},
                        {v1::Line::kQuantityFieldNumber, true}};
  const auto difference = comparison->paid - comparison->agreed;
  if (difference <= core::Rational(allowed)) return judgement;

  judgement.outcome = v1::BREACH;
  judgement.recoverable =
      (difference * comparison->quantity).rounded(model::minor_unit(input.purchase.currency));
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
