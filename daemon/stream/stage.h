#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "state/reader.h"
#include "stream/record.h"

namespace procured::stream {

/// Everything a batch causes, as data. A TransactionalSink carries it out, all or nothing, together
/// with the offsets of the batch.
struct Effects {
  std::vector<OutboundRecord> outputs;
  std::vector<state::Write> state_writes;
  /// How each record ended, by a name of the closed list in definitions §1 (sighting, version,
  /// duplicate, retraction, dead_letter, split, refused, verdict, …): `in = out + dead letters` is
  /// checked from these.
  std::map<std::string, std::uint64_t, std::less<>> counts;
};

/// What arrives together. Records of one partition, in its order.
struct Batch {
  std::span<const InboundRecord> records;
  std::string known_at;  ///< RFC 3339; goes into Provenance only.
};

/// One step of a purchase's journey for one partition: normalise or judge. Pure: reads only the
/// batch and the committed state, and returns what should happen. May cache what it decoded from
/// the committed state.
///
///     run or run_left_over ──► effects ──► committed()   the writes are now in the state
///                                   └────► the transaction aborted: the owner destroys the stage
///                                   and makes a new one
///
/// @thread the worker that owns the partition.
class Stage {
 public:
  virtual ~Stage() = default;

  /// @errors none: bad input becomes dead letters within the effects.
  virtual Effects run(const Batch& batch, const state::Reader& committed) = 0;

  /// True while work caused by earlier input waits (re-judging). It is state, so it survives a
  /// restart.
  virtual bool has_left_over(const state::Reader& committed) const = 0;

  /// One bounded slice of that work.
  virtual Effects run_left_over(const state::Reader& committed, const std::string& known_at) = 0;

  /// The last effects are in the committed state.
  virtual void committed() = 0;
};

/// Makes the stage of a partition when it is assigned.
class StageFactory {
 public:
  virtual ~StageFactory() = default;
  virtual std::unique_ptr<Stage> create(std::int32_t partition) const = 0;
};

}  // namespace procured::stream
