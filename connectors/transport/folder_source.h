#pragma once

#include <deque>
#include <unordered_map>

#include "connectors/transport/folder.h"
#include "connectors/transport/source.h"

namespace procured::transport {

struct FolderSettings {
  std::string folder;
  std::chrono::milliseconds interval{1'000};
  std::size_t slice_files = 500;
  std::size_t slice_bytes = 8u << 20;  ///< But for one file, which may be larger.
};

/// A watched folder. Its position is each file's: size and time of its last change. A known path
/// with other content is a new version; a file that disappears withdraws nothing; one above 32 MiB
/// is named by its hash.
class FolderSource final : public Source {
 public:
  static constexpr std::uint64_t kFileBytesMax = 32u << 20;

  explicit FolderSource(FolderSettings settings) : settings_(std::move(settings)) {}

  Fetched<Slice> fetch(Ledger& ledger, const Stop& stop) override;
  std::chrono::milliseconds interval() const override { return settings_.interval; }

 private:
  Fetched<void> look(Ledger& ledger);
  std::optional<RawDocument> read(const FolderFile& file) const;

  FolderSettings settings_;
  std::unordered_map<std::string, std::string> taken_;  // path → stamp, of files that are there
  std::deque<FolderFile> waiting_;
};

}  // namespace procured::transport
