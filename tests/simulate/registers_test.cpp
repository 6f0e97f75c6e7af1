// Goal: the registers have the columns of the plain registers, and say what the world says.
// Method: headers word for word; single rows of a small world.
#include "simulate/registers.h"

#include <gtest/gtest.h>

namespace procured::simulate {
namespace {

class RegistersTest : public testing::Test {
 protected:
  static World make() {
    Options options;
    options.buyers = 2;
    options.months = 6;
    return build_world(options);
  }
  World world_ = make();
  std::map<std::string, std::string> files_ = registers(world_);

  std::string header(const std::string& name) const {
    return files_.at(name).substr(0, files_.at(name).find('\n'));
  }
};

TEST_F(RegistersTest, HeadersAreThoseOfThePlainRegisters) {
  EXPECT_EQ(header("agreements.csv"),
            "buyer_id,agreement_id,lot_id,title,supplier_id,supplier_name,rank,category_scheme,"
            "categories,valid_from,"
            "valid_to,option_to,option_exercised_on,ceiling,currency,e_commerce,channels,fees_"
            "allowed,saving_rate,"
            "saving_base,participants,clauses,owner_unit");
  EXPECT_EQ(header("agreement_items.csv"),
            "buyer_id,agreement_id,lot_id,item_scheme,item_id,name,category,unit,price,base_"
            "quantity,currency,"
            "baseline_price,labels,valid_from,valid_to,supplier_id,participants");
  EXPECT_EQ(header("units.csv"),
            "buyer_id,unit_id,name,parent_id,kind,headcount,references,valid_from,valid_to");
  EXPECT_EQ(header("suppliers.csv"),
            "supplier_id,name,other_ids,bank_accounts,default_category_scheme,default_category,"
            "valid_from,valid_to");
  EXPECT_EQ(header("benefit_plan.csv"),
            "buyer_id,initiative_id,title,agreement_id,category,unit_id,year,amount,currency,kind");
}

TEST_F(RegistersTest, TheBakeryAgreementSaves36PercentOfTheOffPrice) {
  EXPECT_NE(files_["agreements.csv"].find(",NOK,yes,CATALOGUE|PUNCHOUT,FC,0.36,OFF_PRICE,"),
            std::string::npos);
}

TEST_F(RegistersTest, ACorrectionStandsBelowWhatItCorrects) {
  // Rugbrød: 42.20 × 0.64 = 27.00 agreed; first entered as twice that.
  const auto& items = files_["agreement_items.csv"];
  const auto wrong = items.find("\"Rugbrød, skivet 500 g\",,EA,54.00,");
  const auto right = items.find("\"Rugbrød, skivet 500 g\",,EA,27.00,");
  ASSERT_NE(wrong, std::string::npos);
  ASSERT_NE(right, std::string::npos);
  EXPECT_LT(wrong, right);
}

TEST_F(RegistersTest, CellsWithACommaAreQuoted) {
  EXPECT_NE(files_["agreement_items.csv"].find("\"Kopipapir A4 80 g, 500 ark\""),
            std::string::npos);
}

TEST_F(RegistersTest, TheConfigurationNamesEveryBuyer) {
  const auto text = configuration(world_);
  for (const auto& buyer : world_.buyers) {
    EXPECT_NE(text.find("- id: \"" + buyer.id + "\""), std::string::npos);
    EXPECT_NE(text.find("\"0088:" + buyer.gln + "\""), std::string::npos);
  }
  EXPECT_NE(text.find("path: documents"), std::string::npos);
}

}  // namespace
}  // namespace procured::simulate
