// Goal: one party has one id however it is written.
// Method: definitions of the public registers; check digits calculated by hand.
#include "model/party_id.h"

#include <gtest/gtest.h>

namespace procured::model {
namespace {

// 987654325: 9·3+8·2+7·7+6·6+5·5+4·4+3·3+2·2 = 182; 182 mod 11 = 6; 11 − 6 = 5.
TEST(PartyIdTest, OrganisationNumbersBecomeOneFormHoweverWritten) {
  for (const auto* text :
       {"987654325", "987 654 325", "NO987654325MVA", "NO 987 654 325 MVA", "987654325MVA",
        "0192:987654325", " 987654325 ", "9908:NO987654325MVA", "NO:ORGNR:987654325"}) {
    EXPECT_EQ(canonical_party_id(text), "0192:987654325") << text;
  }
  EXPECT_EQ(canonical_party_id("987654325", "0192"), "0192:987654325");
  EXPECT_EQ(canonical_party_id("NO987654325MVA", "NO:VAT"), "0192:987654325");
  EXPECT_EQ(canonical_party_id("NO987654325MVA", "9908"), "0192:987654325");
  EXPECT_EQ(canonical_party_id("987654325", "NO:ORGNR"), "0192:987654325");
}

TEST(PartyIdTest, BareDigitsNeedTheirCheckDigit) {
  EXPECT_EQ(canonical_party_id("987654321"), "987654321");
  EXPECT_EQ(canonical_party_id("7080000000005"), "0088:7080000000005");
  EXPECT_EQ(canonical_party_id("7080000000006"), "7080000000006");
}

TEST(PartyIdTest, ANameIsFoldedSoThatSpellingsMeet) {
  EXPECT_EQ(name_party_id(" Bl\xC3\xA5"
                          "b\xC3\xA6r \t\xC2\xA0 AS"),
            "name:BL\xC3\x85"
            "B\xC3\x86R AS");
  EXPECT_EQ(name_party_id(" \xC2\xA0 "), "");
  EXPECT_EQ(canonical_party_id("name:axle  and sons"), "name:AXLE AND SONS");
  EXPECT_EQ(canonical_party_id("Axle", "name"), "name:AXLE");
  EXPECT_EQ(canonical_party_id("names: a list"), "names: a list");
}

TEST(PartyIdTest, AnythingElseIsItsStatedSchemeAndTrimmedText) {
  EXPECT_EQ(canonical_party_id(" 5567321707 ", "0007"), "0007:5567321707");
  EXPECT_EQ(canonical_party_id("SUP 1"), "SUP 1");
  EXPECT_EQ(canonical_party_id("NO9311867455MVA", "9908"), "9908:NO9311867455MVA");
  EXPECT_EQ(canonical_party_id("DE123456789"), "DE123456789");
  EXPECT_EQ(canonical_party_id("  "), "");
  EXPECT_EQ(canonical_party_id("0088:7080000000005", "0088"), "0088:7080000000005");
}

TEST(PartyIdTest, KnowsWhatReadsAsAParty) {
  EXPECT_TRUE(reads_as_party_id("987654325"));
  EXPECT_TRUE(reads_as_party_id("7080000000005"));
  EXPECT_TRUE(reads_as_party_id("0007:5567321707"));
  EXPECT_FALSE(reads_as_party_id("school-1"));
  EXPECT_FALSE(reads_as_party_id("987654321"));
}

TEST(PartyIdTest, GtinsArePaddedToFourteen) {
  EXPECT_EQ(padded_gtin("5411361097908"), "05411361097908");
  EXPECT_EQ(padded_gtin("73513537"), "00000073513537");
  EXPECT_EQ(padded_gtin("05411361097908"), "05411361097908");
  EXPECT_EQ(padded_gtin(" AB-1 "), "AB-1");
}

}  // namespace
}  // namespace procured::model
