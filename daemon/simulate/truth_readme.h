#pragma once

#include <string_view>

namespace procured::simulate {

constexpr std::string_view kTruthReadme = R"(# What was planted

`procured simulate` knows what it put into these documents, because it chose it. Nothing here was
worked out by the rules or measures of the daemon. Decimals are plain strings ("19.5"), amounts
carry their sign (credit notes negative), in the document's currency and without VAT.

- `findings.jsonl`: one line for each planted finding whose outcome is not NOT_APPLICABLE, sorted by
  buyer, kind, document number, seller, line and rule. `line` counts from 1; 0 is the document.
  `seller_id` is the seller as the document states it. `amount` is the missed saving of
  `agreement_bypassed`, what can be claimed back of `price_above_agreement`, and the exposed amount
  of `order_missing`; absent where there is none or it cannot be known.
- `amounts.json`: the KPI cells that must come out, by buyer, KPI, unit (as matched, no roll-up),
  month and currency.

What to look for: bread is 36 % cheaper on the bakery agreement, but about half of the units do not
know it. They buy at another bakery until their training, and most follow the agreement within three
months after it. The cleaning agreement's prices come in price catalogues; beside them stand prices
that must not count: out of date, for large quantities, or outside of the agreement.
)";

}  // namespace procured::simulate
