#include "evaluate/input_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

namespace procured::evaluate {
namespace {

namespace fs = std::filesystem;

bool is_left_out(const fs::path& path) {
  const auto name = path.filename().string();
  return name.starts_with('.') || name.ends_with(".part");
}

}  // namespace

core::Result<std::vector<InputFile>> list_files(const std::vector<std::string>& paths) {
  std::set<std::string> files;
  for (const auto& path : paths) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (error || !fs::exists(status))
      return core::fatal("path_missing", path + ": no such file or folder");
    if (!fs::is_directory(status)) {
      files.insert(path);
      continue;
    }
    for (fs::recursive_directory_iterator at(path, error), end; !error && at != end;
         at.increment(error)) {
      if (is_left_out(at->path())) {
        at.disable_recursion_pending();
      } else if (at->is_regular_file()) {
        files.insert(at->path().generic_string());
      }
    }
    if (error) return core::fatal("path_unreadable", path + ": " + error.message());
  }
  std::vector<InputFile> list;
  for (const auto& file : files) list.push_back({file});
  return list;
}

core::Result<std::string> read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof())
    return core::transient("unreadable", path + ": cannot be read");
  return bytes;
}

void shuffle(std::vector<std::size_t>& order, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t left = order.size(); left > 1; --left)
    std::swap(order[left - 1], order[random() % left]);
}

}  // namespace procured::evaluate
