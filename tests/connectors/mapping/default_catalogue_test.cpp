#include "connectors/mapping/default_catalogue.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "connectors/mapping/catalogue.h"
#include "connectors/program/reasons.h"
#include "support/built_in_catalogue.h"

// Goal: the UBL entries of the built-in catalogue tell kinds, dialects and roles apart. Method:
// their own samples, changed in one place at a time.
namespace procured::mapping {
namespace {

using testing_support::built_in_catalogue;
using testing_support::built_in_sample;

/// A sample with one text in it replaced.
std::string sample_with(const std::string& name, const std::string& from, const std::string& to) {
  auto text = built_in_sample(name);
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string reason_of(const std::string& bytes, const ConnectorSettings& settings = {}) {
  const auto decoding = built_in_catalogue().decode_whole(bytes, settings);
  const auto* error = std::get_if<core::Error>(&decoding.parts.front().outcome);
  return error == nullptr ? "read" : error->code;
}

v1::DocumentContent content_of(const std::string& bytes) {
  const auto decoding = built_in_catalogue().decode_whole(bytes, {});
  const auto* document = std::get_if<DecodedDocument>(&decoding.parts.front().outcome);
  if (document != nullptr) return document->content;
  ADD_FAILURE() << std::get<core::Error>(decoding.parts.front().outcome).detail;
  return {};
}

TEST(DefaultCatalogueTest, PaymentRequestsAndRemindersAreKindsOfTheirOwn) {
  const std::string bis =
      "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
  const std::string ehf = "urn:fdc:anskaffelser.no:2019:ehf:";
  const auto kind_of = [&](const std::string& customization) {
    return content_of(sample_with("ubl/samples/invoice.xml", bis, customization)).kind();
  };
  EXPECT_EQ(kind_of(bis), v1::INVOICE);
  EXPECT_EQ(kind_of(ehf + "spec:payment-request:3.0"), v1::PAYMENT_REQUEST);
  EXPECT_EQ(kind_of(ehf + "reminder:3.0"), v1::PAYMENT_REMINDER);
  EXPECT_EQ(kind_of(ehf + "spec:reminder:3.0"), v1::PAYMENT_REMINDER);
}

TEST(DefaultCatalogueTest, OneRootIsReadAsTheKindThatItsCustomizationSays) {
  EXPECT_EQ(content_of(built_in_sample("ubl/samples/order_agreement.xml")).kind(),
            v1::ORDER_AGREEMENT);
  EXPECT_EQ(content_of(built_in_sample("ubl/samples/order_response.xml")).kind(),
            v1::ORDER_RESPONSE);
  EXPECT_EQ(content_of(built_in_sample("ubl/samples/punchout_basket.xml")).kind(),
            v1::PUNCHOUT_BASKET);
  EXPECT_EQ(content_of(built_in_sample("ubl/samples/catalogue.xml")).kind(), v1::PRICE_CATALOGUE);
}

TEST(DefaultCatalogueTest, WhoBuysDependsOnWhatIsAnswered) {
  const auto buyer_of = [](const std::string& type) {
    return content_of(sample_with("ubl/samples/invoice_response.xml", ">380<", ">" + type + "<"))
        .buyer()
        .endpoint_id();
  };
  EXPECT_EQ(buyer_of("380"), "314000307");  // of an invoice: who sends the answer
  EXPECT_EQ(buyer_of("351"), "314000307");  // of a despatch advice, too
  EXPECT_EQ(buyer_of("220"), "310000108");  // of an order: who gets the answer
}

TEST(DefaultCatalogueTest, SellerAndBuyerAreNamedRatherThanWhoSendsAndReceives) {
  const auto name = "ubl/samples/despatch_advice.xml";
  const auto stated = content_of(built_in_sample(name));
  EXPECT_EQ(stated.seller().endpoint_id(), "310000108");  // only the sender is named
  EXPECT_EQ(stated.buyer().identifications(0).id(), "314000307");
  auto text = sample_with(name, "<cac:BuyerCustomerParty>", "<!-- ");
  const std::string end = "</cac:BuyerCustomerParty>";
  text.replace(text.find(end), end.size(), " -->");
  EXPECT_EQ(content_of(text).buyer().identifications(0).id(), "7080000000019");
}

TEST(DefaultCatalogueTest, OfPricesByQuantityTheFirstIsReadAndAllHaveOneCurrency) {
  const auto text = built_in_sample("ubl/samples/catalogue.xml");
  const auto decoding = built_in_catalogue().decode_whole(text, {}, true);
  const auto& line = std::get<DecodedDocument>(decoding.parts.front().outcome).content.lines(0);
  EXPECT_EQ(line.price_amount(), "5");
  EXPECT_EQ(line.minimum_quantity(), "");
  EXPECT_TRUE(decoding.unmapped.empty()) << "further prices are ignored with their reason";
  EXPECT_EQ(reason_of(sample_with("ubl/samples/catalogue.xml", "\"NOK\">180", "\"SEK\">180")),
            reason::kCurrencyMismatch);
}

TEST(DefaultCatalogueTest, EachDialectOfUblIsReadByItsOwnEntryAndByNoOther) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> samples = {
      {"ubl",
       {"invoice", "credit_note", "order_agreement", "order_response", "despatch_advice",
        "catalogue", "punchout_basket", "invoice_response"}},
      {"ubl_ehf2",
       {"invoice", "credit_note", "order", "order_agreement", "order_response", "despatch_advice",
        "catalogue", "punchout_basket", "catalogue_response"}},
      {"oioubl", {"invoice", "credit_note", "order", "order_response_simple"}},
      {"svefaktura", {"invoice", "credit_note"}}};
  for (const auto& [entry, names] : samples) {
    for (const auto& name : names) {
      const auto bytes = built_in_sample(entry + "/samples/" + name + ".xml");
      EXPECT_EQ(built_in_catalogue().decode_whole(bytes, {}).entry, entry) << name;
      for (const char* other : {"ubl", "ubl_ehf2", "oioubl", "svefaktura"}) {
        ConnectorSettings settings;
        settings.entries = {other};
        EXPECT_EQ(reason_of(bytes, settings) == "read", entry == other) << entry << name << other;
      }
    }
  }
}

}  // namespace
}  // namespace procured::mapping
