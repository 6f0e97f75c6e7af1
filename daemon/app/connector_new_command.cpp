#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <memory>

#include "app/connector_setting.h"
#include "app/connector_subcommands.h"
#include "app/exit_codes.h"
#include "connectors/mapping/default_catalogue.h"
#include "connectors/tools/entry_folders.h"
#include "connectors/tools/proposal.h"

namespace procured::app {
namespace {

namespace fs = std::filesystem;

struct NewArguments {
  ConnectorArguments common;
  std::string name;
  std::string out;
};

bool is_entry_name(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::optional<std::vector<tools::SampleFile>> read_samples(const std::vector<std::string>& files) {
  std::vector<tools::SampleFile> samples;
  for (const auto& file : files) {
    auto bytes = read_input(file);
    if (!bytes) return std::nullopt;
    samples.push_back({fs::path(file).filename().string(), std::move(*bytes)});
  }
  return samples;
}

/// Writes the folder; false, and says so, when that cannot be.
bool write(const fs::path& folder, const tools::Proposal& proposal) {
  for (const auto& [name, content] : proposal.files) {
    const auto path = folder / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    std::ofstream stream(path, std::ios::binary);
    stream << content;
    stream.close();
    if (error || !stream) {
      fmt::print(stderr, "{}: cannot be written\n", path.string());
      return false;
    }
  }
  return true;
}

int propose(const NewArguments& arguments) {
  if (!is_entry_name(arguments.name))
    return fail("--name: an entry's name is of a to z, 0 to 9 and _", kExitUsage);
  const auto setting = setting_of(arguments.common);
  if (!setting) return kExitConfig;
  const auto catalogue = load_catalogue(setting->folders);
  if (!catalogue) return kExitConfig;
  const auto samples = read_samples(arguments.common.files);
  if (!samples) return kExitNoInput;
  const auto folder = fs::path(arguments.out) / arguments.name;
  std::error_code ignored;
  if (fs::exists(folder, ignored))
    return fail(fmt::format("{}: is there already", folder.string()), kExitCannotCreate);
  const auto proposal = tools::propose(*catalogue, setting->decoding, arguments.name, *samples);
  if (!proposal) return fail(proposal.error().detail, kExitAmiss);
  if (!write(folder, proposal.value())) return kExitCannotCreate;
  // What is proposed must load.
  const auto folders = tools::with_bases(folder.string(), mapping::default_catalogue_folder());
  if (!load_catalogue(folders)) return kExitSoftware;
  const auto& extends = proposal.value().extends;
  fmt::print("{}: {}; {} leaves to decide about\nNext:\n", folder.string(),
             extends.empty() ? fmt::format("{} fields proposed", proposal.value().fields)
                             : fmt::format("extends {}", extends),
             proposal.value().open);
  const auto from = extends.empty() ? "" : fmt::format(" --catalogue {}", folders.back());
  fmt::print("  procured connector lint {} --notes\n", folder.string());
  fmt::print("  procured connector try --catalogue {}{} {}\n", folder.string(), from,
             (folder / "samples" / samples->front().name).string());
  return 0;
}

}  // namespace

void add_connector_new_command(CLI::App& connector, int& exit_code) {
  auto arguments = std::make_shared<NewArguments>();
  auto* command = connector.add_subcommand(
      "new", "Propose an entry for sample files: a mapping, a README to fill in, the samples");
  command->add_option("FILE", arguments->common.files, "Samples of one kind of document")
      ->required();
  command->add_option("--name", arguments->name, "Name of the entry, such as erp")->required();
  command->add_option("--out", arguments->out, "Folder of entries that the new one is put into")
      ->required();
  add_connector_option(*command, arguments->common);
  add_catalogue_options(*command, arguments->common);
  command->footer(
      "Where the catalogue reads the samples already (EDIFACT, X12, IDoc, UBL, …) the new entry "
      "extends that entry and lists what it\n"
      "leaves unmapped. Of other XML, JSON and CSV it proposes how the documents are recognised, "
      "which "
      "group the lines are, and which\n"
      "leaves are which fields: by names that EN 16931, UBL and systems use in English, German "
      "and the Nordic languages; by what\n"
      "the values look like (dates, currencies, GTINs); by quantity × price = amount. Each guess "
      "has a comment that says what it\n"
      "rests on; what is not recognised is listed to decide. Check all of it: it is a "
      "beginning.\n\n"
      "Examples:\n"
      "  procured connector new export.json --name erp --out our-catalogue\n"
      "  procured connector lint our-catalogue/erp --notes\n"
      "  procured connector try --catalogue our-catalogue export.json\n"
      "  procured connector try --catalogue our-catalogue export.json --explain 'lines[1]'\n"
      "  procured connector new orders/*.edi --name edifact_ours --out our-catalogue\n");
  command->callback([arguments, &exit_code] { exit_code = propose(*arguments); });
}

}  // namespace procured::app
