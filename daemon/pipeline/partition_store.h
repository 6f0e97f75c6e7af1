#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/result.h"
#include "state/reader.h"
#include "stream/position.h"

namespace procured::pipeline {

/// What a local copy of the state contains.
struct Checkpoint {
  std::int64_t changelog_next = 0;  ///< Everything of the changelog below is in it.
  stream::Positions inputs;         ///< Committed offsets of the input it reflects.
  std::int64_t written_at_s = 0;    ///< Unix time; an old copy may have missed tombstones.
};

/// The local copy of one partition's state: a cache of the changelog. Writes and checkpoint reach
/// the disk together or not at all, so that after a crash it is an older, consistent copy. @thread
/// the worker that owns it.
class PartitionStore : public state::Reader {
 public:
  /// Of what is in it now; nullopt: empty.
  virtual std::optional<Checkpoint> checkpoint() const = 0;

  /// Folds the writes of committed transactions. @errors kFatal disk.
  virtual core::Result<void> apply(std::span<const state::Write> writes, Checkpoint checkpoint) = 0;

  /// Forgets everything. @errors kFatal disk.
  virtual core::Result<void> wipe() = 0;
};

/// Opens the copies of a role's partitions.
class StoreProvider {
 public:
  virtual ~StoreProvider() = default;
  virtual core::Result<std::unique_ptr<PartitionStore>> open(std::int32_t partition) = 0;
};

}  // namespace procured::pipeline
