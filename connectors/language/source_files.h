#pragma once

#include <map>
#include <string>
#include <vector>

#include "connectors/language/yaml_reading.h"

namespace procured::mapping {

/// The mapping files of catalogue folders, sorted by entry and name; entries that extend others are
/// whole and stand before them.
struct Sources {
  std::vector<SourceFile> files;
  std::vector<std::string> entries;
  std::map<std::string, std::string> folders;  ///< Of each entry.
  std::string content_hash;                    ///< Of names and bytes of all files.
};

/// Reads every `<folder>/<entry>/*.yaml`. A folder that has mapping files itself, and none below
/// it, is an entry. Files that cannot be read become problems.
Sources read_sources(const std::vector<std::string>& folders, Problems& problems);

}  // namespace procured::mapping
