// Goal: what is proposed for a sample loads at once, reads the sample, and says of every guess what
// it rests on.
// Method: exports of made-up systems; which leaf is which term is read off by hand.
#include "connectors/tools/proposal.h"

#include <gtest/gtest.h>

#include "support/small_catalogue.h"

namespace procured::tools {
namespace {

using mapping::Decoding;
using testing_support::kOrderMapping;
using testing_support::SmallCatalogue;

constexpr const char* kExport = R"({"eksport": {"firma": "Kommunen", "bilag": [
  {"fakturanr": "K-1", "fakturadato": "03.02.2026", "valuta": "NOK", "org.kode": "x",
   "leverandør": {"orgnr": "974760673", "navn": "Bakeren"}, "netto": "35,00",
   "linjer": [{"nr": 1, "varenr": "B1", "tekst": "Brød", "enhet": "STK",
               "a": "2", "b": "12,50", "sum": "25,00"},
              {"nr": 2, "varenr": "M1", "tekst": "Mel", "enhet": "KG",
               "a": "4", "b": "2,50", "sum": "10,00"}]},
  {"fakturanr": "K-2", "fakturadato": "04.02.2026", "valuta": "NOK",
   "leverandør": {"orgnr": "974760673", "navn": "Bakeren"}, "netto": "5,00",
   "linjer": [{"nr": 1, "varenr": "B1", "tekst": "Brød", "enhet": "STK",
               "a": "2", "b": "2,50", "sum": "5,00"}]}]}})";

constexpr const char* kXml =
    "<Invoice xmlns='urn:made-up' xmlns:c='urn:made-up:c'><c:InvoiceNo>7</c:InvoiceNo>"
    "<IssueDate>2026-02-03</IssueDate><Supplier><Name>S &amp; Co</Name></Supplier>"
    "<Buyer><Name>B</Name></Buyer><Lines><Line no='1'><Text>x</Text><Qty>2</Qty>"
    "<Amount>3.00</Amount></Line></Lines></Invoice>";

/// Proposes an entry "own", writes it down and decodes the sample with it.
class ProposalTest : public testing::Test {
 protected:
  Decoding decoded(const std::string& bytes) {
    known_.write("erp/order.yaml", kOrderMapping);
    const auto catalogue = known_.load();
    const auto made = propose(*catalogue, {}, "own", {{"a", bytes}});
    if (!made) {
      ADD_FAILURE() << made.error().detail;
      return {};
    }
    proposal_ = made.value();
    for (const auto& [name, content] : proposal_.files) own_.write("own/" + name, content);
    std::vector<std::string> folders{own_.path()};
    if (!proposal_.extends.empty()) folders.push_back(known_.path());
    const auto loaded = mapping::Catalogue::load(folders);
    if (!loaded) {
      ADD_FAILURE() << loaded.error().detail << "\n" << all_text();
      return {};
    }
    mapping::ConnectorSettings settings;
    settings.default_buyer = "0192:958935420";
    settings.default_currency = "NOK";
    return loaded.value().decode_whole(bytes, settings, true);
  }

  static const v1::DocumentContent& content(const Decoding& decoding, std::size_t part) {
    static const v1::DocumentContent nothing;
    if (part >= decoding.parts.size()) {
      ADD_FAILURE() << decoding.parts.size() << " parts";
      return nothing;
    }
    if (const auto* error = std::get_if<core::Error>(&decoding.parts[part].outcome)) {
      ADD_FAILURE() << error->code << " " << error->place << " " << error->detail;
      return nothing;
    }
    return std::get<mapping::DecodedDocument>(decoding.parts[part].outcome).content;
  }
  std::string all_text() const {
    std::string text;
    for (const auto& [name, file] : proposal_.files) text += "--- " + name + "\n" + file;
    return text;
  }

  SmallCatalogue known_;
  SmallCatalogue own_;
  Proposal proposal_;
};

TEST_F(ProposalTest, AnExportWithSeveralDocumentsIsReadAtOnce) {
  const auto decoding = decoded(kExport);
  ASSERT_EQ(decoding.parts.size(), 2U) << all_text();
  EXPECT_EQ(decoding.parts[1].position, "K-2");
  const auto& first = content(decoding, 0);
  EXPECT_EQ(first.id(), "K-1");
  EXPECT_EQ(first.issue_date(), "2026-02-03");
  EXPECT_EQ(first.document_currency_code(), "NOK");
  EXPECT_EQ(first.seller().legal_id(), "974760673");
  EXPECT_EQ(first.seller().registration_name(), "Bakeren");
  EXPECT_EQ(first.totals().tax_exclusive_amount(), "35");
  ASSERT_EQ(first.lines_size(), 2);
  EXPECT_EQ(first.lines(1).id(), "2");
  EXPECT_EQ(first.lines(1).sellers_item_id(), "M1");
  EXPECT_EQ(first.lines(1).item_name(), "Mel");
  EXPECT_EQ(first.lines(1).unit_code(), "KG");
  EXPECT_EQ(first.lines(1).line_extension_amount(), "10");
}

TEST_F(ProposalTest, QuantityAndPriceAreToldByTheirProduct) {
  const auto decoding = decoded(kExport);
  const auto& line = content(decoding, 0).lines(0);
  EXPECT_EQ(line.quantity(), "2");
  EXPECT_EQ(line.price_amount(), "12.5");
  EXPECT_NE(all_text().find("on every line"), std::string::npos);
}

TEST_F(ProposalTest, EveryGuessSaysWhyAndWhatIsUnknownIsListed) {
  decoded(kExport);
  const auto text = all_text();
  EXPECT_NE(text.find("# by the name fakturanr; such as 'K-1'"), std::string::npos) << text;
  EXPECT_NE(text.find("- {at: '\"org.kode\"', reason: }  # 1 times, such as 'x'"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("# by the name firma; such as 'Kommunen'"), std::string::npos) << text;
  EXPECT_EQ(proposal_.open, 1U) << text;
}

TEST_F(ProposalTest, XmlWithADefaultNamespaceIsReadAtOnce) {
  const auto decoding = decoded(kXml);
  const auto& invoice = content(decoding, 0);
  EXPECT_EQ(invoice.id(), "7") << all_text();
  EXPECT_EQ(invoice.issue_date(), "2026-02-03");
  EXPECT_EQ(invoice.seller().registration_name(), "S & Co");
  EXPECT_EQ(invoice.buyer().registration_name(), "B");
  ASSERT_EQ(invoice.lines_size(), 1);
  EXPECT_EQ(invoice.lines(0).id(), "1");
  EXPECT_EQ(invoice.lines(0).quantity(), "2");
}

TEST_F(ProposalTest, RowsOfATableAreGroupedByTheDocumentsNumber) {
  const auto decoding = decoded(
      "Export;;;;;\nInvoice no;Date;Supplier;Item;Amount;Currency\n"
      "A;2026-02-03;Bakery;Bread;1 250.50;NOK\nB;2026-02-04;Mill;Flour;7;NOK\n"
      "A;2026-02-03;Bakery;Salt;2.25;NOK\n");
  ASSERT_EQ(decoding.parts.size(), 2U) << all_text();
  const auto& first = content(decoding, 0);
  EXPECT_EQ(first.id(), "A");
  EXPECT_EQ(first.issue_date(), "2026-02-03");
  EXPECT_EQ(first.seller().registration_name(), "Bakery");
  ASSERT_EQ(first.lines_size(), 2) << all_text();
  EXPECT_EQ(first.lines(0).line_extension_amount(), "1250.5");
  EXPECT_EQ(first.lines(1).line_extension_amount(), "2.25");
  EXPECT_NE(all_text().find("group_by: 'invoice no'"), std::string::npos) << all_text();
}

TEST_F(ProposalTest, WhatAnEntryReadsIsExtended) {
  const auto decoding =
      decoded(R"({"no": "P-1", "day": "03.02.2026", "more": "m", "rows": {"pos": 1}})");
  EXPECT_EQ(proposal_.extends, "erp");
  EXPECT_EQ(decoding.entry, "own") << "the new entry is tried first";
  EXPECT_EQ(content(decoding, 0).id(), "P-1");
  EXPECT_EQ(proposal_.open, 1U);
  EXPECT_NE(all_text().find("/json/more  such as 'm'"), std::string::npos) << all_text();
}

TEST_F(ProposalTest, WhatCannotBeProposedIsSaid) {
  const auto catalogue = [&] {
    known_.write("erp/order.yaml", kOrderMapping);
    return known_.load();
  }();
  const auto problem = [&](const std::string& bytes) {
    const auto made = propose(*catalogue, {}, "own", {{"a", bytes}});
    return made ? std::string("proposed") : made.error().code;
  };
  EXPECT_EQ(problem("x=1&y=2"), "sample_syntax");
  EXPECT_EQ(problem("a;a\n1;2\n"), "sample_table") << "columns of one name";
  EXPECT_EQ(problem("a;b\n"), "sample_table") << "no rows";
  EXPECT_EQ(problem("{\"a\": "), "truncated");
}

}  // namespace
}  // namespace procured::tools
