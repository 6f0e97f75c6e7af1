#include "connectors/mapping/catalogue.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "connectors/mapping/default_catalogue.h"
#include "connectors/program/reasons.h"
#include "support/built_in_catalogue.h"

// Goal: bytes become documents, rows or a refusal with a true reason and place, by content alone.
// Method: the built-in catalogue over its own invoice sample, changed in one way at a time.
namespace procured::mapping {
namespace {

using testing_support::built_in_catalogue;
using testing_support::built_in_sample;

/// The invoice sample with one text in it replaced.
std::string invoice_with(const std::string& from, const std::string& to) {
  auto text = built_in_sample("ubl/samples/invoice.xml");
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

/// The invoice sample without the first element of this name.
std::string invoice_without(const std::string& element) {
  auto text = built_in_sample("ubl/samples/invoice.xml");
  const auto start = text.find("<" + element);
  const auto end = text.find("</" + element + ">", start);
  EXPECT_NE(end, std::string::npos) << element;
  return text.erase(start, end + element.size() + 3 - start);
}

core::Error error_of(const std::string& bytes, const ConnectorSettings& settings = {}) {
  const auto decoding = built_in_catalogue().decode_whole(bytes, settings);
  EXPECT_EQ(decoding.parts.size(), 1U);
  if (decoding.parts.empty()) return {};
  const auto* error = std::get_if<core::Error>(&decoding.parts.front().outcome);
  return error == nullptr ? core::bad_document("read", "", "") : *error;
}

DecodedDocument document_of(const std::string& bytes, const ConnectorSettings& settings = {}) {
  auto decoding = built_in_catalogue().decode_whole(bytes, settings);
  if (const auto* error = std::get_if<core::Error>(&decoding.parts.front().outcome)) {
    ADD_FAILURE() << error->code << " " << error->place << " " << error->detail;
    return {};
  }
  return std::get<DecodedDocument>(decoding.parts.front().outcome);
}

void expect_error(const std::string& bytes, std::string_view reason, const std::string& place) {
  const auto error = error_of(bytes);
  EXPECT_EQ(error.code, reason);
  EXPECT_EQ(error.place, place);
  EXPECT_FALSE(error.detail.empty());
}

TEST(CatalogueTest, MissingFieldsAreNamedWithThePlaceWhereTheyWereExpected) {
  expect_error(invoice_without("cbc:ID"), reason::kMissingId, "/Invoice/cbc:ID");
  expect_error(invoice_without("cbc:IssueDate"), reason::kMissingIssueDate,
               "/Invoice/cbc:IssueDate");
  expect_error(invoice_without("cbc:DocumentCurrencyCode"), reason::kMissingCurrency,
               "/Invoice/cbc:DocumentCurrencyCode");
  expect_error(invoice_without("cac:AccountingSupplierParty"), reason::kMissingSeller,
               "/Invoice/cac:AccountingSupplierParty/cac:Party");
  expect_error(invoice_without("cac:AccountingCustomerParty"), reason::kMissingBuyer,
               "/Invoice/cac:AccountingCustomerParty/cac:Party");
}

TEST(CatalogueTest, AnEmptyElementIsAMissingField) {
  expect_error(invoice_with("<cbc:ID>F-2026-0117</cbc:ID>", "<cbc:ID> </cbc:ID>"),
               reason::kMissingId, "/Invoice/cbc:ID");
}

TEST(CatalogueTest, ALineWithoutItsAmountIsNamed) {
  expect_error(
      invoice_with("<cbc:LineExtensionAmount currencyID=\"NOK\">30.00</cbc:LineExtensionAmount>",
                   ""),
      reason::kMissingLineAmount, "/Invoice/cac:InvoiceLine[2]/cbc:LineExtensionAmount");
}

TEST(CatalogueTest, WhatLacksMoreThanOneThingIsAFragment) {
  const auto error =
      error_of("<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>");
  EXPECT_EQ(error.code, reason::kFragment);
  EXPECT_EQ(error.place, "/Invoice");
  EXPECT_EQ(error.detail,
            "no complete document: it has no id, issue_date, document_currency_code, seller, "
            "buyer, lines");
  expect_error("<testSet xmlns=\"http://difi.no/xsd/vefa/validator/1.0\"/>", reason::kFragment,
               "/testSet");
}

TEST(CatalogueTest, ValuesThatAreNoneAreRefusedAtTheirPlace) {
  expect_error(invoice_with(">2.50<", ">2,50<"), reason::kInvalidNumber,
               "/Invoice/cac:InvoiceLine[2]/cbc:InvoicedQuantity");
  expect_error(invoice_with(">2.50<", ">99999999999999999<"), reason::kNumberOutOfRange,
               "/Invoice/cac:InvoiceLine[2]/cbc:InvoicedQuantity");
  expect_error(invoice_with("<cbc:IssueDate>2026-02-03", "<cbc:IssueDate>31.02.2026"),
               reason::kInvalidDate, "/Invoice/cbc:IssueDate");
  expect_error(invoice_with("Code>NOK<", "Code>NKR<"), reason::kUnknownCurrency,
               "/Invoice/cbc:DocumentCurrencyCode");
  expect_error(invoice_with("Indicator>true<", "Indicator>maybe<"), reason::kInvalidValue,
               "/Invoice/cac:AllowanceCharge/cbc:ChargeIndicator");
}

TEST(CatalogueTest, AmountsInAnotherCurrencyThanTheDocumentAreRefused) {
  expect_error(invoice_with("currencyID=\"NOK\">376.00", "currencyID=\"EUR\">376.00"),
               reason::kCurrencyMismatch,
               "/Invoice/cac:InvoiceLine[1]/cbc:LineExtensionAmount/@currencyID");
}

TEST(CatalogueTest, ASecondTaxTotalStatesTheVatInTheAccountingCurrency) {
  auto bytes =
      invoice_with("<cbc:AccountingCost>2010-1150",
                   "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode><cbc:AccountingCost>2010-1150");
  const std::string second =
      "<cac:TaxTotal><cbc:TaxAmount currencyID=\"SEK\">70.10</cbc:TaxAmount></cac:TaxTotal>";
  bytes.insert(bytes.find("<cac:LegalMonetaryTotal>"), second);
  const auto content = document_of(bytes).content;
  EXPECT_EQ(content.totals().tax_amount(), "73.4");
  EXPECT_EQ(content.totals().tax_amount_accounting(), "70.1");
}

TEST(CatalogueTest, ADocumentWithoutCurrencyTakesTheConnectorsDefault) {
  auto bytes = built_in_sample("ubl/samples/order_in_envelope.xml");
  EXPECT_EQ(document_of(bytes).content.document_currency_code(), "");
  ConnectorSettings settings;
  settings.default_currency = "SEK";
  EXPECT_EQ(document_of(bytes, settings).content.document_currency_code(), "SEK");
  EXPECT_EQ(document_of(built_in_sample("ubl/samples/invoice.xml"), settings)
                .content.document_currency_code(),
            "NOK");
  EXPECT_EQ(error_of(invoice_without("cbc:DocumentCurrencyCode"), settings).code,
            reason::kCurrencyMismatch);
}

TEST(CatalogueTest, RootsAreToldByNamespaceAndName) {
  expect_error("<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-1\"/>",
               reason::kWrongNamespace, "/Invoice");
  expect_error("<Invoice/>", reason::kWrongNamespace, "/Invoice");
  expect_error("<html/>", reason::kWrongRoot, "/html");
  expect_error("<x:Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>",
               reason::kWrongNamespace, "/x:Order");
  expect_error("<Statement xmlns='urn:oasis:names:specification:ubl:schema:xsd:Statement-2'/>",
               reason::kKindNotSupported, "/Statement");
  expect_error("<Invoice xmlns='urn:sfti:documents:BasicInvoice:1:0'/>", reason::kFragment,
               "/Invoice");
  expect_error("<CrossIndustryDocument xmlns='urn:ferd:CrossIndustryDocument:invoice:1p0'/>",
               reason::kKindNotSupported, "/CrossIndustryDocument");
}

TEST(CatalogueTest, TwoWaysToPayByTheSameDayAreBothMapped) {
  const auto decoding =
      built_in_catalogue().decode_whole(built_in_sample("ubl_ehf2/samples/invoice.xml"), {}, true);
  const auto& content = std::get<DecodedDocument>(decoding.parts.front().outcome).content;
  EXPECT_TRUE(decoding.unmapped.empty());
  EXPECT_EQ(content.due_date(), "2016-03-31");
  ASSERT_EQ(content.payment_means_size(), 2);
  EXPECT_EQ(content.payment_means(1).due_date(), "2016-03-31");
}

TEST(CatalogueTest, FilesThatNothingReadsAreNotRecognised) {
  for (const char* text : {"%PDF-1.4", "hello", "a;b;c\n1;2;3\n", "\x89PNG\r\n\x1A\n"}) {
    expect_error(text, reason::kNotRecognised, "line 1");
  }
  expect_error("{\"a\": 1}", reason::kNotRecognised, "/json");
  expect_error("PK\x03\x04", reason::kNotWellFormed, "byte 1");
  expect_error("UNB+UNOC:3+1+2'", reason::kTruncated, "segment 2");
  expect_error("UNB+UNOC:3+1+2+260101:1200+7'UNH+1+XYZZY:D:96A:UN'UNT+2+1'UNZ+1+7'",
               reason::kKindNotSupported, "/interchange/message");
  expect_error("", reason::kEmptyFile, "line 1");
}

TEST(CatalogueTest, BrokenXmlIsRefusedBeforeItIsMapped) {
  const auto invoice = built_in_sample("ubl/samples/invoice.xml");
  EXPECT_EQ(error_of(invoice.substr(0, invoice.size() / 2)).code, reason::kTruncated);
  EXPECT_EQ(error_of(invoice_with("<Invoice", "<!DOCTYPE Invoice><Invoice")).code,
            reason::kDoctypeRefused);
  EXPECT_EQ(error_of(invoice_with("encoding=\"UTF-8\"", "encoding=\"EBCDIC\"")).code,
            reason::kUnknownEncoding);
  EXPECT_EQ(error_of(invoice_with("kj\xC3\xB8kken", "kj\xF8kken")).code, reason::kInvalidEncoding);
  expect_error(invoice_with("<cac:DespatchDocumentReference><cbc:ID>",
                            "<cac:DespatchDocumentReference><zzz:ID/><cbc:ID>"),
               reason::kNotWellFormed, "/Invoice/cac:DespatchDocumentReference/zzz:ID");
}

TEST(CatalogueTest, AnAttachmentOfTenMegabytesIsSkippedAndItsSizeKept) {
  const std::string attachment(10 << 20, 'A');
  const auto document = document_of(invoice_with("JVBERi0xLjQK", attachment));
  EXPECT_EQ(document.content.attachments(0).embedded_bytes(), attachment.size());
  EXPECT_EQ(document.content.lines_size(), 2);
}

TEST(CatalogueTest, ALongTextThatIsNoAttachmentIsRefused) {
  expect_error(invoice_with("<cbc:Note>", "<cbc:Note>" + std::string(70'000, 'x')),
               reason::kTooLarge, "/Invoice/cbc:Note");
}

TEST(CatalogueTest, PlacesSayWhereEachFieldWasRead) {
  const auto document = document_of(built_in_sample("ubl/samples/invoice.xml"));
  const auto& places = document.places;
  const auto path_of = [&](const google::protobuf::RepeatedField<std::uint32_t>& pairs, int field) {
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      if (pairs[i] == static_cast<std::uint32_t>(field))
        return places.path(static_cast<int>(pairs[i + 1]));
    }
    return std::string("none");
  };
  using Content = v1::DocumentContent;
  EXPECT_EQ(path_of(places.document_fields(), Content::kIdFieldNumber), "/Invoice/cbc:ID");
  EXPECT_EQ(path_of(places.document_fields(), Content::kOrderReferenceFieldNumber),
            "/Invoice/cac:OrderReference/cbc:ID");
  EXPECT_EQ(path_of(places.document_fields(), Content::kSellerFieldNumber),
            "/Invoice/cac:AccountingSupplierParty/cac:Party");
  EXPECT_EQ(path_of(places.document_fields(), Content::kAllowancesChargesFieldNumber),
            "/Invoice/cac:AllowanceCharge[1]");
  EXPECT_EQ(path_of(places.document_fields(), Content::kKindFieldNumber), "none");
  ASSERT_EQ(places.lines_size(), 2);
  EXPECT_EQ(places.lines(1).path(), "/Invoice/cac:InvoiceLine[2]");
  EXPECT_EQ(path_of(places.lines(1).fields(), v1::Line::kPriceAmountFieldNumber),
            "cac:Price/cbc:PriceAmount");
  EXPECT_EQ(path_of(places.lines(0).fields(), v1::Line::kAllowancesChargesFieldNumber),
            "cac:AllowanceCharge[1]");
  EXPECT_EQ(path_of(places.lines(0).fields(), v1::Line::kClassificationsFieldNumber),
            "cac:Item/cac:CommodityClassification[1]");
}

TEST(CatalogueTest, PlacesInAnEnvelopeAreThoseOfTheSourceFile) {
  const auto document = document_of(built_in_sample("ubl/samples/order_in_envelope.xml"));
  ASSERT_EQ(document.places.lines_size(), 1);
  EXPECT_EQ(document.places.lines(0).path(), "/StandardBusinessDocument/Order/cac:OrderLine[1]");
}

TEST(CatalogueTest, SeveralDocumentsInAnEnvelopeAreSeveralParts) {
  auto bytes = built_in_sample("ubl/samples/order_in_envelope.xml");
  const auto start = bytes.find("<Order ");
  const auto end = bytes.find("</Order>") + 8;
  bytes.insert(end, bytes.substr(start, end - start));
  const auto decoding = built_in_catalogue().decode_whole(bytes, {});
  ASSERT_EQ(decoding.parts.size(), 2U);
  EXPECT_EQ(decoding.parts[0].position, "1");
  EXPECT_EQ(decoding.parts[1].position, "2");
  expect_error(
      "<StandardBusinessDocument "
      "xmlns='http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader'/>",
      reason::kFragment, "/StandardBusinessDocument");
}

TEST(CatalogueTest, LeavesThatNoFieldTakesAreReportedOnRequest) {
  auto bytes =
      invoice_with("<cbc:AccountingCost>2010-1150",
                   "<cbc:Surprise kind=\"x\">new</cbc:Surprise><cbc:AccountingCost>2010-1150");
  bytes.insert(bytes.find("<cac:DespatchDocumentReference>"),
               "<cac:OrderReference><cbc:ID>PO-2</cbc:ID></cac:OrderReference>");
  const auto decoding = built_in_catalogue().decode_whole(bytes, {}, true);
  ASSERT_EQ(decoding.unmapped.size(), 3U);
  EXPECT_EQ(decoding.unmapped[0].path, "/Invoice/cbc:Surprise");
  EXPECT_EQ(decoding.unmapped[0].value, "new");
  EXPECT_EQ(decoding.unmapped[1].path, "/Invoice/cbc:Surprise/@kind");
  // The first of two single values counts; the second is not lost silently.
  EXPECT_EQ(decoding.unmapped[2].path, "/Invoice/cac:OrderReference[2]/cbc:ID");
  EXPECT_EQ(std::get<DecodedDocument>(decoding.parts[0].outcome).content.order_reference(),
            "PO-4411");
  EXPECT_TRUE(built_in_catalogue().decode_whole(bytes, {}).unmapped.empty());
}

TEST(CatalogueTest, EntriesThatASiteDoesNotTryDoNotRecognise) {
  ConnectorSettings settings;
  settings.entries = {"register"};
  EXPECT_EQ(error_of(built_in_sample("ubl/samples/invoice.xml"), settings).code,
            reason::kWrongRoot);
}

TEST(CatalogueTest, RowsOfRegistersCarryTheirLineAndTheirErrors) {
  const auto decoding = built_in_catalogue().decode_whole(
      "buyer_id,unit_id,parent_id,headcount,valid_from,later\n"
      "314000307,a,,1,2026-01-01,x\n"
      "314000307,b,,many,2026-01-01,x\n"
      "314000307,c\n"
      "314000307,d,,2,31.02.2026,x\n"
      ",e,,2,2026-01-01,x\n",
      {}, true);
  ASSERT_EQ(decoding.parts.size(), 5U);
  EXPECT_EQ(std::get<DecodedRow>(decoding.parts[0].outcome).record.unit().unit_id(), "a");
  const auto error = [&](std::size_t i) {
    return std::get<core::Error>(decoding.parts[i].outcome);
  };
  EXPECT_EQ(error(1).code + " " + error(1).place, "invalid_number row 3, column headcount");
  EXPECT_EQ(error(2).code + " " + error(2).place, "row_too_short row 4");
  EXPECT_EQ(error(3).code + " " + error(3).place, "invalid_date row 5, column valid_from");
  EXPECT_EQ(error(4).code + " " + error(4).place, "missing_value row 6, column buyer_id");
  EXPECT_EQ(decoding.parts[3].position, "5");
  ASSERT_EQ(decoding.unmapped.size(), 1U);
  EXPECT_EQ(decoding.unmapped[0].path, "row 2, column later");
}

TEST(CatalogueTest, AWithdrawnRowNeedsItsKeyOnly) {
  const auto header = std::string("buyer_id;initiative_id;year;kind;amount;op\n");
  const auto decoding = built_in_catalogue().decode_whole(
      header +
          "314000307;x;2026;MONEY;;delete\n314000307;x;2026;MONEY;;\n"
          "314000307;;2026;MONEY;;DELETE\n314000307;x;2026;MONEY;1;remove\n",
      {});
  ASSERT_EQ(decoding.parts.size(), 4U);
  EXPECT_EQ(std::get<DecodedRow>(decoding.parts[0].outcome).record.op(), v1::DELETE);
  EXPECT_EQ(std::get<core::Error>(decoding.parts[1].outcome).place, "row 3, column amount");
  EXPECT_EQ(std::get<core::Error>(decoding.parts[2].outcome).place, "row 4, column initiative_id");
  EXPECT_EQ(std::get<core::Error>(decoding.parts[3].outcome).code, reason::kInvalidValue);
}

TEST(CatalogueTest, RegistersAreToldByTheirColumnsWhateverTheFileIsCalled) {
  const auto register_of = [&](const std::string& header) {
    return built_in_catalogue().register_of(header + "\n", {});
  };
  EXPECT_EQ(register_of("buyer_id,agreement_id,lot_id,title,supplier_id,valid_from,valid_to"),
            "agreements");
  EXPECT_EQ(register_of(
                "\xEF\xBB\xBF"
                "Buyer_ID;agreement_id;item_scheme;item_id;price;supplier_id;valid_from;valid_to"),
            "agreement_items");
  EXPECT_EQ(register_of("supplier_id,name,other_ids"), "suppliers");
  EXPECT_EQ(register_of("buyer_id,unit_id,name,parent_id"), "units");
  EXPECT_EQ(register_of("buyer_id,initiative_id,title,agreement_id,unit_id,year,amount,kind"),
            "benefit_plan");
  EXPECT_EQ(register_of("a,b,c"), "");
  EXPECT_EQ(register_of("<Invoice/>"), "");
}

TEST(CatalogueTest, HeadersThatLackOrRepeatAColumnAreRefused) {
  expect_error("buyer_id,unit_id,name\n1,2,3\n", reason::kMissingColumn, "row 1");
  expect_error("buyer_id,unit_id,parent_id,Unit_ID\n1,2,3,4\n", reason::kDuplicateColumn,
               "row 1, column unit_id");
  EXPECT_EQ(error_of("buyer_id,unit_id,parent_id\n1,2,\xF8\n").code, reason::kInvalidEncoding);
}

TEST(CatalogueTest, DecodingIsAFunctionOfTheBytes) {
  const auto bytes = built_in_sample("ubl/samples/invoice.xml");
  const auto first = document_of(bytes);
  error_of(invoice_with(">2.50<", ">x<"));
  document_of(built_in_sample("ubl/samples/credit_note.xml"));
  const auto second = document_of(bytes);
  EXPECT_EQ(first.content.SerializeAsString(), second.content.SerializeAsString());
  EXPECT_EQ(first.places.SerializeAsString(), second.places.SerializeAsString());
}

TEST(CatalogueTest, TheDefaultFolderHoldsTheCatalogue) {
  EXPECT_TRUE(Catalogue::load({default_catalogue_folder()}).has_value());
  EXPECT_EQ(built_in_catalogue().entries(),
            (std::vector<std::string>{
                "brreg",    "cii",      "cxml",        "dynamics_bc", "edifact",    "ledger_csv",
                "ocds",     "oci",      "oioubl",      "opentrans",   "prozorro",   "register",
                "saft_no",  "sap_idoc", "sap_s4hana",  "shopify",     "svefaktura", "ubl",
                "ubl_ehf2", "unit4",    "woocommerce", "x12"}));
  EXPECT_EQ(built_in_catalogue().content_hash().size(), 64U);
}

}  // namespace
}  // namespace procured::mapping
