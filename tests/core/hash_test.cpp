// Goal: content hashes are SHA-256, signatures HMAC-SHA-256, and secrets equal only themselves.
// Method: the test vectors of FIPS 180-4 and RFC 4231 §4.3.
#include "core/hash.h"

#include <gtest/gtest.h>

namespace procured::core {
namespace {

TEST(HashTest, MatchesTheStandardsVector) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_prefix("abc"), 0xba7816bf8f01cfeaULL);
}

TEST(HashTest, CodesOfMessagesMatchTheStandardsVector) {
  EXPECT_EQ(hmac_sha256("Jefe", "what do ya want for nothing?"),
            std::string("\x5b\xdc\xc1\x46\xbf\x60\x75\x4e\x6a\x04\x24\x26\x08\x95\x75\xc7"
                        "\x5a\x00\x3f\x08\x9d\x27\x39\x83\x9d\xec\x58\xb9\x64\xec\x38\x43",
                        32));
}

TEST(HashTest, ASecretEqualsOnlyItself) {
  EXPECT_TRUE(equals_secret("open sesame", "open sesame"));
  for (const auto* sent : {"", "open", "open sesamf", "open sesame ", "Open sesame"})
    EXPECT_FALSE(equals_secret(sent, "open sesame")) << sent;
}

TEST(HashTest, OfPartsIsThatOfTheWhole) {
  Sha256 small;
  for (const auto* part : {"a", "", "b", "c"}) small.add(part);
  EXPECT_EQ(small.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // FIPS 180-4's long vector: a million times "a".
  Sha256 large;
  for (int i = 0; i < 10'000; ++i) large.add(std::string(100, 'a'));
  EXPECT_EQ(large.hex(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  Sha256 uneven;
  std::string many(1, 'a');
  for (; many.size() < 500'000; many += many) uneven.add(many);
  uneven.add(std::string(1'000'001 - many.size(), 'a'));
  EXPECT_EQ(uneven.hex(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  for (auto* again : {&small, &large, &uneven}) {
    again->add("abc");
    EXPECT_EQ(again->hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}

}  // namespace
}  // namespace procured::core
