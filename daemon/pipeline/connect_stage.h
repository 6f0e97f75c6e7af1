#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/transport/back_off.h"
#include "connectors/transport/source.h"
#include "core/clock.h"
#include "pipeline/fetcher.h"
#include "stream/stage.h"
#include "telemetry/event_log.h"
#include "telemetry/registry.h"

namespace procured::pipeline {

/// Some rows of a register's file, behind its header line.
struct RegisterPart {
  std::uint64_t first_row = 0;  ///< Line of its first row in the file.
  std::string bytes;
};

/// A connector that fetches.
struct ConnectedSource {
  std::string connector;
  /// Made anew for each owner and after each transaction that failed.
  std::function<std::unique_ptr<transport::Source>()> open;
  /// The register that the bytes are a file of; empty: documents.
  std::function<std::string(std::string_view bytes)> register_of;
  /// The parts of such a file, each a raw record, so that no transaction gets large; none: it is
  /// one record.
  std::function<std::vector<RegisterPart>(std::string_view bytes)> parts_of = {};
  transport::BackOffLimits back_off = {};
};

struct ConnectSettings {
  std::vector<ConnectedSource> sources;
  std::int32_t partitions = 16;                ///< Of the ledger's topic.
  std::vector<stream::OutboundRecord> policy;  ///< Published once per content hash.
  std::string policy_hash;                     ///< Empty: no policy to publish.
  std::size_t slice_bytes = 8u << 20;  ///< A transaction that has so many takes no further slice.
  Fetching fetching = Fetching::kOwnThread;
};

/// The sources as a stage, so that they use the same worker as everything else: its input is its
/// own ledger (procured.connect.v1), its state is that ledger, and the slices that have been
/// fetched are its work left over. A connector belongs to the ledger partition that its name hashes
/// to, and so to one instance, and only there it fetches.
///
///     ledger   connector "|" name → v1.ConnectPosition    position: of this document, where it
///              has one; content_hash: what was taken
///              connector "|"      → v1.ConnectPosition    position: of the source as a whole
///     outputs  procured.raw.<connector>                   key: the name (a path, an id), or the
///              register's name for registers; large registers in parts
///
/// A known name with other content is a new version of the same key; one with the same content is
/// not written again. Documents above 32 MiB become dead letters without bytes.
class ConnectStages final : public stream::StageFactory {
 public:
  /// Registry, log and clock outlive the stages.
  ConnectStages(ConnectSettings settings, telemetry::Registry& registry, telemetry::EventLog& log,
                const core::Clock& clock);
  std::unique_ptr<stream::Stage> create(std::int32_t partition) const override;

 private:
  std::shared_ptr<const ConnectSettings> settings_;
  telemetry::Registry& registry_;
  telemetry::EventLog& log_;
  const core::Clock& clock_;
};

}  // namespace procured::pipeline
