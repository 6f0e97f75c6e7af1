#include "simulate/truth.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/rational.h"
#include "simulate/amounts.h"

namespace procured::simulate {
namespace {

using core::Decimal;
using core::Rational;

constexpr std::string_view kMissedRule = "agreement_bypassed";
constexpr std::string_view kPriceRule = "price_above_agreement";
constexpr std::string_view kOrderRule = "order_missing";

Rational whole(std::int64_t value) { return Decimal(value, 0); }

int sign_of(const Document& document) { return document.kind == Kind::kCreditNote ? -1 : 1; }

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kCompliant:
      return "COMPLIANT";
    case Outcome::kBreach:
      return "BREACH";
    case Outcome::kUndetermined:
      return "UNDETERMINED";
    case Outcome::kNotApplicable:
      break;
  }
  return "NOT_APPLICABLE";
}

Coverage coverage_of(const Document& document, const Line& line) {
  // Planted so that a line without category is under an agreement only where the contract reference
  // says so.
  if (line.category_known == CategoryPlant::kUnknown)
    return line.on ? Coverage::kCovered : Coverage::kUnknown;
  const auto* agreement = line.agreement;
  if (agreement == nullptr || !line.offer->entitled || !agreement->valid_on(document.decided_on)) {
    return Coverage::kNotCovered;
  }
  if (!agreement->technical_only) return Coverage::kCovered;
  if (line.place == nullptr) return Coverage::kUnknown;
  const bool technical = document.decided_on < document.buyer->reorganised_on
                             ? line.place->technical_before
                             : line.place->technical_after;
  return technical ? Coverage::kCovered : Coverage::kNotCovered;
}

std::string unit_of(const Document& document, const Line& line) {
  if (line.place == nullptr) return "unknown";
  return document.decided_on < document.buyer->reorganised_on ? line.place->unit_before
                                                              : line.place->unit_after;
}

bool seller_row_matches(const Document& document, const Line& line) {
  const auto& item = *line.item;
  if (!item.seller_priced || line.seller_item != item.seller_id) return false;
  return line.agreement->suppliers.size() == 1 || item.row_supplier == document.seller;
}

/// The row of the price annex that has the line's article and a price.
std::optional<RowKind> row_of(const Document& document, const Line& line) {
  if (line.item == nullptr) return std::nullopt;
  if (line.on && seller_row_matches(document, line)) return RowKind::kSeller;
  if (line.item->gtin_row && line.gtin == line.item->gtin) return RowKind::kGtin;
  if (line.item->buyer_row && line.buyer_item == line.item->buyer_id) return RowKind::kBuyer;
  return std::nullopt;
}

bool comparable(const Document& document, const Line& line) {
  return line.unit_factor != 0 && line.quantity_e3 != 0 && document.currency.code == "NOK";
}

/// (paid − agreed) per unit of the agreement.
Rational above_agreed(const Document& document, const Line& line, RowKind row) {
  const Rational allowance = Decimal(line.allowance, document.currency.minor_digits);
  const Rational paid = Rational(Decimal(line.price_e4, 4)) / whole(line.base_quantity) -
                        allowance / Decimal(line.quantity_e3, 3);
  const Rational agreed =
      Rational(Decimal(line.agreement->price_e4(*line.item, row, document.decided_on), 4)) /
      whole(line.item->good->base_quantity);
  return paid * whole(line.unit_factor) - agreed;
}

Rational quantity_of(const Document& document, const Line& line) {
  return Rational(Decimal(line.quantity_e3 * sign_of(document), 3)) / whole(line.unit_factor);
}

void judge_price(const Document& document, const Line& line, LineTruth& truth) {
  if (!truth.on) return;
  const bool has_number =
      !(line.seller_item.empty() && line.gtin.empty() && line.buyer_item.empty());
  if (!has_number) {
    if (!line.agreement->items.empty()) truth.price = Outcome::kUndetermined;
    return;
  }
  const auto row = row_of(document, line);
  if (!row) return;
  if (!comparable(document, line)) {
    truth.price = Outcome::kUndetermined;
    return;
  }
  const Rational above = above_agreed(document, line, *row);
  if (above <= Rational(Decimal(2, 2))) {
    truth.price = Outcome::kCompliant;
    return;
  }
  truth.price = Outcome::kBreach;
  truth.recoverable = (above * quantity_of(document, line)).rounded(document.currency.minor_digits);
}

std::optional<bool> potential_of(Coverage coverage, const Line& line) {
  if (coverage == Coverage::kUnknown) return std::nullopt;
  return coverage == Coverage::kNotCovered ? std::optional(false) : line.agreement->e_commerce;
}

std::optional<Decimal> missed_saving(const Document& document, const Line& line,
                                     const Decimal& amount) {
  const auto row = row_of(document, line);
  if (row && comparable(document, line)) {
    const Rational above = above_agreed(document, line, *row);
    if (above.sign() <= 0) return Decimal();
    return (above * quantity_of(document, line)).rounded(document.currency.minor_digits);
  }
  if (!line.agreement->saving_percent) return std::nullopt;
  const Rational rate = Decimal(*line.agreement->saving_percent, 2);
  const Rational missed = line.agreement->saving_of_agreement_price
                              ? Rational(amount) * rate / (whole(1) + rate)
                              : Rational(amount) * rate;
  return missed.rounded(document.currency.minor_digits);
}

}  // namespace

std::vector<LineTruth> line_truths(const Document& document) {
  const auto amounts = allocated_amounts(document);
  std::vector<LineTruth> result;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    const auto& line = document.lines[i];
    LineTruth truth;
    truth.unit = unit_of(document, line);
    truth.amount = Decimal(amounts[i], document.currency.minor_digits);
    truth.coverage = coverage_of(document, line);
    truth.potential = potential_of(truth.coverage, line);
    truth.on = truth.coverage == Coverage::kCovered && line.on;
    if (truth.coverage == Coverage::kCovered && !line.on)
      truth.missed = missed_saving(document, line, truth.amount);
    judge_price(document, line, truth);
    result.push_back(std::move(truth));
  }
  return result;
}

void Truth::add(const Document& document) {
  const auto lines = line_truths(document);
  add_findings(document, lines);
  for (const auto& line : lines) add_cells(document, line);
}

void Truth::add_findings(const Document& document, const std::vector<LineTruth>& lines) {
  const std::string kind = document.kind == Kind::kInvoice ? "INVOICE" : "CREDIT_NOTE";
  const auto add = [&](std::size_t line, std::string_view rule, Outcome outcome,
                       const std::optional<Decimal>& amount) {
    if (outcome == Outcome::kNotApplicable) return;
    std::string json =
        fmt::format(R"({{"buyer_id":"{}","kind":"{}","document_number":"{}","seller_id":"{}",)"
                    R"("line":{},"rule":"{}","outcome":"{}")",
                    document.buyer->id, kind, document.number, stated_seller(document), line, rule,
                    name_of(outcome));
    if (amount) json += fmt::format(R"(,"amount":"{}")", amount->to_string());
    json += "}\n";
    findings_.emplace_back(FindingKey{document.buyer->id, kind, document.number,
                                      stated_seller(document), line, std::string(rule)},
                           std::move(json));
  };
  Decimal exposed;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& line = lines[i];
    exposed += line.amount;
    const auto bypassed = line.coverage == Coverage::kNotCovered ? Outcome::kNotApplicable
                          : line.coverage == Coverage::kUnknown  ? Outcome::kUndetermined
                          : line.on                              ? Outcome::kCompliant
                                                                 : Outcome::kBreach;
    add(i + 1, kMissedRule, bypassed, line.missed);
    add(i + 1, kPriceRule, line.price, line.recoverable);
  }
  if (document.kind == Kind::kCreditNote) return;
  switch (document.order_plant) {
    case OrderPlant::kNone:
    case OrderPlant::kNotApplicableText:
      add(0, kOrderRule, Outcome::kBreach, exposed);
      break;
    case OrderPlant::kUnknown:
      add(0, kOrderRule, Outcome::kUndetermined, std::nullopt);
      break;
    case OrderPlant::kKnown:
      add(0, kOrderRule, Outcome::kCompliant, std::nullopt);
      break;
  }
}

Truth::Cell& Truth::cell(const Document& document, const char* kpi, const LineTruth& line) {
  auto& cell = cells_[CellKey{document.buyer->id, kpi, line.unit, document.issued.month(),
                              document.currency.code}];
  cell.scope += line.amount.abs();
  return cell;
}

void Truth::add_cells(const Document& document, const LineTruth& line) {
  const auto size = line.amount.abs();
  const bool covered = line.coverage == Coverage::kCovered;
  const bool channel_known = document.order_plant != OrderPlant::kUnknown;
  const bool e_commerce =
      document.order_plant == OrderPlant::kKnown;  // catalogue or free text: both are

  auto& spend = cell(document, "spend_amount", line);
  spend.numerator += line.amount;
  ++spend.count;
  spend.known += size;

  const auto ratio = [&](const char* kpi, bool numerator, bool denominator, bool known) {
    auto& target = cell(document, kpi, line);
    if (!target.denominator) target.denominator.emplace();
    if (numerator) target.numerator += line.amount;
    if (denominator) *target.denominator += line.amount, ++target.count;
    if (known) target.known += size;
  };
  ratio("agreement_loyalty_ratio", line.on, covered, line.coverage != Coverage::kUnknown);
  ratio("e_commerce_share_of_total_ratio", e_commerce, channel_known, channel_known);
  const bool potential = line.potential.value_or(false);
  ratio("e_commerce_share_of_potential_ratio", potential && e_commerce, potential && channel_known,
        line.potential && (!potential || channel_known));

  if (!covered || line.on) return;
  auto& missed = cell(document, "missed_saving_amount", line);
  if (!line.missed) return;
  missed.numerator += *line.missed;
  ++missed.count;
  missed.known += size;
}

std::string Truth::take_findings() {
  std::sort(findings_.begin(), findings_.end());
  std::string result;
  for (auto& [key, json] : findings_) result += json;
  findings_.clear();
  return result;
}

std::string Truth::amounts() const {
  std::string result = "{\"cells\":[";
  const char* separator = "\n";
  for (const auto& [key, cell] : cells_) {
    const auto& [buyer, kpi, unit, month, currency] = key;
    result +=
        fmt::format(R"({}{{"buyer_id":"{}","kpi":"{}","unit_id":"{}","month":"{}","currency":"{}",)"
                    R"("numerator":"{}",)",
                    separator, buyer, kpi, unit, month, currency, cell.numerator.to_string());
    bool meaningful = true;
    if (cell.denominator) {
      result += fmt::format(R"("denominator":"{}",)", cell.denominator->to_string());
      meaningful = cell.denominator->sign() > 0 && cell.numerator.sign() >= 0 &&
                   cell.numerator <= *cell.denominator;
    }
    result += fmt::format(
        R"("count":{},"coverage_known":"{}","coverage_scope":"{}","status":"{}"}})", cell.count,
        cell.known.to_string(), cell.scope.to_string(), meaningful ? "OK" : "NOT_MEANINGFUL");
    separator = ",\n";
  }
  return result + "\n]}\n";
}

}  // namespace procured::simulate
