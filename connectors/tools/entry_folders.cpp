#include "connectors/tools/entry_folders.h"

#include <filesystem>
#include <set>

#include "config/yaml_document.h"

namespace procured::tools {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> entries_in(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code ignored;
  for (const auto& child : fs::directory_iterator(folder, ignored)) {
    if (child.is_directory(ignored) && is_entry_folder(child.path().string()))
      entries.push_back(child.path());
  }
  if (entries.empty() && is_entry_folder(folder.string())) entries.push_back(folder);
  return entries;
}

std::string entry_name(const fs::path& folder) {
  return fs::weakly_canonical(folder).filename().string();
}

/// The entry that a folder's `entry.yaml` extends; empty: none.
std::string base_of(const fs::path& entry) {
  const auto document = config::YamlDocument::load(entry / "entry.yaml");
  if (!document) return {};
  const auto* base = document.value().root().find("extends");
  return base == nullptr ? std::string() : base->scalar;
}

}  // namespace

bool is_entry_folder(const std::string& folder) {
  std::error_code ignored;
  for (const auto& child : fs::directory_iterator(folder, ignored)) {
    if (child.path().extension() == ".yaml") return true;
  }
  return false;
}

std::vector<std::string> entries_of(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : entries_in(folder)) names.push_back(entry_name(entry));
  return names;
}

std::vector<std::string> with_bases(const std::string& folder, const std::string& catalogue) {
  std::vector<std::string> folders{folder};
  std::set<std::string> known;
  std::vector<fs::path> open = entries_in(folder);
  for (const auto& entry : open) known.insert(entry_name(entry));
  while (!open.empty()) {
    const auto base = base_of(open.back());
    open.pop_back();
    const auto path = fs::path(catalogue) / base;
    if (base.empty() || !is_entry_folder(path.string()) || !known.insert(base).second) continue;
    folders.push_back(path.string());
    open.push_back(path);
  }
  return folders;
}

}  // namespace procured::tools
