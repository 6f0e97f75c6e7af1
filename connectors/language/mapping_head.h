#pragma once

#include "connectors/language/yaml_reading.h"
#include "connectors/program/path.h"
#include "connectors/program/program.h"

namespace procured::mapping {

/// What a mapping file says about the files it is for: root and conditions, or record and columns.
/// False, with problems, when the rest of the file cannot be understood without it.
bool compile_head(const YamlReading& reading, const Prefixes& prefixes, Program& program);

/// The record that `content` names; nullptr, with a problem, when it is none.
const google::protobuf::FieldDescriptor* content_field(const YamlReading& reading,
                                                       const config::YamlNode& map);

}  // namespace procured::mapping
