#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "model/purchase.h"
#include "procured/v1/document.pb.h"

namespace procured::judge {

/// The amount of each line as it counts: stated line net plus its share of the document's charges
/// minus allowances, signed by the kind (definitions §2). @unit the document's currency
std::vector<core::Decimal> line_amounts(const v1::DocumentContent& content);

/// `sum` spread over lines by the absolute `weights` (all zero: equally): each share's absolute
/// value cut to `scale` decimals, leftover units to the largest remainders, ties to the earlier
/// line. The shares add up exactly.
std::vector<core::Decimal> allocated(const core::Decimal& sum,
                                     const std::vector<core::Decimal>& weights, int scale);

/// The sum of line_amounts in canonical form; empty when the document states no amounts.
std::string stated_total(const v1::DocumentContent& content);

/// −1 for a credit note, else 1: never by type and sign both.
int sign_of(v1::DocumentKind kind);

/// Invoice, credit note, order, or one of those that are judged by nothing.
model::Kind kind_of(v1::DocumentKind kind);
bool is_spend(v1::DocumentKind kind);

/// A reference without blanks around it; empty for none, and for "NA" in any case.
std::string_view real_reference(std::string_view reference);

}  // namespace procured::judge
