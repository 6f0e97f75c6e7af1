#pragma once

#include "connectors/mapping/program_builder.h"
#include "connectors/mapping/yaml_reading.h"

namespace procured::mapping {

/// Compiles what a mapping says about leaves that it does not map: `ignore`, with reasons or with
/// `check: currency`, and `attributes` that mean the same on any element.
class IgnoreRules {
 public:
  IgnoreRules(Program& program, ProgramBuilder& builder) : program_(program), builder_(builder) {}

  /// The list below `ignore` of a map, at a frame.
  void ignored(const YamlReading& reading, const Prefixes& prefixes, const config::YamlNode& map,
               const Frame& frame);
  /// The map below `attributes`.
  void attributes(const YamlReading& reading, const Prefixes& prefixes,
                  const config::YamlNode& attributes);

 private:
  void ignore(const YamlReading& reading, const Prefixes& prefixes, const config::YamlNode& node,
              const Frame& frame);
  void further(const YamlReading& reading, const Prefixes& prefixes, const config::YamlNode& node,
               const Frame& frame);
  void check(const YamlReading& reading, const Prefixes& prefixes, const config::YamlNode& node,
             const Frame& frame);

  bool is_mapped(std::uint32_t state) const;

  Program& program_;
  ProgramBuilder& builder_;
};

}  // namespace procured::mapping
