#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "procured/v1/document.pb.h"

namespace procured::mapping {

/// An equation between the totals of a document that does not hold.
struct TotalContradiction {
  std::string_view code;
  std::string_view field;  ///< Of MonetaryTotals: what the equation gives.
  std::string detail;      ///< What was compared, for a person.
};

/// The equations of a document's totals that do not hold, in the standard's order. `decimals`: of
/// its amounts. @source EN 16931 BR-CO-10 to BR-CO-16
std::vector<TotalContradiction> total_contradictions(const v1::DocumentContent& content,
                                                     int decimals);

}  // namespace procured::mapping
