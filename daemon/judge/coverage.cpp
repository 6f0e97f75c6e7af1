#include "judge/coverage.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/rational.h"
#include "model/currency.h"
#include "refdata/prices.h"

namespace procured::judge {
namespace {

using refdata::AgreementRow;
using Rows = refdata::AgreementBook::Rows;

constexpr std::array kSchemes = {v1::SELLER, v1::GTIN, v1::BUYER};

/// One line's question to the books: which agreements are about it?
class Search {
 public:
  Search(const model::Purchase& purchase, const model::PurchaseLine& line,
         const refdata::Books& books, const refdata::SharedBooks& shared)
      : purchase_(purchase), line_(line), books_(books), shared_(shared) {
    find_candidates();
    for (const auto* row : candidates_) {
      const auto entitled = refdata::entitlement(*row, books_, line_.unit_id, purchase_.decided_on);
      if (entitled == refdata::Entitlement::kYes) covering_.push_back(row);
      if (entitled == refdata::Entitlement::kUnknown) entitlement_unknown_ = true;
    }
  }

  /// The one that counts, or nullptr: named by the contract id, else the seller's, else the later
  /// valid_from, then the smaller ids.
  const AgreementRow* counting() const {
    const auto rank = [&](const AgreementRow* row) {
      const bool named = is_named(*row);
      return std::tuple(!named, !is_sellers(*row));
    };
    const auto precedes = [&](const AgreementRow* left, const AgreementRow* right) {
      if (rank(left) != rank(right)) return rank(left) < rank(right);
      if (left->valid.from != right->valid.from) return left->valid.from > right->valid.from;
      return left->ref() < right->ref();
    };
    const auto first = std::min_element(covering_.begin(), covering_.end(), precedes);
    return first == covering_.end() ? nullptr : *first;
  }

  bool entitlement_unknown() const { return entitlement_unknown_; }

  /// Nothing tells whether an agreement is about the line, and there are agreements that might be.
  bool unknown() const {
    return line_.categories.empty() && !item_known_ && !contract_known_ &&
           books_.agreements.any_valid(purchase_.decided_on);
  }

 private:
  bool is_named(const AgreementRow& row) const {
    return !purchase_.contract_reference.empty() &&
           row.content.agreement_id() == purchase_.contract_reference;
  }
  bool is_sellers(const AgreementRow& row) const {
    return shared_.suppliers.is(row.content.supplier_id(), purchase_.seller_id);
  }

  void find_candidates() {
    const auto& date = purchase_.decided_on;
    add(books_.agreements.with_category(line_.categories, date));
    for (const auto scheme : kSchemes) {
      for (const auto* item : books_.agreements.with_item(
               scheme, refdata::item_id(line_.item, scheme), date, shared_.suppliers)) {
        if (scheme == v1::SELLER && !books_.agreements.is_sellers_own(*item, purchase_.seller_id,
                                                                      date, shared_.suppliers)) {
          continue;
        }
        const auto rows = books_.agreements.of_lot(refdata::lot_of(item->content), date);
        item_known_ = item_known_ || !rows.empty();
        add(rows);
      }
    }
    if (!line_.categories.empty() || purchase_.contract_reference.empty()) return;
    for (const auto* row : books_.agreements.named(purchase_.contract_reference, date)) {
      if (!is_sellers(*row)) continue;
      contract_known_ = true;
      candidates_.insert(row);
    }
  }

  void add(const Rows& rows) { candidates_.insert(rows.begin(), rows.end()); }

  const model::Purchase& purchase_;
  const model::PurchaseLine& line_;
  const refdata::Books& books_;
  const refdata::SharedBooks& shared_;
  std::set<const AgreementRow*> candidates_;
  Rows covering_;
  bool entitlement_unknown_ = false;
  bool item_known_ = false;
  bool contract_known_ = false;
};

/// The row that counts for a covered line.
const AgreementRow* counting_row(const model::PurchaseLine& line, const refdata::Books& books) {
  for (const auto* row : books.agreements.all_of_lot(refdata::lot_of(*line.agreement))) {
    if (row->content.supplier_id() == line.agreement->supplier_id) return row;
  }
  return nullptr;
}

/// From the first comparable price of the same item, by GTIN or the buyer's id.
std::optional<core::Rational> saving_by_price(const model::Purchase& purchase,
                                              const model::PurchaseLine& line,
                                              const refdata::Books& books,
                                              const refdata::SharedBooks& shared) {
  const refdata::PriceQuestion question{refdata::lot_of(*line.agreement),
                                        shared.suppliers.resolve(line.agreement->supplier_id),
                                        purchase.seller_id, purchase.decided_on};
  for (const auto scheme : {v1::GTIN, v1::BUYER}) {
    const auto& id = refdata::item_id(line.item, scheme);
    for (const auto* row : refdata::priced_rows(books, shared.suppliers, question, scheme, id)) {
      const auto comparison = refdata::compare(line, purchase.currency, *row);
      if (!comparison) continue;
      const auto difference = comparison->paid - comparison->agreed;
      return difference.sign() > 0 ? difference * comparison->quantity : core::Rational();
    }
  }
  return std::nullopt;
}

/// From the agreement's saving rate, measured on the old price or on the agreement's.
std::optional<core::Rational> saving_by_rate(const model::PurchaseLine& line,
                                             const refdata::Books& books) {
  const auto* row = counting_row(line, books);
  if (row == nullptr || !row->saving_rate) return std::nullopt;
  const core::Rational rate(*row->saving_rate);
  const core::Rational one(core::Decimal(1, 0));
  switch (row->content.saving_base()) {
    case v1::OFF_PRICE:
      return core::Rational(line.amount) * rate;
    case v1::AGREEMENT_PRICE:
      if ((one + rate).is_zero()) return std::nullopt;
      return core::Rational(line.amount) * rate / (one + rate);
    default:
      return std::nullopt;
  }
}

}  // namespace

void attribute_coverage(const model::Purchase& purchase, model::PurchaseLine& line,
                        const refdata::Books& books, const refdata::SharedBooks& shared) {
  const Search search(purchase, line, books, shared);
  const auto* row = search.counting();
  if (row == nullptr) {
    if (search.entitlement_unknown()) {
      line.missing = {"unit"};
    } else if (search.unknown()) {
      line.missing = {"category"};
    }
    line.coverage =
        line.missing.empty() ? model::Coverage::kNotCovered : model::Coverage::kUndetermined;
    if (line.coverage == model::Coverage::kNotCovered) line.potential = false;
    return;
  }
  line.coverage = model::Coverage::kCovered;
  line.agreement = row->ref();
  const auto lot = books.agreements.of_lot(refdata::lot_of(row->ref()), purchase.decided_on);
  line.on_agreement = std::any_of(lot.begin(), lot.end(), [&](const AgreementRow* other) {
    return shared.suppliers.is(other->content.supplier_id(), purchase.seller_id);
  });
  if (row->content.has_e_commerce()) line.potential = row->content.e_commerce();
}

std::optional<core::Decimal> missed_saving(const model::Purchase& purchase,
                                           const model::PurchaseLine& line,
                                           const refdata::Books& books,
                                           const refdata::SharedBooks& shared) {
  auto saving = saving_by_price(purchase, line, books, shared);
  if (!saving) saving = saving_by_rate(line, books);
  if (!saving) return std::nullopt;
  return saving->rounded(model::minor_unit(purchase.currency));
}

}  // namespace procured::judge
