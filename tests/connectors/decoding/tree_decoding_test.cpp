// Goal: a file of any syntax gives its documents: one or several, each by the mapping that is for
// it, each known again by what it calls itself.
// Method: small mappings in a temporary catalogue, small files of each syntax with what they must
// give written out by hand.
#include "connectors/decoding/tree_decoding.h"

#include <gtest/gtest.h>

#include "connectors/program/reasons.h"
#include "support/small_catalogue.h"

namespace procured::mapping {
namespace {

class TreeDecodingTest : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    catalogue_.write("x/" + name, text);
  }
  Decoding decode(const std::string& bytes, const ConnectorSettings& settings = {}) const {
    return catalogue_.decode(bytes, settings);
  }
  static const v1::DocumentContent& content(const Decoding& decoding, std::size_t part) {
    static const v1::DocumentContent nothing;
    if (part >= decoding.parts.size()) {
      ADD_FAILURE() << "only " << decoding.parts.size() << " parts";
      return nothing;
    }
    const auto* document = std::get_if<DecodedDocument>(&decoding.parts[part].outcome);
    if (document != nullptr) return document->content;
    const auto& error = std::get<core::Error>(decoding.parts[part].outcome);
    ADD_FAILURE() << error.code << " " << error.place << " " << error.detail;
    return nothing;
  }
  static std::string error_of(const Decoding& decoding, std::size_t part) {
    const auto* error = std::get_if<core::Error>(&decoding.parts[part].outcome);
    return error == nullptr ? "read" : error->code + " " + error->place;
  }

  testing_support::SmallCatalogue catalogue_;
};

constexpr const char* kList =
    "document: order\n"
    "recognise: {syntax: json, documents: d/results, position: Number,\n"
    "            when: [{path: Type, equals: NB}]}\n"
    "set: {kind: ORDER}\n"
    "fields:\n"
    "  id: Number\n"
    "  lines: {each: Items/results, fields: {id: Item, quantity: {at: Qty, type: decimal}}}\n";

TEST_F(TreeDecodingTest, AListOfJsonObjectsIsOneDocumentEach) {
  write("a.yaml", kList);
  const auto decoding = decode(
      R"({"d": {"results": [
        {"Number": "45", "Type": "NB", "Items": {"results": [{"Item": "10", "Qty": "2.50"},
                                                             {"Item": "20", "Qty": "1"}]}},
        {"Number": "46", "Type": "NB", "Extra": 1}]}})");
  ASSERT_EQ(decoding.parts.size(), 2U);
  EXPECT_EQ(decoding.entry, "x");
  EXPECT_EQ(decoding.parts[0].position, "45");
  EXPECT_EQ(decoding.parts[1].position, "46");
  EXPECT_EQ(content(decoding, 0).id(), "45");
  EXPECT_EQ(content(decoding, 0).kind(), v1::ORDER);
  ASSERT_EQ(content(decoding, 0).lines_size(), 2);
  EXPECT_EQ(content(decoding, 0).lines(0).quantity(), "2.5");
  ASSERT_EQ(decoding.unmapped.size(), 1U);
  EXPECT_EQ(decoding.unmapped[0].path, "/json/d/results[2]/Extra");
}

TEST_F(TreeDecodingTest, PlacesOfADocumentAmongOthersStartAtTheRootOfTheFile) {
  write("a.yaml", kList);
  const auto decoding = decode(
      R"({"d": {"results": [
        {"Number": "1", "Type": "NB"},
        {"Number": "2", "Type": "NB", "Items": {"results": {"Item": "10"}}}]}})");
  const auto& places = std::get<DecodedDocument>(decoding.parts.at(1).outcome).places;
  ASSERT_EQ(places.lines_size(), 1);
  EXPECT_EQ(places.lines(0).path(), "/json/d/results[2]/Items/results[1]");
}

TEST_F(TreeDecodingTest, ADocumentIsKnownToBeTheSameWhereOnlyItsNeighboursChanged) {
  write("a.yaml", kList);
  const auto one = decode(R"({"d": {"results": [{"Number": "1", "Type": "NB"}]}})");
  const auto two = decode(
      R"({"d": {"results": [{"Number": "0", "Type": "NB"}, {"Number": "1", "Type": "NB"}]}})");
  EXPECT_EQ(one.parts.at(0).position, two.parts.at(1).position);
  EXPECT_EQ(one.parts.at(0).content_hash, two.parts.at(1).content_hash);
  EXPECT_NE(two.parts.at(0).content_hash, two.parts.at(1).content_hash);
}

TEST_F(TreeDecodingTest, WhatStandsBesideDocumentsAndNothingReadsIsADeadLetterOfItsOwn) {
  write("a.yaml", kList);
  const auto decoding = decode(
      R"({"d": {"results": [{"Number": "1", "Type": "XX"}, {"Number": "1", "Type": "NB"},
                            {"Number": "1", "Type": "NB"}]}})");
  ASSERT_EQ(decoding.parts.size(), 3U);
  EXPECT_EQ(error_of(decoding, 0), "kind_not_supported /json/d/results[1]");
  EXPECT_EQ(content(decoding, 1).id(), "1");
  // Two that call themselves the same cannot be told apart the next time.
  EXPECT_EQ(error_of(decoding, 2), "invalid_value /json/d/results[3]");
  EXPECT_NE(decoding.parts[1].position, decoding.parts[2].position);
}

TEST_F(TreeDecodingTest, OneMappingReadsListsAndSingleDocuments) {
  write("a.yaml",
        "document: order\n"
        "recognise: {syntax: json, documents: [., d, d/results, item], position: Number,\n"
        "            when: [{path: Number}]}\n"
        "set: {kind: ORDER}\n"
        "fields: {id: Number}\n");
  const auto list = decode(R"({"d": {"results": [{"Number": "1"}, {"Other": "2"}]}})");
  ASSERT_EQ(list.parts.size(), 2U);
  EXPECT_EQ(content(list, 0).id(), "1");
  EXPECT_EQ(error_of(list, 1), "kind_not_supported /json/d/results[2]");
  EXPECT_EQ(content(decode(R"({"d": {"Number": "3"}})"), 0).id(), "3");
  EXPECT_EQ(content(decode(R"([{"Number": "4"}, {"Number": "5"}])"), 1).id(), "5");
  const auto root = decode(R"({"Number": "6", "Items": {"results": []}})");
  EXPECT_EQ(content(root, 0).id(), "6");
  // The file holds nothing but the document, which therefore needs no name within it.
  EXPECT_EQ(root.parts.at(0).position, "");
}

TEST_F(TreeDecodingTest, AnEmptyListSaysSo) {
  write("a.yaml", kList);
  const auto decoding = decode(R"({"d": {"results": []}})");
  ASSERT_EQ(decoding.parts.size(), 1U);
  const auto& error = std::get<core::Error>(decoding.parts[0].outcome);
  EXPECT_EQ(error.code, reason::kNotRecognised);
  EXPECT_EQ(error.detail, "this JSON is an empty list: no document, and no other text");
}

TEST_F(TreeDecodingTest, WhoBuysAndSellsIsTheSitesWordWhereTheDocumentIsSilent) {
  write("a.yaml",
        "document: order\n"
        "recognise: {syntax: json, when: [{path: id}]}\n"
        "set: {kind: ORDER}\n"
        "fields:\n"
        "  id: id\n"
        "  buyer: {fields: {legal_id: {default: $buyer}}, required: missing_buyer,\n"
        "          any_of: [legal_id]}\n"
        "  seller: {fields: {legal_id: {at: seller, default: $seller}}}\n");
  ConnectorSettings settings;
  settings.default_buyer = "0192:958935420";
  settings.default_seller = "shop:17";
  const auto silent = decode(R"({"id": 1})", settings);
  EXPECT_EQ(content(silent, 0).buyer().legal_id(), "0192:958935420");
  EXPECT_EQ(content(silent, 0).seller().legal_id(), "shop:17");
  const auto stated = decode(R"({"id": 1, "seller": "9"})", settings);
  EXPECT_EQ(content(stated, 0).seller().legal_id(), "9");
  EXPECT_EQ(error_of(decode(R"({"id": 1})"), 0), "missing_buyer /json");
}

TEST_F(TreeDecodingTest, APredicateMayBeAboutTheElementItself) {
  write("a.yaml",
        "document: order\n"
        "recognise: {syntax: json, when: [{path: id}]}\n"
        "set: {kind: ORDER}\n"
        "fields:\n"
        "  id: id\n"
        "  allowances_charges: {each: \"discount[.!='0'][.!='']\", fields: {amount: .}}\n");
  EXPECT_EQ(content(decode(R"({"id": 1, "discount": 0})"), 0).allowances_charges_size(), 0);
  EXPECT_EQ(content(decode(R"({"id": 1, "discount": ""})"), 0).allowances_charges_size(), 0);
  const auto given = content(decode(R"({"id": 1, "discount": 5})"), 0);
  ASSERT_EQ(given.allowances_charges_size(), 1);
  EXPECT_EQ(given.allowances_charges(0).amount(), "5");
}

TEST_F(TreeDecodingTest, SourcesOfOneFieldMayBeReadDifferently) {
  write("a.yaml",
        "document: order\n"
        "recognise: {syntax: json, when: [{path: id}]}\n"
        "set: {kind: ORDER}\n"
        "fields:\n"
        "  id: id\n"
        "  lines:\n"
        "    - each: \"items[side='H']\"\n"
        "      fields: {line_extension_amount: {at: amount, type: decimal, negate: true},\n"
        "               price_amount: {at: [net, gross], type: decimal, shift: -2}}\n"
        "    - each: items\n"
        "      fields: {line_extension_amount: {at: amount, type: decimal},\n"
        "               price_amount: {at: gross, type: decimal}}\n");
  const auto decoding = decode(
      R"({"id": 1, "items": [{"side": "S", "amount": "5.0", "gross": "9"},
                             {"side": "H", "amount": "7.0", "gross": "900", "net": "800"},
                             {"side": "S", "amount": "3.0"}]})");
  const auto& order = content(decoding, 0);
  ASSERT_EQ(order.lines_size(), 3);
  EXPECT_EQ(order.lines(0).line_extension_amount(), "5");
  EXPECT_EQ(order.lines(0).price_amount(), "9");
  EXPECT_EQ(order.lines(1).line_extension_amount(), "-7");
  EXPECT_EQ(order.lines(1).price_amount(), "8");
  EXPECT_EQ(order.lines(2).line_extension_amount(), "3");
  EXPECT_EQ(order.lines(2).price_amount(), "");
}

TEST_F(TreeDecodingTest, AJsonFileThatNothingReadsIsNotRecognised) {
  write("a.yaml", kList);
  EXPECT_EQ(error_of(decode(R"({"d": {"results": [{"Number": "1", "Type": "XX"}]}})"), 0),
            "not_recognised /json");
}

TEST_F(TreeDecodingTest, MessagesOfAnInterchangeAreOneDocumentEachInTheirGroups) {
  write("groups.yaml",
        "groups: ORDERS\nsyntax: edifact\nsegments: UNH BGM UNT\n"
        "has: [{group: line, segments: LIN QTY}]\n");
  write("a.yaml",
        "document: order\n"
        "recognise: {syntax: edifact, when: [{path: UNH/2, equals: ORDERS}]}\n"
        "set: {kind: ORDER}\n"
        "fields:\n"
        "  id: {at: BGM/2, required: missing_id}\n"
        "  lines:\n"
        "    each: line\n"
        "    fields: {id: LIN/1, quantity: {at: \"QTY[1='21']/1/2\", type: decimal}}\n"
        "ignore: [{at: [UNH, BGM/1, UNT], reason: service}]\n");
  const auto decoding = decode(
      "UNA:+,? 'UNB+UNOC:3+S+R+260101:1200+7'"
      "UNH+1+ORDERS:D:96A:UN'BGM+220+A1'LIN+1'QTY+21:2,5'LIN+2'QTY+12:9'UNT+6+1'"
      "UNH+2+INVRPT:D:96A:UN'BGM+35+A2'UNT+3+2'"
      "UNH+3+ORDERS:D:96A:UN'BGM+220'UNT+3+3'UNZ+3+7'");
  ASSERT_EQ(decoding.parts.size(), 3U);
  EXPECT_EQ(content(decoding, 0).id(), "A1");
  ASSERT_EQ(content(decoding, 0).lines_size(), 2);
  EXPECT_EQ(content(decoding, 0).lines(0).quantity(), "2.5");  // the mark of UNA
  EXPECT_EQ(content(decoding, 0).lines(1).quantity(), "");
  EXPECT_EQ(error_of(decoding, 1), "kind_not_supported /interchange/message");
  EXPECT_EQ(error_of(decoding, 2), "missing_id /interchange/message/BGM/2");
  EXPECT_EQ(decoding.parts[2].position, "3");
}

TEST_F(TreeDecodingTest, ANumberMayBeNamedByTheElementBeforeIt) {
  write("groups.yaml",
        "groups: '850'\nsyntax: x12\nsegments: ST BEG SE\nhas: [{group: line, segments: PO1}]\n");
  write("a.yaml",
        "document: order\n"
        "recognise: {syntax: x12, when: [{path: ST/1, equals: '850'}]}\n"
        "set: {kind: ORDER}\n"
        "fields:\n"
        "  id: BEG/3\n"
        "  lines:\n"
        "    each: line\n"
        "    fields:\n"
        "      sellers_item_id: [\"PO1/7[../6='VP']\", \"PO1/9[../8='VP']\"]\n"
        "      standard_item_id: [\"PO1/7[../6='UP']\", \"PO1/9[../8='UP']\"]\n"
        "      invoiced_object: \"PO1/1[../../../BEG/2='SA']\"\n"
        "      accounting_cost: \"PO1/2[../../../../../../../../X]\"\n");
  const auto decoding = decode(
      "ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*U*00401*"
      "000000001*0*P*>~GS*PO*A*B*20260101*1200*1*X*004010~ST*850*0001~BEG*00*SA*77**20260101~"
      "PO1*1*5*EA*2**VP*S-1*UP*012345678905~PO1*2*6*EA*2**UP*012345678912*VP*S-2~"
      "PO1*3*7*EA*2**BP*B-3~SE*6*0001~GE*1*1~IEA*1*000000001~");
  const auto& lines = content(decoding, 0).lines();
  ASSERT_EQ(lines.size(), 3);
  EXPECT_EQ(lines[0].sellers_item_id(), "S-1");
  EXPECT_EQ(lines[0].standard_item_id(), "012345678905");
  EXPECT_EQ(lines[1].sellers_item_id(), "S-2");
  EXPECT_EQ(lines[1].standard_item_id(), "012345678912");
  EXPECT_EQ(lines[2].sellers_item_id(), "");
  EXPECT_EQ(lines[2].invoiced_object(), "3");
  EXPECT_EQ(lines[2].accounting_cost(), "");  // nothing stands above the root
}

TEST_F(TreeDecodingTest, AnIdocIsTheSameAsXmlAndAsAFlatFile) {
  write("segments.yaml", "segments: ORDERS05\nlayouts: {E1EDK01: [ACTION 3, KZABS 1, CURCY 3]}\n");
  write("a.yaml",
        "document: order\n"
        "recognise: {syntax: [xml, idoc], documents: IDOC,\n"
        "            when: [{path: EDI_DC40/MESTYP, equals: ORDERS}]}\n"
        "set: {kind: ORDER}\n"
        "fields: {id: EDI_DC40/DOCNUM, document_currency_code: E1EDK01/CURCY}\n");
  const auto padded = [](std::string text, std::size_t width) {
    text.resize(width, ' ');
    return text;
  };
  const auto control = padded("EDI_DC40", 10) + "100" + "0000000000000042" + padded("", 10) +
                       padded("", 30) + padded("", 30) + padded("ORDERS", 30);
  const auto segment = padded("E2EDK01005", 30) + "100" + "0000000000000042" + "000001" + "000000" +
                       "02" + "   " + " " + "NOK";
  const auto flat = decode(padded(control, 524) + "\n" + segment + "\n");
  const auto xml = decode(
      "<ORDERS05><IDOC BEGIN='1'><EDI_DC40><DOCNUM>0000000000000042</DOCNUM>"
      "<MESTYP>ORDERS</MESTYP></EDI_DC40><E1EDK01><CURCY>NOK</CURCY></E1EDK01></IDOC></ORDERS05>");
  EXPECT_EQ(content(xml, 0).id(), "0000000000000042");
  EXPECT_EQ(content(xml, 0).document_currency_code(), "NOK");
  EXPECT_EQ(content(flat, 0).document_currency_code(), "NOK");
}

constexpr const char* kVouchers =
    "document: voucher\n"
    "recognise:\n"
    "  root: Ledger\n"
    "  documents: Voucher\n"
    "  passes_over: [{path: Line/Supplier, exists: false, detail: nothing is bought}]\n"
    "  unless: [{path: Line/Supplier, several: true, reason: kind_not_supported, detail: a run}]\n"
    "set: {kind: LEDGER_ENTRY}\n"
    "fields:\n"
    "  id: No\n"
    "  seller:\n"
    "    fields:\n"
    "      name: {at: Line/Supplier, look_up: {in: /Suppliers/Supplier, by: Id, take: Name}}\n"
    "      legal_id: {at: Line/Supplier, look_up: {in: /Suppliers/Supplier, by: Id, take: "
    "Org/No}}\n";

TEST_F(TreeDecodingTest, RecordsThatAreNoDocumentsAreCountedAndPassedOver) {
  write("a.yaml", kVouchers);
  const auto decoding = decode(
      "<Ledger><Voucher><No>1</No><Line><Customer>5</Customer></Line></Voucher>"
      "<Voucher><No>2</No><Line><Supplier>7</Supplier></Line>"
      "<Line><Supplier>7</Supplier></Line></Voucher>"
      "<Voucher><No>3</No><Line><Supplier>7</Supplier></Line>"
      "<Line><Supplier>8</Supplier></Line></Voucher></Ledger>");
  ASSERT_EQ(decoding.parts.size(), 2U);
  EXPECT_EQ(decoding.passed_over, 1U);
  EXPECT_EQ(content(decoding, 0).id(), "2");
  EXPECT_EQ(error_of(decoding, 1), "kind_not_supported /Ledger/Voucher[3]/Line/Supplier");
}

TEST_F(TreeDecodingTest, AFileOfNothingButOtherRecordsIsOneDeadLetter) {
  write("a.yaml", kVouchers);
  const auto decoding = decode("<Ledger><Voucher><No>1</No></Voucher></Ledger>");
  ASSERT_EQ(decoding.parts.size(), 1U);
  EXPECT_EQ(error_of(decoding, 0), "kind_not_supported /Ledger");
}

TEST_F(TreeDecodingTest, AKeyLeadsToWhatStandsElsewhereInTheFile) {
  write("a.yaml", kVouchers);
  const std::string suppliers =
      "<Suppliers><Supplier><Id>7</Id><Name>ACME</Name><Org><No>964338531</No></Org></Supplier>"
      "<Supplier><Id>7</Id><Name>Second</Name></Supplier>"
      "<Supplier><Id>8</Id><Name>Bravo</Name></Supplier></Suppliers>";
  const auto voucher = [](const std::string& supplier) {
    return "<Voucher><No>1</No><Line><Supplier>" + supplier + "</Supplier></Line></Voucher>";
  };
  const auto decoding =
      decode("<Ledger>" + suppliers + voucher("7") + voucher("8") + voucher("9") + "</Ledger>");
  ASSERT_EQ(decoding.parts.size(), 3U);
  EXPECT_EQ(content(decoding, 0).seller().name(), "ACME");
  EXPECT_EQ(content(decoding, 0).seller().legal_id(), "964338531");
  EXPECT_EQ(content(decoding, 1).seller().name(), "Bravo");
  EXPECT_EQ(content(decoding, 1).seller().legal_id(), "");
  EXPECT_FALSE(content(decoding, 2).has_seller());
  // Another file has other suppliers.
  const auto other = decode("<Ledger>" + voucher("7") + "</Ledger>");
  EXPECT_FALSE(content(other, 0).has_seller());
}

TEST_F(TreeDecodingTest, NamesOfSeveralNamespacesMayMeanTheSame) {
  write("a.yaml",
        "document: order\n"
        "namespaces: {v: ['', 'urn:v1', 'urn:v2']}\n"
        "recognise: {root: Order}\n"
        "set: {kind: ORDER}\n"
        "fields: {id: No}\n");
  for (const std::string root :
       {"<Order>", "<Order xmlns='urn:v1'>", "<Order xmlns='urn:v2' xmlns:x='urn:v1'>"}) {
    EXPECT_EQ(content(decode(root + "<No>1</No></Order>"), 0).id(), "1") << root;
  }
  EXPECT_EQ(error_of(decode("<Order xmlns='urn:v3'><No>1</No></Order>"), 0),
            "wrong_namespace /Order");
}

TEST_F(TreeDecodingTest, AVariantMayBeToldByHowATextStarts) {
  write("a.yaml",
        "document: order\n"
        "recognise: {root: Order}\n"
        "set: {kind: ORDER}\n"
        "fields:\n"
        "  id: [No, \"No[.^='P-']\"]\n"
        "  payment_means: [{each: \"No[.^='P-']\", set: {code: '48'}}]\n");
  const auto card = decode("<Order><No>P-1</No></Order>");
  EXPECT_EQ(content(card, 0).id(), "P-1");
  ASSERT_EQ(content(card, 0).payment_means_size(), 1);
  EXPECT_EQ(content(card, 0).payment_means(0).code(), "48");
  const auto other = decode("<Order><No>1P-</No></Order>");
  EXPECT_EQ(content(other, 0).id(), "1P-");
  EXPECT_EQ(content(other, 0).payment_means_size(), 0);
}

}  // namespace
}  // namespace procured::mapping
