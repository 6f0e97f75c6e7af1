#include "telemetry/event_log.h"

namespace procured::telemetry {
namespace {

constexpr std::string_view name(Level level) {
  switch (level) {
    case Level::kInfo:
      return "INFO";
    case Level::kWarning:
      return "WARN";
    case Level::kError:
      return "ERROR";
  }
  return {};
}

}  // namespace

void StreamLog::write(Level level, std::string_view id, std::string_view text) {
  std::string line = core::to_rfc3339(clock_.now());
  line.append(" ").append(name(level)).append(" ").append(id).append(" ").append(text).append("\n");
  const std::lock_guard lock(mutex_);
  std::fwrite(line.data(), 1, line.size(), stream_);
  std::fflush(stream_);
}

}  // namespace procured::telemetry
