#pragma once

#include <string>
#include <string_view>

namespace procured::model {

/// The canonical id of a party, "scheme:value" with an ISO 6523 scheme (definitions §1).
///
/// A Norwegian organisation number is "0192:" and its nine digits however it is written: with
/// scheme 0192, NO:ORGNR or 9908, as NO…MVA, with blanks, or bare (nine digits that pass modulus
/// 11). Thirteen bare digits that pass modulus 10 are a GLN ("0088:"). Anything else is its stated
/// scheme, or none, and the trimmed text; of scheme "name" as name_party_id says. A scheme written
/// into the text ("0192:987654325") counts as stated. Empty text gives an empty id.
/// @source Brønnøysundregistrene, modulus 11; GS1 General Specifications §7.9; ISO/IEC 6523
std::string canonical_party_id(std::string_view text, std::string_view scheme = {});

/// "name:" and the name in upper case with single blanks within: what identifies a party in sources
/// that know nothing else of it, such as published ledgers. Empty for an empty name.
std::string name_party_id(std::string_view name);

/// True when the text by itself says that it is a party: an organisation number, a GLN,
/// "dddd:…" or "name:…".
bool reads_as_party_id(std::string_view text);

/// Nine digits with a valid check digit (weights 3 2 7 6 5 4 3 2).
bool is_organisation_number(std::string_view digits);

/// Digits whose last is the GS1 check digit (modulus 10, weights 3 and 1 from the right).
bool passes_gs1_check(std::string_view digits);

/// A GTIN of 8, 12 or 13 digits padded to 14 with zeros; anything else trimmed and unchanged.
std::string padded_gtin(std::string_view text);

}  // namespace procured::model
