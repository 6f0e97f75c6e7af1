// Goal: numbers and parties are written in the forms that are meant.
// Method: text by example.
#include <gtest/gtest.h>

#include "simulate/ubl.h"

namespace procured::simulate {
namespace {

TEST(FixedTest, CutsZerosDownToWhatIsKept) {
  EXPECT_EQ(fixed(195'000, 4, 2), "19.50");
  EXPECT_EQ(fixed(195'001, 4, 2), "19.5001");
  EXPECT_EQ(fixed(12'000, 3, 0), "12");
  EXPECT_EQ(fixed(-500, 3, 0), "-0.5");
  EXPECT_EQ(fixed(0, 2, 2), "0.00");
}

TEST(MoneyTest, HasTheDecimalsOfItsCurrency) {
  EXPECT_EQ(money(-1'050, {"NOK", 2}), "-10.50");
  EXPECT_EQ(money(1'050, {"ISK", 0}), "1050");
}

class PartyTest : public testing::Test {
 protected:
  std::string seller(PartyForm form, bool in_order = false) {
    supplier_.number = "300000029";
    supplier_.name = "Fagertun Bakeri AS";
    supplier_.form = form;
    document_.buyer = &buyer_;
    buyer_.number = "300000002";
    buyer_.name = "Orrebrekke kommune";
    buyer_.gln = "2900000000124";
    XmlWriter xml;
    write_party(xml, document_, {&supplier_, supplier_.number, "Kari Granmo", in_order});
    return xml.take();
  }
  std::string buyer() {
    seller(PartyForm::kBare);
    XmlWriter xml;
    write_party(xml, document_, {nullptr, buyer_.number, "Kari Granmo", false});
    return xml.take();
  }

  BuyerWorld buyer_;
  Supplier supplier_;
  Document document_;
};

TEST_F(PartyTest, TheLegalNumberComesInFourForms) {
  EXPECT_NE(seller(PartyForm::kWithScheme).find("<cbc:CompanyID schemeID=\"0192\">300000029<"),
            std::string::npos);
  EXPECT_NE(seller(PartyForm::kBare).find("<cbc:CompanyID>300000029<"), std::string::npos);
  EXPECT_NE(seller(PartyForm::kWithBlanks).find("<cbc:CompanyID>300 000 029<"), std::string::npos);
  const auto vat_only = seller(PartyForm::kVatOnly);
  EXPECT_EQ(vat_only.find("<cbc:CompanyID>300"), std::string::npos);
  EXPECT_NE(vat_only.find("<cbc:CompanyID>NO300000029MVA<"), std::string::npos);
}

TEST_F(PartyTest, AnOrderNamesItsSellerByNumberAndWithoutTaxRegistration) {
  const auto party = seller(PartyForm::kVatOnly, true);
  EXPECT_NE(party.find("<cbc:CompanyID schemeID=\"0192\">300000029<"), std::string::npos);
  EXPECT_EQ(party.find("PartyTaxScheme"), std::string::npos);
}

TEST_F(PartyTest, ABuyerNamedByItsEndpointHasNoOtherNumber) {
  document_.buyer_by_endpoint = true;
  const auto party = buyer();
  EXPECT_NE(party.find("<cbc:EndpointID schemeID=\"0088\">2900000000124<"), std::string::npos);
  EXPECT_EQ(party.find("300000002"), std::string::npos);
}

}  // namespace
}  // namespace procured::simulate
