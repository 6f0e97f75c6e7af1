#include "connectors/language/message_compiler.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/language/constant_rules.h"
#include "connectors/language/field_rules.h"

namespace procured::mapping {

using config::YamlNode;
using google::protobuf::FieldDescriptor;

namespace {

constexpr int kUseDepthMax = 8;

/// Where a person looks for a field: at the first of its paths; of those that are looked up the
/// last is the one without conditions.
std::string told_path(const YamlNode& at) {
  if (at.is_sequence()) {
    if (at.items.empty()) return {};
    const auto first = told_path(at.items.front());
    return is_lookup(first) ? told_path(at.items.back()) : first;
  }
  if (!at.is_map()) return at.scalar;
  const auto* inner = at.find("at");
  return inner == nullptr ? std::string() : told_path(*inner);
}

/// The number of an element that a record names; what starts at none has none.
void resolve(const YamlReading& reading, const YamlNode& node, const std::string& start,
             const NamedElements* named, int& element) {
  if (start.empty()) return;
  const auto none = NamedElements();
  const auto& known = named == nullptr ? none : *named;
  const auto found = std::find(known.begin(), known.end(), start);
  if (found == known.end()) {
    reading.problem(
        node, fmt::format("no element is called '${}' here{}", start, suggestion(start, known)));
  } else {
    element = static_cast<int>(found - known.begin());
  }
}

}  // namespace

std::optional<Lookup> lookup_of(const YamlReading& reading, const YamlNode& node,
                                const Prefixes& prefixes, const NamedElements* named) {
  auto parsed = parse_lookup(node.scalar, prefixes);
  if (!parsed) {
    reading.problem(node, parsed.error().detail);
    return std::nullopt;
  }
  auto lookup = std::move(parsed).value();
  resolve(reading, node, lookup.start, named, lookup.element);
  for (auto& step : lookup.steps) {
    for (auto& predicate : step.predicates) {
      resolve(reading, node, predicate.path.start, named, predicate.path.element);
      if (predicate.other)
        resolve(reading, node, predicate.other->start, named, predicate.other->element);
    }
  }
  return lookup;
}

/// What stands in a map that maps a message: use, fields, ignore, attributes.
void MessageCompiler::message(const Scope& scope, const YamlNode& map, const Frame& frame) {
  if (const auto* use = map.find("use")) fragments(scope, *use, frame);
  if (const auto* fields = map.find("fields")) all_fields(scope, *fields, frame);
  ignore_rules_.ignored(*scope.reading, *scope.prefixes, map, frame);
  if (const auto* attributes = map.find("attributes"))
    ignore_rules_.attributes(*scope.reading, *scope.prefixes, *attributes);
}

void MessageCompiler::fragments(const Scope& scope, const YamlNode& use, const Frame& frame) {
  if (use.is_sequence()) {
    for (const auto& item : use.items) fragment(scope, item, frame);
  } else {
    fragment(scope, use, frame);
  }
}

void MessageCompiler::fragment(const Scope& scope, const YamlNode& use, const Frame& frame) {
  Frame inner = frame;
  std::string name = use.scalar;
  if (use.is_map()) {
    scope.reading->map_with(use, {"of", "at"});
    name = scope.reading->text(use, "of");
    if (const auto* at = use.find("at")) {
      const auto path = path_of(scope, *at);
      if (!path) return;
      inner = builder_.descend(frame, *path);
      builder_.place_message(inner, inner.slot);
    }
  }
  const auto found =
      fragments_ == nullptr ? Fragments::mapped_type::const_iterator() : fragments_->find(name);
  if (fragments_ == nullptr || found == fragments_->end()) {
    scope.reading->problem(
        use, fmt::format("there is no fragment '{}'{}", name, suggestion(name, fragment_names())));
    return;
  }
  if (scope.use_depth >= kUseDepthMax) {
    scope.reading->problem(use,
                           fmt::format("fragments use each other more than {} deep", kUseDepthMax));
    return;
  }
  const YamlReading reading(*found->second, problems_);
  const auto& root = found->second->document.root();
  if (!reading.map_with(root, {"fragment", "namespaces", "use", "fields", "ignore", "attributes"}))
    return;
  const auto prefixes = compile_prefixes(reading, names_);
  message({&reading, &prefixes, scope.stated, scope.use_depth + 1, scope.named}, root, inner);
}

std::vector<std::string> MessageCompiler::fragment_names() const {
  std::vector<std::string> names;
  if (fragments_ == nullptr) return names;
  for (const auto& [name, file] : *fragments_) names.push_back(name);
  return names;
}

std::optional<Path> MessageCompiler::path_of(const Scope& scope, const YamlNode& node) {
  auto path = parse_path(node.scalar, *scope.prefixes);
  if (path) return std::move(path).value();
  scope.reading->problem(node, path.error().detail);
  return std::nullopt;
}

void MessageCompiler::all_fields(const Scope& scope, const YamlNode& fields, const Frame& frame) {
  if (!fields.is_map()) {
    scope.reading->problem(fields, "fields must be a map from field to path");
    return;
  }
  const auto* descriptor = builder_.descriptor(frame.slot);
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

void MessageCompiler::message_field(const Scope& scope, const YamlNode& node,
                                    const FieldDescriptor* field, const Frame& frame) {
  const auto number = builder_.slot(frame, field);
  if (!node.is_sequence()) return message_source(scope, node, number, frame, false);
  for (const auto& item : node.items)
    message_source(scope, item, number, frame, node.items.size() > 1);
}

void MessageCompiler::message_source(const Scope& scope, const YamlNode& node, Number number,
                                     const Frame& frame, bool one_of_several) {
  const auto& reading = *scope.reading;
  if (!reading.map_with(node,
                        {"at", "each", "set", "use", "fields", "ignore", "required", "any_of"})) {
    return;
  }
  const bool repeated = program_.slots[number].group;
  const auto* at = node.find(repeated ? "each" : "at");
  if (node.find(repeated ? "at" : "each") != nullptr || (repeated && at == nullptr)) {
    reading.problem(node,
                    repeated ? "a repeated field needs each" : "a single message has at, not each");
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
    inner = repeated ? builder_.enter_each(inner, *path, number) : builder_.descend(inner, *path);
    program_.statements.push_back({.kind = Statement::Kind::kMessage,
                                   .place = reading.place(*at),
                                   .text = path->text,
                                   .slot = number,
                                   .state = inner.state});
    if (!repeated) {
      builder_.place_message(inner, number);
      builder_.state(inner).singles.push_back(number);
    }
  }
  ConstantRules(program_, builder_).of_source(reading, node, inner, at != nullptr);
  std::set<std::string> stated;
  message({scope.reading, scope.prefixes, &stated, scope.use_depth, scope.named}, node, inner);
  required_message(reading, node, number, frame, where);
}

void MessageCompiler::required_message(const YamlReading& reading, const YamlNode& node,
                                       Number number, const Frame& frame,
                                       const std::string& where) {
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
      const auto* field = builder_.descriptor(number)->FindFieldByName(name->scalar);
      const auto below = field == nullptr                   ? kNothing
                         : field->message_type() != nullptr ? builder_.find_slot(number, field)
                                                            : builder_.find_field(number, field);
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

void MessageCompiler::scalar_field(const Scope& scope, const YamlNode& node,
                                   const FieldDescriptor* descriptor, const Frame& frame) {
  const auto number = builder_.field(frame, descriptor);
  const auto& reading = *scope.reading;
  Leaf next{number, 0, kNothing, kNothing};
  if (!node.is_map()) return sources(scope, node, next, frame);
  check_field_keys(reading, node);
  next.rule = ruled(scope, node, number);
  ConstantRules(program_, builder_).fallback(reading, node, number, frame);
  const auto* at = node.find("at");
  required_field(reading, node, number, frame, at);
  if (at != nullptr) {
    sources(scope, *at, next, frame);
  } else if (node.find("default") == nullptr) {
    reading.problem(node, "'at' is missing");
  }
}

/// How a source is read: another source of the field may be read otherwise, an amount with its sign
/// turned.
Number MessageCompiler::ruled(const Scope& scope, const YamlNode& node, Number field) {
  const auto* descriptor = program_.fields[field].descriptor;
  const auto number = stated_.insert(field).second ? field : builder_.other_rule(field);
  program_.fields[number].rule = compile_rule(*scope.reading, node, descriptor);
  program_.fields[number].look_up = compile_look_up(*scope.reading, node, *scope.prefixes);
  return number;
}

/// One path or several; each may be a map with a rule of its own.
void MessageCompiler::sources(const Scope& scope, const YamlNode& node, Leaf next,
                              const Frame& frame) {
  auto common = next.rule;
  const auto natural = natural_type(program_.fields[next.field].descriptor);
  auto type = common == kNothing ? natural : program_.fields[common].rule.type;
  std::vector<const YamlNode*> untyped;
  const auto paths = [&](const YamlNode& at) {
    for (const auto* path : scope.reading->scalars(at)) {
      leaf(scope, *path, next, frame);
      ++next.rank;
    }
  };
  const auto source = [&](const YamlNode& item) {
    if (item.is_map()) {
      check_source_keys(*scope.reading, item);
      next.rule = ruled(scope, item, next.field);
      if (!states_type(item)) untyped.push_back(&item);
      if (type == natural) type = program_.fields[next.rule].rule.type;
      const auto* at = item.find("at");
      if (at == nullptr) return scope.reading->problem(item, "'at' is missing");
      return paths(*at);
    }
    if (common == kNothing) common = ruled(scope, item, next.field);
    if (program_.fields[common].rule.type == natural) untyped.push_back(&item);
    next.rule = common;
    paths(item);
  };
  if (node.is_sequence()) {
    for (const auto& item : node.items) source(item);
  } else {
    source(node);
  }
  if (type == natural) return;
  for (const auto* item : untyped) report_without_type(*scope.reading, *item, type);
}

void MessageCompiler::leaf(const Scope& scope, const YamlNode& node, const Leaf& leaf,
                           const Frame& frame) {
  Statement statement{.place = scope.reading->place(node),
                      .text = node.scalar,
                      .field = leaf.field,
                      .rule = leaf.rule,
                      .rank = leaf.rank};
  if (program_.maps_rows) {
    program_.columns[node.scalar].leaves.push_back(leaf);
  } else if (is_lookup(node.scalar)) {
    statement.kind = Statement::Kind::kOutside;
    outside(scope, node, leaf, frame);
  } else if (const auto path = path_of(scope, node)) {
    builder_.add_leaf(frame, *path, leaf);
    statement.state = builder_.descend(frame, *path).state;
    statement.attribute = path->attribute.value_or(reader::kUnknownName);
  }
  program_.statements.push_back(std::move(statement));
}

namespace {

/// Whether a predicate of the path starts from an element that the record names.
bool names_elements(const Lookup& path) {
  const auto is_named = [](const SimplePath& each) { return each.element != kNoElement; };
  return std::any_of(path.steps.begin(), path.steps.end(), [&](const Step& step) {
    return std::any_of(step.predicates.begin(), step.predicates.end(), [&](const Predicate& each) {
      return is_named(each.path) || (each.other && is_named(*each.other));
    });
  });
}

}  // namespace

/// What is looked up when the group ends.
void MessageCompiler::outside(const Scope& scope, const YamlNode& node, const Leaf& leaf,
                              const Frame& frame) {
  auto path = lookup_of(*scope.reading, node, *scope.prefixes, scope.named);
  if (!path) return;
  const bool plain =
      path->absolute && std::all_of(path->steps.begin(), path->steps.end(),
                                    [](const Step& s) { return s.predicates.empty(); });
  if (plain && program_.syntaxes.has(Syntax::kXml)) {
    SimplePath simple;
    for (const auto& step : path->steps) simple.steps.push_back(step.name);
    simple.attribute = path->attribute;
    builder_.mark_tested(0, simple);
  }
  const bool asks_record = names_elements(*path);
  builder_.add_outside(frame.group, leaf, std::move(*path), asks_record);
}

void MessageCompiler::required_field(const YamlReading& reading, const YamlNode& node,
                                     Number number, const Frame& frame, const YamlNode* at) {
  if (node.find("required") == nullptr) return;
  Requirement requirement;
  requirement.group = frame.group;
  requirement.reason = compile_reason(reading, node, "required");
  requirement.name = program_.fields[number].descriptor->name();
  requirement.also_when_deleted = reading.flag(node, "key");
  requirement.fields.push_back(number);
  if (at != nullptr) requirement.path = told_path(*at);
  program_.requirements.push_back(std::move(requirement));
}

}  // namespace procured::mapping
