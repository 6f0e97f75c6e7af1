#include "connectors/quality/total_arithmetic.h"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "connectors/quality/rounding_slack.h"
#include "core/decimal.h"

namespace procured::mapping {

using core::Decimal;

namespace {

/// Absent: not stated, or not known.
using Amount = std::optional<Decimal>;

/// Whether the document has all lines that its totals are of: a change or an answer may name those
/// alone that it is about.
bool has_all_lines(v1::DocumentKind kind) {
  switch (kind) {
    case v1::ORDER_CHANGE:
    case v1::ORDER_CANCELLATION:
    case v1::ORDER_RESPONSE:
    case v1::DESPATCH_ADVICE:
    case v1::RECEIPT_ADVICE:
      return false;
    default:
      return true;
  }
}

/// What amounts of the document itself add up to.
struct Sum {
  Amount total = Decimal();  ///< Absent when one of them is.
  int count = 0;

  void add(const std::string& text) {
    ++count;
    const auto amount = Decimal::parse(text);
    if (amount && total) {
      *total += *amount;
    } else {
      total.reset();
    }
  }
};

struct Term {
  std::string_view name;
  Amount amount = Decimal();
  bool subtracted = false;
};

/// The field is what its terms add up to.
struct Equation {
  std::string_view code;
  std::string_view field;
  Amount stated;
  std::array<Term, 3> terms;
  Decimal slack;
};

/// Absent when a term is.
Amount worked_out(const Equation& equation) {
  Decimal sum;
  for (const auto& term : equation.terms) {
    if (!term.amount) return std::nullopt;
    if (term.subtracted) {
      sum -= *term.amount;
    } else {
      sum += *term.amount;
    }
  }
  return sum;
}

/// What is not stated contradicts nothing.
bool holds(const Equation& equation) {
  if (!equation.stated) return true;
  const auto result = worked_out(equation);
  return !result || (*result - *equation.stated).abs() <= equation.slack;
}

/// "tax_exclusive_amount 100 + tax_amount 25 is 125, tax_inclusive_amount 130"
std::string told(const Equation& equation) {
  std::string text;
  for (const auto& term : equation.terms) {
    if (!text.empty() && term.amount->is_zero()) continue;
    const auto* sign = text.empty() ? "" : term.subtracted ? " - " : " + ";
    text += fmt::format("{}{} {}", sign, term.name, term.amount->to_string());
  }
  return text + fmt::format(" is {}, {} {}", worked_out(equation)->to_string(), equation.field,
                            equation.stated->to_string());
}

/// The equations of one document.
class Totals {
 public:
  Totals(const v1::DocumentContent& content, int decimals)
      : content_(content), totals_(content.totals()), decimals_(decimals) {}

  std::vector<TotalContradiction> contradictions() {
    for (const auto& entry : content_.allowances_charges())
      (entry.charge() ? charges_ : allowances_).add(entry.amount());
    if (has_all_lines(content_.kind())) {
      for (const auto& line : content_.lines()) lines_.add(line.line_extension_amount());
    }
    for (const auto& group : content_.tax_subtotals()) taxes_.add(group.tax_amount());
    check_sum("sum_of_lines", "line_extension_amount", totals_.line_extension_amount(), lines_);
    check_sum("sum_of_allowances", "allowance_total_amount", totals_.allowance_total_amount(),
              allowances_);
    check_sum("sum_of_charges", "charge_total_amount", totals_.charge_total_amount(), charges_);
    check_tax_exclusive();
    check_sum("sum_of_taxes", "tax_amount", totals_.tax_amount(), taxes_);
    check_what_is_paid();
    return std::move(found_);
  }

 private:
  /// The total of amounts that the document states one by one; of none there is nothing to compare.
  void check_sum(std::string_view code, std::string_view field, const std::string& stated,
                 const Sum& sum) {
    if (sum.count == 0) return;
    check({code, field, Decimal::parse(stated), {{{"sum", sum.total}}}, slack(sum.count)});
  }

  void check_tax_exclusive() {
    const auto total = [](const std::string& stated, const Sum& sum) {
      // A document without allowances need not say so.
      return stated.empty() ? sum.total : Decimal::parse(stated);
    };
    check({"tax_exclusive",
           "tax_exclusive_amount",
           Decimal::parse(totals_.tax_exclusive_amount()),
           {{{"line_extension_amount", net_of_lines()},
             {"allowances", total(totals_.allowance_total_amount(), allowances_), true},
             {"charges", total(totals_.charge_total_amount(), charges_)}}},
           slack()});
  }

  /// Of systems that do not state it, what the lines add up to (BR-CO-10).
  Amount net_of_lines() const {
    const auto& stated = totals_.line_extension_amount();
    if (!stated.empty()) return Decimal::parse(stated);
    return lines_.count == 0 ? Amount() : lines_.total;
  }

  /// The tax-inclusive amount and, after it, the amount due. Where the rounding stands in the
  /// former already, as in CEN BII and Svefaktura, both equations are the other way.
  void check_what_is_paid() {
    const auto or_zero = [](const std::string& stated) {
      return stated.empty() ? Amount(Decimal()) : Decimal::parse(stated);
    };
    const auto inclusive = Decimal::parse(totals_.tax_inclusive_amount());
    const Term rounding{"payable_rounding_amount", or_zero(totals_.payable_rounding_amount())};
    Equation with_tax{"tax_inclusive",
                      "tax_inclusive_amount",
                      inclusive,
                      {{{"tax_exclusive_amount", Decimal::parse(totals_.tax_exclusive_amount())},
                        {"tax_amount", Decimal::parse(totals_.tax_amount())},
                        rounding}},
                      slack()};
    Equation due{"payable",
                 "payable_amount",
                 Decimal::parse(totals_.payable_amount()),
                 {{{"tax_inclusive_amount", inclusive},
                   {"prepaid_amount", or_zero(totals_.prepaid_amount()), true}}},
                 slack()};
    if (rounding.amount && !rounding.amount->is_zero() && holds(with_tax) && holds(due)) return;
    std::swap(with_tax.terms.back(), due.terms.back());
    check(with_tax);
    if (!may_collect_for_others()) check(due);
  }

  /// The extension of XRechnung adds what third parties are owed (BG-DEX-09), which the contract
  /// does not hold, to the amount due.
  bool may_collect_for_others() const {
    return content_.customization_id().find(":extension:xrechnung") != std::string::npos;
  }

  void check(const Equation& equation) {
    if (!holds(equation)) found_.push_back({equation.code, equation.field, told(equation)});
  }

  Decimal slack(int addends = 0) const { return rounding_slack(decimals_, addends); }

  const v1::DocumentContent& content_;
  const v1::MonetaryTotals& totals_;
  int decimals_;
  Sum lines_;
  Sum allowances_;
  Sum charges_;
  Sum taxes_;
  std::vector<TotalContradiction> found_;
};

}  // namespace

std::vector<TotalContradiction> total_contradictions(const v1::DocumentContent& content,
                                                     int decimals) {
  return Totals(content, decimals).contradictions();
}

}  // namespace procured::mapping
