#include "connectors/reader/xlsx_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

namespace procured::reader {
namespace {

constexpr double kSerialMax = 2'958'465;  // 9999-12-31
constexpr int kSignificantDigits = 15;
constexpr int kDecimalsMax = 10;  // what the contract's numbers have room for
constexpr int kExponentMax = 15;
constexpr int kSecondsOfDay = 86'400;

std::optional<double> double_of(std::string_view text) {
  double value = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ec != std::errc() || read.ptr != end || !std::isfinite(value))
    return std::nullopt;
  return value;
}

/// The day a serial number counts from, in the part of the calendar where it is.
std::chrono::sys_days origin(int day, bool from_1904) {
  using namespace std::chrono;  // NOLINT: calendar literals
  constexpr int kDayThatNeverWas = 60;
  if (from_1904) return sys_days{1904y / January / 1};
  return day < kDayThatNeverWas ? sys_days{1899y / December / 31} : sys_days{1899y / December / 30};
}

std::string day_text(int day, bool from_1904) {
  if (!from_1904 && day == 60) return "1900-02-29";
  const std::chrono::year_month_day date{origin(day, from_1904) + std::chrono::days{day}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

bool is_date_format(int id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
         (id >= 50 && id <= 54) || id == 57 || id == 58;
}

bool is_date_format(std::string_view code) {
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == ';') break;  // what follows is for negative numbers and texts
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const auto end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) return false;
      i = end;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      return true;
    }
  }
  return false;
}

std::string date_text(std::string_view serial, bool from_1904) {
  const auto value = double_of(serial);
  if (!value || *value < 0 || *value > kSerialMax) return std::string(serial);
  auto day = static_cast<int>(*value);
  auto seconds = static_cast<int>(std::lround((*value - day) * kSecondsOfDay));
  if (seconds == kSecondsOfDay) {
    ++day;
    seconds = 0;
  }
  auto text = day_text(day, from_1904);
  if (seconds == 0) return text;
  return fmt::format("{}T{:02}:{:02}:{:02}", text, seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string number_text(std::string_view written) {
  const auto value = double_of(written);
  if (!value) return std::string(written);
  if (*value == 0) return "0";
  const auto exponent = static_cast<int>(std::floor(std::log10(std::fabs(*value))));
  if (exponent > kExponentMax || exponent < -kDecimalsMax) return std::string(written);
  const auto decimals = std::clamp(kSignificantDigits - 1 - exponent, 0, kDecimalsMax);
  auto text = fmt::format("{:.{}f}", *value, decimals);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace procured::reader
