// Goal: keys are those of the wire contracts, and different things never share one.
// Method: subjects of each kind, parts with separators in them.
#include "bi/keys.h"

#include <gtest/gtest.h>

namespace procured::bi {
namespace {

v1::Identity identity() {
  v1::Identity identity;
  identity.set_buyer_id("0192:987654325");
  identity.set_kind(v1::CREDIT_NOTE);
  identity.set_seller_id("0192:976390512");
  identity.set_document_number("A|1");
  identity.set_issue_year(2026);
  return identity;
}

TEST(KeysTest, ADocumentIsNamedByItsIdentity) {
  EXPECT_EQ(document_key(identity()), "0192:987654325|CREDIT_NOTE|0192:976390512|A\\|1|2026");
}

TEST(KeysTest, EachKindOfSubjectHasItsOwnKey) {
  v1::Subject subject;
  subject.set_kind(v1::Subject::DOCUMENT);
  subject.set_buyer_id("b");
  *subject.mutable_document() = identity();
  EXPECT_EQ(subject_key(subject), "document|" + document_key(identity()));
  subject.set_kind(v1::Subject::ORDER_CASE);
  EXPECT_EQ(subject_key(subject), "order_case|" + document_key(identity()));
  subject.set_kind(v1::Subject::AGREEMENT_LOT);
  subject.mutable_agreement_lot()->set_agreement_id("A");
  EXPECT_EQ(subject_key(subject), "agreement_lot|b|A|");
  subject.set_kind(v1::Subject::CATEGORY_WINDOW);
  subject.set_category("5018");
  EXPECT_EQ(subject_key(subject), "category_window|b|5018");
}

}  // namespace
}  // namespace procured::bi
