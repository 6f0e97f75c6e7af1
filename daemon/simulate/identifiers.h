#pragma once

#include <cstdint>
#include <string>

namespace procured::simulate {

/// The n-th synthetic organisation number: nine digits that pass modulus 11. All begin with 3, as
/// the test population of the Norwegian Tax Administration does; no registered organisation has
/// such a number.
/// @source Brønnøysundregistrene, modulus 11 with weights 3 2 7 6 5 4 3 2
std::string organisation_number(std::uint32_t n);

/// Thirteen digits with a GS1 check digit from the range for restricted circulation (prefix 29): no
/// real article or place has such a number. @source GS1 General Specifications §7.9
std::string gs1_number(std::uint64_t n);

/// An account number of eleven digits that passes modulus 11, of a bank that does not exist (0000).
std::string account_number(std::uint32_t n);

/// A customer identification number (KID) for an invoice number of digits: modulus 10 (Luhn).
std::string payment_reference(const std::string& digits);

}  // namespace procured::simulate
