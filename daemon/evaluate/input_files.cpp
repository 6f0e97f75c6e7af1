#include "evaluate/input_files.h"

#include <filesystem>
#include <map>
#include <random>

#include "connectors/transport/folder.h"

namespace procured::evaluate {

core::Result<std::vector<InputFile>> list_files(const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  std::map<std::string, std::uint64_t> files;
  for (const auto& path : paths) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (error || !fs::exists(status))
      return core::fatal("path_missing", path + ": no such file or folder");
    if (!fs::is_directory(status)) {
      files.emplace(path, fs::file_size(path, error));
      if (error) return core::fatal("path_unreadable", path + ": " + error.message());
      continue;
    }
    const auto listed = transport::list_folder(path);
    if (!listed) return core::fatal("path_unreadable", listed.error().detail);
    for (const auto& file : listed.value())
      files.emplace((fs::path(path) / file.path).generic_string(), file.bytes);
  }
  std::vector<InputFile> list;
  for (const auto& [path, bytes] : files) list.push_back({path, bytes});
  return list;
}

void shuffle(std::vector<std::size_t>& order, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t left = order.size(); left > 1; --left)
    std::swap(order[left - 1], order[random() % left]);
}

}  // namespace procured::evaluate
