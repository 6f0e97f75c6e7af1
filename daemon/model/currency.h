#pragma once

#include <string_view>

namespace procured::model {

/// Decimals of a currency's minor unit: 2 for NOK, 0 for JPY, 3 for KWD.
/// @source ISO 4217, list one
int minor_unit(std::string_view currency_code);

}  // namespace procured::model
