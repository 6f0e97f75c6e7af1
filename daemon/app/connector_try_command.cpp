#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "app/connector_setting.h"
#include "app/connector_subcommands.h"
#include "app/exit_codes.h"
#include "connectors/mapping/decoding_json.h"
#include "connectors/tools/explanation.h"

namespace procured::app {
namespace {

/// Data-quality findings of its documents, by code.
std::map<std::string, std::size_t> findings_of(const mapping::Decoding& decoding) {
  std::map<std::string, std::size_t> findings;
  for (const auto& part : decoding.parts) {
    const auto* document = std::get_if<mapping::DecodedDocument>(&part.outcome);
    if (document == nullptr) continue;
    for (const auto& noted : document->content.data_quality()) ++findings[noted.code()];
  }
  return findings;
}

/// Prints what became of one file; true when nothing in it was refused.
bool print_decoding(const std::string& file, const mapping::Decoding& decoding) {
  fmt::print("{}", mapping::to_json(decoding));
  std::size_t refused = 0;
  for (const auto& part : decoding.parts)
    refused += std::holds_alternative<core::Error>(part.outcome);
  fmt::print(stderr, "{}: {} of {} read by '{}'; leaves: {} mapped, {} ignored, {} unmapped\n",
             file, decoding.parts.size() - refused, decoding.parts.size(), decoding.entry,
             decoding.mapped, decoding.ignored, decoding.unmapped.size());
  for (const auto& [code, number] : findings_of(decoding))
    fmt::print(stderr, "{}: data quality: {} {}\n", file, number, code);
  if (decoding.passed_over > 0)
    fmt::print(stderr, "{}: {} other records passed over\n", file, decoding.passed_over);
  return refused == 0;
}

/// Prints how a field got its value; true when it has one somewhere in the file.
bool print_explanation(const tools::Explanation& explanation, const ConnectorArguments& arguments) {
  if (arguments.format == "json") {
    fmt::print("{}", tools::to_json(explanation));
  } else {
    fmt::print("{}", tools::to_text(explanation, palette_for_stdout()));
  }
  for (const auto& document : explanation.documents) {
    for (const auto& field : document.fields) {
      if (!field.values.empty()) return true;
    }
  }
  return false;
}

int try_files(const ConnectorArguments& arguments, const std::string& field) {
  std::optional<tools::FieldSelector> selector;
  if (!field.empty()) {
    auto parsed = tools::FieldSelector::parse(field);
    if (!parsed) return fail(fmt::format("--explain: {}", parsed.error().detail), kExitUsage);
    selector = std::move(parsed).value();
  }
  const auto setting = setting_of(arguments);
  if (!setting) return kExitConfig;
  const auto catalogue = load_catalogue(setting->folders);
  if (!catalogue) return kExitConfig;
  bool good = true;
  for (const auto& file : arguments.files) {
    const auto bytes = read_input(file);
    if (!bytes) return kExitNoInput;
    const auto& decoding = setting->decoding;
    if (selector) {
      if (arguments.files.size() > 1 && arguments.format == "text") fmt::print("{}:\n", file);
      good &= print_explanation(tools::explain(*catalogue, *bytes, decoding, *selector), arguments);
    } else {
      good &= print_decoding(file, catalogue->decode_whole(*bytes, decoding, true));
    }
  }
  return good ? 0 : kExitAmiss;
}

}  // namespace

void add_connector_try_command(CLI::App& connector, int& exit_code) {
  auto arguments = std::make_shared<ConnectorArguments>();
  auto field = std::make_shared<std::string>();
  auto* command =
      connector.add_subcommand("try", "Decode files and show what becomes of every leaf");
  command->add_option("FILE", arguments->files, "Documents or registers")->required();
  command->add_option("--explain", *field,
                      "Show instead how this field got its value, such as seller.legal_id or "
                      "lines[2].price_amount");
  add_connector_option(*command, *arguments);
  add_catalogue_options(*command, *arguments);
  add_format_option(*command, *arguments, {"text", "json"});
  command->footer(
      "Prints the normalised document or rows as JSON, and the coverage: leaves (element texts, "
      "attributes, cells) that are\n"
      "mapped, ignored with a reason, or unmapped, each unmapped one with its place. Exit 1 when "
      "something was refused.\n\n"
      "With --explain: every path of the mapping that may give the field a value, with the "
      "mapping's file:line:column; what\n"
      "stands there in the file; the steps from that text to the value (pattern, table, date "
      "format, sign, default); and of\n"
      "the paths that gave nothing, why. A message (seller, lines[2]) shows all of its fields; an "
      "index counts from 1. Exit 1\n"
      "when the field has no value anywhere in the file.\n\n"
      "Examples:\n"
      "  procured connector try invoice.xml\n"
      "  procured connector try --config site.yaml --connector registers agreements.csv\n"
      "  procured connector try invoice.xml --explain seller.legal_id     where the number comes "
      "from\n"
      "  procured connector try invoice.xml --explain 'lines[2]'          everything in line 2\n"
      "  procured connector try invoice.xml --explain lines.price_amount  the price of every "
      "line\n"
      "  procured connector try invoice.xml --explain persons.seller_contact --format json\n");
  command->callback([arguments, field, &exit_code] { exit_code = try_files(*arguments, *field); });
}

}  // namespace procured::app
