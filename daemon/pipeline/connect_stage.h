#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "stream/stage.h"

namespace procured::pipeline {

/// A connector's watched folder.
struct WatchedFolder {
  std::string connector;
  std::string folder;
  std::chrono::milliseconds interval{1000};  ///< Between two looks into it.
  /// The register that the bytes are a file of; empty: documents.
  std::function<std::string(std::string_view bytes)> register_of;
};

struct ConnectSettings {
  std::vector<WatchedFolder> folders;
  std::int32_t partitions = 16;                ///< Of the ledger's topic.
  std::vector<stream::OutboundRecord> policy;  ///< Published once per content hash.
  std::string policy_hash;                     ///< Empty: no policy to publish.
  std::size_t slice_files = 500;               ///< At most, in one transaction.
  std::size_t slice_bytes = 8u << 20;
};

/// The watched folders as a stage, so that they use the same worker as everything else: its input
/// is its own ledger (procured.connect.v1), its state is that ledger, and the files that wait are
/// its work left over. A connector belongs to the ledger partition that its name hashes to, and so
/// to one instance.
///
///     ledger   connector "|" path → v1.ConnectPosition     position: size and time, content_hash:
///     what was taken outputs  procured.raw.<connector>, key: the path, or the register's name for
///     registers
///
/// A known path with other content is a new version of the same key; a file that disappears
/// withdraws nothing. Files above 32 MiB become dead letters without bytes. The folder that cannot
/// be read is looked at again later.
class ConnectStages final : public stream::StageFactory {
 public:
  /// The clock outlives the stages.
  ConnectStages(ConnectSettings settings, const core::Clock& clock);
  std::unique_ptr<stream::Stage> create(std::int32_t partition) const override;

 private:
  std::shared_ptr<const ConnectSettings> settings_;
  const core::Clock& clock_;
};

}  // namespace procured::pipeline
