#pragma once

#include <optional>

#include "judge/orders.h"
#include "judge/sightings.h"
#include "model/purchase.h"
#include "refdata/books.h"
#include "state/reader.h"

namespace procured::judge {

/// A document as it counts, with what its figures rest on. @thread the worker that owns the
/// partition.
struct Attributed {
  model::Purchase purchase;
  std::optional<KnownOrder> order;
};

/// Merges nothing and judges nothing: gives a merged document its dates, amounts, order, unit,
/// category, channel and agreement per line (definitions §2–§4). A pure function of the document,
/// its order and the books.
Attributed attribute(const Merged& merged, const state::Reader& state, DocumentDesk& desk,
                     const refdata::Books& books, const refdata::SharedBooks& shared);

/// A line's GTIN padded to 14 digits; empty when it has none.
std::string gtin_of(const v1::Line& line);

}  // namespace procured::judge
