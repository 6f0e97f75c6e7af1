#pragma once

#include "model/purchase.h"
#include "refdata/books.h"

namespace procured::judge {

/// Fills in which agreement covers a line and counts, whether it was bought on it, and its
/// e-commerce potential (definitions §4). Needs the line's unit, categories and item ids.
void attribute_coverage(const model::Purchase& purchase, model::PurchaseLine& line,
                        const refdata::Books& books, const refdata::SharedBooks& shared);

/// What a covered line that was bought elsewhere would have cost less on the agreement (definitions
/// §5); nullopt: undetermined. @unit the document's currency, rounded to its minor unit
std::optional<core::Decimal> missed_saving(const model::Purchase& purchase,
                                           const model::PurchaseLine& line,
                                           const refdata::Books& books,
                                           const refdata::SharedBooks& shared);

}  // namespace procured::judge
