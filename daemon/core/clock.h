#pragma once

#include <chrono>
#include <string>

namespace procured::core {

/// The time of day and of waiting, injected so that tests own it. Judging never sees it: the only
/// clock there is business-date records.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::system_clock::time_point now() const = 0;
  virtual std::chrono::steady_clock::time_point steady_now() const = 0;
};

class SystemClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override {
    return std::chrono::system_clock::now();
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::now();
  }
};

/// RFC 3339 in UTC with milliseconds: "2026-01-31T12:00:00.000Z".
std::string to_rfc3339(std::chrono::system_clock::time_point instant);

}  // namespace procured::core
