#pragma once

#include <string>

namespace procured::mapping {

/// The folder of the connectors that come with procured: share/procured/connectors beside the
/// executable's folder when installed, else the source tree's connectors/catalogue. The variable
/// PROCURED_CATALOGUE overrides both.
std::string default_catalogue_folder();

}  // namespace procured::mapping
