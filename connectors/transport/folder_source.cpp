#include "connectors/transport/folder_source.h"

namespace procured::transport {

Fetched<Slice> FolderSource::fetch(Ledger& ledger, const Stop& stop) {
  if (waiting_.empty()) {
    if (auto looked = look(ledger); !looked) return looked.error();
  }
  Slice slice;
  std::size_t bytes = 0;
  while (!waiting_.empty() && slice.documents.size() < settings_.slice_files && !stop.asked()) {
    const auto& file = waiting_.front();
    const auto held = file.bytes > kFileBytesMax ? 0 : file.bytes;
    if (bytes > 0 && bytes + held > settings_.slice_bytes) break;
    // It may have gone; should it come again, the next look finds it.
    if (auto document = read(file)) {
      bytes += document->bytes.size();
      taken_[file.path] = document->position;
      slice.documents.push_back(*std::move(document));
    }
    waiting_.pop_front();
  }
  slice.has_more = !waiting_.empty();
  return slice;
}

Fetched<void> FolderSource::look(Ledger& ledger) {
  auto listed = list_folder(settings_.folder);
  if (!listed) return Failure{"unreadable", listed.error().detail};
  std::unordered_map<std::string, std::string> known;
  std::vector<std::string> unknown;
  for (const auto& file : listed.value()) {
    const auto found = taken_.find(file.path);
    if (found == taken_.end()) {
      unknown.push_back(file.path);
    } else {
      known.insert(taken_.extract(found));
    }
  }
  taken_ = std::move(known);
  const auto told = unknown.empty() ? std::vector<std::optional<Taken>>() : ledger.taken(unknown);
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (told[i]) taken_[unknown[i]] = told[i]->position;
  }
  for (auto& file : listed.value()) {
    const auto found = taken_.find(file.path);
    if (found == taken_.end() || found->second != file.stamp()) waiting_.push_back(std::move(file));
  }
  return boost::outcome_v2::success();
}

std::optional<RawDocument> FolderSource::read(const FolderFile& file) const {
  RawDocument document{.source = file.path, .position = file.stamp(), .is_file = true};
  if (file.bytes > kFileBytesMax) {
    const auto hash = hash_file(settings_.folder, file.path);
    if (!hash) return std::nullopt;
    document.content_hash = hash.value();
    document.size = file.bytes;
    return document;
  }
  auto bytes = read_file(settings_.folder, file.path);
  if (!bytes) return std::nullopt;
  document.bytes = std::move(bytes).value();
  return document;
}

}  // namespace procured::transport
