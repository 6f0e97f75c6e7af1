// Goal: a document's buyer, seller, number and year follow definitions §1, party identity.
// Method: organisation numbers with valid check digits, worked out by hand.
#include "normalise/parties.h"

#include <gtest/gtest.h>

namespace procured::normalise {
namespace {

v1::DocumentContent sound() {
  v1::DocumentContent content;
  content.set_kind(v1::INVOICE);
  content.set_id(" F1 ");
  content.set_issue_date("2026-03-01");
  content.set_document_currency_code("NOK");
  content.mutable_seller()->set_legal_id("974760673");
  content.mutable_buyer()->set_legal_id("958 935 420");
  return content;
}

std::string reason_of(const v1::DocumentContent& content) {
  const auto identity = identity_of(content, {});
  return identity.has_error() ? identity.error().code : "none";
}

TEST(PartiesTest, TheLegalIdComesFirstThenVatThenEndpointThenIdentification) {
  v1::Party party;
  EXPECT_EQ(stated_id(party), "");
  auto& blank = *party.add_identifications();
  blank.set_id("  ");
  auto& identification = *party.add_identifications();
  identification.set_id("7080000000008");
  identification.set_scheme("0088");
  EXPECT_EQ(stated_id(party), "0088:7080000000008");
  party.set_endpoint_id("987654325");
  party.set_endpoint_scheme("0192");
  EXPECT_EQ(stated_id(party), "0192:987654325");
  party.set_vat_id("NO974760673MVA");
  EXPECT_EQ(stated_id(party), "0192:974760673");
  party.set_legal_id("958935420");
  party.set_legal_scheme("0192");
  EXPECT_EQ(stated_id(party), "0192:958935420");
}

TEST(PartiesTest, TheIdentityHasBuyerKindSellerNumberAndYear) {
  const auto identity = identity_of(sound(), {});
  ASSERT_TRUE(identity.has_value());
  EXPECT_EQ(identity.value().buyer_id(), "0192:958935420");
  EXPECT_EQ(identity.value().kind(), v1::INVOICE);
  EXPECT_EQ(identity.value().seller_id(), "0192:974760673");
  EXPECT_EQ(identity.value().document_number(), "F1");
  EXPECT_EQ(identity.value().issue_year(), 2026);
}

TEST(PartiesTest, OnlyInvoicesAndCreditNotesNeedACurrency) {
  for (int kind = v1::INVOICE; kind <= v1::LEDGER_ENTRY; ++kind) {
    auto content = sound();
    content.clear_document_currency_code();
    content.set_kind(static_cast<v1::DocumentKind>(kind));
    const bool needed = kind == v1::INVOICE || kind == v1::CREDIT_NOTE;
    EXPECT_EQ(reason_of(content), needed ? "missing_currency" : "none") << kind;
  }
}

TEST(PartiesTest, TheBuyerIsResolvedThroughConfigurationAndTheSellerIsNot) {
  const model::BuyerDirectory buyers(
      {{.id = "958935420", .name = "Oslo", .identifiers = {"974760673"}}});
  auto content = sound();
  content.mutable_buyer()->set_legal_id("974760673");
  const auto identity = identity_of(content, buyers);
  ASSERT_TRUE(identity.has_value());
  EXPECT_EQ(identity.value().buyer_id(), "0192:958935420");
  EXPECT_EQ(identity.value().seller_id(), "0192:974760673");
}

TEST(PartiesTest, AMissingPartNamesItsReason) {
  auto content = sound();
  content.clear_buyer();
  EXPECT_EQ(reason_of(content), "missing_buyer");
  content = sound();
  content.clear_seller();
  EXPECT_EQ(reason_of(content), "missing_seller");
  content = sound();
  content.set_id(" ");
  EXPECT_EQ(reason_of(content), "missing_id");
  content = sound();
  content.clear_issue_date();
  EXPECT_EQ(reason_of(content), "missing_issue_date");
  content = sound();
  content.clear_kind();
  EXPECT_EQ(reason_of(content), "kind_not_supported");
}

TEST(PartiesTest, OnlyALedgerKnowsASellerByItsName) {
  auto content = sound();
  content.clear_seller();
  content.mutable_seller()->set_name(" Axle  and Sons ");
  EXPECT_EQ(reason_of(content), "missing_seller");
  content.set_kind(v1::LEDGER_ENTRY);
  EXPECT_EQ(identity_of(content, {}).value().seller_id(), "name:AXLE AND SONS");
  content.mutable_seller()->set_legal_id("987654325");
  EXPECT_EQ(identity_of(content, {}).value().seller_id(), "0192:987654325");
  content.clear_seller();
  EXPECT_EQ(reason_of(content), "missing_seller");
}

TEST(PartiesTest, OnlyAnOrderMayHaveNoCurrency) {
  auto content = sound();
  content.clear_document_currency_code();
  EXPECT_EQ(reason_of(content), "missing_currency");
  content.set_kind(v1::CREDIT_NOTE);
  EXPECT_EQ(reason_of(content), "missing_currency");
  content.set_kind(v1::ORDER);
  EXPECT_EQ(reason_of(content), "none");
}

}  // namespace
}  // namespace procured::normalise
