#pragma once

#include <set>
#include <string>

#include "core/result.h"
#include "model/buyers.h"
#include "procured/v1/reference.pb.h"

namespace procured::normalise {

/// Completes a register's row: ids canonical, buyers resolved through configuration, participants
/// told apart, GTINs padded, a withdrawal cut down to its key, and the register key (definitions
/// §1) set.
/// @errors kBadDocument missing_buyer, missing_seller, missing_id; place is the column
core::Result<void> complete_row(v1::ReferenceRecord& record, const model::BuyerDirectory& buyers);

/// The buyers that a row goes to: its owner and those among its participants. Empty: every
/// partition.
std::set<std::string> buyers_named(const v1::ReferenceRecord& record);

/// The name of the content's kind as it starts a register key: "agreement", "agreement_item",
/// "unit", …
std::string kind_word(const v1::ReferenceRecord& record);

}  // namespace procured::normalise
