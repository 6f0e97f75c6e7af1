#pragma once

#include <string>

#include "core/result.h"
#include "model/buyers.h"
#include "procured/v1/document.pb.h"

namespace procured::normalise {

/// The canonical id of a party as its document states it: legal id, else VAT id, else endpoint,
/// else the first party identification that says something (definitions §1). Empty when it states
/// none.
std::string stated_id(const v1::Party& party);

/// Who bought what from whom under which number. A LEDGER_ENTRY's seller may be identified by its
/// name alone (model::name_party_id), so that its registered `other_ids` can lead to it. The buyer
/// is resolved through configuration; the seller stays as stated. @errors kBadDocument
/// missing_buyer, missing_seller, missing_id, missing_issue_date, kind_not_supported
core::Result<v1::Identity> identity_of(const v1::DocumentContent& content,
                                       const model::BuyerDirectory& buyers);

}  // namespace procured::normalise
