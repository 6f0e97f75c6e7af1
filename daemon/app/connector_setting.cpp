#include "app/connector_setting.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "app/knowledge.h"
#include "connectors/mapping/default_catalogue.h"
#include "normalise/profile.h"

namespace procured::app {

namespace fs = std::filesystem;

void add_catalogue_options(CLI::App& command, ConnectorArguments& arguments) {
  command
      .add_option(
          "--catalogue", arguments.folders,
          "Folder of catalogue entries instead of the configured or built-in one; may be repeated")
      ->allow_extra_args(false)
      ->check(CLI::ExistingDirectory);
  command.add_option("--config", arguments.config, "Configuration; defaults without one");
}

void add_connector_option(CLI::App& command, ConnectorArguments& arguments) {
  command.add_option("--connector", arguments.connector,
                     "Connector of the configuration whose settings apply; its first without");
}

void add_format_option(CLI::App& command, ConnectorArguments& arguments,
                       const std::vector<std::string>& formats) {
  command.add_option("--format", arguments.format, "text for people, the others for machines")
      ->check(CLI::IsMember(formats));
}

std::optional<ConnectorSetting> setting_of(const ConnectorArguments& arguments) {
  const auto config = read_config(arguments.config);
  if (!config) return std::nullopt;
  ConnectorSetting setting;
  setting.folders = arguments.folders.empty()
                        ? mapping::with_default_catalogue(config->catalogue_dirs)
                        : arguments.folders;
  const auto profiles = normalise::profiles_of(*config);
  const auto profile =
      arguments.connector.empty() ? profiles.begin() : profiles.find(arguments.connector);
  if (profile != profiles.end()) {
    setting.decoding = profile->second.decoding;
  } else if (!arguments.connector.empty()) {
    fmt::print(stderr, "the configuration has no connector '{}'\n", arguments.connector);
    return std::nullopt;
  }
  return setting;
}

std::optional<mapping::Catalogue> load_catalogue(const std::vector<std::string>& folders) {
  auto catalogue = mapping::Catalogue::load(folders);
  if (catalogue) return std::move(catalogue).value();
  fmt::print(stderr, "{}\n", catalogue.error().detail);
  return std::nullopt;
}

std::optional<std::string> read_input(const fs::path& file) {
  std::error_code ignored;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || !fs::is_regular_file(file, ignored)) {
    fmt::print(stderr, "{}: is no file that can be read\n", file.string());
    return std::nullopt;
  }
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return std::move(bytes).str();
}

std::optional<std::vector<fs::path>> input_files(const std::vector<std::string>& paths) {
  std::vector<fs::path> files;
  for (const auto& path : paths) {
    std::error_code error;
    if (!fs::exists(path, error)) {
      fmt::print(stderr, "{}: there is no such file or folder\n", path);
      return std::nullopt;
    }
    if (!fs::is_directory(path, error)) {
      files.emplace_back(path);
      continue;
    }
    for (fs::recursive_directory_iterator it(path, error), end; !error && it != end;
         it.increment(error)) {
      if (it->is_regular_file(error)) files.push_back(it->path());
    }
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

int fail(const std::string& detail, int code) {
  fmt::print(stderr, "{}\n", detail);
  return code;
}

tools::Palette palette_for_stdout() {
  const char* no_colour = std::getenv("NO_COLOR");
  const bool refused = no_colour != nullptr && *no_colour != '\0';
  return tools::Palette(!refused && isatty(fileno(stdout)) != 0);
}

}  // namespace procured::app
