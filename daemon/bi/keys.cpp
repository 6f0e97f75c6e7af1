#include "bi/keys.h"

#include "core/text.h"

namespace procured::bi {

std::string document_key(const v1::Identity& identity) {
  return core::join_key({identity.buyer_id(), v1::DocumentKind_Name(identity.kind()),
                         identity.seller_id(), identity.document_number(),
                         std::to_string(identity.issue_year())});
}

std::string subject_key(const v1::Subject& subject) {
  switch (subject.kind()) {
    case v1::Subject::AGREEMENT_LOT:
      return core::join_key({"agreement_lot", subject.buyer_id(),
                             subject.agreement_lot().agreement_id(),
                             subject.agreement_lot().lot_id()});
    case v1::Subject::CATEGORY_WINDOW:
      return core::join_key({"category_window", subject.buyer_id(), subject.category()});
    case v1::Subject::ORDER_CASE:
      return "order_case|" + document_key(subject.document());
    default:
      return "document|" + document_key(subject.document());
  }
}

}  // namespace procured::bi
