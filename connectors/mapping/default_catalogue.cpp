#include "connectors/mapping/default_catalogue.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace procured::mapping {

std::string default_catalogue_folder() {
  if (const char* chosen = std::getenv("PROCURED_CATALOGUE"); chosen != nullptr && *chosen != '\0')
    return chosen;
  std::error_code ignored;
  const auto executable = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto installed = executable.parent_path().parent_path() / "share/procured/connectors";
  if (!executable.empty() && std::filesystem::is_directory(installed, ignored))
    return installed.string();
  return PROCURED_CATALOGUE_DIR;
}

std::vector<std::string> with_default_catalogue(std::vector<std::string> folders) {
  const auto own = default_catalogue_folder();
  std::error_code ignored;
  const bool named = std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
    return std::filesystem::equivalent(folder, own, ignored);
  });
  if (!named) folders.push_back(own);
  return folders;
}

}  // namespace procured::mapping
