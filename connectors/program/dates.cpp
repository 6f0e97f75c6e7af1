#include "connectors/program/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "core/text.h"

namespace procured::mapping {
namespace {

constexpr std::string_view kODataForm = "/Date(ms)/";
constexpr std::string_view kSerialForm = "serial";
constexpr int kSerialOf1970 = 25'569;  // with the 29 February 1900 that spreadsheets count
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr int kCenturyTurns = 70;  // two digits from here on are of the last century

std::optional<int> number(std::string_view text, int limit) {
  int value = 0;
  for (const char c : text) {
    if (!core::is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return !text.empty() && value <= limit ? std::optional(value) : std::nullopt;
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

}  // namespace

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
    const auto end = std::find_if_not(zone.begin() + 1, zone.end(), core::is_digit) - zone.begin();
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

namespace {

/// The day that a spreadsheet counts: five digits, so that years and amounts are none.
std::optional<core::Date> serial_date(std::string_view text) {
  constexpr int kSerialMin = 20'000;
  constexpr int kSerialMax = 80'000;
  const auto days = text.size() == 5 ? number(text, kSerialMax) : std::nullopt;
  if (!days || *days < kSerialMin) return std::nullopt;
  return core::Date(
      std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(*days - kSerialOf1970))));
}

/// The month whose abbreviation the text starts with; 0 when it is none.
int month_named(std::string_view text) {
  const auto* const found =
      std::find(kMonths.begin(), kMonths.end(), core::to_lower(text.substr(0, 3)));
  return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

/// A text read along its form.
struct Reading {
  int year = 0;
  int month = 0;
  int day = 0;
  std::string_view rest;  ///< Of the text.

  /// What stands for the same letters of the form, `count` of them.
  bool take(char letter, std::size_t count) {
    if (letter == 'M' && count == 3) {
      month = month_named(rest);
      rest.remove_prefix(std::min<std::size_t>(rest.size(), 3));
      return month > 0;
    }
    auto size = count;
    if (count == 1) size = rest.size() > 1 && core::is_digit(rest[1]) ? 2 : 1;
    const auto value = rest.size() < size ? std::nullopt : number(rest.substr(0, size), 9'999);
    if (!value) return false;
    rest.remove_prefix(size);
    if (letter == 'Y') year = count == 2 ? *value + (*value < kCenturyTurns ? 2000 : 1900) : *value;
    if (letter == 'M') month = *value;
    if (letter == 'D') day = *value;
    return true;
  }
};

bool stands_for_digits(char letter) {
  return std::string_view("YMDhms").find(letter) != std::string_view::npos;
}

/// The milliseconds of "/Date(1700000000000)/", with a zone that is not for us to apply.
std::optional<core::Date> odata_date(std::string_view text) {
  constexpr std::string_view kStart = "/Date(";
  constexpr std::string_view kEnd = ")/";
  if (!text.starts_with(kStart) || !text.ends_with(kEnd)) return std::nullopt;
  text.remove_prefix(kStart.size());
  text.remove_suffix(kEnd.size());
  std::int64_t milliseconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  const std::string_view zone(read.ptr,
                              static_cast<std::size_t>(text.data() + text.size() - read.ptr));
  const bool has_zone =
      zone.size() == 5 && (zone[0] == '+' || zone[0] == '-') && core::all_digits(zone.substr(1));
  if (read.ec != std::errc() || (!zone.empty() && !has_zone)) return std::nullopt;
  // Years 1 to 9999.
  if (milliseconds < -62'135'596'800'000 || milliseconds > 253'402'300'799'999) return std::nullopt;
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::milliseconds(milliseconds));
  return core::Date(std::chrono::year_month_day(std::chrono::sys_days(day)));
}

bool is_fraction_or_zone(std::string_view text) {
  return text.find_first_not_of("0123456789.,:+-Z ") == std::string_view::npos;
}

}  // namespace

std::optional<DateForm> DateForm::parse(std::string_view text) {
  DateForm form(text);
  if (text == kODataForm) form.kind_ = Kind::kOData;
  if (text == kSerialForm) form.kind_ = Kind::kSerial;
  if (form.kind_ != Kind::kLetters) return form;
  const auto count = [&](char c) { return std::count(text.begin(), text.end(), c); };
  const bool one_date = (count('Y') == 4 || count('Y') == 2) && count('M') >= 1 &&
                        count('M') <= 3 && count('D') >= 1 && count('D') <= 2;
  if (!one_date) return std::nullopt;
  form.has_time_ = count('h') == 2;
  for (std::size_t at = 0; at < text.size();) {
    const char letter = text[at];
    const auto same = std::min(text.find_first_not_of(letter, at), text.size()) - at;
    form.parts_.push_back({letter, stands_for_digits(letter) ? same : 0});
    at += stands_for_digits(letter) ? same : 1;
  }
  return form;
}

std::optional<core::Date> DateForm::read(std::string_view text) const {
  if (kind_ == Kind::kOData) return odata_date(text);
  if (kind_ == Kind::kSerial) return serial_date(text);
  Reading reading;
  reading.rest = text;
  for (const auto& [letter, count] : parts_) {
    // The time of day may be left out.
    if (has_time_ && letter == 'T' && reading.rest.empty()) break;
    if (count > 0) {
      if (!reading.take(letter, count)) return std::nullopt;
    } else {
      if (reading.rest.empty() || reading.rest.front() != letter) return std::nullopt;
      reading.rest.remove_prefix(1);
    }
  }
  if (!reading.rest.empty() && (!has_time_ || !is_fraction_or_zone(reading.rest)))
    return std::nullopt;
  return core::Date::of(reading.year, reading.month, reading.day);
}

std::optional<core::Date> read_date(const std::vector<DateForm>& forms, std::string_view text) {
  if (forms.empty()) return core::Date::parse(text);
  for (const auto& form : forms) {
    if (auto day = form.read(text)) return day;
    // The day of ISO 8601 may have a zone behind it.
    if (form.text() == "YYYY-MM-DD") {
      if (auto day = core::Date::parse(text)) return day;
    }
  }
  return std::nullopt;
}

}  // namespace procured::mapping
