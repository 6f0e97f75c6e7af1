#pragma once

#include "simulate/document.h"
#include "simulate/random.h"

namespace procured::simulate {

/// What the lines of one document have in common before they are made.
struct LineContext {
  const Offer* offer = nullptr;
  core::Date decided_on;
  Currency currency;
  /// The document's contract reference names the offer's second agreement.
  bool contract_names_other = false;
  /// The document's (or its order's) contract reference names the seller's own agreement.
  bool contract_names_own = false;
  /// Bread from the wholesaler: covered by two agreements, of which the seller's counts.
  const std::vector<Item>* also_sold = nullptr;
};

/// One more line with one of the things that are planted; everything but place, account and order
/// line is set.
Line make_line(const LineContext& context, Random& random);

}  // namespace procured::simulate
