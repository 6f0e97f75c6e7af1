#pragma once

#include <map>
#include <string>

#include "connectors/language/yaml_reading.h"

namespace procured::mapping {

/// The fragments that an entry sees, by name.
using VisibleFragments = std::map<std::string, SourceFile, std::less<>>;

/// A mapping file that extends another, put together with it: what `own` states replaces what the
/// base states of the same name, `none` takes it away, everything else is the base's
/// (connectors/README.md, "Inheritance"). Where `own` changes fields of a message that the base
/// takes from fragments, those fragments are written out first. Every node keeps the place where it
/// was written. What cannot be put together goes to `problems`.
SourceFile merge_mappings(const SourceFile& own, const SourceFile& base,
                          const VisibleFragments& fragments, Problems& problems);

}  // namespace procured::mapping
