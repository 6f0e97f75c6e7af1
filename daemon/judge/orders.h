#pragma once

#include <memory>
#include <optional>
#include <string>

#include "judge/document_desk.h"
#include "judge/sightings.h"
#include "model/purchase.h"
#include "refdata/suppliers.h"
#include "state/reader.h"

namespace procured::judge {

/// The order that a document is known to belong to, borrowed from the desk.
struct KnownOrder {
  std::string identity;  ///< Key of its fact.
  std::unique_ptr<Merged> merged;
  core::Date issue_date;
};

/// The order of the same buyer and seller with the number of the order reference: of several, the
/// latest issued on or before the document's issue date, else the earliest after it; of equals the
/// bytewise smaller identity (definitions §3). nullopt when no such order is known.
std::optional<KnownOrder> find_order(const model::Purchase& purchase, const state::Reader& state,
                                     DocumentDesk& desk, const refdata::SupplierBook& suppliers);

/// The channel of a line of an order: what its connector declares, else by how the item was chosen.
model::Channel order_line_channel(const Merged& order, const v1::Line& line);

/// The channel of an invoice line whose order is known.
model::Channel channel_through(const Merged& order, const v1::Line& invoice_line);

}  // namespace procured::judge
