#pragma once

#include "connectors/language/compiler.h"
#include "connectors/language/yaml_reading.h"
#include "connectors/program/program.h"

namespace procured::mapping {

/// How a mapping with the syntax csv knows its files: the keys columns, more_columns, header,
/// group_by, head, encodings, delimiters and quote of its `recognise`.
void compile_table(const YamlReading& reading, const config::YamlNode& recognise, Program& program);

}  // namespace procured::mapping
