#pragma once

#include "connectors/mapping/path.h"
#include "connectors/mapping/program.h"
#include "connectors/mapping/yaml_reading.h"

namespace procured::mapping {

/// What a mapping file says about the files it is for: root and conditions, or record and columns.
/// False, with problems, when the rest of the file cannot be understood without it.
bool compile_head(const YamlReading& reading, const Prefixes& prefixes, Program& program);

}  // namespace procured::mapping
