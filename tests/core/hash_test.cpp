// Goal: content hashes are SHA-256.
// Method: the test vector of FIPS 180-4.
#include "core/hash.h"

#include <gtest/gtest.h>

namespace procured::core {
namespace {

TEST(HashTest, MatchesTheStandardsVector) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_prefix("abc"), 0xba7816bf8f01cfeaULL);
}

}  // namespace
}  // namespace procured::core
