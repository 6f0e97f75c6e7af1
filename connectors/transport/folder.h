#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"

namespace procured::transport {

/// A file of a watched folder.
struct FolderFile {
  std::string path;  ///< Below the folder, parts separated by '/'.
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;

  /// What tells an unchanged file without reading it.
  std::string stamp() const { return std::to_string(bytes) + ":" + std::to_string(modified_ns); }
};

/// The regular files below a folder, sorted bytewise by path. Files appear by rename, so each is
/// whole; hidden files and folders, *.part and symbolic links to folders are left out. @errors
/// kTransient unreadable
core::Result<std::vector<FolderFile>> list_folder(const std::string& folder);

/// @errors kTransient unreadable: gone, or no right to read
core::Result<std::string> read_file(const std::string& folder, const std::string& path);

/// SHA-256 in lower-case hex of a file too large to be held. @errors kTransient unreadable
core::Result<std::string> hash_file(const std::string& folder, const std::string& path);

}  // namespace procured::transport
