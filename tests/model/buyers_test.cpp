// Goal: which buyer an identifier means is decided by configuration alone.
// Method: one configured buyer with several identifiers, and parties that are not listed.
#include "model/buyers.h"

#include <gtest/gtest.h>

namespace procured::model {
namespace {

BuyerDirectory directory() {
  Buyer buyer;
  buyer.id = "987 654 325";
  buyer.identifiers = {"7080000000005", "COMPANY-1"};
  return BuyerDirectory({buyer});
}

TEST(BuyersTest, ABuyersIdentifiersLeadToItsIdHoweverTheyAreWritten) {
  for (const auto* text : {"987654325", "NO987654325MVA", "0192:987654325", "7080000000005",
                           "0088:7080000000005", " COMPANY-1 "}) {
    EXPECT_EQ(directory().resolve(text), "0192:987654325") << text;
    EXPECT_TRUE(directory().is_configured(text)) << text;
  }
  EXPECT_EQ(directory().resolve("7080000000005", "0088"), "0192:987654325");
}

TEST(BuyersTest, APartyThatIsNotListedIsABuyerOfItsOwnUnderItsCanonicalId) {
  EXPECT_EQ(directory().resolve("COMPANY-2"), "COMPANY-2");
  EXPECT_EQ(directory().resolve("5567321707", "0007"), "0007:5567321707");
  EXPECT_FALSE(directory().is_configured("COMPANY-2"));
  EXPECT_EQ(directory().resolve(" "), "");
}

TEST(BuyersTest, TheContentHashIsThatOfTheListNotOfItsSpelling) {
  Buyer same;
  same.id = "NO987654325MVA";
  same.identifiers = {"COMPANY-1", "0088:7080000000005"};
  EXPECT_EQ(BuyerDirectory({same}).content_hash(), directory().content_hash());
  same.identifiers.pop_back();
  EXPECT_NE(BuyerDirectory({same}).content_hash(), directory().content_hash());
}

}  // namespace
}  // namespace procured::model
