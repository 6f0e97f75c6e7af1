#include <fmt/format.h>

#include <map>

#include "simulate/amounts.h"
#include "simulate/identifiers.h"
#include "simulate/ubl.h"

// Peppol BIS Billing 3, in the order of elements that UBL 2.1 asks for.
namespace procured::simulate {
namespace {

class Billing {
 public:
  explicit Billing(const Document& document)
      : document_(document),
        credit_(document.kind == Kind::kCreditNote),
        currency_(document.currency.code) {}

  std::string write() {
    const std::string root = credit_ ? "CreditNote" : "Invoice";
    const std::string name_space = "urn:oasis:names:specification:ubl:schema:xsd:" + root + "-2";
    xml_.declaration();
    xml_.open(
        root,
        {{"xmlns", name_space},
         {"xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
         {"xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}});
    head();
    references();
    parties();
    delivery();
    payment();
    fees();
    totals();
    for (std::size_t i = 0; i < document_.lines.size(); ++i) line(document_.lines[i], i + 1);
    xml_.close();
    return xml_.take();
  }

 private:
  void amount(std::string_view element, std::int64_t value) {
    xml_.leaf(element, money(value, document_.currency), {{"currencyID", currency_}});
  }

  void reference(std::string_view element, const std::string& id) {
    if (id.empty()) return;
    xml_.open(element);
    xml_.leaf("cbc:ID", id);
    xml_.close();
  }

  void head() {
    xml_.leaf("cbc:CustomizationID",
              "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0");
    xml_.leaf("cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0");
    xml_.leaf("cbc:ID", document_.number);
    xml_.leaf("cbc:IssueDate", document_.issued.to_string());
    if (!credit_) xml_.leaf("cbc:DueDate", add_days(document_.issued, 30).to_string());
    xml_.leaf(credit_ ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode", credit_ ? "381" : "380");
    xml_.leaf("cbc:Note",
              credit_ ? "Kreditnota for varer som er returnert eller feil fakturert."
                      : "Takk for handelen. Ved spørsmål om fakturaen, oppgi fakturanummeret.");
    xml_.leaf("cbc:DocumentCurrencyCode", currency_);
    xml_.leaf("cbc:AccountingCost", document_.account);
    xml_.leaf("cbc:BuyerReference", document_.buyer_reference);
  }

  void references() {
    reference("cac:OrderReference", document_.order_reference);
    if (credit_) {
      xml_.open("cac:BillingReference");
      xml_.open("cac:InvoiceDocumentReference");
      xml_.leaf("cbc:ID", document_.credited_invoice);
      xml_.leaf("cbc:IssueDate", document_.credited_on.to_string());
      xml_.close();
      xml_.close();
    }
    reference("cac:ContractDocumentReference", document_.contract);
  }

  void parties() {
    const auto& seller = *document_.seller;
    xml_.open("cac:AccountingSupplierParty");
    write_party(
        xml_, document_,
        {&seller, document_.other_number ? seller.other_number : seller.number, "Kunde Service"});
    xml_.close();
    xml_.open("cac:AccountingCustomerParty");
    write_party(xml_, document_, {nullptr, document_.buyer->number, document_.person});
    xml_.close();
  }

  void delivery() {
    xml_.open("cac:Delivery");
    xml_.leaf("cbc:ActualDeliveryDate", add_days(document_.issued, -1).to_string());
    xml_.open("cac:DeliveryLocation");
    xml_.leaf("cbc:ID", document_.delivery_gln, {{"schemeID", "0088"}});
    write_address(xml_, "cac:Address", document_, {});
    xml_.close();
    if (!document_.delivery_name.empty()) {
      xml_.open("cac:DeliveryParty");
      xml_.open("cac:PartyName");
      xml_.leaf("cbc:Name", document_.delivery_name);
      xml_.close();
      xml_.close();
    }
    xml_.close();
  }

  void payment() {
    xml_.open("cac:PaymentMeans");
    xml_.leaf("cbc:PaymentMeansCode", "30", {{"name", "Credit transfer"}});
    xml_.leaf("cbc:PaymentID", payment_reference(document_.number));
    xml_.open("cac:PayeeFinancialAccount");
    xml_.leaf("cbc:ID", document_.seller->account);
    xml_.leaf("cbc:Name", document_.seller->name);
    xml_.close();
    xml_.close();
    xml_.open("cac:PaymentTerms");
    xml_.leaf(
        "cbc:Note",
        "Netto 30 dager. Ved forsinket betaling beregnes rente etter forsinkelsesrenteloven.");
    xml_.close();
  }

  void fee(bool charge, std::int64_t value) {
    if (value == 0) return;
    xml_.open("cac:AllowanceCharge");
    xml_.leaf("cbc:ChargeIndicator", charge ? "true" : "false");
    xml_.leaf("cbc:AllowanceChargeReasonCode", charge ? "FC" : "95");
    xml_.leaf("cbc:AllowanceChargeReason", charge ? "Frakt" : "Rabatt");
    amount("cbc:Amount", value);
    write_tax_category(xml_, "cac:TaxCategory", document_.lines[0].vat_percent);
    xml_.close();
  }

  void fees() {
    fee(false, document_.allowance);
    fee(true, document_.charge);
  }

  void totals() {
    std::int64_t lines = 0;
    std::map<int, std::int64_t> taxable;
    for (const auto& line : document_.lines) {
      lines += line.net;
      taxable[line.vat_percent] += line.net;
    }
    taxable[document_.lines[0].vat_percent] += document_.charge - document_.allowance;
    std::int64_t tax = 0;
    for (const auto& [percent, value] : taxable) tax += tax_amount(value, percent);
    xml_.open("cac:TaxTotal");
    amount("cbc:TaxAmount", tax);
    for (const auto& [percent, value] : taxable) {
      xml_.open("cac:TaxSubtotal");
      amount("cbc:TaxableAmount", value);
      amount("cbc:TaxAmount", tax_amount(value, percent));
      write_tax_category(xml_, "cac:TaxCategory", percent);
      xml_.close();
    }
    xml_.close();
    const auto exclusive = lines - document_.allowance + document_.charge;
    xml_.open("cac:LegalMonetaryTotal");
    amount("cbc:LineExtensionAmount", lines);
    amount("cbc:TaxExclusiveAmount", exclusive);
    amount("cbc:TaxInclusiveAmount", exclusive + tax);
    if (document_.allowance != 0) amount("cbc:AllowanceTotalAmount", document_.allowance);
    if (document_.charge != 0) amount("cbc:ChargeTotalAmount", document_.charge);
    amount("cbc:PayableAmount", exclusive + tax);
    xml_.close();
  }

  void line_fee(const Line& line, bool charge, std::int64_t value) {
    if (value == 0) return;
    xml_.open("cac:AllowanceCharge");
    xml_.leaf("cbc:ChargeIndicator", charge ? "true" : "false");
    xml_.leaf("cbc:AllowanceChargeReasonCode", charge ? "PC" : "95");
    xml_.leaf("cbc:AllowanceChargeReason", charge ? "Emballasje" : "Rabatt");
    amount("cbc:Amount", value);
    if (!charge) amount("cbc:BaseAmount", line.net + line.allowance - line.charge);
    xml_.close();
  }

  void line(const Line& line, std::size_t number) {
    xml_.open(credit_ ? "cac:CreditNoteLine" : "cac:InvoiceLine");
    xml_.leaf("cbc:ID", fmt::format("{}", number));
    xml_.leaf("cbc:Note", "Levert til avtalt sted");
    xml_.leaf(credit_ ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
              fixed(line.quantity_e3, 3, 0), {{"unitCode", line.unit}});
    amount("cbc:LineExtensionAmount", line.net);
    xml_.leaf("cbc:AccountingCost", line.account);
    if (line.order_line > 0) {
      xml_.open("cac:OrderLineReference");
      xml_.leaf("cbc:LineID", fmt::format("{}", line.order_line));
      xml_.close();
    }
    line_fee(line, false, line.allowance);
    line_fee(line, true, line.charge);
    item(line);
    price(line);
    xml_.close();
  }

  void item(const Line& line) {
    xml_.open("cac:Item");
    xml_.leaf("cbc:Description", line.name + ", som bestilt");
    xml_.leaf("cbc:Name", line.name);
    reference("cac:BuyersItemIdentification", line.buyer_item);
    reference("cac:SellersItemIdentification", line.seller_item);
    if (!line.gtin.empty()) {
      xml_.open("cac:StandardItemIdentification");
      xml_.leaf("cbc:ID", line.gtin, {{"schemeID", "0160"}});
      xml_.close();
    }
    xml_.open("cac:OriginCountry");
    xml_.leaf("cbc:IdentificationCode", document_.seller->foreign ? "SE" : "NO");
    xml_.close();
    classification(line.list, line.category);
    classification(line.second_list, line.second_category);
    write_tax_category(xml_, "cac:ClassifiedTaxCategory", line.vat_percent);
    xml_.close();
  }

  void classification(const std::string& list, const std::string& code) {
    if (code.empty()) return;
    xml_.open("cac:CommodityClassification");
    xml_.leaf("cbc:ItemClassificationCode", code, {{"listID", list}});
    xml_.close();
  }

  void price(const Line& line) {
    const auto price_text = [&](std::int64_t value) { return fixed(value, 4, 2); };
    xml_.open("cac:Price");
    xml_.leaf("cbc:PriceAmount", price_text(line.price_e4), {{"currencyID", currency_}});
    if (line.base_quantity != 1) {
      xml_.leaf("cbc:BaseQuantity", fmt::format("{}", line.base_quantity),
                {{"unitCode", line.unit}});
    }
    if (line.price_discount_e4 != 0) {
      xml_.open("cac:AllowanceCharge");
      xml_.leaf("cbc:ChargeIndicator", "false");
      xml_.leaf("cbc:Amount", price_text(line.price_discount_e4), {{"currencyID", currency_}});
      xml_.leaf("cbc:BaseAmount", price_text(line.price_e4 + line.price_discount_e4),
                {{"currencyID", currency_}});
      xml_.close();
    }
    xml_.close();
  }

  const Document& document_;
  const bool credit_;
  const std::string currency_;
  XmlWriter xml_;
};

}  // namespace

std::string ubl_billing(const Document& document) { return Billing(document).write(); }

}  // namespace procured::simulate
