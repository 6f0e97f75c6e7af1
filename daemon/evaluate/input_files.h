#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"

namespace procured::evaluate {

/// One file to evaluate. Read when its turn comes, so that a large folder needs no memory.
struct InputFile {
  std::string path;  ///< As given, and below: its source key.
  std::uint64_t bytes = 0;
};

/// Every regular file of the given files and folders, bytewise sorted by path, each once. A folder
/// is listed as a watched one is. @errors kFatal path_missing, path_unreadable
core::Result<std::vector<InputFile>> list_files(const std::vector<std::string>& paths);

/// The same permutation for the same seed everywhere (Fisher–Yates over mt19937_64).
void shuffle(std::vector<std::size_t>& order, std::uint64_t seed);

}  // namespace procured::evaluate
