#pragma once

#include <chrono>
#include <functional>

namespace procured::transport {

struct BackOffLimits {
  std::chrono::milliseconds first{1'000};
  std::chrono::milliseconds most{300'000};
};

/// How long to leave a source alone that fails: doubled with each failure in a row, up to the most,
/// and shortened by chance by up to half, so that many instances do not come back at once. A pause
/// that the source asks for is kept whole, up to a day.
class BackOff {
 public:
  /// `chance` gives numbers from 0 up to 1.
  BackOff(BackOffLimits limits, std::function<double()> chance);

  std::chrono::milliseconds next(std::chrono::seconds asked_for);
  void reset() { failures_ = 0; }

 private:
  BackOffLimits limits_;
  std::function<double()> chance_;
  int failures_ = 0;
};

}  // namespace procured::transport
