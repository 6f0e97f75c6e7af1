#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "stream/position.h"
#include "stream/record.h"

namespace procured::pipeline {

/// A record and where it goes; points into effects that outlive the commit.
struct Addressed {
  std::string_view topic;
  stream::Route route = stream::Route::kSamePartition;
  std::int32_t partition = 0;  ///< With kSamePartition.
  std::string_view route_key;  ///< With kByKey.
  std::string_view key;
  std::optional<std::string_view> value = std::nullopt;
  std::span<const stream::Header> headers;
};

/// All or nothing: outputs, changelog and the offsets of what they were made from. Offsets are
/// never empty: they are what fences a former owner.
struct Transaction {
  std::vector<Addressed> outputs;
  std::vector<Addressed> changelog;
  stream::Positions offsets;
};

enum class Outcome {
  kCommitted,
  kAborted,  ///< Nothing happened; the same may be tried again.
  kUnknown,  ///< Committed, aborted or fenced: renew(), then ask for the committed offsets.
};

struct CommitReport {
  Outcome outcome = Outcome::kUnknown;
  /// With kCommitted: per partition, the position after the last changelog record.
  std::map<std::int32_t, std::int64_t> changelog_next;
  core::Error error;  ///< Otherwise: why. kFatal: nobody but an operator can mend it.
};

/// Carries out transactions. Nothing is in flight, and nothing of the transaction is referred to,
/// when a call returns.
/// @thread the worker that owns it.
class TransactionalSink {
 public:
  virtual ~TransactionalSink() = default;

  virtual CommitReport commit(const Transaction& transaction) = 0;

  /// A fresh producer under the same id: ends what the former one left open, and fences it. Also
  /// the first one.
  /// @errors kTransient: try again; kFatal.
  virtual core::Result<void> renew() = 0;
};

}  // namespace procured::pipeline
