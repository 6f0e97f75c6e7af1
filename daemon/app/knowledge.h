#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/exit_codes.h"
#include "config/config.h"
#include "core/result.h"
#include "evaluate/evaluation.h"

namespace procured::app {

/// Reads a configuration file, or the defaults without one; prints every problem.
/// @return nullopt when there is one: the caller exits with kExitConfig.
std::optional<config::Config> read_config(const std::string& path);

/// The connector catalogue, the buyers and the connectors' settings of a configuration.
core::Result<evaluate::Connectors> read_connectors(const config::Config& config);

}  // namespace procured::app
