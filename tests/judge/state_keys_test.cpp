// Goal: keys of the state round-trip, and a prefix never reaches into another buyer.
// Method: parts that hold separators and each other's beginnings.
#include "judge/state_keys.h"

#include <gtest/gtest.h>

namespace procured::judge {
namespace {

v1::Identity identity(const char* buyer, const char* number) {
  v1::Identity result;
  result.set_buyer_id(buyer);
  result.set_kind(v1::CREDIT_NOTE);
  result.set_seller_id("0192:987654325");
  result.set_document_number(number);
  result.set_issue_year(2026);
  return result;
}

TEST(StateKeysTest, AnIdentityKeyNamesBuyerKindSellerNumberAndYear) {
  EXPECT_EQ(identity_key(identity("B1", "F-7")), "B1|CREDIT_NOTE|0192:987654325|F-7|2026");
}

TEST(StateKeysTest, TheIdentityBehindAKeyIsTheSame) {
  for (const auto* number : {"7", "a|b", "a\\", "|", "æ/ø å"}) {
    const auto original = identity("B|1", number);
    EXPECT_EQ(identity_of_key(identity_key(original)).SerializeAsString(),
              original.SerializeAsString())
        << number;
  }
}

TEST(StateKeysTest, APrefixNeverReachesIntoAnotherBuyerOrNumber) {
  const auto own = document_key(identity_key(identity("B1", "7")));
  EXPECT_TRUE(own.starts_with(documents_prefix("B1")));
  for (const auto* other : {"B", "B11", "B1|X"}) {
    EXPECT_FALSE(
        document_key(identity_key(identity(other, "7"))).starts_with(documents_prefix("B1")))
        << other;
  }
  EXPECT_FALSE(invoice_index_prefix("B1", "7|8").starts_with(invoice_index_prefix("B1", "7")));
  EXPECT_FALSE(reference_prefix("B11").starts_with(reference_prefix("B1")));
  EXPECT_FALSE(lot_key("B11", "A", "L").starts_with(lots_prefix("B1")));
  EXPECT_FALSE(reference_prefix("B1").starts_with(reference_prefix("")));
}

TEST(StateKeysTest, RoomsOfTheStateDoNotOverlap) {
  const std::vector<std::string> keys = {documents_prefix("B"),
                                         order_index_key("B", "7"),
                                         invoice_index_prefix("B", "7"),
                                         reference_prefix("B"),
                                         cell_key("B"),
                                         lot_key("B", "A", ""),
                                         sweep_key(kDocumentsPrefix),
                                         std::string(kVersionKey)};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (std::size_t j = 0; j < keys.size(); ++j) {
      EXPECT_TRUE(i == j || !keys[i].starts_with(keys[j])) << keys[i] << " and " << keys[j];
    }
  }
}

}  // namespace
}  // namespace procured::judge
