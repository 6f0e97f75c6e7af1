// Goal: elements of a tree become records of registers: several of different kinds from one file,
// with what stands above and elsewhere; what is wrong with one is that one's error.
// Method: small mappings in a temporary catalogue, small files with their records written by hand.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "connectors/mapping/catalogue.h"
#include "connectors/program/reasons.h"

namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

constexpr const char* kContracts = R"(register: deals
recognise: {syntax: json, documents: [deals, .], when: [{path: number}]}
without_records: {reason: kind_not_supported, detail: nothing was agreed}
records:
  - content: agreement
    each: contracts
    with:
      award: {at: "../awards[id=$record/award]"}
      supplier: {each: $award/suppliers}
      party: {at: "/parties[id=$supplier/id]"}
    record: {known_on: {at: ../date, type: moment}, op: {at: state, table: {void: DELETE}}}
    fields:
      buyer_id: {at: ../buyer, required: missing_buyer, key: true}
      agreement_id: {at: number, required: missing_id, key: true}
      supplier_id:
        at: [{at: $party/org, prefix: "0192:"}, $supplier/id]
        required: missing_seller
        key: true
      title: {at: title, required: missing_value}
      categories: {at: $award/goods/code}
      ceiling: {at: max, type: decimal}
  - content: agreement_item
    each: contracts/items
    set: {item_scheme: BUYER}
    fields:
      buyer_id: ../../buyer
      agreement_id: ../number
      item_id: no
      price: {at: price, type: decimal}
ignore: [{at: [number, awards/id, contracts/award], reason: keys}]
)";

constexpr const char* kFile = R"({"parties": [{"id": "p1", "org": "964338531"}],
 "number": "outer",
 "deals": [
  {"number": "1", "buyer": "B", "date": "2026-01-02",
   "awards": [{"id": "a1", "suppliers": [{"id": "p1"}, {"id": "p2"}],
               "goods": [{"code": "30"}, {"code": "31"}, {"code": "30"}]}],
   "contracts": [
     {"number": "K1", "award": "a1", "title": "Paper", "max": 5.50,
      "items": [{"no": "7", "price": "1.20"}, {"no": "8", "price": "cheap"}]},
     {"number": "K2", "award": "a2", "title": "Pens"},
     {"number": "K3", "award": "a1", "state": "void"}]},
  {"number": "2", "buyer": "B"}]})";

class TreeRecordsTest : public testing::Test {
 protected:
  TreeRecordsTest()
      : folder_(fs::temp_directory_path() / ("procured-records-" + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "x");
  }
  ~TreeRecordsTest() override { fs::remove_all(folder_); }

  void write(const std::string& text) { std::ofstream(folder_ / "x" / "a.yaml") << text; }
  std::string problems() {
    const auto catalogue = Catalogue::load({folder_.string()});
    return catalogue ? "" : catalogue.error().detail;
  }
  Decoding decode(const std::string& bytes) {
    const auto catalogue = Catalogue::load({folder_.string()});
    if (!catalogue) {
      ADD_FAILURE() << catalogue.error().detail;
      return {};
    }
    return catalogue.value().decode_whole(bytes, {}, true);
  }
  /// "K1 0192:964338531 UPSERT", "7 1.2", or reason and place of an error.
  static std::string told(const Decoded& part) {
    if (const auto* error = std::get_if<core::Error>(&part.outcome))
      return error->code + " " + error->place;
    const auto& record = std::get<DecodedRow>(part.outcome).record;
    if (record.has_agreement_item())
      return record.agreement_item().item_id() + " " + record.agreement_item().price();
    return record.agreement().agreement_id() + " " + record.agreement().supplier_id() + " " +
           v1::Op_Name(record.op());
  }
  static std::vector<std::string> told(const Decoding& decoding) {
    std::vector<std::string> all;
    for (const auto& part : decoding.parts) all.push_back(told(part));
    return all;
  }

  fs::path folder_;
};

TEST_F(TreeRecordsTest, ElementsMakeRecordsOfSeveralKinds) {
  write(kContracts);
  const auto decoding = decode(kFile);
  EXPECT_EQ(told(decoding),
            (std::vector<std::string>{"K1 0192:964338531 UPSERT", "7 1.2",
                                      "invalid_number /json/deals[1]/contracts[1]/items[2]/price",
                                      "K1 p2 UPSERT", "missing_seller /json/deals[1]/contracts[2]",
                                      "K3 0192:964338531 DELETE", "K3 p2 DELETE",
                                      "kind_not_supported /json/deals[2]"}));
  const auto& first = std::get<DecodedRow>(decoding.parts[0].outcome);
  EXPECT_EQ(first.register_name, "deals_agreement");
  EXPECT_EQ(first.place, "/json/deals[1]/contracts[1]");
  EXPECT_EQ(first.record.known_on(), "2026-01-02");
  EXPECT_EQ(first.record.agreement().buyer_id(), "B");
  EXPECT_EQ(first.record.agreement().ceiling(), "5.5");
  ASSERT_EQ(first.record.agreement().categories_size(), 2) << "a list says the same once";
  EXPECT_EQ(first.record.agreement().categories(1), "31");
  EXPECT_EQ(std::get<DecodedRow>(decoding.parts[1].outcome).record.agreement_item().agreement_id(),
            "K1");
}

TEST_F(TreeRecordsTest, RecordsAreNumberedThroughTheFile) {
  write(kContracts);
  const auto decoding = decode(kFile);
  EXPECT_EQ(decoding.parts[0].position, "record 1");
  EXPECT_EQ(decoding.parts[6].position, "record 7");
  EXPECT_EQ(std::get<DecodedRow>(decoding.parts[6].outcome).row, 7U);
  EXPECT_EQ(decoding.parts[7].position, "2") << "the document without records";
}

TEST_F(TreeRecordsTest, AWithdrawalNeedsItsKeyOnly) {
  write(kContracts);
  const auto decoding = decode(
      R"({"number": "1", "buyer": "B", "awards": [{"id": "a", "suppliers": [{"id": "s"}]}],
          "contracts": [{"number": "K", "award": "a", "state": "void"},
                        {"number": "L", "award": "a"}]})");
  EXPECT_EQ(told(decoding),
            (std::vector<std::string>{"K s DELETE", "missing_value /json/contracts[2]/title"}));
}

TEST_F(TreeRecordsTest, WhatIsLookedUpIsMapped) {
  write(kContracts);
  const auto decoding = decode(
      R"({"number": "1", "buyer": "B", "other": "x",
          "awards": [{"id": "a", "suppliers": [{"id": "s"}], "goods": [{"code": "3"}]}],
          "contracts": [{"number": "K", "award": "a", "title": "T"}]})");
  ASSERT_EQ(decoding.unmapped.size(), 1U);
  EXPECT_EQ(decoding.unmapped[0].path, "/json/other");
  EXPECT_EQ(decoding.mapped, 5U) << "buyer, s, 3, K, T";
  EXPECT_EQ(decoding.ignored, 3U) << "number, a, a";
}

TEST_F(TreeRecordsTest, AFileOfOneDocumentWithoutRecordsIsRefused) {
  write(kContracts);
  const auto decoding = decode(R"({"number": "1"})");
  ASSERT_EQ(decoding.parts.size(), 1U);
  EXPECT_EQ(told(decoding.parts[0]), "kind_not_supported /json");
  EXPECT_EQ(decoding.parts[0].position, "");
}

TEST_F(TreeRecordsTest, XmlMakesRecordsToo) {
  write(R"(register: prices
namespaces: {n: 'urn:n'}
recognise: {root: n:list}
without_records: {reason: missing_lines, detail: no prices}
records:
  - content: agreement_item
    each: n:item
    set: {item_scheme: SELLER}
    fields:
      agreement_id: /n:head/@deal
      item_id: "@id"
      price: {at: n:price, type: decimal}
)");
  const auto decoding = decode(
      R"(<list xmlns="urn:n"><head deal="K"/><item id="1"><price>2.0</price></item></list>)");
  EXPECT_EQ(told(decoding), (std::vector<std::string>{"1 2"}));
  const auto& row = std::get<DecodedRow>(decoding.parts[0].outcome);
  EXPECT_EQ(row.record.agreement_item().agreement_id(), "K");
  EXPECT_TRUE(decoding.unmapped.empty());
}

TEST_F(TreeRecordsTest, LookUpsWithoutEndAreRefused) {
  write(kContracts);
  std::string awards;
  std::string contracts;
  for (int i = 0; i < 30'000; ++i) {
    const std::string comma = i == 0 ? "" : ",";
    awards += comma + R"({"id": "x"})";
    contracts += comma + R"({"number": "K", "award": "a"})";
  }
  const auto decoding =
      decode(R"({"number": "1", "awards": [)" + awards + R"(], "contracts": [)" + contracts + "]}");
  ASSERT_EQ(decoding.parts.size(), 1U);
  EXPECT_TRUE(told(decoding.parts[0]).starts_with("too_large "));
}

TEST_F(TreeRecordsTest, TheLastElementThatFitsAndWhatStandsAroundIt) {
  write(R"(register: x
recognise: {syntax: json}
without_records: {reason: kind_not_supported, detail: nothing}
records:
  - content: agreement_item
    each: prices
    with:
      change: {last: "../changes/of[item=$record/no]"}
      first: {at: "../changes/of[item=$record/no]"}
    fields: {item_id: no, price: $change/../day, lot_id: $first/../day}
)");
  const auto decoding = decode(R"({"prices": [{"no": "7"}, {"no": "8"}], "changes": [
    {"day": "1", "of": [{"item": "8"}, {"item": "7"}]}, {"day": "2", "of": [{"item": "7"}]},
    {"day": "3", "of": [{"item": "9"}]}]})");
  EXPECT_EQ(told(decoding), (std::vector<std::string>{"7 2", "8 1"}));
  EXPECT_EQ(std::get<DecodedRow>(decoding.parts[0].outcome).record.agreement_item().lot_id(), "1");
}

TEST_F(TreeRecordsTest, WhatARecordLooksUpByItsOwnTextIsNotTakenForTheNext) {
  write(R"(register: x
recognise: {syntax: json}
without_records: {reason: kind_not_supported, detail: nothing}
records:
  - content: agreement_item
    each: prices
    fields: {item_id: no, price: "../changes[item=$record/no]/day", lot_id: ../lot}
)");
  const auto decoding = decode(R"({"prices": [{"no": "7"}, {"no": "8"}, {"no": "9"}],
    "changes": [{"item": "8", "day": "1"}, {"item": "7", "day": "2"}], "lot": "L"})");
  EXPECT_EQ(told(decoding), (std::vector<std::string>{"7 2", "8 1", "9 "}));
  for (const auto& part : decoding.parts)
    EXPECT_EQ(std::get<DecodedRow>(part.outcome).record.agreement_item().lot_id(), "L");
}

TEST_F(TreeRecordsTest, ProblemsOfAMappingAreTold) {
  write(R"(register: x
recognise: {syntax: json}
records:
  - content: agreement
    each: contracts
    with: {award: {at: "../awards[id=$recrod/x]"}, nobody: {of: x}, two: {at: a, last: b}}
    fields: {titel: title, lot_id: $awards/lot, supplier_id: {at: id, prefx: a}}
  - content: document
    each: x
)");
  const auto text = problems();
  for (const auto* told : {"without_records needs a reason and a detail",
                           "no element is called '$recrod' here; did you mean 'record'?",
                           "a named element needs one of at, last and each",
                           "no element is called '$awards' here; did you mean 'award'?",
                           "Agreement has no field 'titel'; did you mean 'title'?", "prefx",
                           "content must be a record of ReferenceRecord"}) {
    EXPECT_NE(text.find(told), std::string::npos) << told << " is not in:\n" << text;
  }
}

TEST_F(TreeRecordsTest, AKnownTableIsRefusedByItsColumns) {
  write(R"(refusals: tables
roots:
  - {columns: [processID, title], reason: kind_not_supported, detail: a table of processes}
)");
  const auto known = decode("processID,stage,title\n1,2,3\n");
  EXPECT_EQ(told(known.parts[0]), "kind_not_supported row 1");
  EXPECT_EQ(known.entry, "x");
  EXPECT_EQ(told(decode("processID,stage\n1,2\n").parts[0]), "not_recognised line 1");
}

}  // namespace
}  // namespace procured::mapping
