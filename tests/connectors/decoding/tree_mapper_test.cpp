#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "connectors/mapping/catalogue.h"
#include "connectors/program/reasons.h"

// Goal: every complete document of a purchase in the public example collections is read with no
// leaf left unmapped; every fragment and foreign file is refused with a true reason; none
// is lost. Method: walks ../shared/corpus and compares with TRAITS-UBL.tsv, which was made by
// another program; skips without it.
namespace procured::mapping {
namespace {

namespace fs = std::filesystem;

const fs::path kCorpus = fs::path(PROCURED_SOURCE_DIR).parent_path() / "shared/corpus";

/// Collections that no leaf may be unmapped in: the official ones.
constexpr std::string_view kOfficial[] = {
    "peppol-billing-3/",   "ehf-g3/",    "en16931/",         "peppol-postaward-3/", "phive-ehf/",
    "digipost-norwegian/", "xrechnung/", "peppol-logistics/"};

/// Documents that no purchase is made by, or that repeat another.
constexpr std::string_view kNotRead[] = {"Reminder", "WeightStatement"};

bool is_not_read(const std::string& name, const std::string& root) {
  return std::find(std::begin(kNotRead), std::end(kNotRead), root) != std::end(kNotRead) ||
         name.find("Order Request") != std::string::npos ||
         name.find("Transport Execution Plan") != std::string::npos;
}

struct Trait {
  std::string root;
  int lines = 0;
  std::string currency;
};

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream stream(line);
  for (std::string column; std::getline(stream, column, '\t');) columns.push_back(column);
  return columns;
}

std::map<std::string, Trait> traits() {
  std::map<std::string, Trait> all;
  std::ifstream file(kCorpus / "TRAITS-UBL.tsv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto columns = columns_of(line);
    all[columns[0]] = {columns[1], std::stoi(columns[6]), columns[4]};
  }
  return all;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

/// The business terms of EN 16931 in UBL (EN 16931-3-2, table 2), as paths below Invoice. Those
/// that are ignored, each with its reason in the mapping, come last.
constexpr std::string_view kTerms[] = {
    "cbc:CustomizationID",
    "cbc:ProfileID",
    "cbc:ID",
    "cbc:IssueDate",
    "cbc:DueDate",
    "cbc:InvoiceTypeCode",
    "cbc:Note",
    "cbc:TaxPointDate",
    "cbc:DocumentCurrencyCode",
    "cbc:TaxCurrencyCode",
    "cbc:AccountingCost",
    "cbc:BuyerReference",
    "cac:InvoicePeriod/cbc:StartDate",
    "cac:InvoicePeriod/cbc:EndDate",
    "cac:InvoicePeriod/cbc:DescriptionCode",
    "cac:OrderReference/cbc:ID",
    "cac:OrderReference/cbc:SalesOrderID",
    "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
    "cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate",
    "cac:DespatchDocumentReference/cbc:ID",
    "cac:ReceiptDocumentReference/cbc:ID",
    "cac:OriginatorDocumentReference/cbc:ID",
    "cac:ContractDocumentReference/cbc:ID",
    "cac:AdditionalDocumentReference/cbc:ID",
    "cac:AdditionalDocumentReference/cbc:DocumentDescription",
    "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject",
    "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject/@mimeCode",
    "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject/@filename",
    "cac:AdditionalDocumentReference/cac:Attachment/cac:ExternalReference/cbc:URI",
    "cac:ProjectReference/cbc:ID",
    "SELLER/cbc:EndpointID",
    "SELLER/cbc:EndpointID/@schemeID",
    "SELLER/cac:PartyIdentification/cbc:ID",
    "SELLER/cac:PartyIdentification/cbc:ID/@schemeID",
    "SELLER/cac:PartyName/cbc:Name",
    "SELLER/cac:PostalAddress/cbc:StreetName",
    "SELLER/cac:PostalAddress/cbc:AdditionalStreetName",
    "SELLER/cac:PostalAddress/cbc:CityName",
    "SELLER/cac:PostalAddress/cbc:PostalZone",
    "SELLER/cac:PostalAddress/cbc:CountrySubentity",
    "SELLER/cac:PostalAddress/cac:AddressLine/cbc:Line",
    "SELLER/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    "SELLER/cac:PartyTaxScheme/cbc:CompanyID",
    "SELLER/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID",
    "SELLER/cac:PartyLegalEntity/cbc:RegistrationName",
    "SELLER/cac:PartyLegalEntity/cbc:CompanyID",
    "SELLER/cac:PartyLegalEntity/cbc:CompanyID/@schemeID",
    "SELLER/cac:PartyLegalEntity/cbc:CompanyLegalForm",
    "SELLER/cac:Contact/cbc:Name",
    "SELLER/cac:Contact/cbc:Telephone",
    "SELLER/cac:Contact/cbc:ElectronicMail",
    "BUYER/cbc:EndpointID",
    "BUYER/cbc:EndpointID/@schemeID",
    "BUYER/cac:PartyIdentification/cbc:ID",
    "BUYER/cac:PartyName/cbc:Name",
    "BUYER/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    "BUYER/cac:PartyLegalEntity/cbc:RegistrationName",
    "BUYER/cac:PartyLegalEntity/cbc:CompanyID",
    "BUYER/cac:Contact/cbc:Name",
    "BUYER/cac:Contact/cbc:Telephone",
    "BUYER/cac:Contact/cbc:ElectronicMail",
    "cac:PayeeParty/cac:PartyIdentification/cbc:ID",
    "cac:PayeeParty/cac:PartyName/cbc:Name",
    "cac:PayeeParty/cac:PartyLegalEntity/cbc:CompanyID",
    "cac:PayeeParty/cac:PartyLegalEntity/cbc:CompanyID/@schemeID",
    "cac:TaxRepresentativeParty/cac:PartyName/cbc:Name",
    "cac:TaxRepresentativeParty/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    "cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID",
    "cac:TaxRepresentativeParty/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID",
    "cac:Delivery/cbc:ActualDeliveryDate",
    "cac:Delivery/cac:DeliveryLocation/cbc:ID",
    "cac:Delivery/cac:DeliveryLocation/cbc:ID/@schemeID",
    "cac:Delivery/cac:DeliveryLocation/cac:Address/cbc:StreetName",
    "cac:Delivery/cac:DeliveryLocation/cac:Address/cac:Country/cbc:IdentificationCode",
    "cac:Delivery/cac:DeliveryParty/cac:PartyName/cbc:Name",
    "cac:PaymentMeans/cbc:PaymentMeansCode",
    "cac:PaymentMeans/cbc:PaymentID",
    "cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID",
    "cac:PaymentMeans/cac:CardAccount/cbc:NetworkID",
    "cac:PaymentMeans/cac:CardAccount/cbc:HolderName",
    "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID",
    "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:Name",
    "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID",
    "cac:PaymentMeans/cac:PaymentMandate/cbc:ID",
    "cac:PaymentTerms/cbc:Note",
    "cac:AllowanceCharge/cbc:ChargeIndicator",
    "cac:AllowanceCharge/cbc:AllowanceChargeReasonCode",
    "cac:AllowanceCharge/cbc:AllowanceChargeReason",
    "cac:AllowanceCharge/cbc:MultiplierFactorNumeric",
    "cac:AllowanceCharge/cbc:Amount",
    "cac:AllowanceCharge/cbc:BaseAmount",
    "cac:AllowanceCharge/cac:TaxCategory/cbc:ID",
    "cac:AllowanceCharge/cac:TaxCategory/cbc:Percent",
    "cac:TaxTotal/cbc:TaxAmount",
    "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount",
    "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
    "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID",
    "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent",
    "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode",
    "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason",
    "TOTAL/cbc:LineExtensionAmount",
    "TOTAL/cbc:TaxExclusiveAmount",
    "TOTAL/cbc:TaxInclusiveAmount",
    "TOTAL/cbc:AllowanceTotalAmount",
    "TOTAL/cbc:ChargeTotalAmount",
    "TOTAL/cbc:PrepaidAmount",
    "TOTAL/cbc:PayableRoundingAmount",
    "TOTAL/cbc:PayableAmount",
    "LINE/cbc:ID",
    "LINE/cbc:Note",
    "LINE/cbc:InvoicedQuantity",
    "LINE/cbc:InvoicedQuantity/@unitCode",
    "LINE/cbc:LineExtensionAmount",
    "LINE/cbc:LineExtensionAmount/@currencyID",
    "LINE/cbc:AccountingCost",
    "LINE/cac:InvoicePeriod/cbc:StartDate",
    "LINE/cac:InvoicePeriod/cbc:EndDate",
    "LINE/cac:OrderLineReference/cbc:LineID",
    "LINE/cac:DocumentReference/cbc:ID",
    "LINE/cac:DocumentReference/cbc:DocumentTypeCode",
    "LINE/cac:AllowanceCharge/cbc:ChargeIndicator",
    "LINE/cac:AllowanceCharge/cbc:AllowanceChargeReasonCode",
    "LINE/cac:AllowanceCharge/cbc:AllowanceChargeReason",
    "LINE/cac:AllowanceCharge/cbc:MultiplierFactorNumeric",
    "LINE/cac:AllowanceCharge/cbc:Amount",
    "LINE/cac:AllowanceCharge/cbc:BaseAmount",
    "LINE/cac:Item/cbc:Description",
    "LINE/cac:Item/cbc:Name",
    "LINE/cac:Item/cac:BuyersItemIdentification/cbc:ID",
    "LINE/cac:Item/cac:SellersItemIdentification/cbc:ID",
    "LINE/cac:Item/cac:StandardItemIdentification/cbc:ID",
    "LINE/cac:Item/cac:StandardItemIdentification/cbc:ID/@schemeID",
    "LINE/cac:Item/cac:OriginCountry/cbc:IdentificationCode",
    "LINE/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode",
    "LINE/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode/@listID",
    "LINE/cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode/@listVersionID",
    "LINE/cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
    "LINE/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",
    "LINE/cac:Item/cac:AdditionalItemProperty/cbc:Name",
    "LINE/cac:Item/cac:AdditionalItemProperty/cbc:Value",
    "LINE/cac:Price/cbc:PriceAmount",
    "LINE/cac:Price/cbc:BaseQuantity",
    "LINE/cac:Price/cbc:BaseQuantity/@unitCode",
    "LINE/cac:Price/cac:AllowanceCharge/cbc:ChargeIndicator",
    "LINE/cac:Price/cac:AllowanceCharge/cbc:Amount",
    "LINE/cac:Price/cac:AllowanceCharge/cbc:BaseAmount"};
constexpr std::string_view kIgnoredTerms[] = {
    "cac:PaymentMeans/cbc:PaymentMeansCode/@name",                           // BT-82
    "cac:PaymentMeans/cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID",  // BT-91
    "LINE/cac:DocumentReference/cbc:ID/@schemeID"};                          // BT-128-1

/// The path with the names of parties, totals and lines written out.
std::string written_out(std::string_view term) {
  const std::pair<std::string_view, std::string_view> shorts[] = {
      {"SELLER", "cac:AccountingSupplierParty/cac:Party"},
      {"BUYER", "cac:AccountingCustomerParty/cac:Party"},
      {"TOTAL", "cac:LegalMonetaryTotal"},
      {"LINE", "cac:InvoiceLine"}};
  for (const auto& [name, path] : shorts) {
    if (term.substr(0, name.size()) == name)
      return std::string(path) + std::string(term.substr(name.size()));
  }
  return std::string(term);
}

const char* value_for(const std::string& path) {
  const auto has = [&](std::string_view word) { return path.find(word) != std::string::npos; };
  if (has("@currencyID") || has("CurrencyCode")) return "NOK";
  if (has("@")) return "x";
  if (has("Amount") || has("Quantity") || has("Percent") || has("Numeric")) return "1";
  if (has("Date")) return "2026-01-31";
  if (has("ChargeIndicator")) return "false";
  if (has("TaxScheme/cbc:ID")) return "VAT";
  return has("LINE/cac:DocumentReference/cbc:DocumentTypeCode") ||
                 has("InvoiceLine/cac:DocumentReference/cbc:Doc")
             ? "130"
             : "x";
}

void add(pugi::xml_node node, std::string path, const char* value) {
  for (auto slash = path.find('/');; slash = path.find('/')) {
    const auto name = path.substr(0, slash);
    if (name[0] == '@') {
      node.append_attribute(name.c_str() + 1) = value;
      return;
    }
    const auto child = node.child(name.c_str());
    node = child ? child : node.append_child(name.c_str());
    if (slash == std::string::npos) break;
    path.erase(0, slash + 1);
  }
  node.text() = value;
}

class TreeMapperTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kCorpus / "TRAITS-UBL.tsv")) GTEST_SKIP() << "no corpus beside the checkout";
    auto loaded = Catalogue::load({std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue"});
    ASSERT_TRUE(loaded.has_value()) << loaded.error().detail;
    catalogue_ = std::make_unique<Catalogue>(std::move(loaded).value());
  }

  std::unique_ptr<Catalogue> catalogue_;
};

TEST_F(TreeMapperTest, CompleteDocumentsAreReadAsTheTraitsSay) {
  int read = 0;
  for (const auto& [name, trait] : traits()) {
    if (is_not_read(name, trait.root) || !fs::exists(kCorpus / name)) continue;
    const auto decoding = catalogue_->decode_whole(bytes_of(kCorpus / name), {}, true);
    ASSERT_EQ(decoding.parts.size(), 1U) << name;
    const auto* document = std::get_if<DecodedDocument>(&decoding.parts[0].outcome);
    ASSERT_NE(document, nullptr) << name << " "
                                 << std::get<core::Error>(decoding.parts[0].outcome).detail;
    // The traits count no lines of answers, and a catalogue has its currency at its prices alone.
    if (trait.root != "ApplicationResponse") {
      EXPECT_EQ(document->content.lines_size(), trait.lines) << name;
    }
    if (trait.root != "Catalogue") {
      EXPECT_EQ(document->content.document_currency_code(), trait.currency) << name;
    }
    EXPECT_EQ(document->places.lines_size(), document->content.lines_size()) << name;
    EXPECT_FALSE(document->content.id().empty() || document->content.issue_date().empty()) << name;
    const bool official =
        std::any_of(std::begin(kOfficial), std::end(kOfficial),
                    [&](std::string_view prefix) { return name.rfind(prefix, 0) == 0; });
    for (const auto& leaf : decoding.unmapped) {
      EXPECT_FALSE(official) << name << " " << leaf.path << " = " << leaf.value;
    }
    ++read;
  }
  EXPECT_GE(read, 135);
}

TEST_F(TreeMapperTest, OtherKindsAreRefusedAsSuch) {
  for (const auto& [name, trait] : traits()) {
    if (!is_not_read(name, trait.root) || !fs::exists(kCorpus / name)) continue;
    const auto decoding = catalogue_->decode_whole(bytes_of(kCorpus / name), {});
    ASSERT_EQ(decoding.parts.size(), 1U) << name;
    const auto* error = std::get_if<core::Error>(&decoding.parts[0].outcome);
    ASSERT_NE(error, nullptr) << name;
    EXPECT_EQ(error->code, reason::kKindNotSupported) << name;
  }
}

TEST_F(TreeMapperTest, EveryFileOfEveryFormatIsReadOrRefusedWithAReasonOfTheList) {
  std::map<std::string, int> reasons;
  const auto known = traits();
  for (const auto& file : fs::recursive_directory_iterator(kCorpus)) {
    if (!file.is_regular_file()) continue;
    const auto bytes = bytes_of(file.path());
    const auto decoding = catalogue_->decode_whole(bytes, {});
    ASSERT_FALSE(decoding.parts.empty()) << file.path();
    for (const auto& part : decoding.parts) {
      const auto* error = std::get_if<core::Error>(&part.outcome);
      ++reasons[error == nullptr ? "read" : error->code];
      if (error == nullptr) continue;
      EXPECT_NE(std::find(reason::kAll.begin(), reason::kAll.end(), error->code),
                reason::kAll.end())
          << error->code;
      EXPECT_FALSE(error->place.empty() || error->detail.empty())
          << file.path() << " " << error->code;
    }
    if (bytes.find("validator/1.0\"") != std::string::npos &&
        bytes.find("<testSet") != std::string::npos) {
      EXPECT_EQ(std::get<core::Error>(decoding.parts[0].outcome).code, reason::kFragment)
          << file.path();
    }
  }
  for (const auto& [code, count] : reasons) std::cout << code << " " << count << "\n";
}

TEST(TreeMapperTermsTest, EveryBusinessTermOfEn16931IsMappedOrIgnoredByItsOwnName) {
  const auto catalogue =
      Catalogue::load({std::string(PROCURED_SOURCE_DIR) + "/connectors/catalogue"});
  ASSERT_TRUE(catalogue.has_value()) << catalogue.error().detail;
  pugi::xml_document document;
  auto root = document.append_child("Invoice");
  const std::string ubl = "urn:oasis:names:specification:ubl:schema:xsd:";
  root.append_attribute("xmlns") = (ubl + "Invoice-2").c_str();
  root.append_attribute("xmlns:cac") = (ubl + "CommonAggregateComponents-2").c_str();
  root.append_attribute("xmlns:cbc") = (ubl + "CommonBasicComponents-2").c_str();
  for (const auto term : kTerms) add(root, written_out(term), value_for(written_out(term)));
  for (const auto term : kIgnoredTerms) add(root, written_out(term), value_for(written_out(term)));
  std::ostringstream bytes;
  document.save(bytes, "", pugi::format_raw);
  const auto decoding = catalogue.value().decode_whole(bytes.str(), {}, true);
  ASSERT_EQ(decoding.parts.size(), 1U);
  const auto* error = std::get_if<core::Error>(&decoding.parts[0].outcome);
  ASSERT_EQ(error, nullptr) << error->code << " " << error->place << " " << error->detail;
  for (const auto& leaf : decoding.unmapped) ADD_FAILURE() << leaf.path;
  EXPECT_EQ(decoding.ignored, std::size(kIgnoredTerms));
  EXPECT_EQ(decoding.mapped, std::size(kTerms));
}

}  // namespace
}  // namespace procured::mapping
