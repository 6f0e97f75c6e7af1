// Goal: an order says by its lines which channel it came through.
// Method: text by example.
#include <gtest/gtest.h>

#include "simulate/ubl.h"

namespace procured::simulate {
namespace {

TEST(UblOrderTest, CatalogueLinesHaveTheSellersNumberAndFreeTextLinesHaveNone) {
  BuyerWorld buyer;
  buyer.number = "300000002";
  buyer.name = "Orrebrekke kommune";
  Supplier seller;
  seller.number = "300000029";
  Document document;
  document.buyer = &buyer;
  document.seller = &seller;
  document.person = "Kari Granmo";
  Order order;
  order.number = "B9001-00001";
  order.issued = date_of(2026, 2, 27);
  order.contract = "R-9001-10";
  order.lines = {{"Grovbrød", "B1-100", "EA", 12'000, 245'100, 1, 15},
                 {"Kake til møte", "", "EA", 1'000, 0, 1, 15}};
  const auto xml = ubl_order(document, order);
  const auto split = xml.find("Kake til møte");
  ASSERT_NE(split, std::string::npos);
  EXPECT_NE(xml.substr(0, split).find("<cbc:ID>B1-100</cbc:ID>"), std::string::npos);
  EXPECT_EQ(xml.substr(split).find("SellersItemIdentification"), std::string::npos);
  EXPECT_EQ(xml.substr(split).find("PriceAmount"), std::string::npos);
  EXPECT_NE(xml.find("<cbc:StartDate>2026-02-28</cbc:StartDate>"), std::string::npos);
  EXPECT_NE(xml.find("<cac:Contract>\n    <cbc:ID>R-9001-10</cbc:ID>"), std::string::npos);
}

}  // namespace
}  // namespace procured::simulate
