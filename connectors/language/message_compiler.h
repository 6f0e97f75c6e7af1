#pragma once

#include <google/protobuf/descriptor.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "connectors/language/compiler.h"
#include "connectors/language/ignore_rules.h"
#include "connectors/language/program_builder.h"

namespace procured::mapping {

/// Elements that a record names, in the order of their numbers.
using NamedElements = std::vector<std::string>;

/// A message's mapping in one file; a fragment that it uses is another.
struct Scope {
  const YamlReading* reading = nullptr;
  const Prefixes* prefixes = nullptr;
  std::set<std::string>* stated = nullptr;  ///< Fields of this message so far.
  int use_depth = 0;
  const NamedElements* named = nullptr;  ///< Of the record; none within documents.
};

/// A path that starts elsewhere, with its named elements numbered; nullopt, with a problem, when it
/// is none.
std::optional<Lookup> lookup_of(const YamlReading& reading, const config::YamlNode& node,
                                const Prefixes& prefixes, const NamedElements* named);

/// Walks what maps a message (use, fields, ignore) beside its descriptor: every key below `fields`
/// is a field of the message there, every path becomes part of the automaton.
class MessageCompiler {
 public:
  MessageCompiler(Program& program, ProgramBuilder& builder,
                  const Fragments::mapped_type* fragments, Names& names, Problems& problems)
      : program_(program),
        builder_(builder),
        fragments_(fragments),
        names_(names),
        problems_(problems),
        ignore_rules_(program, builder) {}

  void message(const Scope& scope, const config::YamlNode& map, const Frame& frame);
  void all_fields(const Scope& scope, const config::YamlNode& fields, const Frame& frame);
  /// What only shows when all messages are compiled. Call once, at the end.
  void finish() { ignore_rules_.check_wholes(problems_); }

 private:
  using YamlNode = config::YamlNode;
  using FieldDescriptor = google::protobuf::FieldDescriptor;

  void fragments(const Scope& scope, const YamlNode& use, const Frame& frame);
  void fragment(const Scope& scope, const YamlNode& use, const Frame& frame);
  std::vector<std::string> fragment_names() const;
  std::optional<Path> path_of(const Scope& scope, const YamlNode& node);
  void message_field(const Scope& scope, const YamlNode& node, const FieldDescriptor* field,
                     const Frame& frame);
  void message_source(const Scope& scope, const YamlNode& node, Number number, const Frame& frame,
                      bool one_of_several);
  void required_message(const YamlReading& reading, const YamlNode& node, Number number,
                        const Frame& frame, const std::string& where);
  void scalar_field(const Scope& scope, const YamlNode& node, const FieldDescriptor* descriptor,
                    const Frame& frame);
  Number ruled(const Scope& scope, const YamlNode& node, Number field);
  void sources(const Scope& scope, const YamlNode& node, Leaf next, const Frame& frame);
  void leaf(const Scope& scope, const YamlNode& node, const Leaf& leaf, const Frame& frame);
  void outside(const Scope& scope, const YamlNode& node, const Leaf& leaf, const Frame& frame);
  void required_field(const YamlReading& reading, const YamlNode& node, Number number,
                      const Frame& frame, const YamlNode* at);

  Program& program_;
  ProgramBuilder& builder_;
  const Fragments::mapped_type* fragments_;
  Names& names_;
  Problems& problems_;
  IgnoreRules ignore_rules_;
  std::set<Number> stated_;  // fields that a source has given a rule
};

}  // namespace procured::mapping
