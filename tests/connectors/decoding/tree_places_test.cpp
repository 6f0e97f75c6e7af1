// Goal: the place of a single message leads to the element that it was read from, whichever of its
// sources that is. Method: a mapping with two sources of a message, files in which the first, the
// second or neither of them has anything; places counted by hand.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/mapping/catalogue.h"

namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMapping =
    "document: x\n"
    "recognise: {root: D}\n"
    "set: {kind: ORDER}\n"
    "fields:\n"
    "  id: no\n"
    "  seller: [{at: Seller, use: party}, {at: Sender/Party, use: party}]\n"
    "  buyer: {fields: {name: {at: Payer/n, default: $buyer}}, use: {of: party, at: Buyer}}\n"
    "  lines:\n"
    "    each: L\n"
    "    fields:\n"
    "      id: n\n"
    "      period:\n"
    "        - {at: Term, fields: {start_date: from}}\n"
    "        - {at: Delivery/Term, fields: {start_date: from}}\n";

class TreePlacesTest : public testing::Test {
 protected:
  TreePlacesTest()
      : folder_(fs::temp_directory_path() / ("procured-places-" + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "x");
    std::ofstream(folder_ / "x" / "a.yaml") << kMapping;
    std::ofstream(folder_ / "x" / "b.yaml") << "fragment: party\nfields: {endpoint_id: id}\n";
  }
  ~TreePlacesTest() override { fs::remove_all(folder_); }

  DecodedDocument decode(const std::string& bytes) {
    const auto catalogue = Catalogue::load({folder_.string()});
    if (!catalogue) {
      ADD_FAILURE() << catalogue.error().detail;
      return {};
    }
    ConnectorSettings settings;
    settings.default_buyer = "0192:958935420";
    const auto decoding = catalogue.value().decode_whole(bytes, settings);
    const auto* document = std::get_if<DecodedDocument>(&decoding.parts.front().outcome);
    if (document == nullptr) {
      ADD_FAILURE() << std::get<core::Error>(decoding.parts.front().outcome).detail;
      return {};
    }
    return *document;
  }

  template <class Fields>
  static std::string place(const DecodedDocument& document, const Fields& fields, int field) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if (static_cast<int>(fields[i]) == field)
        return document.places.path(static_cast<int>(fields[i + 1]));
    }
    return "none";
  }
  static std::string of_document(const DecodedDocument& document, int field) {
    return place(document, document.places.document_fields(), field);
  }
  static std::string period_of(const DecodedDocument& document, int line) {
    return place(document, document.places.lines(line).fields(), v1::Line::kPeriodFieldNumber);
  }

  fs::path folder_;
};

constexpr int kSeller = v1::DocumentContent::kSellerFieldNumber;
constexpr int kBuyer = v1::DocumentContent::kBuyerFieldNumber;

TEST_F(TreePlacesTest, AMessageHasThePlaceOfTheSourceThatWasRead) {
  const auto first = decode("<D><no>1</no><Seller><id>7</id></Seller></D>");
  EXPECT_EQ(of_document(first, kSeller), "/D/Seller");
  const auto second = decode("<D><no>1</no><Sender><Party><id>7</id></Party></Sender></D>");
  EXPECT_EQ(second.content.seller().endpoint_id(), "7");
  EXPECT_EQ(of_document(second, kSeller), "/D/Sender/Party");
}

TEST_F(TreePlacesTest, AnEmptyElementIsNotThePlaceOfWhatStandsElsewhere) {
  const auto later =
      decode("<D><no>1</no><Seller><id/></Seller><Sender><Party><id>7</id></Party></Sender></D>");
  EXPECT_EQ(of_document(later, kSeller), "/D/Sender/Party");
  const auto earlier = decode(
      "<D><no>1</no><Sender><Party><id>7</id></Party></Sender><Seller><id>8</id></Seller></D>");
  EXPECT_EQ(earlier.content.seller().endpoint_id(), "7");
  EXPECT_EQ(of_document(earlier, kSeller), "/D/Sender/Party");
}

TEST_F(TreePlacesTest, WhatAFragmentReadsBelowHasItsPlaceWhereItIsThere) {
  EXPECT_EQ(of_document(decode("<D><no>1</no><Buyer><id>7</id></Buyer></D>"), kBuyer), "/D/Buyer");
  const auto by_name = decode("<D><no>1</no><Payer><n>B</n></Payer></D>");
  EXPECT_EQ(by_name.content.buyer().name(), "B");
  EXPECT_EQ(of_document(by_name, kBuyer), "none");
}

TEST_F(TreePlacesTest, AMessageThatTheSiteDeclaresHasNoPlaceInTheFile) {
  const auto document = decode("<D><no>1</no></D>");
  EXPECT_EQ(document.content.buyer().name(), "0192:958935420");
  EXPECT_EQ(of_document(document, kBuyer), "none");
  EXPECT_EQ(of_document(document, kSeller), "none");
}

TEST_F(TreePlacesTest, EachLineHasPlacesOfItsOwn) {
  const auto document = decode(
      "<D><no>1</no><L><n>1</n><Term><from>2026-01-01</from></Term></L>"
      "<L><n>2</n><Delivery><Term><from>2026-02-01</from></Term></Delivery></L>"
      "<L><n>3</n></L></D>");
  ASSERT_EQ(document.places.lines_size(), 3);
  EXPECT_EQ(period_of(document, 0), "Term");
  EXPECT_EQ(period_of(document, 1), "Delivery/Term");
  EXPECT_EQ(period_of(document, 2), "none");
}

}  // namespace
}  // namespace procured::mapping
