#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "connectors/mapping/compiler.h"
#include "connectors/mapping/constant_rules.h"
#include "connectors/mapping/field_rules.h"
#include "connectors/mapping/ignore_rules.h"
#include "connectors/mapping/mapping_head.h"
#include "connectors/mapping/program_builder.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"

// Walks a mapping file beside the descriptors of the contract: every key below `fields` is a field
// of the message there, every path becomes part of the automaton.
namespace procured::mapping {
namespace {

using config::YamlNode;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr int kUseDepthMax = 8;

/// A message's mapping in one file; a fragment that it uses is another.
struct Scope {
  const YamlReading* reading = nullptr;
  const Prefixes* prefixes = nullptr;
  std::set<std::string>* stated = nullptr;  ///< Fields of this message so far.
  int use_depth = 0;
};

class MappingCompiler {
 public:
  MappingCompiler(const SourceFile& file, const Fragments& fragments, Names& names,
                  Problems& problems)
      : file_(file), reading_(file, problems), names_(names), problems_(problems) {
    const auto found = fragments.find(file.entry);
    if (found != fragments.end()) fragments_ = &found->second;
    prefixes_ = compile_prefixes(reading_, names_);
  }

  std::optional<Program> run() {
    const auto& root = file_.document.root();
    program_.entry = file_.entry;
    program_.place = reading_.place(root);
    program_.is_register = root.find("register") != nullptr;
    program_.title = reading_.text(root, program_.is_register ? "register" : "document");
    if (!compile_head(reading_, prefixes_, program_)) return std::nullopt;
    builder_.emplace(program_);
    std::set<std::string> stated;
    const Scope scope{&reading_, &prefixes_, &stated, 0};
    Frame frame;
    constants().of_document(reading_, root, frame);
    message(scope, root, frame);
    beside(root);
    currency_field();
    for (const auto& condition : program_.when) {
      if (condition.test == Condition::Test::kEquals || condition.test == Condition::Test::kIn)
        builder_->mark_tested(0, condition.path);
    }
    builder_->finish();
    return std::move(program_);
  }

 private:
  ConstantRules constants() { return {program_, *builder_}; }

  void beside(const YamlNode& root) {
    const auto* fields = root.find(program_.is_register ? "record" : "persons");
    if (fields == nullptr) return;
    std::set<std::string> stated;
    Frame frame;
    frame.slot = kBesideSlot;
    const Scope scope{&reading_, &prefixes_, &stated, 0};
    if (program_.is_register) {
      all_fields(scope, *fields, frame);
    } else if (reading_.map_with(*fields, {"use", "fields", "ignore"})) {
      message(scope, *fields, frame);
    }
  }

  void currency_field() {
    if (program_.is_register) return;
    program_.currency_field = builder_->find_field(
        kContentSlot, v1::DocumentContent::descriptor()->FindFieldByName("document_currency_code"));
  }

  /// What stands in a map that maps a message: use, fields, ignore, attributes.
  void message(const Scope& scope, const YamlNode& map, const Frame& frame) {
    if (const auto* use = map.find("use")) fragments(scope, *use, frame);
    if (const auto* fields = map.find("fields")) all_fields(scope, *fields, frame);
    IgnoreRules rules(program_, *builder_);
    rules.ignored(*scope.reading, *scope.prefixes, map, frame);
    if (const auto* attributes = map.find("attributes"))
      rules.attributes(*scope.reading, *scope.prefixes, *attributes);
  }

  void fragments(const Scope& scope, const YamlNode& use, const Frame& frame) {
    if (use.is_sequence()) {
      for (const auto& item : use.items) fragment(scope, item, frame);
    } else {
      fragment(scope, use, frame);
    }
  }

  void fragment(const Scope& scope, const YamlNode& use, const Frame& frame) {
    Frame inner = frame;
    std::string name = use.scalar;
    if (use.is_map()) {
      scope.reading->map_with(use, {"of", "at"});
      name = scope.reading->text(use, "of");
      if (const auto* at = use.find("at")) {
        const auto path = path_of(scope, *at);
        if (!path) return;
        inner = builder_->descend(frame, *path);
        builder_->place_message(inner, inner.slot);
      }
    }
    const auto found =
        fragments_ == nullptr ? Fragments::mapped_type::const_iterator() : fragments_->find(name);
    if (fragments_ == nullptr || found == fragments_->end()) {
      scope.reading->problem(use, fmt::format("there is no fragment '{}'{}", name,
                                              suggestion(name, fragment_names())));
      return;
    }
    if (scope.use_depth >= kUseDepthMax) {
      scope.reading->problem(
          use, fmt::format("fragments use each other more than {} deep", kUseDepthMax));
      return;
    }
    const YamlReading reading(*found->second, problems_);
    const auto& root = found->second->document.root();
    if (!reading.map_with(root,
                          {"fragment", "namespaces", "use", "fields", "ignore", "attributes"}))
      return;
    const auto prefixes = compile_prefixes(reading, names_);
    message({&reading, &prefixes, scope.stated, scope.use_depth + 1}, root, inner);
  }

  std::vector<std::string> fragment_names() const {
    std::vector<std::string> names;
    if (fragments_ == nullptr) return names;
    for (const auto& [name, file] : *fragments_) names.push_back(name);
    return names;
  }

  std::optional<Path> path_of(const Scope& scope, const YamlNode& node) {
    auto path = parse_path(node.scalar, *scope.prefixes);
    if (path) return std::move(path).value();
    scope.reading->problem(node, path.error().detail);
    return std::nullopt;
  }

  void all_fields(const Scope& scope, const YamlNode& fields, const Frame& frame) {
    if (!fields.is_map()) {
      scope.reading->problem(fields, "fields must be a map from field to path");
      return;
    }
    const auto* descriptor = builder_->descriptor(frame.slot);
    for (const auto& entry : fields.entries) {
      const auto* field = descriptor->FindFieldByName(entry.key.scalar);
      if (field == nullptr) {
        report_unknown_field(*scope.reading, entry.key, descriptor);
      } else if (!scope.stated->insert(field->name()).second) {
        scope.reading->problem(entry.key, fmt::format("'{}' is stated twice", field->name()));
      } else if (field->message_type() != nullptr) {
        message_field(scope, entry.value, field, frame);
      } else {
        scalar_field(scope, entry.value, field, frame);
      }
    }
  }

  void message_field(const Scope& scope, const YamlNode& node, const FieldDescriptor* field,
                     const Frame& frame) {
    const auto number = builder_->slot(frame, field);
    if (!node.is_sequence()) return message_source(scope, node, number, frame, false);
    for (const auto& item : node.items)
      message_source(scope, item, number, frame, node.items.size() > 1);
  }

  void message_source(const Scope& scope, const YamlNode& node, Number number, const Frame& frame,
                      bool one_of_several) {
    const auto& reading = *scope.reading;
    if (!reading.map_with(node,
                          {"at", "each", "set", "use", "fields", "ignore", "required", "any_of"})) {
      return;
    }
    const bool repeated = program_.slots[number].group;
    const auto* at = node.find(repeated ? "each" : "at");
    if (node.find(repeated ? "at" : "each") != nullptr || (repeated && at == nullptr)) {
      reading.problem(
          node, repeated ? "a repeated field needs each" : "a single message has at, not each");
      return;
    }
    if (one_of_several && at == nullptr)
      reading.problem(node, "each of several sources of a single message needs at");
    Frame inner = frame;
    inner.slot = number;
    std::string where;
    if (at != nullptr) {
      const auto path = path_of(scope, *at);
      if (!path) return;
      if (path->steps.empty() || path->attribute) {
        reading.problem(*at, "expected a path to an element");
        return;
      }
      where = path->text;
      inner =
          repeated ? builder_->enter_each(inner, *path, number) : builder_->descend(inner, *path);
      program_.statements.push_back({.kind = Statement::Kind::kMessage,
                                     .place = reading.place(*at),
                                     .text = path->text,
                                     .slot = number,
                                     .state = inner.state});
      if (!repeated) {
        builder_->place_message(inner, number);
        builder_->state(inner).singles.push_back(number);
      }
    }
    constants().of_source(reading, node, inner, at != nullptr);
    std::set<std::string> stated;
    message({scope.reading, scope.prefixes, &stated, scope.use_depth}, node, inner);
    required_message(reading, node, number, frame, where);
  }

  void required_message(const YamlReading& reading, const YamlNode& node, Number number,
                        const Frame& frame, const std::string& where) {
    if (node.find("required") == nullptr) return;
    Requirement requirement;
    requirement.group = frame.group;
    requirement.reason = compile_reason(reading, node, "required");
    requirement.name = program_.slots[number].descriptor->name();
    requirement.path = where;
    const auto* any_of = node.find("any_of");
    if (any_of == nullptr) {
      requirement.slots.push_back(number);
    } else {
      for (const auto* name : reading.scalars(*any_of)) {
        const auto* field = builder_->descriptor(number)->FindFieldByName(name->scalar);
        const auto below = field == nullptr                   ? kNothing
                           : field->message_type() != nullptr ? builder_->find_slot(number, field)
                                                              : builder_->find_field(number, field);
        if (below == kNothing) {
          reading.problem(*name, fmt::format("'{}' is not mapped here", name->scalar));
        } else {
          (field->message_type() != nullptr ? requirement.slots : requirement.fields)
              .push_back(below);
        }
      }
    }
    program_.requirements.push_back(std::move(requirement));
  }

  void scalar_field(const Scope& scope, const YamlNode& node, const FieldDescriptor* descriptor,
                    const Frame& frame) {
    const auto number = builder_->field(frame, descriptor);
    auto rule = ValueRule{};
    rule.type = natural_type(descriptor);
    const YamlNode* at = &node;
    if (node.is_map()) {
      const auto& reading = *scope.reading;
      check_field_keys(reading, node);
      rule = compile_rule(reading, node, descriptor);
      constants().fallback(reading, node, number, frame);
      at = node.find("at");
      required_field(reading, node, number, frame, at);
    }
    // Another source of the field may be read otherwise: an amount with its sign turned.
    const auto ruled = stated_.insert(number).second ? number : builder_->other_rule(number);
    program_.fields[ruled].rule = std::move(rule);
    program_.fields[ruled].look_up = compile_look_up(*scope.reading, node, *scope.prefixes);
    if (at == nullptr) {
      if (node.find("default") == nullptr) scope.reading->problem(node, "'at' is missing");
      return;
    }
    Leaf next{number, 0, kNothing, ruled};
    for (const auto* path : scope.reading->scalars(*at)) {
      leaf(scope, *path, next, frame);
      ++next.rank;
    }
  }

  void leaf(const Scope& scope, const YamlNode& node, const Leaf& leaf, const Frame& frame) {
    Statement statement{.place = scope.reading->place(node),
                        .text = node.scalar,
                        .field = leaf.field,
                        .rule = leaf.rule,
                        .rank = leaf.rank};
    if (program_.is_register) {
      program_.columns[node.scalar].leaves.push_back(leaf);
    } else if (node.scalar.starts_with('/') || node.scalar.starts_with("../")) {
      statement.kind = Statement::Kind::kOutside;
      outside(scope, node, leaf.field, frame);
    } else if (const auto path = path_of(scope, node)) {
      builder_->add_leaf(frame, *path, leaf);
      statement.state = builder_->descend(frame, *path).state;
      statement.attribute = path->attribute.value_or(reader::kUnknownName);
    }
    program_.statements.push_back(std::move(statement));
  }

  /// A path from "/", or from an element around the group: read when the group ends.
  void outside(const Scope& scope, const YamlNode& node, Number number, const Frame& frame) {
    const auto path = compile_outside_path(*scope.reading, node, *scope.prefixes);
    if (!path) return;
    program_.outside.push_back({frame.group, number, *path});
    if (program_.syntaxes.has(Syntax::kXml)) builder_->mark_tested_from_root(*path);
  }

  void required_field(const YamlReading& reading, const YamlNode& node, Number number,
                      const Frame& frame, const YamlNode* at) {
    if (node.find("required") == nullptr) return;
    Requirement requirement;
    requirement.group = frame.group;
    requirement.reason = compile_reason(reading, node, "required");
    requirement.name = program_.fields[number].descriptor->name();
    requirement.also_when_deleted = reading.flag(node, "key");
    requirement.fields.push_back(number);
    if (at != nullptr)
      requirement.path = reading.scalars(*at).empty() ? "" : reading.scalars(*at).front()->scalar;
    program_.requirements.push_back(std::move(requirement));
  }

  const SourceFile& file_;
  YamlReading reading_;
  Names& names_;
  Problems& problems_;
  const Fragments::mapped_type* fragments_ = nullptr;
  Prefixes prefixes_;
  Program program_;
  std::set<Number> stated_;  // fields that a source has given a rule
  std::optional<ProgramBuilder> builder_;
};

}  // namespace

std::optional<Program> compile_mapping(const SourceFile& file, const Fragments& fragments,
                                       Names& names, Problems& problems) {
  MappingCompiler compiler(file, fragments, names, problems);
  return compiler.run();
}

}  // namespace procured::mapping
