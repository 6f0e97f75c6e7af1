#include "connectors/quality/arithmetic.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "connectors/quality/line_arithmetic.h"
#include "connectors/quality/rounding_slack.h"
#include "connectors/quality/total_arithmetic.h"
#include "core/decimal.h"

namespace procured::mapping {
namespace {

constexpr std::string_view kLineArithmetic = "line_arithmetic";
/// Where more are wrong, all are wrong for one reason, and notes must not outgrow the document.
constexpr int kLinesNotedMax = 20;

void note(std::string_view code, std::string place, std::string detail,
          v1::DocumentContent& content) {
  auto& noted = *content.add_data_quality();
  noted.set_code(std::string(code));
  noted.set_place(std::move(place));
  noted.set_detail(std::move(detail));
}

/// The path that a field was read from; empty where it has none of its own.
std::string path_of(const google::protobuf::RepeatedField<std::uint32_t>& pairs, int field,
                    const v1::Places& places) {
  for (int i = 0; i + 1 < pairs.size(); i += 2) {
    const auto path = static_cast<int>(pairs[i + 1]);
    if (static_cast<int>(pairs[i]) == field && path < places.path_size()) return places.path(path);
  }
  return {};
}

std::string place_of_line(const v1::Places& places, int line) {
  if (line >= places.lines_size()) return fmt::format("lines[{}]", line + 1);
  const auto& own = places.lines(line);
  const auto amount = path_of(own.fields(), v1::Line::kLineExtensionAmountFieldNumber, places);
  if (amount.empty()) return own.path();
  return amount.front() == '/' ? amount : own.path() + '/' + amount;
}

/// The element of the totals; the contract's own name where they have none.
std::string place_of_total(const v1::Places& places, std::string_view field) {
  auto path = path_of(places.document_fields(), v1::DocumentContent::kTotalsFieldNumber, places);
  return path.empty() ? fmt::format("totals.{}", field) : path;
}

/// Answers and notices of deliveries may state the amount of what was ordered beside the quantity
/// that was confirmed, sent or received.
bool has_amounts_of_quantities(v1::DocumentKind kind) {
  return kind != v1::ORDER_RESPONSE && kind != v1::DESPATCH_ADVICE && kind != v1::RECEIPT_ADVICE;
}

void check_lines(const core::Decimal& slack, const v1::Places& places,
                 v1::DocumentContent& content) {
  int wrong = 0;
  for (int i = 0; i < content.lines_size(); ++i) {
    auto told = line_contradiction(content.lines(i), slack);
    if (told && ++wrong <= kLinesNotedMax)
      note(kLineArithmetic, place_of_line(places, i), std::move(*told), content);
  }
  if (wrong > kLinesNotedMax)
    note(kLineArithmetic, "lines", fmt::format("and {} lines more", wrong - kLinesNotedMax),
         content);
}

}  // namespace

void check_arithmetic(const v1::Places& places, v1::DocumentContent& content) {
  const int decimals = amount_decimals(content);
  if (has_amounts_of_quantities(content.kind()))
    check_lines(rounding_slack(decimals), places, content);
  if (!content.has_totals()) return;
  for (auto& found : total_contradictions(content, decimals))
    note(found.code, place_of_total(places, found.field), std::move(found.detail), content);
}

}  // namespace procured::mapping
