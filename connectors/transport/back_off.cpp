#include "connectors/transport/back_off.h"

#include <algorithm>

namespace procured::transport {

using std::chrono::milliseconds;

BackOff::BackOff(BackOffLimits limits, std::function<double()> chance)
    : limits_(limits), chance_(std::move(chance)) {}

milliseconds BackOff::next(std::chrono::seconds asked_for) {
  auto length = limits_.first;
  for (int i = 0; i < failures_ && length < limits_.most; ++i) length *= 2;
  length = std::min(length, limits_.most);
  ++failures_;
  const auto shortened = std::chrono::duration<double, std::milli>(
      static_cast<double>(length.count()) * (1.0 - 0.5 * chance_()));
  const milliseconds asked = std::min<std::chrono::seconds>(asked_for, std::chrono::hours(24));
  return std::max(std::chrono::duration_cast<milliseconds>(shortened), asked);
}

}  // namespace procured::transport
