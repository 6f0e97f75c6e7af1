// Goal: the cleaning agreement's prices stand in price catalogues, and what must not count beside
// them does. Method: catalogues and registers of a small world, against prices worked out by hand.
#include "simulate/catalogues.h"

#include <gtest/gtest.h>

#include "simulate/registers.h"
#include "simulate/ubl.h"

namespace procured::simulate {
namespace {

class CataloguesTest : public testing::Test {
 protected:
  static World make() {
    Options options;
    options.buyers = 1;
    options.months = 6;
    return build_world(options);
  }
  World world_ = make();
  std::vector<Catalogue> catalogues_ = make_catalogues(world_, world_.buyers.front());

  const Catalogue::Line* line(std::size_t catalogue, std::string_view good) const {
    for (const auto& line : catalogues_.at(catalogue).lines)
      if (line.item->good->name == good) return &line;
    return nullptr;
  }
};

TEST_F(CataloguesTest, PricesAreTheAgreedOnes) {
  // Oppvaskmiddel: 44.90 × 0.90 = 40.41; 3 % more after the change: 41.62.
  ASSERT_EQ(catalogues_.size(), 3U);
  const auto* before = line(0, "Oppvaskmiddel konsentrat");
  ASSERT_NE(before, nullptr);
  EXPECT_EQ(before->price_e4, 404'100);
  EXPECT_EQ(before->from_quantity, 1);
  EXPECT_EQ(line(1, "Oppvaskmiddel konsentrat")->price_e4, 416'200);
  EXPECT_EQ(catalogues_[1].valid_from, world_.middle);
  EXPECT_EQ(line(1, "Håndsåpe 500 ml"), nullptr) << "its price stays";
}

TEST_F(CataloguesTest, ARegisterRowStandsBesideAnOutdatedPrice) {
  // Grønnsåpe: 148.00 × 0.90 = 133.20 agreed; the catalogue says half.
  EXPECT_EQ(line(0, "Grønnsåpe 5 l")->price_e4, 666'000);
  const auto items = registers(world_)["agreement_items.csv"];
  EXPECT_NE(items.find("Grønnsåpe 5 l,,EA,133.20,"), std::string::npos);
  EXPECT_EQ(items.find("SELLER," + line(0, "Oppvaskmiddel konsentrat")->item->seller_id + ","),
            std::string::npos);
}

TEST_F(CataloguesTest, OffersWithoutAContractAreCheaper) {
  EXPECT_EQ(catalogues_[0].contract, "R-9001-40");
  EXPECT_EQ(catalogues_[2].contract, "");
  EXPECT_EQ(line(2, "Oppvaskmiddel konsentrat")->price_e4, 224'500);
}

TEST_F(CataloguesTest, APriceForLargeQuantitiesSaysFromWhichOn) {
  const auto xml = ubl_catalogue(catalogues_[0]);
  const auto volume = xml.find("<cbc:MinimumQuantity unitCode=\"LTR\">500</cbc:MinimumQuantity>");
  ASSERT_NE(volume, std::string::npos);
  // Half of 40.41, in whole ten-thousandths.
  EXPECT_NE(xml.find("<cbc:PriceAmount currencyID=\"NOK\">20.205</cbc:PriceAmount>", volume),
            std::string::npos);
  EXPECT_NE(xml.find("<cbc:ID>R-9001-40</cbc:ID>"), std::string::npos);
}

}  // namespace
}  // namespace procured::simulate
