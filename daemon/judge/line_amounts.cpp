#include "judge/line_amounts.h"

#include <algorithm>
#include <numeric>

#include "core/rational.h"
#include "core/text.h"
#include "model/currency.h"

namespace procured::judge {
namespace {

using core::Decimal;
using Integer = core::Rational::Integer;

Decimal decimal_or_zero(const std::string& text) {
  return Decimal::parse(text).value_or(Decimal());
}

/// Charges minus allowances directly under the document.
Decimal document_charges(const v1::DocumentContent& content) {
  Decimal sum;
  for (const auto& entry : content.allowances_charges()) {
    const auto amount = decimal_or_zero(entry.amount());
    sum += entry.charge() ? amount : -amount;
  }
  return sum;
}

/// |value| in units of 10^-scale.
Integer units(const Decimal& value, int scale) {
  return Integer(value.abs().coefficient()) *
         boost::multiprecision::pow(Integer(10), static_cast<unsigned>(scale - value.scale()));
}

/// The lines that take a share of the document's charges: a line without a net (of an order, a
/// despatch advice …) has no
/// amount that a share could be added to, and the shares must add up over those that have one.
std::vector<std::size_t> sharing_lines(const v1::DocumentContent& content) {
  std::vector<std::size_t> lines;
  for (int i = 0; i < content.lines_size(); ++i) {
    const bool without_net = content.lines(i).line_extension_amount().empty();
    if (is_spend(content.kind()) || !without_net) lines.push_back(static_cast<std::size_t>(i));
  }
  return lines;
}

}  // namespace

int sign_of(v1::DocumentKind kind) { return kind == v1::CREDIT_NOTE ? -1 : 1; }

model::Kind kind_of(v1::DocumentKind kind) {
  switch (kind) {
    case v1::INVOICE:
      return model::Kind::kInvoice;
    case v1::CREDIT_NOTE:
      return model::Kind::kCreditNote;
    case v1::ORDER:
      return model::Kind::kOrder;
    default:
      return model::Kind::kOther;
  }
}

bool is_spend(v1::DocumentKind kind) { return model::is_spend(kind_of(kind)); }

std::string_view real_reference(std::string_view reference) {
  reference = core::trim(reference);
  return core::to_upper(reference) == "NA" ? std::string_view() : reference;
}

std::vector<Decimal> allocated(const Decimal& sum, const std::vector<Decimal>& weights, int scale) {
  std::vector<Decimal> shares(weights.size());
  if (sum.is_zero() || weights.empty()) return shares;
  std::vector<Integer> weight(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i)
    weight[i] = units(weights[i], Decimal::kScaleMax);
  Integer total = std::accumulate(weight.begin(), weight.end(), Integer(0));
  if (total == 0) {
    std::fill(weight.begin(), weight.end(), Integer(1));
    total = weights.size();
  }
  const Integer whole = units(sum, scale);
  std::vector<Integer> share(weights.size());
  std::vector<Integer> remainder(weights.size());
  Integer left = whole;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    boost::multiprecision::divide_qr(Integer(whole * weight[i]), total, share[i], remainder[i]);
    left -= share[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return remainder[a] > remainder[b]; });
  for (std::size_t i = 0; left > 0; ++i, --left) ++share[order[i]];
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Decimal value(static_cast<Decimal::Coefficient>(share[i]), scale);
    shares[i] = sum.sign() < 0 ? -value : value;
  }
  return shares;
}

std::vector<Decimal> line_amounts(const v1::DocumentContent& content) {
  std::vector<Decimal> nets;
  nets.reserve(static_cast<std::size_t>(content.lines_size()));
  for (const auto& line : content.lines())
    nets.push_back(decimal_or_zero(line.line_extension_amount()));
  const auto charges = document_charges(content);
  if (!charges.is_zero()) {
    const int scale =
        std::max(model::minor_unit(content.document_currency_code()), charges.scale());
    const auto lines = sharing_lines(content);
    std::vector<Decimal> weights;
    for (const auto line : lines) weights.push_back(nets[line]);
    const auto shares = allocated(charges, weights, scale);
    for (std::size_t i = 0; i < lines.size(); ++i) nets[lines[i]] += shares[i];
  }
  if (sign_of(content.kind()) < 0) {
    for (auto& net : nets) net = -net;
  }
  return nets;
}

std::string stated_total(const v1::DocumentContent& content) {
  const bool stated =
      std::any_of(content.lines().begin(), content.lines().end(),
                  [](const auto& line) { return !line.line_extension_amount().empty(); });
  if (!stated || content.document_currency_code().empty()) return {};
  Decimal sum;
  for (const auto& amount : line_amounts(content)) sum += amount;
  return sum.to_string();
}

}  // namespace procured::judge
