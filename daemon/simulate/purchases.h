#pragma once

#include <functional>

#include "simulate/document.h"

namespace procured::simulate {

/// Where the purchases of a municipality go, in the order in which they are made up.
struct PurchaseSink {
  std::function<void(const Document& context, const Order&)> order;
  std::function<void(const Document&)> document;
  /// The document once more under another name: a second sighting, nothing new.
  std::function<void(const Document&)> copy;
};

/// Makes up exactly options.documents orders, invoices, credit notes and copies of one buyer.
void make_purchases(const World& world, const BuyerWorld& buyer, const PurchaseSink& sink);

}  // namespace procured::simulate
