#include "connectors/program/values.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "connectors/program/reasons.h"
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

/// Whether a text is a word, given in lower case, in any case.
bool is_word(std::string_view text, std::string_view word) {
  return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char c, char lower) {
    return c == lower || (c >= 'A' && c <= 'Z' && c - 'A' + 'a' == lower);
  });
}

/// How many digits stand at `at` and after it.
std::size_t digits_from(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && core::is_digit(text[end])) ++end;
  return end - at;
}

ValueProblem no_date(std::string_view text, std::string_view expected) {
  return {reason::kInvalidDate,
          fmt::format("'{}' is no date; expected {}", excerpt(text), expected)};
}

void add_step(ValueSteps* steps, std::string_view what, std::string_view result) {
  if (steps != nullptr) steps->push_back({std::string(what), std::string(result)});
}

/// For a person: by which form a text is a date.
std::string date_step(const ValueRule& rule, std::string_view text) {
  for (const auto& form : rule.dates) {
    if (form.read(text)) return "date by the format " + form.text();
  }
  return "date by ISO 8601";
}

ValueProblem convert_date(const ValueRule& rule, std::string_view text, std::string& out,
                          ValueSteps* steps) {
  const auto day = read_date(rule.dates, text);
  if (day) {
    out = day->to_string();
    if (steps != nullptr) add_step(steps, date_step(rule, text), out);
    return {};
  }
  std::string expected = rule.dates.empty() ? "YYYY-MM-DD" : "";
  for (const auto& form : rule.dates) expected += (expected.empty() ? "" : " or ") + form.text();
  return no_date(text, expected);
}

ValueProblem convert_moment(std::string_view text, std::string& out, ValueSteps* steps) {
  if (text.size() == 10) return convert_date({}, text, out, steps);
  auto instant = instant_in_utc(text);
  if (!instant) return no_date(text, "YYYY-MM-DD or an instant such as 2026-01-31T12:00:00Z");
  out = std::move(*instant);
  add_step(steps, "instant in UTC", out);
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
  if (text.size() != 4 || !core::all_digits(text)) {
    return {reason::kInvalidDate, fmt::format("'{}' is no year; expected YYYY", excerpt(text))};
  }
  out.assign(text);
  return {};
}

ValueProblem look_up(const ValueRule& rule, std::string_view text, std::string& out,
                     ValueSteps* steps) {
  const auto found = rule.table.find(text);
  if (found != rule.table.end()) {
    out = found->second;
    add_step(steps, "looked up in the table", out);
    return {};
  }
  if (rule.table_is_closed) {
    std::string known;
    for (const auto& [code, meaning] : rule.table)
      known += fmt::format("{}{}", known.empty() ? "" : ", ", code);
    return {reason::kInvalidValue, fmt::format("'{}' is none of {}", excerpt(text), known)};
  }
  out.assign(text);
  add_step(steps, "not in the table: kept", out);
  return {};
}

/// What a number is written with. Without leading zeros, save the only one, and without those that
/// end the fraction.
struct NumberParts {
  bool negative = false;
  std::string_view integer;
  std::string_view fraction;

  bool is_in_bounds() const {
    return integer.size() <= core::Decimal::kIntegerDigitsMax &&
           fraction.size() <= core::Decimal::kScaleMax;
  }
};

std::optional<NumberParts> parts_of(std::string_view text, char point) {
  NumberParts parts;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    parts.negative = text[0] == '-';
    text.remove_prefix(1);
  } else if (!text.empty() && text.back() == '-') {  // as SAP and older systems write it
    parts.negative = true;
    text = core::trim(text.substr(0, text.size() - 1));
  }
  parts.integer = text.substr(0, digits_from(text, 0));
  const bool has_mark = parts.integer.size() < text.size() && text[parts.integer.size()] == point;
  const auto rest = parts.integer.size() + (has_mark ? 1U : 0U);
  parts.fraction = text.substr(rest, has_mark ? digits_from(text, rest) : 0);
  if ((parts.integer.empty() && parts.fraction.empty()) ||
      rest + parts.fraction.size() != text.size()) {
    return std::nullopt;
  }
  while (parts.integer.size() > 1 && parts.integer.front() == '0') parts.integer.remove_prefix(1);
  while (!parts.fraction.empty() && parts.fraction.back() == '0') parts.fraction.remove_suffix(1);
  return parts;
}

}  // namespace

std::optional<std::string_view> canonical_number(std::string_view text, char point, bool negate,
                                                 std::string& scratch) {
  const auto parts = parts_of(text, point);
  if (!parts || !parts->is_in_bounds()) return std::nullopt;
  const auto& [negative, integer, fraction] = *parts;
  const bool is_zero = fraction.empty() && (integer.empty() || integer == "0");
  const bool has_sign = negative != negate && !is_zero;
  // Most numbers are written so already.
  if (!has_sign && !integer.empty() && (point == '.' || fraction.empty())) {
    const auto& last = fraction.empty() ? integer : fraction;
    return std::string_view(integer.data(),
                            static_cast<std::size_t>(last.data() + last.size() - integer.data()));
  }
  scratch.assign(has_sign ? "-" : "");
  scratch.append(integer.empty() ? "0" : integer);
  if (!fraction.empty()) scratch.append(1, '.').append(fraction);
  return scratch;
}

ValueProblem canonical_decimal(std::string_view text, char point, bool negate, std::string& out) {
  std::string scratch;
  if (const auto number = canonical_number(text, point, negate, scratch)) {
    out.assign(*number);
    return {};
  }
  if (!parts_of(text, point)) {
    return {reason::kInvalidNumber,
            fmt::format("'{}' is no number; expected digits with '{}' before the fraction",
                        excerpt(text), point)};
  }
  return {reason::kNumberOutOfRange,
          fmt::format("'{}' has more than {} digits before or {} after the decimal mark",
                      excerpt(text), core::Decimal::kIntegerDigitsMax, core::Decimal::kScaleMax)};
}

namespace {

/// Moves the decimal mark of a number to the right, or, by a negative shift, to the left.
std::string shifted(std::string_view number, char point, int shift) {
  const auto is_sign = [](char c) { return c == '-' || c == '+'; };
  std::string digits;
  std::string sign;
  std::ptrdiff_t mark = -1;
  for (const char c : number) {
    if (c == point && mark < 0) {
      mark = static_cast<std::ptrdiff_t>(digits.size());
    } else if (is_sign(c)) {
      sign += c;
    } else {
      digits += c;
    }
  }
  if (mark < 0) mark = static_cast<std::ptrdiff_t>(digits.size());
  mark += shift;
  if (mark < 0) digits.insert(0, static_cast<std::size_t>(-mark), '0');
  mark = std::max<std::ptrdiff_t>(mark, 0);
  const auto size = static_cast<std::size_t>(mark);
  if (digits.size() < size) digits.append(size - digits.size(), '0');
  digits.insert(size, 1, point);
  return number.empty() || is_sign(number.front()) ? sign + digits : digits + sign;
}

/// For a person: what makes a decimal of the text, step by step.
void add_decimal_steps(const ValueRule& rule, char point, const std::string& moved,
                       const std::string& out, ValueSteps* steps) {
  if (steps == nullptr) return;
  if (rule.shift != 0) add_step(steps, fmt::format("mark moved by {} places", rule.shift), moved);
  add_step(steps,
           fmt::format("decimal with the mark '{}'{}", point, rule.negate ? ", sign turned" : ""),
           out);
}

/// How a person writes an amount: with a unit, groups of thousands, in parentheses where it is
/// negative; as digits with a sign, if it is that.
std::string written_plainly(const ValueRule& rule, std::string_view text, char point) {
  constexpr std::string_view kTypographicMinus = "\u2212";  // what Nordic spreadsheets write
  std::string sign;
  const auto take_sign = [&] {
    const bool is_typographic = text.starts_with(kTypographicMinus);
    if (!sign.empty() || text.empty() ||
        (!is_typographic && text.front() != '-' && text.front() != '+'))
      return;
    sign = is_typographic ? '-' : text.front();
    text = core::trim(text.substr(is_typographic ? kTypographicMinus.size() : 1));
  };
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    sign = '-';
    text = core::trim(text.substr(1, text.size() - 2));
  }
  take_sign();
  for (const auto& unit : rule.units) {
    if (text.starts_with(unit)) text = core::trim(text.substr(unit.size()));
    if (text.ends_with(unit)) text = core::trim(text.substr(0, text.size() - unit.size()));
  }
  take_sign();
  const auto whole_digits = text.substr(0, text.find(point));
  for (const auto& mark : rule.thousands) {
    const auto first = whole_digits.find(mark);
    if (first == 0 || first > 3) continue;
    std::string joined(whole_digits.substr(0, first));
    auto rest = whole_digits.substr(first);
    while (rest.starts_with(mark) && digits_from(rest, mark.size()) == 3) {
      joined.append(rest.substr(mark.size(), 3));
      rest.remove_prefix(mark.size() + 3);
    }
    if (rest.empty() && core::all_digits(joined))
      return sign + joined + std::string(text.substr(whole_digits.size()));
  }
  return sign + std::string(text);
}

ValueProblem convert_decimal(const ValueRule& rule, std::string_view text, char point,
                             std::string& out, ValueSteps* steps) {
  std::string plain;
  if (!rule.thousands.empty() || !rule.units.empty()) {
    plain = written_plainly(rule, text, point);
    auto problem = canonical_decimal(plain, point, rule.negate, out);
    // What is no number must be told as it is written.
    if (!problem.reason.empty()) return canonical_decimal(text, point, rule.negate, out);
    if (plain != text) add_step(steps, "without units and groups", plain);
    text = plain;
  }
  std::string moved;
  if (rule.shift != 0) {
    // What is no number must be told as it is written.
    auto problem = canonical_decimal(text, point, rule.negate, out);
    if (!problem.reason.empty()) return problem;
    text = moved = shifted(text, point, rule.shift);
  }
  auto problem = canonical_decimal(text, point, rule.negate, out);
  if (problem.reason.empty()) add_decimal_steps(rule, point, moved, out, steps);
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
                          std::string& out, ValueSteps* steps) {
  switch (rule.type) {
    case ValueType::kDecimal:
      return convert_decimal(rule, text, decimal_point, out, steps);
    case ValueType::kDate:
      return convert_date(rule, text, out, steps);
    case ValueType::kMoment:
      return convert_moment(text, out, steps);
    case ValueType::kYear:
      return convert_year(text, out);
    case ValueType::kCurrency:
      return convert_currency(text, out);
    default:
      break;
  }
  if (!rule.table.empty()) return look_up(rule, text, out, steps);
  out.assign(text);
  return {};
}

std::string_view relevant_part(const ValueRule& rule, std::string_view text, ValueSteps* steps) {
  if (std::find(rule.empty.begin(), rule.empty.end(), text) != rule.empty.end()) {
    add_step(steps, "one of the texts that mean nothing", {});
    return {};
  }
  if (rule.pattern == nullptr) return text;
  re2::StringPiece found;
  const bool fits = re2::RE2::PartialMatch({text.data(), text.size()}, *rule.pattern, &found);
  const auto part = fits ? core::trim({found.data(), found.size()}) : std::string_view();
  if (steps != nullptr)
    add_step(steps,
             fmt::format("pattern '{}'{}", rule.pattern->pattern(), fits ? "" : " finds nothing"),
             part);
  return part;
}

ValueProblem convert_boolean(std::string_view text, bool& out) {
  constexpr auto kWords = std::to_array<std::pair<std::string_view, bool>>({{"true", true},
                                                                            {"1", true},
                                                                            {"yes", true},
                                                                            {"ja", true},
                                                                            {"false", false},
                                                                            {"0", false},
                                                                            {"no", false},
                                                                            {"nei", false}});
  for (const auto& [word, meaning] : kWords) {
    if (!is_word(text, word)) continue;
    out = meaning;
    return {};
  }
  return {reason::kInvalidValue, fmt::format("'{}' is neither yes nor no", excerpt(text))};
}

}  // namespace procured::mapping
