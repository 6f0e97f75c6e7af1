#pragma once

#include <optional>
#include <string>

#include "core/decimal.h"
#include "procured/v1/document.pb.h"

namespace procured::mapping {

/// Whether quantity × price ÷ base quantity, with the line's charges and without its allowances, is
/// the line's net amount, `slack` apart at most. What was compared, for a person, when it is not;
/// nullopt when it is, and when a part is not stated or quantity and price are in units that cannot
/// be compared. An absent base quantity is 1. @source Peppol BIS Billing 3, PEPPOL-EN16931-R120
std::optional<std::string> line_contradiction(const v1::Line& line, const core::Decimal& slack);

}  // namespace procured::mapping
