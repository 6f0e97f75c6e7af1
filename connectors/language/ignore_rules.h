#pragma once

#include "connectors/language/program_builder.h"
#include "connectors/language/yaml_reading.h"

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
  /// When all is compiled: of what is ignored as a whole nothing may be mapped, by whichever file.
  void check_wholes(Problems& problems) const;

 private:
  /// An element that is ignored with everything below it.
  struct Whole {
    std::string place;
    std::uint32_t state = 0;
  };

  void ignore(const YamlReading& reading, const Prefixes& prefixes, const config::YamlNode& node,
              const Frame& frame);
  void further(const YamlReading& reading, const Prefixes& prefixes, const config::YamlNode& node,
               const Frame& frame, bool whole);
  void check(const YamlReading& reading, const Prefixes& prefixes, const config::YamlNode& node,
             const Frame& frame);

  bool is_mapped(std::uint32_t state) const;
  bool is_below(std::uint32_t state, std::uint32_t top) const;
  std::string mapped_at(std::uint32_t top) const;

  Program& program_;
  ProgramBuilder& builder_;
  std::vector<Whole> wholes_;
};

}  // namespace procured::mapping
