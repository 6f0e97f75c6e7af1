#include <fmt/format.h>

#include "simulate/ubl.h"

// Peppol BIS Catalogue 3, in the order of elements that UBL 2.1 asks for.
namespace procured::simulate {
namespace {

void write_endpoint(XmlWriter& xml, std::string_view element, const std::string& number,
                    const std::string& scheme) {
  xml.open(element);
  xml.leaf("cbc:EndpointID", number, {{"schemeID", scheme}});
  xml.close();
}

void write_validity(XmlWriter& xml, std::string_view element, const core::Date& from) {
  xml.open(element);
  xml.leaf("cbc:StartDate", from.to_string());
  xml.close();
}

void write_price(XmlWriter& xml, const Catalogue::Line& line) {
  const auto& good = *line.item->good;
  xml.open("cac:RequiredItemLocationQuantity");
  if (line.from_quantity > 1) {
    xml.leaf("cbc:MinimumQuantity", fmt::format("{}", line.from_quantity),
             {{"unitCode", good.unit}});
  }
  xml.open("cac:Price");
  xml.leaf("cbc:PriceAmount", fixed(line.price_e4, 4, 2), {{"currencyID", "NOK"}});
  xml.leaf("cbc:BaseQuantity", fmt::format("{}", good.base_quantity), {{"unitCode", good.unit}});
  xml.close();
  xml.close();
}

void write_item(XmlWriter& xml, const Item& item, Area area) {
  xml.open("cac:Item");
  xml.leaf("cbc:Name", item.good->name);
  xml.open("cac:SellersItemIdentification");
  xml.leaf("cbc:ID", item.seller_id);
  xml.close();
  if (item.row_category) {
    xml.open("cac:CommodityClassification");
    xml.leaf("cbc:ItemClassificationCode", item.good->category,
             {{"listID", category_scheme_of(area)}});
    xml.close();
  }
  write_tax_category(xml, "cac:ClassifiedTaxCategory", item.good->vat_percent);
  xml.close();
}

}  // namespace

std::string ubl_catalogue(const Catalogue& catalogue) {
  XmlWriter xml;
  xml.declaration();
  xml.open(
      "Catalogue",
      {{"xmlns", "urn:oasis:names:specification:ubl:schema:xsd:Catalogue-2"},
       {"xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
       {"xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}});
  xml.leaf("cbc:CustomizationID", "urn:fdc:peppol.eu:poacc:trns:catalogue:3");
  xml.leaf("cbc:ProfileID", "urn:fdc:peppol.eu:poacc:bis:catalogue_only:3");
  xml.leaf("cbc:ID", catalogue.number);
  xml.leaf("cbc:IssueDate", catalogue.issued.to_string());
  write_validity(xml, "cac:ValidityPeriod", catalogue.valid_from);
  if (!catalogue.contract.empty()) {
    xml.open("cac:ReferencedContract");
    xml.leaf("cbc:ID", catalogue.contract);
    xml.close();
  }
  write_endpoint(xml, "cac:ProviderParty", catalogue.seller->number, catalogue.seller->scheme);
  write_endpoint(xml, "cac:ReceiverParty", catalogue.buyer->number, "0192");
  std::size_t number = 0;
  for (const auto& line : catalogue.lines) {
    xml.open("cac:CatalogueLine");
    xml.leaf("cbc:ID", fmt::format("{}", ++number));
    xml.leaf("cbc:OrderableUnit", line.item->good->unit);
    write_price(xml, line);
    write_item(xml, *line.item, catalogue.area);
    xml.close();
  }
  xml.close();
  return xml.take();
}

}  // namespace procured::simulate
