#include <fmt/format.h>

#include "simulate/ubl.h"

// Peppol BIS Ordering 3, in the order of elements that UBL 2.1 asks for.
namespace procured::simulate {
namespace {

void reference(XmlWriter& xml, std::string_view element, const std::string& id) {
  if (id.empty()) return;
  xml.open(element);
  xml.leaf("cbc:ID", id);
  xml.close();
}

void write_parties(XmlWriter& xml, const Document& document) {
  xml.open("cac:BuyerCustomerParty");
  write_party(xml, document, {nullptr, document.buyer->number, document.person});
  xml.close();
  xml.open("cac:SellerSupplierParty");
  write_party(xml, document, {document.seller, document.seller->number, "Ordre Mottak", true});
  xml.close();
}

void write_delivery(XmlWriter& xml, const Document& document, const Order& order) {
  xml.open("cac:Delivery");
  xml.open("cac:DeliveryLocation");
  xml.leaf("cbc:ID", document.delivery_gln, {{"schemeID", "0088"}});
  write_address(xml, "cac:Address", document, {});
  xml.close();
  xml.open("cac:RequestedDeliveryPeriod");
  xml.leaf("cbc:StartDate", add_days(order.issued, 1).to_string());
  xml.leaf("cbc:EndDate", add_days(order.issued, 8).to_string());
  xml.close();
  xml.close();
}

void write_line(XmlWriter& xml, const Document& document, const Order::OrderLine& line,
                std::size_t number) {
  xml.open("cac:OrderLine");
  xml.open("cac:LineItem");
  xml.leaf("cbc:ID", fmt::format("{}", number));
  xml.leaf("cbc:Quantity", fixed(line.quantity_e3, 3, 0), {{"unitCode", line.unit}});
  if (line.price_e4 != 0) {
    xml.open("cac:Price");
    xml.leaf("cbc:PriceAmount", fixed(line.price_e4, 4, 2),
             {{"currencyID", document.currency.code}});
    if (line.base_quantity != 1) {
      xml.leaf("cbc:BaseQuantity", fmt::format("{}", line.base_quantity),
               {{"unitCode", line.unit}});
    }
    xml.close();
  }
  xml.open("cac:Item");
  xml.leaf("cbc:Name", line.name);
  reference(xml, "cac:SellersItemIdentification", line.seller_item);
  write_tax_category(xml, "cac:ClassifiedTaxCategory", line.vat_percent);
  xml.close();
  xml.close();
  xml.close();
}

}  // namespace

std::string ubl_order(const Document& document, const Order& order) {
  XmlWriter xml;
  xml.declaration();
  xml.open(
      "Order",
      {{"xmlns", "urn:oasis:names:specification:ubl:schema:xsd:Order-2"},
       {"xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
       {"xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}});
  xml.leaf("cbc:CustomizationID", "urn:fdc:peppol.eu:poacc:trns:order:3");
  xml.leaf("cbc:ProfileID", "urn:fdc:peppol.eu:poacc:bis:ordering:3");
  xml.leaf("cbc:ID", order.number);
  xml.leaf("cbc:IssueDate", order.issued.to_string());
  xml.leaf("cbc:OrderTypeCode", "220");
  xml.leaf("cbc:Note", "Lever på dagtid.");
  xml.leaf("cbc:DocumentCurrencyCode", document.currency.code);
  xml.leaf("cbc:CustomerReference", document.buyer_reference);
  xml.leaf("cbc:AccountingCost", document.account);
  reference(xml, "cac:CatalogueReference", order.catalogue);
  reference(xml, "cac:Contract", order.contract);
  write_parties(xml, document);
  write_delivery(xml, document, order);
  for (std::size_t i = 0; i < order.lines.size(); ++i)
    write_line(xml, document, order.lines[i], i + 1);
  xml.close();
  return xml.take();
}

}  // namespace procured::simulate
