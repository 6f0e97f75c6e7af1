#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "core/result.h"
#include "stream/position.h"

namespace procured::pipeline {

/// Reads a compacted topic, read_committed, from positions on: the changelog of the state, the
/// transports' ledger.
/// @thread the worker that owns it.
class ChangelogReader {
 public:
  virtual ~ChangelogReader() = default;

  /// The end of the log with open transactions included, asked now. @errors kTransient.
  virtual core::Result<std::int64_t> end(std::int32_t partition) = 0;

  /// Reads these partitions (topic is ignored) from now on. @errors kTransient, kFatal.
  virtual core::Result<void> assign(const stream::Positions& from) = 0;

  /// Visits what has arrived, at most for `wait`. @errors kTransient, kFatal.
  using Visit = std::function<void(std::int32_t partition, std::string_view key,
                                   std::optional<std::string_view> value)>;
  virtual core::Result<void> read(std::chrono::milliseconds wait, const Visit& visit) = 0;

  /// The next offset of an assigned partition; negative while nothing is known.
  virtual std::int64_t position(std::int32_t partition) const = 0;
};

}  // namespace procured::pipeline
