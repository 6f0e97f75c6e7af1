#pragma once

#include "core/decimal.h"
#include "procured/v1/document.pb.h"

namespace procured::mapping {

/// How many decimals the amounts of a document have: those of its currency; two of a currency with
/// more where its amounts have no more, which is what EN 16931 allows (BR-DEC-01 and following).
int amount_decimals(const v1::DocumentContent& content);

/// How far apart amounts may be that rounding alone sets apart: two of the smallest amount that
/// they are written in (0.02 NOK, 2 JPY), and half of it for each amount that a sum is made of.
/// @source Peppol BIS Billing 3, PEPPOL-EN16931-R120
core::Decimal rounding_slack(int decimals, int addends = 0);

}  // namespace procured::mapping
