#include "connectors/transport/sftp_source.h"

#include <fnmatch.h>

#include <algorithm>

namespace procured::transport {

using boost::outcome_v2::success;

Fetched<Slice> SftpSource::fetch(Ledger& ledger, const Stop& stop) {
  if (waiting_.empty()) {
    if (auto looked = look(ledger, stop); !looked) return looked.error();
  }
  Slice slice;
  Stamps handed_over;
  std::size_t bytes = 0;
  while (!waiting_.empty() && slice.documents.size() < settings_.slice_files && !stop.asked()) {
    const auto file = waiting_.front();
    if (bytes > 0 && bytes + file.bytes > settings_.slice_bytes) break;
    auto read = session_->read(file.name, stop);
    if (!read && read.error().kind != "unreadable") {
      if (slice.documents.empty()) return read.error();
      break;
    }
    waiting_.pop_front();
    if (!read) {
      passed_over_.push_back({"unreadable", file.name + ": " + read.error().detail});
      continue;
    }
    bytes += read.value().size();
    handed_over[file.name] = taken_[file.name] = file.stamp();
    slice.documents.push_back({.source = file.name,
                               .position = file.stamp(),
                               .bytes = std::move(read).value(),
                               .is_file = true});
  }
  slice.has_more = !waiting_.empty();
  slice.passed_over = std::exchange(passed_over_, {});
  slice.committed = [committed = committed_, handed_over = std::move(handed_over)] {
    const std::lock_guard lock(committed->mutex);
    for (const auto& [name, stamp] : handed_over) committed->stamps[name] = stamp;
  };
  return slice;
}

bool SftpSource::is_wanted(const std::string& name) const {
  return !name.starts_with('.') && !name.ends_with(".part") &&
         ::fnmatch(settings_.pattern.c_str(), name.c_str(), FNM_PERIOD) == 0;
}

Fetched<void> SftpSource::look(Ledger& ledger, const Stop& stop) {
  auto listing = session_->list(stop);
  if (!listing) return listing.error();
  auto& files = listing.value();
  std::erase_if(files, [this](const auto& file) { return !is_wanted(file.name); });
  std::sort(files.begin(), files.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  Stamps taken;
  std::vector<std::string> unknown;
  for (const auto& file : files) {
    const auto found = taken_.find(file.name);
    found == taken_.end() ? unknown.push_back(file.name) : void(taken.insert(*found));
  }
  taken_ = std::move(taken);
  const auto told = unknown.empty() ? std::vector<std::optional<Taken>>() : ledger.taken(unknown);
  if (stop.asked()) return success();
  {
    const std::lock_guard lock(committed_->mutex);
    std::erase_if(committed_->stamps,
                  [this](const auto& one) { return !taken_.contains(one.first); });
    for (std::size_t i = 0; i < told.size(); ++i) {
      if (told[i]) committed_->stamps[unknown[i]] = taken_[unknown[i]] = told[i]->position;
    }
  }
  const auto before = std::exchange(listed_, {});
  for (const auto& file : files) {
    listed_[file.name] = file.stamp();
    const auto found = taken_.find(file.name);
    if (found != taken_.end() && found->second == file.stamp()) continue;
    if (!is_stable(file, before)) continue;
    if (file.bytes > settings_.file_bytes_max) {
      passed_over_.push_back({"too_large", file.name});
    } else {
      waiting_.push_back(file);
    }
  }
  return settings_.done_folder.empty() ? success() : move_done(files, stop);
}

bool SftpSource::is_stable(const SftpFile& file, const Stamps& before) const {
  const auto found = before.find(file.name);
  return !settings_.await_stable || (found != before.end() && found->second == file.stamp());
}

Fetched<void> SftpSource::move_done(const std::vector<SftpFile>& files, const Stop& stop) {
  Stamps done;
  {
    const std::lock_guard lock(committed_->mutex);
    done = committed_->stamps;
  }
  for (const auto& file : files) {
    const auto found = done.find(file.name);
    if (found == done.end() || found->second != file.stamp() || stop.asked()) continue;
    if (auto moved = session_->move(file.name, settings_.done_folder, stop); !moved) {
      if (moved.error().kind != "unreadable") return moved.error();
      passed_over_.push_back({"unreadable", file.name + " cannot be moved to the done folder"});
    }
  }
  return success();
}

}  // namespace procured::transport
