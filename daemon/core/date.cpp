#include "core/date.h"

#include <fmt/format.h>

#include <algorithm>

namespace procured::core {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

/// "", "Z", "+hh:mm" or "-hh:mm" (xsd:date).
bool is_time_zone(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
         digits(text.substr(1, 2)) && digits(text.substr(4, 2));
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-' || !is_time_zone(text.substr(10)))
    return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day || *year == 0) return std::nullopt;
  const std::chrono::year_month_day value{std::chrono::year{*year},
                                          std::chrono::month{static_cast<unsigned>(*month)},
                                          std::chrono::day{static_cast<unsigned>(*day)}};
  if (!value.ok()) return std::nullopt;
  return Date(value);
}

std::string Date::to_string() const {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(value_.year()),
                     static_cast<unsigned>(value_.month()), static_cast<unsigned>(value_.day()));
}

std::string Date::month() const {
  return fmt::format("{:04}-{:02}", static_cast<int>(value_.year()),
                     static_cast<unsigned>(value_.month()));
}

}  // namespace procured::core
