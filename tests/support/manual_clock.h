#pragma once

#include "core/clock.h"

namespace procured::support {

/// A clock that stands still until it is told.
class ManualClock final : public core::Clock {
 public:
  std::chrono::system_clock::time_point now() const override {
    return std::chrono::system_clock::time_point(std::chrono::days(20'000)) + since_start_;
  }
  std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point(std::chrono::hours(1)) + since_start_;
  }
  void advance(std::chrono::milliseconds by) { since_start_ += by; }

 private:
  std::chrono::milliseconds since_start_{0};
};

}  // namespace procured::support
