#pragma once

#include <string>
#include <vector>

namespace procured::tools {

/// True when mapping files stand in the folder itself.
bool is_entry_folder(const std::string& folder);

/// The names of the entries in a folder, or of the one that it is.
std::vector<std::string> entries_of(const std::string& folder);

/// What has to be loaded for the entries of a folder, which is a catalogue or one entry: the
/// folder, and of the catalogue the entries that they extend and the folder has not. Files that
/// cannot be read are left to loading.
std::vector<std::string> with_bases(const std::string& folder, const std::string& catalogue);

}  // namespace procured::tools
