#pragma once

#include <optional>
#include <string_view>

#include "core/rational.h"

namespace procured::model {

/// How many `to` are in one `from`, exactly; nullopt when they cannot be compared (definitions §3,
/// "Same unit of measure"): the same code, both "piece", or one dimension with an exact factor.
/// @source UN/ECE Recommendations 20 and 21
std::optional<core::Rational> unit_factor(std::string_view from, std::string_view to);

}  // namespace procured::model
