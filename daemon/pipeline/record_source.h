#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"
#include "stream/position.h"
#include "stream/record.h"

namespace procured::pipeline {

/// How much one poll returns at most. It returns as soon as nothing more has arrived.
struct PollLimits {
  std::chrono::milliseconds wait{100};  ///< For the first record.
  std::size_t records_max = 2'000;
  std::size_t bytes_max = 8u << 20;
};

enum class Ownership {
  kUnchanged,
  kAssigned,  ///< These partitions are ours once assign() has been called.
  kRevoked,   ///< They go to another member in good order; unassign() lets them go.
  kLost,      ///< They belong to another member already.
};

struct Poll {
  Ownership ownership = Ownership::kUnchanged;
  stream::Positions partitions;  ///< With a change: whose. Offsets mean nothing.
  std::vector<stream::InboundRecord> records;
};

/// Where records come from: one member of a consumer group. The owner keeps the positions and acts
/// on changes of ownership; nothing happens behind its back between two polls. Fake:
/// tests/support/fake_log.h.
/// @thread the worker that owns it.
class RecordSource {
 public:
  virtual ~RecordSource() = default;

  /// Records point into memory that lives until release(). @errors kFatal only; what passes is
  /// waited out inside.
  virtual core::Result<Poll> poll(const PollLimits& limits) = 0;
  /// No record returned so far is needed any more.
  virtual void release() = 0;

  /// Takes the partitions over, from these positions on.
  virtual core::Result<void> assign(const stream::Positions& from) = 0;
  virtual void unassign() = 0;

  /// The group's committed offsets, kNone where there is none. Answers only when no transaction of
  /// a former owner is pending on them. @errors kTransient: ask again.
  virtual core::Result<stream::Positions> committed(const stream::Positions& partitions) = 0;

  /// The offsets of the oldest records that are kept. @errors kTransient.
  virtual core::Result<stream::Positions> beginnings(const stream::Positions& partitions) = 0;

  /// Records between what poll has returned and the ends of our partitions, as far as the last
  /// fetches told.
  virtual std::int64_t lag() const = 0;

  /// Leaves the group. Nothing is called afterwards.
  virtual void close() = 0;
};

}  // namespace procured::pipeline
