#pragma once

#include <string>
#include <vector>

namespace procured::mapping {

/// The folder of the connectors that come with procured: share/procured/connectors beside the
/// executable's folder when installed, else the source tree's connectors/catalogue. The variable
/// PROCURED_CATALOGUE overrides both.
std::string default_catalogue_folder();

/// The folders of a site, and the catalogue that procured brings along beside them.
std::vector<std::string> with_default_catalogue(std::vector<std::string> folders);

}  // namespace procured::mapping
