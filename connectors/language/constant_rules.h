#pragma once

#include "connectors/language/program_builder.h"
#include "connectors/language/yaml_reading.h"

namespace procured::mapping {

/// Compiles what a mapping says about values that no text of the source states: `set` and
/// `default`.
class ConstantRules {
 public:
  ConstantRules(Program& program, ProgramBuilder& builder) : program_(program), builder_(builder) {}

  /// `set` of a document, a register or a record of one.
  void of_document(const YamlReading& reading, const config::YamlNode& root, const Frame& frame);
  /// `set` of a source of a message, which says it by being there.
  void of_source(const YamlReading& reading, const config::YamlNode& node, const Frame& frame,
                 bool has_element);
  /// `default` of a field.
  void fallback(const YamlReading& reading, const config::YamlNode& node, Number number,
                const Frame& frame);

 private:
  void state(const YamlReading& reading, const config::YamlNode& value, Statement::Kind kind,
             Number field);

  Program& program_;
  ProgramBuilder& builder_;
};

}  // namespace procured::mapping
