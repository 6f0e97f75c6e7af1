// Goal: an invoice says what its document says, with right totals.
// Method: one invoice with a charge, an allowance and two VAT rates; the amounts by hand.
#include <gtest/gtest.h>

#include "simulate/ubl.h"

namespace procured::simulate {
namespace {

class UblBillingTest : public testing::Test {
 protected:
  UblBillingTest() {
    buyer_.id = "0192:300000002";
    buyer_.number = "300000002";
    buyer_.name = "Orrebrekke kommune";
    buyer_.code = "9001";
    seller_.id = "0192:300000029";
    seller_.number = "300000029";
    seller_.name = "Fagertun Bakeri AS";
    document_.number = "42";
    document_.issued = date_of(2026, 3, 10);
    document_.buyer = &buyer_;
    document_.seller = &seller_;
    document_.person = "Kari Granmo";
    document_.buyer_reference = "9001-110";
    document_.charge = 4'950;
    document_.allowance = 1'000;
    document_.lines.resize(2);
    auto& bread = document_.lines[0];
    bread.name = "Brød & rundstykker";
    bread.unit = "EA";
    bread.quantity_e3 = 2'500;
    bread.price_e4 = 195'000;
    bread.base_quantity = 12;
    bread.net = 406;  // 2.5 × 19.50 / 12 = 4.0625
    bread.vat_percent = 15;
    bread.gtin = "2900000000124";
    auto& paper = document_.lines[1];
    paper.unit = "EA";
    paper.quantity_e3 = 1'000;
    paper.price_e4 = 100'000;
    paper.net = 1'000;
  }

  bool has(const std::string& text) const {
    return ubl_billing(document_).find(text) != std::string::npos;
  }

  BuyerWorld buyer_;
  Supplier seller_;
  Document document_;
};

TEST_F(UblBillingTest, TotalsAreWorkedOutByHand) {
  // Lines 14.06; less 10.00 plus 49.50 = 53.56. VAT 15 %: 4.06 + 39.50 = 43.56 → 6.534; 25 %: 10.00
  // → 2.50.
  EXPECT_TRUE(has("<cbc:LineExtensionAmount currencyID=\"NOK\">14.06</cbc:LineExtensionAmount>"));
  EXPECT_TRUE(has("<cbc:TaxExclusiveAmount currencyID=\"NOK\">53.56</cbc:TaxExclusiveAmount>"));
  EXPECT_TRUE(has("<cbc:TaxableAmount currencyID=\"NOK\">43.56</cbc:TaxableAmount>"));
  EXPECT_TRUE(has("<cbc:TaxAmount currencyID=\"NOK\">6.53</cbc:TaxAmount>"));
  EXPECT_TRUE(has("<cbc:TaxAmount currencyID=\"NOK\">9.03</cbc:TaxAmount>"));
  EXPECT_TRUE(has("<cbc:PayableAmount currencyID=\"NOK\">62.59</cbc:PayableAmount>"));
}

TEST_F(UblBillingTest, LinesCarryQuantityPriceAndNumbers) {
  EXPECT_TRUE(has("<cbc:InvoicedQuantity unitCode=\"EA\">2.5</cbc:InvoicedQuantity>"));
  EXPECT_TRUE(has("<cbc:PriceAmount currencyID=\"NOK\">19.50</cbc:PriceAmount>"));
  EXPECT_TRUE(has("<cbc:BaseQuantity unitCode=\"EA\">12</cbc:BaseQuantity>"));
  EXPECT_TRUE(has("<cbc:ID schemeID=\"0160\">2900000000124</cbc:ID>"));
  EXPECT_TRUE(has("<cbc:Name>Brød &amp; rundstykker</cbc:Name>"));
}

TEST_F(UblBillingTest, ACreditNoteHasItsOwnRootTypeAndQuantities) {
  document_.kind = Kind::kCreditNote;
  document_.credited_invoice = "41";
  document_.credited_on = date_of(2026, 3, 1);
  EXPECT_TRUE(
      has("<CreditNote xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2\""));
  EXPECT_TRUE(has("<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"));
  EXPECT_TRUE(has("<cbc:CreditedQuantity unitCode=\"EA\">2.5</cbc:CreditedQuantity>"));
  EXPECT_TRUE(has("<cbc:ID>41</cbc:ID>"));
  EXPECT_FALSE(has("DueDate"));
}

TEST_F(UblBillingTest, ACurrencyWithoutDecimalsHasNone) {
  document_.currency = {"ISK", 0};
  EXPECT_TRUE(has("<cbc:LineExtensionAmount currencyID=\"ISK\">406</cbc:LineExtensionAmount>"));
}

}  // namespace
}  // namespace procured::simulate
