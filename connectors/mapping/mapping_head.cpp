#include "connectors/mapping/mapping_head.h"

#include <fmt/format.h>

#include "connectors/mapping/compiler.h"
#include "connectors/mapping/table_profile.h"
#include "procured/v1/reference.pb.h"

namespace procured::mapping {
namespace {

void compile_syntaxes(const YamlReading& reading, const config::YamlNode& recognise,
                      SyntaxSet& set) {
  const auto* stated = recognise.find("syntax");
  if (stated == nullptr) return set.add(Syntax::kXml);
  for (const auto* name : reading.scalars(*stated)) {
    const auto found = syntaxes().find(name->scalar);
    if (found != syntaxes().end()) {
      set.add(found->second);
      continue;
    }
    std::vector<std::string> known;
    for (const auto& [word, syntax] : syntaxes()) known.push_back(word);
    reading.problem(
        *name, fmt::format("unknown syntax '{}'{}", name->scalar, suggestion(name->scalar, known)));
  }
}

void compile_path(const YamlReading& reading, const config::YamlNode& map, std::string_view key,
                  const Prefixes& prefixes, SimplePath& path) {
  const auto* node = map.find(key);
  if (node == nullptr) return;
  if (const auto compiled = compile_simple_path(reading, *node, prefixes)) path = *compiled;
}

/// Where documents stand below the root; "." is the root itself, as it is without a statement.
void compile_documents(const YamlReading& reading, const config::YamlNode& recognise,
                       const Prefixes& prefixes, Program& program) {
  const auto* stated = recognise.find("documents");
  program.reads_root = stated == nullptr;
  if (stated == nullptr) return;
  for (const auto* node : reading.scalars(*stated)) {
    if (node->scalar == ".") {
      program.reads_root = true;
    } else if (const auto path = compile_simple_path(reading, *node, prefixes)) {
      program.documents.push_back(*path);
    }
  }
}

bool head_of_document(const YamlReading& reading, const Prefixes& prefixes, Program& program) {
  const auto& root = reading.file().document.root();
  if (!reading.map_with(root, {"document", "namespaces", "recognise", "set", "use", "fields",
                               "persons", "ignore", "attributes"})) {
    return false;
  }
  const auto* recognise = root.find("recognise");
  if (recognise == nullptr ||
      !reading.map_with(
          *recognise, {"syntax", "doctype", "root", "documents", "position", "decimal_mark", "when",
                       "unless", "passes_over", "columns", "more_columns", "header", "group_by",
                       "head", "encodings", "delimiters", "quote"})) {
    reading.problem(root, "a document needs recognise with its root");
    return false;
  }
  compile_syntaxes(reading, *recognise, program.syntaxes);
  compile_table(reading, *recognise, program);
  if (const auto doctype = reading.text(*recognise, "doctype"); !doctype.empty()) {
    program.external_doctype = doctype == "external";
    if (!program.external_doctype)
      reading.problem(*recognise->find("doctype"),
                      "doctype is external: one that only names files");
  }
  compile_documents(reading, *recognise, prefixes, program);
  if (const auto* name = recognise->find("root")) {
    const auto compiled = compile_root(reading, *name, prefixes);
    if (!compiled) return false;
    program.root = *compiled;
  } else if (program.syntaxes.has(Syntax::kXml) && program.reads_root) {
    reading.problem(*recognise, "recognise needs root");
    return false;
  }
  compile_path(reading, *recognise, "position", prefixes, program.position);
  if (const auto mark = reading.text(*recognise, "decimal_mark"); !mark.empty()) {
    program.decimal_mark = mark.front();
    if (mark != "," && mark != ".")
      reading.problem(*recognise->find("decimal_mark"), "decimal_mark is , or .");
  }
  program.when = compile_conditions(reading, *recognise, "when", prefixes, false);
  program.passes_over = compile_conditions(reading, *recognise, "passes_over", prefixes, false);
  for (const auto& condition : program.passes_over) {
    if (condition.detail.empty())
      reading.problem(*recognise->find("passes_over"), "what is passed over needs a detail: why");
  }
  program.unless = compile_conditions(reading, *recognise, "unless", prefixes, true);
  return true;
}

bool head_of_register(const YamlReading& reading, Program& program) {
  const auto& root = reading.file().document.root();
  if (!reading.map_with(
          root, {"register", "content", "recognise", "set", "fields", "record", "ignore"})) {
    return false;
  }
  const auto content = reading.text(root, "content");
  program.row_content = v1::ReferenceRecord::descriptor()->FindFieldByName(content);
  if (program.row_content == nullptr || program.row_content->containing_oneof() == nullptr) {
    reading.problem(
        root,
        fmt::format("content must be a record of ReferenceRecord, such as agreement; not '{}'",
                    content));
    return false;
  }
  const auto* recognise = root.find("recognise");
  const auto* columns = recognise == nullptr ? nullptr : recognise->find("columns");
  if (columns == nullptr) {
    reading.problem(root, "a register needs recognise with columns");
    return false;
  }
  reading.map_with(*recognise, {"columns"});
  for (const auto* column : reading.scalars(*columns))
    program.recognised_by.push_back(column->scalar);
  return true;
}

}  // namespace

bool compile_head(const YamlReading& reading, const Prefixes& prefixes, Program& program) {
  return program.is_register ? head_of_register(reading, program)
                             : head_of_document(reading, prefixes, program);
}

}  // namespace procured::mapping
