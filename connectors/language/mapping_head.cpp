#include "connectors/language/mapping_head.h"

#include <fmt/format.h>

#include "connectors/language/compiler.h"
#include "connectors/language/table_profile.h"
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

bool has_recognise_keys(const YamlReading& reading, const config::YamlNode& recognise,
                        const Program& program) {
  if (program.is_register) {
    return reading.map_with(recognise, {"syntax", "doctype", "root", "documents", "position",
                                        "decimal_mark", "when", "unless", "passes_over"});
  }
  return reading.map_with(
      recognise, {"syntax", "doctype", "root", "documents", "position", "decimal_mark", "when",
                  "unless", "passes_over", "columns", "more_columns", "header", "group_by", "head",
                  "encodings", "delimiters", "quote"});
}

/// How a tree is recognised that the file is for.
bool recognise_tree(const YamlReading& reading, const Prefixes& prefixes, Program& program) {
  const auto& root = reading.file().document.root();
  const auto* recognise = root.find("recognise");
  if (recognise == nullptr || !has_recognise_keys(reading, *recognise, program)) {
    reading.problem(root, fmt::format("a {} needs recognise with its root",
                                      program.is_register ? "register" : "document"));
    return false;
  }
  compile_syntaxes(reading, *recognise, program.syntaxes);
  if (!program.is_register) compile_table(reading, *recognise, program);
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

bool head_of_document(const YamlReading& reading, const Prefixes& prefixes, Program& program) {
  return reading.map_with(reading.file().document.root(),
                          {"document", "namespaces", "recognise", "set", "use", "fields", "persons",
                           "ignore", "attributes"}) &&
         recognise_tree(reading, prefixes, program);
}

/// A register whose records stand in a tree.
bool head_of_records(const YamlReading& reading, const Prefixes& prefixes, Program& program) {
  const auto& root = reading.file().document.root();
  if (!reading.map_with(root, {"register", "namespaces", "recognise", "without_records", "records",
                               "ignore", "attributes"}) ||
      !recognise_tree(reading, prefixes, program)) {
    return false;
  }
  if (program.syntaxes.has(Syntax::kEdifact) || program.syntaxes.has(Syntax::kX12) ||
      program.syntaxes.has(Syntax::kTable))
    reading.problem(*root.find("recognise"), "records stand in xml, json or idoc");
  const auto* without = root.find("without_records");
  if (without != nullptr && reading.map_with(*without, {"reason", "detail"})) {
    program.without_records.reason = compile_reason(reading, *without, "reason");
    program.without_records.detail = reading.text(*without, "detail");
  }
  if (program.without_records.reason.empty() || program.without_records.detail.empty()) {
    reading.problem(root,
                    "without_records needs a reason and a detail: what a person is told of a "
                    "document that makes no record");
  }
  return true;
}

bool head_of_table(const YamlReading& reading, Program& program) {
  const auto& root = reading.file().document.root();
  if (!reading.map_with(
          root, {"register", "content", "recognise", "set", "fields", "record", "ignore"})) {
    return false;
  }
  program.row_content = content_field(reading, root);
  if (program.row_content == nullptr) return false;
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

bool is_of_columns(const YamlReading& reading) {
  const auto& root = reading.file().document.root();
  const auto* recognise = root.find("recognise");
  return root.find("content") != nullptr ||
         (recognise != nullptr && recognise->find("columns") != nullptr);
}

}  // namespace

const google::protobuf::FieldDescriptor* content_field(const YamlReading& reading,
                                                       const config::YamlNode& map) {
  const auto content = reading.text(map, "content");
  const auto* field = v1::ReferenceRecord::descriptor()->FindFieldByName(content);
  if (field != nullptr && field->containing_oneof() != nullptr) return field;
  reading.problem(
      map, fmt::format("content must be a record of ReferenceRecord, such as agreement; not '{}'",
                       content));
  return nullptr;
}

bool compile_head(const YamlReading& reading, const Prefixes& prefixes, Program& program) {
  if (!program.is_register) return head_of_document(reading, prefixes, program);
  program.maps_rows = is_of_columns(reading);
  return program.maps_rows ? head_of_table(reading, program)
                           : head_of_records(reading, prefixes, program);
}

}  // namespace procured::mapping
