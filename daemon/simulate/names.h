#pragma once

#include <cstddef>
#include <string>

#include "simulate/random.h"

namespace procured::simulate {

constexpr std::size_t kMunicipalityNamesMax = 1000;

/// The name of the n-th municipality without the word "kommune": made up, and different for every n
/// below kMunicipalityNamesMax.
std::string municipality_name(std::size_t n);

/// A made-up first part of a place or company name: "Fagertun". Different for every n below 48.
std::string place_name(std::size_t n);

/// A made-up person for contact fields.
std::string person_name(Random& random);

/// "Kari Granmo" → "kari.granmo@<domain>", with Norwegian letters written plainly.
std::string mail_address(const std::string& name, const std::string& domain);

/// Lower case letters and digits only: a name as part of a domain. Norwegian letters become a and
/// o.
std::string plain(const std::string& name);

}  // namespace procured::simulate
