#pragma once

#include <cstdio>
#include <mutex>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace procured::telemetry {

enum class Level {
  kInfo,
  kWarning,  ///< Something went wrong and has been mended.
  kError,    ///< An operator is needed.
};

/// The event log. A line is an id, a fixed text and what it is about; never a document's contents
/// nor anything about a person. @thread any.
class EventLog {
 public:
  virtual ~EventLog() = default;
  virtual void write(Level level, std::string_view id, std::string_view text) = 0;
};

/// One line per event on a stream: "2026-01-31T12:00:00.000Z WARN pipeline.aborted normalise: …".
class StreamLog final : public EventLog {
 public:
  StreamLog(std::FILE* stream, const core::Clock& clock) : stream_(stream), clock_(clock) {}
  void write(Level level, std::string_view id, std::string_view text) override;

 private:
  std::FILE* stream_;
  const core::Clock& clock_;
  std::mutex mutex_;
};

}  // namespace procured::telemetry
