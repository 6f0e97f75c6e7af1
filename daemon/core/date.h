#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace procured::core {

/// A calendar date (proleptic Gregorian), 0001-01-01 to 9999-12-31. Never shifted between time
/// zones.
class Date {
 public:
  constexpr Date() = default;
  constexpr explicit Date(std::chrono::year_month_day value) : value_(value) {}

  /// ISO 8601 "2026-01-31"; a time zone after it ("Z", "+02:00") is ignored, as xsd:date allows it.
  /// nullopt for anything else, 2026-02-31 among them.
  static std::optional<Date> parse(std::string_view text);
  /// nullopt for what is no day of the calendar.
  static std::optional<Date> of(int year, int month, int day);

  int year() const { return static_cast<int>(value_.year()); }
  std::chrono::year_month_day calendar() const { return value_; }
  /// "2026-01-31"
  std::string to_string() const;
  /// "2026-01"
  std::string month() const;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;
  friend constexpr bool operator==(const Date&, const Date&) = default;

 private:
  std::chrono::year_month_day value_{std::chrono::year{1}, std::chrono::January,
                                     std::chrono::day{1}};
};

/// From and to, both inclusive; an absent end is open.
struct DateRange {
  std::optional<Date> from = std::nullopt;
  std::optional<Date> to = std::nullopt;

  bool contains(const Date& date) const { return (!from || *from <= date) && (!to || date <= *to); }
};

}  // namespace procured::core
