#pragma once

#include <google/protobuf/descriptor.h>

#include <memory>
#include <string_view>

#include "config/yaml_document.h"
#include "connectors/language/yaml_reading.h"
#include "connectors/program/program.h"
#include "connectors/program/values.h"

namespace procured::mapping {

/// Says that a message of the contract has no such field, and which it has.
void report_unknown_field(const YamlReading& reading, const config::YamlNode& key,
                          const google::protobuf::Descriptor* descriptor);

/// A regular expression below a key; none, with a problem, where it is not one.
std::shared_ptr<const re2::RE2> compile_pattern(const YamlReading& reading,
                                                const config::YamlNode& node, std::string_view key);

/// True when one of several sources says its type, if only by a key that is for one type.
bool states_type(const config::YamlNode& source);

/// Says that a source has no type where its field has one by what stands around it.
void report_without_type(const YamlReading& reading, const config::YamlNode& source,
                         ValueType of_others);

/// The type that a field of the contract has when its mapping states none.
ValueType natural_type(const google::protobuf::FieldDescriptor* field);

/// What look_up says below a field; none where it is not stated.
std::shared_ptr<const LookUp> compile_look_up(const YamlReading& reading,
                                              const config::YamlNode& node,
                                              const Prefixes& prefixes);

/// Tells keys that a field that is mapped by a map cannot have.
void check_field_keys(const YamlReading& reading, const config::YamlNode& node);

/// The same of one among several sources of a field.
void check_source_keys(const YamlReading& reading, const config::YamlNode& node);

/// How texts become values of a field: the keys type, format, negate, min, max, split, join, table,
/// otherwise, thousands and units of its mapping.
ValueRule compile_rule(const YamlReading& reading, const config::YamlNode& node,
                       const google::protobuf::FieldDescriptor* field);

}  // namespace procured::mapping
