#pragma once

#include <map>
#include <string>

#include "simulate/world.h"

namespace procured::simulate {

/// The registers of all buyers as CSV (comma, decimal point, UTF-8, several values separated by
/// '|'), by file name.
std::map<std::string, std::string> registers(const World& world);

/// The configuration that names the buyers and the folder of documents.
std::string configuration(const World& world);

}  // namespace procured::simulate
