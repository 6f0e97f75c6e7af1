#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/language/yaml_reading.h"
#include "connectors/program/compilation.h"
#include "connectors/program/path.h"

namespace procured::mapping {

/// Fragments by entry and name.
using Fragments = std::map<std::string, std::map<std::string, const SourceFile*>>;

/// Compiles every file of a catalogue; the grammar of the files is described in
/// connectors/README.md. What is wrong goes to `problems`, all of it.
void compile_catalogue(const std::vector<SourceFile>& files, Compilation& result,
                       Problems& problems);

// The parts, by kind of file.
std::optional<Program> compile_mapping(const SourceFile& file, const Fragments& fragments,
                                       Names& names, Problems& problems);
std::vector<Refusal> compile_refusals(const SourceFile& file, Names& names, Problems& problems);
std::optional<Envelope> compile_envelope(const SourceFile& file, Names& names, Problems& problems);

/// The prefixes that a file declares under `namespaces`.
Prefixes compile_prefixes(const YamlReading& reading, Names& names);
/// A path of names without predicates.
std::optional<SimplePath> compile_simple_path(const YamlReading& reading,
                                              const config::YamlNode& node,
                                              const Prefixes& prefixes);
/// A list of conditions; those of a refusal (`unless`) need reason and detail.
std::vector<Condition> compile_conditions(const YamlReading& reading, const config::YamlNode& map,
                                          std::string_view key, const Prefixes& prefixes,
                                          bool refuses);
std::optional<Root> compile_root(const YamlReading& reading, const config::YamlNode& node,
                                 const Prefixes& prefixes);
/// The reason below a key, which must be one of the closed list.
std::string compile_reason(const YamlReading& reading, const config::YamlNode& map,
                           std::string_view key);

}  // namespace procured::mapping
