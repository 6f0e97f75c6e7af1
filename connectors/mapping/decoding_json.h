#pragma once

#include <string>

#include "connectors/mapping/catalogue.h"

namespace procured::mapping {

/// A decoding as indented JSON for people: entry, parts (document and persons, row, or error) and
/// coverage, with every unmapped leaf and its place. Field names are the contract's. Hashes and
/// places of fields are left out.
std::string to_json(const Decoding& decoding);

}  // namespace procured::mapping
