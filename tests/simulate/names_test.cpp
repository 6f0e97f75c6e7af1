// Goal: names are made up, different, and usable in addresses.
// Method: all municipality names in a set; Norwegian letters by example.
#include "simulate/names.h"

#include <gtest/gtest.h>

#include <set>

namespace procured::simulate {
namespace {

TEST(MunicipalityNameTest, NoNameComesTwice) {
  std::set<std::string> seen;
  for (std::size_t n = 0; n < kMunicipalityNamesMax; ++n) {
    EXPECT_TRUE(seen.insert(municipality_name(n)).second) << municipality_name(n);
  }
}

TEST(PlaceNameTest, NoNameComesTwiceAmong48) {
  std::set<std::string> seen;
  for (std::size_t n = 0; n < 48; ++n) EXPECT_TRUE(seen.insert(place_name(n)).second);
}

TEST(MailAddressTest, NorwegianLettersArePlain) {
  EXPECT_EQ(mail_address("Sølvi Åkerholt", "kvern.example"), "solvi.akerholt@kvern.example");
}

TEST(PlainTest, KeepsLettersAndDigitsOnly) { EXPECT_EQ(plain("Klær & Vern 2 AS"), "klarvern2as"); }

}  // namespace
}  // namespace procured::simulate
