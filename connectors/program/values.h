#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/program/dates.h"
#include "core/decimal.h"

namespace re2 {
class RE2;
}

namespace procured::mapping {

/// How a text of the source becomes a value of the wire contract.
enum class ValueType {
  kText,
  kDecimal,  ///< canonical decimal, see core::Decimal
  kDate,     ///< ISO 8601 date
  kMoment,   ///< date, or instant in UTC
  kYear,
  kCurrency,  ///< ISO 4217
  kBoolean,   ///< true/false, yes/no, 1/0
  kEnum,      ///< name of an enum value of the contract
  kBytes,     ///< length of the text, which is not kept
};

struct ValueRule {
  ValueType type = ValueType::kText;
  std::vector<DateForm> dates;  ///< The first that fits; none: ISO 8601.
  int shift = 0;                ///< Of a decimal: places to move the mark to the right.
  bool negate = false;
  std::vector<std::string> thousands;  ///< What may stand between groups of three digits.
  std::vector<std::string> units;      ///< What may stand before or behind a number: "£", "kr".
  std::optional<core::Decimal> min = std::nullopt;
  std::optional<core::Decimal> max = std::nullopt;
  char separator = '\0';  ///< Several values in one text, parted by it.
  std::string prefix;     ///< Put before a text.
  std::string join;       ///< Put between the texts of a source that repeats a single value.
  std::map<std::string, std::string, std::less<>>
      table;                       ///< Code table: what the source writes → what is meant.
  std::vector<std::string> empty;  ///< Texts that mean nothing.
  std::shared_ptr<const re2::RE2> pattern = nullptr;  ///< Its one group is the value.
  bool table_is_closed = false;  ///< A code outside the table is invalid, not kept.
};

/// Why a text is no such value: reason code (empty = it is one) and what to tell a person.
struct ValueProblem {
  std::string_view reason;
  std::string detail;
};

/// One step on the way from a text of the source to a value, for a person who asks.
struct ValueStep {
  std::string what;
  std::string result;
};
using ValueSteps = std::vector<ValueStep>;

/// The value in `out`; dates and decimals in canonical form. `text` is trimmed and not empty. For
/// kText, kDecimal, kDate, kMoment, kYear and kCurrency. `steps`, where given, grows by what was
/// done.
ValueProblem convert_text(const ValueRule& rule, std::string_view text, char decimal_point,
                          std::string& out, ValueSteps* steps = nullptr);

/// The part of a text that the rule is about: what its pattern finds; empty when the text means
/// nothing.
std::string_view relevant_part(const ValueRule& rule, std::string_view text,
                               ValueSteps* steps = nullptr);

/// xsd:boolean, and yes/no (ja/nei) in any case.
ValueProblem convert_boolean(std::string_view text, bool& out);

/// A number in canonical form: the part of `text` that is written so, else what `scratch` then
/// holds. Same result as core::Decimal::parse(text, point)->to_string(), without 128-bit division:
/// this runs for every amount of every line. nullopt when it is no number, or out of bounds.
std::optional<std::string_view> canonical_number(std::string_view text, char point, bool negate,
                                                 std::string& scratch);
/// The same in `out`. @errors invalid_number, number_out_of_range
ValueProblem canonical_decimal(std::string_view text, char point, bool negate, std::string& out);

/// True for the alphabetic codes of ISO 4217 (list one, 2024, and codes withdrawn since 2000 that
/// archives hold).
bool is_currency(std::string_view code);

}  // namespace procured::mapping
