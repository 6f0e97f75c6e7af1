#include "connectors/mapping/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "connectors/mapping/reasons.h"
#include "core/date.h"
#include "core/decimal.h"
#include "core/text.h"

namespace procured::mapping {
namespace {

/// What a person sees of a value: enough to find it, never a whole attachment.
std::string_view excerpt(std::string_view text) {
  auto size = std::min<std::size_t>(text.size(), 64);
  while (size > 0 && size < text.size() &&
         (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
    --size;
  return text.substr(0, size);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

ValueProblem no_date(std::string_view text, std::string_view expected) {
  return {reason::kInvalidDate,
          fmt::format("'{}' is no date; expected {}", excerpt(text), expected)};
}

ValueProblem convert_date(DateForm form, std::string_view text, std::string& out) {
  std::string iso;
  std::string_view expected = "YYYY-MM-DD";
  if (form == DateForm::kDotted) {
    expected = "DD.MM.YYYY";
    if (text.size() != 10 || text[2] != '.' || text[5] != '.') return no_date(text, expected);
    iso = fmt::format("{}-{}-{}", text.substr(6, 4), text.substr(3, 2), text.substr(0, 2));
  } else if (form == DateForm::kCompact) {
    expected = "YYYYMMDD";
    if (text.size() != 8) return no_date(text, expected);
    iso = fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
  } else if (form == DateForm::kIsoWithTime && text.size() >= 19) {
    expected = "YYYY-MM-DDThh:mm:ss";
    if (text[10] != 'T' || text[13] != ':' || text[16] != ':') return no_date(text, expected);
    iso = text.substr(0, 10);
  } else {
    if (!core::Date::parse(text)) return no_date(text, expected);
    out.assign(text.substr(0, 10));
    return {};
  }
  if (!core::Date::parse(iso)) return no_date(text, expected);
  out = std::move(iso);
  return {};
}

std::optional<int> number(std::string_view text, int limit) {
  if (text.empty() || !all_digits(text)) return std::nullopt;
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value <= limit ? std::optional(value) : std::nullopt;
}

/// Offset from UTC in minutes of "Z", "+hh:mm" or "-hh:mm".
std::optional<int> zone_minutes(std::string_view zone) {
  if (zone == "Z" || zone == "z") return 0;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const auto hours = number(zone.substr(1, 2), 14);
  const auto minutes = number(zone.substr(4, 2), 59);
  if (!hours || !minutes) return std::nullopt;
  return (zone[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

/// An instant in UTC with the source's own fraction of a second, so that instants compare as text.
std::optional<std::string> instant_in_utc(std::string_view text) {
  const auto date = core::Date::parse(text.substr(0, 10));
  if (!date || text.size() < 20 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' ||
      text[16] != ':') {
    return std::nullopt;
  }
  const auto hour = number(text.substr(11, 2), 23);
  const auto minute = number(text.substr(14, 2), 59);
  const auto second = number(text.substr(17, 2), 59);
  auto zone = text.substr(19);
  std::string_view fraction;
  if (zone[0] == '.') {
    const auto end = std::find_if_not(zone.begin() + 1, zone.end(), is_digit) - zone.begin();
    fraction = zone.substr(0, static_cast<std::size_t>(end));
    zone.remove_prefix(fraction.size());
  }
  const auto offset = zone_minutes(zone);
  if (!hour || !minute || !second || !offset || fraction.size() == 1) return std::nullopt;
  const auto minutes = std::chrono::sys_days(date->calendar()).time_since_epoch() +
                       std::chrono::hours(*hour) + std::chrono::minutes(*minute - *offset);
  const auto days = std::chrono::floor<std::chrono::days>(minutes);
  const auto rest = std::chrono::duration_cast<std::chrono::minutes>(minutes - days).count();
  const core::Date day{std::chrono::year_month_day(std::chrono::sys_days(days))};
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  if (fraction == ".") fraction = {};
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", day.to_string(), rest / 60, rest % 60, *second,
                     fraction);
}

ValueProblem convert_moment(std::string_view text, std::string& out) {
  if (text.size() == 10) return convert_date(DateForm::kIso, text, out);
  auto instant = instant_in_utc(text);
  if (!instant) return no_date(text, "YYYY-MM-DD or an instant such as 2026-01-31T12:00:00Z");
  out = std::move(*instant);
  return {};
}

ValueProblem convert_currency(std::string_view text, std::string& out) {
  if (!is_currency(text)) {
    return {reason::kUnknownCurrency,
            fmt::format("'{}' is no currency code of ISO 4217", excerpt(text))};
  }
  out.assign(text);
  return {};
}

ValueProblem convert_year(std::string_view text, std::string& out) {
  if (text.size() != 4 || !all_digits(text)) {
    return {reason::kInvalidDate, fmt::format("'{}' is no year; expected YYYY", excerpt(text))};
  }
  out.assign(text);
  return {};
}

ValueProblem look_up(const ValueRule& rule, std::string_view text, std::string& out) {
  const auto found = rule.table.find(text);
  if (found != rule.table.end()) {
    out = found->second;
    return {};
  }
  if (rule.table_is_closed) {
    std::string known;
    for (const auto& [code, meaning] : rule.table)
      known += fmt::format("{}{}", known.empty() ? "" : ", ", code);
    return {reason::kInvalidValue, fmt::format("'{}' is none of {}", excerpt(text), known)};
  }
  out.assign(text);
  return {};
}

}  // namespace

ValueProblem canonical_decimal(std::string_view text, char point, bool negate, std::string& out) {
  const auto whole = text;
  bool negative = negate;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = (text[0] == '-') != negate;
    text.remove_prefix(1);
  }
  const auto mark = text.find(point);
  auto integer = text.substr(0, mark);
  auto fraction = mark == std::string_view::npos ? std::string_view{} : text.substr(mark + 1);
  if ((integer.empty() && fraction.empty()) || !all_digits(integer) || !all_digits(fraction)) {
    return {reason::kInvalidNumber,
            fmt::format("'{}' is no number; expected digits with '{}' before the fraction",
                        excerpt(whole), point)};
  }
  while (!integer.empty() && integer.front() == '0') integer.remove_prefix(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  if (integer.size() > core::Decimal::kIntegerDigitsMax ||
      fraction.size() > core::Decimal::kScaleMax) {
    return {
        reason::kNumberOutOfRange,
        fmt::format("'{}' has more than {} digits before or {} after the decimal mark",
                    excerpt(whole), core::Decimal::kIntegerDigitsMax, core::Decimal::kScaleMax)};
  }
  out.clear();
  if (integer.empty() && fraction.empty()) negative = false;
  if (negative) out += '-';
  if (integer.empty()) {
    out += '0';
  } else {
    out += integer;
  }
  if (!fraction.empty()) {
    out += '.';
    out += fraction;
  }
  return {};
}

namespace {

ValueProblem convert_decimal(const ValueRule& rule, std::string_view text, char point,
                             std::string& out) {
  auto problem = canonical_decimal(text, point, rule.negate, out);
  if (!problem.reason.empty() || (!rule.min && !rule.max)) return problem;
  const auto value = core::Decimal::parse(out);
  if ((rule.min && *value < *rule.min) || (rule.max && *value > *rule.max)) {
    return {reason::kNumberOutOfRange, fmt::format("'{}' is not between {} and {}", excerpt(text),
                                                   rule.min ? rule.min->to_string() : "any",
                                                   rule.max ? rule.max->to_string() : "any")};
  }
  return problem;
}

}  // namespace

ValueProblem convert_text(const ValueRule& rule, std::string_view text, char decimal_point,
                          std::string& out) {
  switch (rule.type) {
    case ValueType::kDecimal:
      return convert_decimal(rule, text, decimal_point, out);
    case ValueType::kDate:
      return convert_date(rule.dates, text, out);
    case ValueType::kMoment:
      return convert_moment(text, out);
    case ValueType::kYear:
      return convert_year(text, out);
    case ValueType::kCurrency:
      return convert_currency(text, out);
    default:
      break;
  }
  if (!rule.table.empty()) return look_up(rule, text, out);
  out.assign(text);
  return {};
}

ValueProblem convert_boolean(std::string_view text, bool& out) {
  const auto word = core::to_lower(excerpt(text));
  if (word == "true" || word == "1" || word == "yes" || word == "ja") {
    out = true;
  } else if (word == "false" || word == "0" || word == "no" || word == "nei") {
    out = false;
  } else {
    return {reason::kInvalidValue, fmt::format("'{}' is neither yes nor no", excerpt(text))};
  }
  return {};
}

}  // namespace procured::mapping
