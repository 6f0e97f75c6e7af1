#include "core/date.h"

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

void put_digits(std::string& text, std::size_t at, std::size_t count, unsigned number) {
  for (auto i = at + count; i-- > at; number /= 10) text[i] = static_cast<char>('0' + number % 10);
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-' || !is_time_zone(text.substr(10)))
    return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return of(*year, *month, *day);
}

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return std::nullopt;
  const std::chrono::year_month_day value{std::chrono::year{year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
  if (!value.ok()) return std::nullopt;
  return Date(value);
}

std::string Date::to_string() const {
  std::string text = "0000-00-00";
  put_digits(text, 0, 4, static_cast<unsigned>(year()));
  put_digits(text, 5, 2, static_cast<unsigned>(value_.month()));
  put_digits(text, 8, 2, static_cast<unsigned>(value_.day()));
  return text;
}

std::string Date::month() const { return to_string().substr(0, 7); }

}  // namespace procured::core
