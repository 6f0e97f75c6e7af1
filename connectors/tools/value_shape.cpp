#include "connectors/tools/value_shape.h"

#include <algorithm>
#include <array>

#include "connectors/program/dates.h"
#include "connectors/program/values.h"
#include "core/text.h"

namespace procured::tools {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), core::is_digit);
}

template <class Holds>
bool all(const std::vector<std::string>& values, Holds holds) {
  return !values.empty() && std::all_of(values.begin(), values.end(), holds);
}

bool is_gtin(std::string_view text) {
  if (!all_digits(text) ||
      (text.size() != 8 && text.size() != 12 && text.size() != 13 && text.size() != 14))
    return false;
  int sum = 0;
  int weight = 3;
  for (auto at = text.size() - 1; at-- > 0; weight = 4 - weight) sum += (text[at] - '0') * weight;
  return (10 - sum % 10) % 10 == text.back() - '0';
}

bool is_norwegian_id(std::string_view text) {
  static constexpr std::array<int, 8> kWeights{3, 2, 7, 6, 5, 4, 3, 2};
  if (text.size() != 9 || !all_digits(text)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (text[i] - '0') * kWeights[i];
  const int check = (11 - sum % 11) % 11;
  return check != 10 && check == text.back() - '0';
}

bool is_number(std::string_view text, char mark) {
  std::string out;
  return mapping::canonical_decimal(text, mark, false, out).reason.empty();
}

void find_date_form(const std::vector<std::string>& values, ValueShape& shape) {
  static constexpr auto kForms = std::to_array<const char*>(
      {"YYYY-MM-DD", "YYYY-MM-DDThh:mm:ss", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY",
       "YYYY/MM/DD", "YYYYMMDD", "/Date(ms)/"});
  std::vector<std::string> fits;
  for (const auto* text : kForms) {
    const auto form = mapping::DateForm::parse(text);
    const auto reads = [&](const std::string& value) {
      const auto day = form->read(value);
      // Digits alone are a date only where they name a day of our time.
      return day && (!all_digits(value) || (day->year() > 1950 && day->year() < 2100));
    };
    if (form && all(values, reads)) fits.emplace_back(text);
  }
  if (fits.empty()) return;
  shape.date_form = fits.front();
  shape.date_is_ambiguous = std::find(fits.begin(), fits.end(), "DD/MM/YYYY") != fits.end() &&
                            std::find(fits.begin(), fits.end(), "MM/DD/YYYY") != fits.end();
}

}  // namespace

ValueShape shape_of_values(const std::vector<std::string>& values) {
  ValueShape shape;
  find_date_form(values, shape);
  const bool points = all(values, [](const auto& v) { return is_number(v, '.'); });
  const bool commas = all(values, [](const auto& v) { return is_number(v, ','); });
  shape.is_number = points || commas;
  const auto has = [&](char mark) {
    return std::any_of(values.begin(), values.end(),
                       [&](const auto& v) { return v.find(mark) != std::string::npos; });
  };
  if (points && has('.')) shape.decimal_mark = '.';
  if (commas && has(',')) shape.decimal_mark = ',';
  shape.has_negatives = shape.is_number && has('-');
  shape.is_currency = all(values, [](const auto& v) { return mapping::is_currency(v); });
  shape.is_gtin = all(values, [](const auto& v) { return is_gtin(v); });
  shape.is_norwegian_id = all(values, [](const auto& v) { return is_norwegian_id(v); });
  return shape;
}

}  // namespace procured::tools
