// Goal: what is configured for a connector is what its documents are read with.
// Method: a configuration built by hand.
#include "normalise/profile.h"

#include <gtest/gtest.h>

namespace procured::normalise {
namespace {

TEST(ProfileTest, EachConnectorHasItsProfile) {
  auto config = config::default_config();
  config::ConnectorConfig erp;
  erp.entries = {"ubl"};
  erp.precedence = 9;
  erp.default_currency = "NOK";
  erp.default_buyer = "958 935 420";
  erp.default_seller = "shop:17";
  erp.decimal_point = ",";
  erp.delimiters = ";";
  erp.declared_channel = "PUNCHOUT";
  config.connectors["erp"] = erp;
  const auto profiles = profiles_of(config);
  ASSERT_EQ(profiles.size(), 2U);
  const auto& profile = profiles.at("erp");
  EXPECT_EQ(profile.decoding.name, "erp");
  EXPECT_EQ(profile.decoding.entries, std::vector<std::string>{"ubl"});
  EXPECT_EQ(profile.decoding.default_currency, "NOK");
  EXPECT_EQ(profile.decoding.default_buyer, "0192:958935420");
  EXPECT_EQ(profile.decoding.default_seller, "shop:17");
  EXPECT_EQ(profile.decoding.decimal_point, ',');
  EXPECT_EQ(profile.decoding.delimiters, ";");
  EXPECT_EQ(profile.precedence, 9U);
  EXPECT_EQ(profile.declared_channel, v1::PUNCHOUT);
  EXPECT_EQ(profiles.at("files").declared_channel, v1::CHANNEL_UNSPECIFIED);
}

}  // namespace
}  // namespace procured::normalise
