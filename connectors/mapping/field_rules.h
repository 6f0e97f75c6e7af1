#pragma once

#include <google/protobuf/descriptor.h>

#include "config/yaml_document.h"
#include "connectors/mapping/values.h"
#include "connectors/mapping/yaml_reading.h"

namespace procured::mapping {

/// Says that a message of the contract has no such field, and which it has.
void report_unknown_field(const YamlReading& reading, const config::YamlNode& key,
                          const google::protobuf::Descriptor* descriptor);

/// The type that a field of the contract has when its mapping states none.
ValueType natural_type(const google::protobuf::FieldDescriptor* field);

/// How texts become values of a field: the keys type, format, negate, min, max, split, join, table
/// and otherwise of its mapping.
ValueRule compile_rule(const YamlReading& reading, const config::YamlNode& node,
                       const google::protobuf::FieldDescriptor* field);

}  // namespace procured::mapping
