#include <google/protobuf/util/json_util.h>

#include <algorithm>

#include "core/check.h"
#include "core/text.h"
#include "judge/published.h"

namespace procured::judge {
namespace {

/// What Decimal::to_string wrote. Not Decimal::parse: its bounds are those of a source's amounts,
/// and a sum may be larger.
core::Decimal decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto scale =
      point == std::string_view::npos ? 0 : static_cast<int>(text.size() - point - 1);
  core::Decimal::Coefficient coefficient = 0;
  for (const char c : text) {
    if (c != '.') coefficient = coefficient * 10 + (c - '0');
  }
  return core::Decimal(negative ? -coefficient : coefficient, scale);
}

/// Stands in JSON as it is; the library's printer escapes everything else.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c >= ' ' && c < '\x7f' && c != '"' && c != '\\' && c != '<' && c != '>';
  });
}

/// A zero takes no room.
std::string compact(const core::Decimal& value) {
  return value.is_zero() ? std::string() : value.to_string();
}

}  // namespace

Contributions contributions_of(const model::Purchase& purchase) {
  Contributions contributions;
  if (!model::is_spend(purchase.kind)) return contributions;
  for (const auto& kpi : kpis::catalogue()) {
    for (const auto& line : purchase.lines) {
      const auto tally = kpi.measure(line);
      if (!tally) continue;
      contributions[core::join_key(
          {purchase.buyer_id, kpi.id, line.unit_id, purchase.month, purchase.currency})] += *tally;
    }
  }
  return contributions;
}

v1::KpiCell cell_of(const std::string& cell, const kpis::Tally& sum) {
  const auto grain = core::split_key(cell);
  PROCURED_CHECK(grain.size() == 5);
  v1::KpiCell result;
  result.set_buyer_id(grain[0]);
  result.set_kpi(grain[1]);
  result.set_unit_id(grain[2]);
  result.set_month(grain[3]);
  result.set_currency(grain[4]);
  const auto* kpi = kpis::find(grain[1]);
  const auto form = kpi == nullptr ? kpis::Form::kAmount : kpi->form;
  result.set_numerator(sum.numerator.to_string());
  if (form == kpis::Form::kRatio) result.set_denominator(sum.denominator.to_string());
  result.set_count(static_cast<std::uint32_t>(sum.count));
  result.set_coverage_known(sum.coverage_known.to_string());
  result.set_coverage_scope(sum.coverage_scope.to_string());
  result.set_status(std::string(kpis::status(form, sum.numerator, sum.denominator)));
  result.set_definition_version(kpi == nullptr ? 0 : kpi->version);
  return result;
}

v1::Contribution to_proto(const std::string& cell, const kpis::Tally& tally) {
  v1::Contribution result;
  result.set_cell(cell);
  result.set_numerator(compact(tally.numerator));
  result.set_denominator(compact(tally.denominator));
  result.set_count(tally.count);
  result.set_coverage_known(compact(tally.coverage_known));
  result.set_coverage_scope(compact(tally.coverage_scope));
  result.set_scope_lines(tally.scope_lines);
  return result;
}

kpis::Tally from_proto(const v1::Contribution& contribution) {
  return {decimal(contribution.numerator()),
          decimal(contribution.denominator()),
          contribution.count(),
          decimal(contribution.coverage_known()),
          decimal(contribution.coverage_scope()),
          contribution.scope_lines()};
}

std::string cell_json(const v1::KpiCell& cell) {
  const auto* reflection = cell.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(cell, &fields);
  std::string json = "{";
  for (const auto* field : fields) {
    json.append(json.size() > 1 ? ",\"" : "\"").append(field->name()).append("\":");
    if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_UINT32) {
      json += std::to_string(reflection->GetUInt32(cell, field));
      continue;
    }
    std::string none;
    const auto& text = reflection->GetStringReference(cell, field, &none);
    if (!is_plain(text)) return to_json(cell);
    json.append("\"").append(text).append("\"");
  }
  return json + '}';
}

std::string to_json(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  PROCURED_CHECK(google::protobuf::util::MessageToJsonString(message, &json, options).ok());
  return json;
}

}  // namespace procured::judge
