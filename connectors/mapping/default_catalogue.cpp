#include "connectors/mapping/default_catalogue.h"

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

}  // namespace procured::mapping
