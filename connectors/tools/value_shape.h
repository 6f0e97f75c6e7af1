#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace procured::tools {

/// What the values of one path look like.
struct ValueShape {
  std::string date_form;           ///< As mappings write it; empty: no dates.
  bool date_is_ambiguous = false;  ///< Day and month could be the other way round.
  char decimal_mark = '\0';        ///< Of decimals that have one: '.' or ','.
  bool is_number = false;
  bool is_currency = false;  ///< Codes of ISO 4217.
  bool is_gtin = false;      ///< GS1's check digit is right. @source GS1 General Specifications 7.9
  bool is_norwegian_id = false;  ///< Nine digits whose check digit is right. @source brreg.no
  bool has_negatives = false;
};

/// All values must agree; no values have no shape.
ValueShape shape_of_values(const std::vector<std::string>& values);

}  // namespace procured::tools
