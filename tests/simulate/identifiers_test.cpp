// Goal: made-up numbers pass the checks of real ones, and no number comes twice.
// Method: check digits worked out by hand, and the product's own reader of party ids as an
// independent check.
#include "simulate/identifiers.h"

#include <gtest/gtest.h>

#include <set>

#include "model/party_id.h"

namespace procured::simulate {
namespace {

TEST(OrganisationNumberTest, TheFirstIsWorkedOutByHand) {
  // 3·3 = 9, 9 mod 11 = 9, 11 - 9 = 2
  EXPECT_EQ(organisation_number(0), "300000002");
}

TEST(OrganisationNumberTest, WithoutCheckDigitTheNextCounterIsTaken) {
  // 30000006: 3·3 + 6·2 = 21, 21 mod 11 = 10, check digit 1. 30000012: 9 + 1·3 + 2·2 = 16, rest 5,
  // check digit 6.
  EXPECT_EQ(organisation_number(3), "300000061");
  EXPECT_EQ(organisation_number(6), "300000126");
  // 30000040: 9 + 4·3 = 21 → 1.  30000018: 9 + 3 + 16 = 28, rest 6 → 5.  30000002: 9 + 4 = 13, rest
  // 2 → 9.
  EXPECT_EQ(organisation_number(20), "300000401");
  EXPECT_EQ(organisation_number(9), "300000185");
  EXPECT_EQ(organisation_number(1), "300000029");
  // 30000012 … 30000024: 9 + 2·3 + 4·2 = 23, rest 1: no check digit. 30000025: 25, rest 3 → 8.
  EXPECT_EQ(organisation_number(12), "300000258");
}

TEST(OrganisationNumberTest, AllPassModulus11AndDiffer) {
  std::set<std::string> seen;
  for (std::uint32_t n = 0; n < 20'000; ++n) {
    const auto number = organisation_number(n * 7);
    ASSERT_TRUE(model::is_organisation_number(number)) << number;
    ASSERT_TRUE(seen.insert(number).second) << number;
  }
}

TEST(Gs1NumberTest, TheCheckDigitIsWorkedOutByHand) {
  // 290000000012: 2·1 + 9·3 + … + 1·1 + 2·3 = 36, check digit 4.
  EXPECT_EQ(gs1_number(12), "2900000000124");
  EXPECT_TRUE(model::passes_gs1_check(gs1_number(9'000'000'123ULL)));
}

TEST(AccountNumberTest, HasElevenDigitsOfABankThatDoesNotExist) {
  // 0000000000: sum 0, check digit 0.
  EXPECT_EQ(account_number(0), "00000000000");
  // 0000000010: 1·3 = 3, check digit 8.
  EXPECT_EQ(account_number(5), "00000000108");
}

TEST(PaymentReferenceTest, EndsInTheLuhnDigit) {
  // The well-known example of Luhn's method: 7992739871 has check digit 3.
  EXPECT_EQ(payment_reference("7992739871"), "79927398713");
}

}  // namespace
}  // namespace procured::simulate
