// Goal: an administrator sees what files fill, what they hold besides, and what was refused; of
// persons nothing but how often.
// Method: three orders written by hand, their counts read off by hand.
#include "connectors/tools/profile.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/small_catalogue.h"

namespace procured::tools {
namespace {

using nlohmann::json;

json find(const json& list, const std::string& key, const std::string& value) {
  for (const auto& item : list) {
    if (item.at(key) == value) return item;
  }
  ADD_FAILURE() << "there is no " << key << " " << value << " in " << list.dump();
  return {{"count", -1}};
}

class ProfileTest : public testing::Test {
 protected:
  ProfileTest() {
    small_.write("erp/order.yaml", testing_support::kOrderMapping);
    const auto catalogue = small_.load();
    if (!catalogue) return;
    profile_.add_file(*catalogue, {}, "a.json",
                      R"({"no": "1", "day": "01.02.2026", "clerk": "Kari Nordmann", "extra": "x",
                          "rows": [{"pos": 1, "unit": "STK"}, {"pos": 2, "odd": {"deep": 7}}]})");
    profile_.add_file(*catalogue, {}, "b.json",
                      R"({"no": "2", "day": "01.12.2026", "extra": "y", "rows": {"pos": 1}})");
    profile_.add_file(*catalogue, {}, "c.json", R"({"no": "3", "day": "32.01.2026"})");
    json_ = json::parse(profile_.to_json());
  }

  testing_support::SmallCatalogue small_;
  Profile profile_{*core::Date::parse("2026-03-01")};
  json json_;
};

TEST_F(ProfileTest, FieldsAreCountedWithinWhatTheyBelongTo) {
  EXPECT_EQ(json_["files"], 3);
  EXPECT_EQ(json_["documents"], 2);
  EXPECT_EQ(find(json_["fields"], "field", "id")["of"], 2);
  const auto unit = find(json_["fields"], "field", "lines.unit_code");
  EXPECT_EQ(unit["count"], 1);
  EXPECT_EQ(unit["of"], 3) << "lines, not documents";
  EXPECT_EQ(unit["most_frequent"][0]["value"], "EA");
}

TEST_F(ProfileTest, DatesHaveARangeAndOddities) {
  const auto date = find(json_["fields"], "field", "issue_date");
  EXPECT_EQ(date["least"], "2026-02-01");
  EXPECT_EQ(date["greatest"], "2026-12-01");
  EXPECT_EQ(date["odd"][0]["what"], "in the future");
}

TEST_F(ProfileTest, NoValueOfAPersonIsShown) {
  const auto name = find(json_["fields"], "field", "persons.seller_contact.name");
  EXPECT_EQ(name["count"], 1);
  EXPECT_EQ(name["of_person"], true);
  EXPECT_EQ(profile_.to_json().find("Nordmann"), std::string::npos);
  EXPECT_EQ(profile_.to_text(Palette(false)).find("Nordmann"), std::string::npos);
}

TEST_F(ProfileTest, UnmappedPathsAreCountedWithoutTheirIndices) {
  EXPECT_EQ(find(json_["unmapped"], "path", "/json/extra")["count"], 2);
  const auto deep = find(json_["unmapped"], "path", "/json/rows/odd/deep");
  EXPECT_EQ(deep["example"], "7");
  EXPECT_EQ(deep["file"], "a.json");
}

TEST_F(ProfileTest, DeadLettersStandByReason) {
  const auto letter = find(json_["dead_letters"], "reason", "invalid_date");
  EXPECT_EQ(letter["count"], 1);
  EXPECT_EQ(letter["file"], "c.json");
}

TEST_F(ProfileTest, WhatIsMappedAndNeverFilledIsListed) {
  const auto& never = json_["never_filled"];
  EXPECT_NE(std::find(never.begin(), never.end(), "lines.price_amount"), never.end());
  EXPECT_EQ(std::find(never.begin(), never.end(), "lines.id"), never.end());
}

TEST_F(ProfileTest, TheTableForPeopleSaysTheSame) {
  const auto text = profile_.to_text(Palette(false));
  EXPECT_NE(text.find("3 files, 2 documents or rows"), std::string::npos);
  EXPECT_NE(text.find(" 33.3 %"), std::string::npos);
  EXPECT_NE(text.find("odd: in the future: 1, such as '2026-12-01'"), std::string::npos);
}

TEST(WithoutIndicesTest, PathsAndColumns) {
  EXPECT_EQ(without_indices("/Invoice/cac:InvoiceLine[2]/cbc:ID[1]"),
            "/Invoice/cac:InvoiceLine/cbc:ID");
  EXPECT_EQ(without_indices("row 12, column price"), "column price");
}

}  // namespace
}  // namespace procured::tools
