#pragma once

#include "connectors/mapping/compiler.h"
#include "connectors/mapping/program.h"
#include "connectors/mapping/yaml_reading.h"

namespace procured::mapping {

/// How a mapping with the syntax csv knows its files: the keys columns, more_columns, header,
/// group_by, head, encodings, delimiters and quote of its `recognise`.
void compile_table(const YamlReading& reading, const config::YamlNode& recognise, Program& program);

}  // namespace procured::mapping
