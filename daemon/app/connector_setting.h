#pragma once

#include <CLI/App.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "connectors/mapping/catalogue.h"
#include "connectors/tools/palette.h"

namespace procured::app {

/// What the `procured connector` commands exit with when they ran and something is amiss.
inline constexpr int kExitAmiss = 1;

/// What every `procured connector` command takes.
struct ConnectorArguments {
  std::vector<std::string> files;
  std::vector<std::string> folders;  ///< Catalogues; empty: as configured.
  std::string config;
  std::string connector;
  std::string format = "text";
};

/// The catalogue and settings that the arguments and the configuration name.
struct ConnectorSetting {
  std::vector<std::string> folders;
  mapping::ConnectorSettings decoding;
};

/// Adds --catalogue and --config.
void add_catalogue_options(CLI::App& command, ConnectorArguments& arguments);
/// Adds --connector.
void add_connector_option(CLI::App& command, ConnectorArguments& arguments);
/// Adds --format with the formats that there are.
void add_format_option(CLI::App& command, ConnectorArguments& arguments,
                       const std::vector<std::string>& formats);

/// Says what is wrong with the configuration. @return nullopt then: exit with kExitConfig.
std::optional<ConnectorSetting> setting_of(const ConnectorArguments& arguments);
/// Says what is wrong with the catalogue. @return nullopt then: exit with kExitConfig.
std::optional<mapping::Catalogue> load_catalogue(const std::vector<std::string>& folders);

/// Says so when the file cannot be read. @return nullopt then: exit with kExitNoInput.
std::optional<std::string> read_input(const std::filesystem::path& file);
/// The files that are named, and those below the folders that are, sorted. Says so when one does
/// not exist. @return nullopt then: exit with kExitNoInput.
std::optional<std::vector<std::filesystem::path>> input_files(
    const std::vector<std::string>& paths);

int fail(const std::string& detail, int code);
/// Colour where a person reads at a terminal and NO_COLOR is not set (no-color.org).
tools::Palette palette_for_stdout();

}  // namespace procured::app
