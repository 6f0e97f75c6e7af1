#pragma once

#include <vector>

#include "connectors/language/yaml_reading.h"

namespace procured::mapping {

/// Puts entries that extend others together with them, so that the compiler sees every entry whole:
/// files `entry.yaml` go, inherited fragments, documents and envelopes come, files that extend a
/// file are merged with it. The files of an entry then stand before those of its base: what is more
/// special is tried first. Unknown bases, cycles and more than eight entries in a row are problems.
/// (connectors/README.md, "Inheritance")
void resolve_inheritance(std::vector<SourceFile>& files, Problems& problems);

}  // namespace procured::mapping
