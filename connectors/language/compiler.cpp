#include "connectors/language/compiler.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/language/field_rules.h"
#include "connectors/language/structure_compiler.h"
#include "connectors/program/reasons.h"
#include "core/text.h"

namespace procured::mapping {

using config::YamlNode;

namespace {

constexpr std::string_view kKinds =
    "entry, document, register, fragment, refusals, envelope, groups or segments";

/// The first key says what a file is.
std::string kind_of(const SourceFile& file) {
  const auto& entries = file.document.root().entries;
  return entries.empty() ? std::string() : entries.front().key.scalar;
}

Condition::Test test_of(const YamlReading& reading, const YamlNode& map, Condition& condition) {
  auto& text = condition.text;
  if (const auto* codes = map.find("in")) {
    for (const auto* code : reading.scalars(*codes)) condition.texts.push_back(code->scalar);
    return Condition::Test::kIn;
  }
  if (map.find("differs") != nullptr) {
    text = reading.text(map, "differs");
    return Condition::Test::kDiffers;
  }
  if (reading.flag(map, "several")) return Condition::Test::kSeveral;
  if (map.find("exists") != nullptr)
    return reading.flag(map, "exists") ? Condition::Test::kExists : Condition::Test::kAbsent;
  if (map.find("matches") != nullptr) {
    condition.pattern = compile_pattern(reading, map, "matches");
    return condition.pattern == nullptr ? Condition::Test::kExists : Condition::Test::kMatches;
  }
  if (map.find("starts_with") != nullptr) {
    text = reading.text(map, "starts_with");
    return Condition::Test::kStartsWith;
  }
  if (map.find("equals") != nullptr) {
    text = reading.text(map, "equals");
    return Condition::Test::kEquals;
  }
  if (map.find("contains") != nullptr) {
    text = reading.text(map, "contains");
    return Condition::Test::kContains;
  }
  return Condition::Test::kExists;
}

}  // namespace

std::optional<SimplePath> compile_simple_path(const YamlReading& reading, const YamlNode& node,
                                              const Prefixes& prefixes) {
  auto path = parse_path(node.scalar, prefixes);
  if (!path) {
    reading.problem(node, path.error().detail);
    return std::nullopt;
  }
  SimplePath simple;
  for (const auto& step : path.value().steps) {
    if (!step.predicates.empty()) reading.problem(node, "this path cannot have predicates");
    simple.steps.push_back(step.name);
  }
  simple.attribute = path.value().attribute;
  simple.text = node.scalar;
  return simple;
}

Prefixes compile_prefixes(const YamlReading& reading, Names& names) {
  Prefixes prefixes{.names = &names};
  const auto* declared = reading.file().document.root().find("namespaces");
  if (declared == nullptr) return prefixes;
  if (!declared->is_map()) {
    reading.problem(*declared, "namespaces must be a map from prefix to namespace");
    return prefixes;
  }
  for (const auto& entry : declared->entries) {
    // Of several, the first is what the others mean, too.
    const auto uris = reading.scalars(entry.value);
    if (uris.empty()) continue;
    const auto ns = names.add_namespace(uris.front()->scalar);
    prefixes.namespaces[entry.key.scalar] = ns;
    for (const auto* uri : uris) {
      if (!names.add_alias(uri->scalar, ns)) {
        reading.problem(
            *uri, fmt::format("'{}' is a namespace of its own in another mapping", uri->scalar));
      }
    }
  }
  return prefixes;
}

std::string compile_reason(const YamlReading& reading, const YamlNode& map, std::string_view key) {
  const auto reason = reading.text(map, key);
  if (reason.empty() ||
      std::find(reason::kAll.begin(), reason::kAll.end(), reason) != reason::kAll.end()) {
    return reason;
  }
  const std::vector<std::string> known(reason::kAll.begin(), reason::kAll.end());
  reading.problem(*map.find(key), fmt::format("'{}' is no reason of the closed list{}", reason,
                                              suggestion(reason, known)));
  return reason;
}

std::optional<Root> compile_root(const YamlReading& reading, const YamlNode& node,
                                 const Prefixes& prefixes) {
  const auto simple = compile_simple_path(reading, node, prefixes);
  if (!simple) return std::nullopt;
  if (simple->steps.size() != 1 || simple->attribute) {
    reading.problem(node, "expected one element name");
    return std::nullopt;
  }
  const auto symbol = simple->steps.front();
  return Root{prefixes.names->name(symbol), symbol};
}

/// What a condition looks at: names, or, with predicates, the elements for which they hold.
bool compile_condition_path(const YamlReading& reading, const YamlNode& path,
                            const Prefixes& prefixes, Condition& condition) {
  if (path.scalar.find('[') == std::string::npos && !path.scalar.starts_with("../")) {
    const auto simple = compile_simple_path(reading, path, prefixes);
    if (simple) condition.path = *simple;
    return simple.has_value();
  }
  auto elements = parse_lookup(path.scalar, prefixes);
  if (!elements) {
    reading.problem(path, elements.error().detail);
    return false;
  }
  condition.elements = std::move(elements).value();
  condition.path.text = path.scalar;
  return true;
}

std::vector<Condition> compile_conditions(const YamlReading& reading, const YamlNode& map,
                                          std::string_view key, const Prefixes& prefixes,
                                          bool refuses) {
  std::vector<Condition> conditions;
  for (const auto* item : reading.items(map, key)) {
    if (!reading.map_with(*item, {"path", "contains", "starts_with", "equals", "differs", "in",
                                  "matches", "several", "exists", "and", "reason", "detail"}))
      continue;
    const auto* path = item->find("path");
    if (path == nullptr) {
      reading.problem(*item, "a condition needs a path");
      continue;
    }
    Condition condition;
    if (!compile_condition_path(reading, *path, prefixes, condition)) continue;
    condition.test = test_of(reading, *item, condition);
    condition.and_also = compile_conditions(reading, *item, "and", prefixes, false);
    condition.reason = compile_reason(reading, *item, "reason");
    condition.detail = reading.text(*item, "detail");
    if (refuses && (condition.reason.empty() || condition.detail.empty())) {
      reading.problem(*item,
                      "what is refused needs a reason and a detail that a person can act on");
    }
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

std::vector<Refusal> compile_refusals(const SourceFile& file, Names& names, Problems& problems) {
  const YamlReading reading(file, problems);
  std::vector<Refusal> refusals;
  const auto& root = file.document.root();
  if (!reading.map_with(root, {"refusals", "namespaces", "roots"})) return refusals;
  const auto prefixes = compile_prefixes(reading, names);
  for (const auto* item : reading.items(root, "roots")) {
    if (!reading.map_with(*item, {"root", "columns", "any_namespace", "when", "reason", "detail"}))
      continue;
    Refusal refusal;
    refusal.entry = file.entry;
    refusal.any_namespace = reading.flag(*item, "any_namespace");
    refusal.when = compile_conditions(reading, *item, "when", prefixes, false);
    refusal.reason = compile_reason(reading, *item, "reason");
    refusal.detail = reading.text(*item, "detail");
    const auto* roots = item->find("root");
    const auto* columns = item->find("columns");
    if ((roots == nullptr) == (columns == nullptr) || refusal.reason.empty() ||
        refusal.detail.empty()) {
      reading.problem(*item, "a refusal needs root or columns, reason and detail");
      continue;
    }
    if (columns != nullptr) {
      for (const auto* column : reading.scalars(*columns))
        refusal.columns.push_back(core::to_lower(column->scalar));
      refusals.push_back(std::move(refusal));
      continue;
    }
    for (const auto* name : reading.scalars(*roots)) {
      if (const auto compiled = compile_root(reading, *name, prefixes)) {
        refusal.root = *compiled;
        refusals.push_back(refusal);
      }
    }
  }
  return refusals;
}

std::optional<Envelope> compile_envelope(const SourceFile& file, Names& names, Problems& problems) {
  const YamlReading reading(file, problems);
  const auto& root = file.document.root();
  if (!reading.map_with(root, {"envelope", "namespaces", "root", "header", "reason"}))
    return std::nullopt;
  const auto prefixes = compile_prefixes(reading, names);
  const auto* name = root.find("root");
  const auto* header = root.find("header");
  if (name == nullptr || header == nullptr || reading.text(root, "reason").empty()) {
    reading.problem(root,
                    "an envelope needs root, header, and the reason why its header is not mapped");
    return std::nullopt;
  }
  const auto root_name = compile_root(reading, *name, prefixes);
  const auto header_name = compile_root(reading, *header, prefixes);
  if (!root_name || !header_name) return std::nullopt;
  return Envelope{file.entry, *root_name, *header_name};
}

namespace {

using Structures = std::vector<std::pair<const SourceFile*, MessageStructure>>;

void compile_groups(const Structures& structures, Compilation& result, Problems& problems) {
  for (const auto& [file, structure] : structures) {
    auto groups = reader::SegmentGroups::compile(structure.message, result.names);
    auto& of_syntax = structure.syntax == Syntax::kX12 ? result.x12_groups : result.edifact_groups;
    if (!groups) {
      problems.add(*file, file->document.root(), groups.error().detail);
      continue;
    }
    for (const auto& type : structure.types) {
      if (of_syntax.emplace(type, groups.value()).second) continue;
      problems.add(*file, file->document.root(),
                   fmt::format("the groups of '{}' stand in two files", type));
    }
  }
}

/// Of an entry's mappings of one root, those that say when they read it come before the one that
/// reads the rest.
void order_programs(std::vector<Program>& programs) {
  for (auto start = programs.begin(); start != programs.end();) {
    const auto end = std::find_if(start, programs.end(), [&](const Program& program) {
      return program.entry != start->entry;
    });
    std::stable_partition(start, end, [](const Program& each) { return !each.when.empty(); });
    start = end;
  }
}

}  // namespace

void compile_catalogue(const std::vector<SourceFile>& files, Compilation& result,
                       Problems& problems) {
  Fragments fragments;
  for (const auto& file : files) {
    if (kind_of(file) != "fragment") continue;
    const YamlReading reading(file, problems);
    const auto name = reading.text(file.document.root(), "fragment");
    if (!fragments[file.entry].emplace(name, &file).second) {
      reading.problem(file.document.root(),
                      fmt::format("the fragment '{}' stands in two files", name));
    }
  }
  Structures structures;
  for (const auto& file : files) {
    const auto kind = kind_of(file);
    if (kind == "document" || kind == "register") {
      if (auto program = compile_mapping(file, fragments, result.names, problems)) {
        result.programs.push_back(std::move(*program));
      }
    } else if (kind == "refusals") {
      auto refusals = compile_refusals(file, result.names, problems);
      std::move(refusals.begin(), refusals.end(), std::back_inserter(result.refusals));
    } else if (kind == "envelope") {
      if (auto envelope = compile_envelope(file, result.names, problems)) {
        result.envelopes.push_back(std::move(*envelope));
      }
    } else if (kind == "groups") {
      if (auto structure = compile_structure(file, problems))
        structures.emplace_back(&file, std::move(*structure));
    } else if (kind == "segments") {
      compile_layouts(file, result.layouts, problems);
    } else if (kind != "fragment") {
      problems.add(file, file.document.root(),
                   fmt::format("the first key says what a file is: {}; not '{}'", kKinds, kind));
    }
  }
  order_programs(result.programs);
  result.roots = RootIndex(result.programs, result.refusals);
  // Last: groups are named as the paths of the mappings name them.
  compile_groups(structures, result, problems);
}

}  // namespace procured::mapping
