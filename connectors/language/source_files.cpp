#include "connectors/language/source_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "connectors/language/inheritance.h"
#include "core/hash.h"

namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sorted_children(const fs::path& folder, Problems& problems) {
  std::vector<fs::path> children;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    children.push_back(it->path());
  }
  if (error) problems.add(fmt::format("{}: cannot be read: {}", folder.string(), error.message()));
  std::sort(children.begin(), children.end());
  return children;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

/// False where no mapping stands in the folder.
bool read_entry(const fs::path& folder, Sources& sources, Problems& problems, std::string& hashed) {
  const auto entry = folder.filename().string();
  bool any = false;
  for (const auto& path : sorted_children(folder, problems)) {
    if (path.extension() != ".yaml") continue;
    any = true;
    auto document = config::YamlDocument::load(path);
    if (!document) {
      problems.add(fmt::format(
          "{}: {}", document.error().place.empty() ? path.string() : document.error().place,
          document.error().detail));
      continue;
    }
    hashed += fmt::format("{}/{} {}\n", entry, path.filename().string(),
                          core::sha256_hex(bytes_of(path)));
    sources.files.push_back({entry, std::move(document).value()});
  }
  if (!any) return false;
  if (std::find(sources.entries.begin(), sources.entries.end(), entry) != sources.entries.end()) {
    problems.add(
        fmt::format("{}: another folder has an entry '{}' already", folder.string(), entry));
  }
  sources.entries.push_back(entry);
  sources.folders[entry] = folder.string();
  return true;
}

/// The folder as it is called, so that an entry has a name where it is given as "." or with a
/// slash.
fs::path named(const fs::path& folder) {
  const auto plain = folder.has_filename() ? folder : folder.parent_path();
  const auto name = plain.filename();
  return name == "." || name == ".." ? fs::weakly_canonical(plain) : plain;
}

}  // namespace

Sources read_sources(const std::vector<std::string>& folders, Problems& problems) {
  Sources sources;
  std::string hashed;
  for (const auto& folder : folders) {
    bool any = false;
    for (const auto& child : sorted_children(folder, problems)) {
      std::error_code ignored;
      if (fs::is_directory(child, ignored)) any |= read_entry(child, sources, problems, hashed);
    }
    if (!any) read_entry(named(folder), sources, problems, hashed);
  }
  sources.content_hash = core::sha256_hex(hashed);
  resolve_inheritance(sources.files, problems);
  return sources;
}

}  // namespace procured::mapping
