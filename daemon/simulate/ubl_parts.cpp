#include <fmt/format.h>

#include "simulate/names.h"
#include "simulate/ubl.h"

namespace procured::simulate {
namespace {

std::string with_blanks(const std::string& number) {
  return number.substr(0, 3) + " " + number.substr(3, 3) + " " + number.substr(6);
}

void write_company_id(XmlWriter& xml, const Supplier& supplier, const std::string& number) {
  switch (supplier.form) {
    case PartyForm::kWithScheme:
      xml.leaf("cbc:CompanyID", number, {{"schemeID", supplier.scheme}});
      break;
    case PartyForm::kBare:
      xml.leaf("cbc:CompanyID", number);
      break;
    case PartyForm::kWithBlanks:
      xml.leaf("cbc:CompanyID", with_blanks(number));
      break;
    case PartyForm::kVatOnly:
      break;
  }
}

void write_tax_schemes(XmlWriter& xml, const UblParty& party, bool foreign) {
  xml.open("cac:PartyTaxScheme");
  xml.leaf("cbc:CompanyID", foreign ? "SE" + party.number + "01" : "NO" + party.number + "MVA");
  xml.open("cac:TaxScheme");
  xml.leaf("cbc:ID", "VAT");
  xml.close();
  xml.close();
  if (party.supplier == nullptr || foreign) return;
  xml.open("cac:PartyTaxScheme");
  xml.leaf("cbc:CompanyID", "Foretaksregisteret");
  xml.open("cac:TaxScheme");
  xml.leaf("cbc:ID", "TAX");
  xml.close();
  xml.close();
}

/// Endpoint, other identification and name: what tells the party before its address.
void write_head(XmlWriter& xml, const Document& document, const UblParty& party) {
  if (party.supplier != nullptr) {
    xml.leaf("cbc:EndpointID", party.number, {{"schemeID", party.supplier->scheme}});
  } else if (document.buyer_by_endpoint) {
    xml.leaf("cbc:EndpointID", document.buyer->gln, {{"schemeID", "0088"}});
  } else {
    xml.leaf("cbc:EndpointID", party.number, {{"schemeID", "0192"}});
  }
  if (party.supplier != nullptr) {
    xml.open("cac:PartyIdentification");
    xml.leaf("cbc:ID", party.number, {{"schemeID", party.supplier->scheme}});
    xml.close();
  }
  xml.open("cac:PartyName");
  xml.leaf("cbc:Name", party.supplier != nullptr ? party.supplier->name : document.buyer->name);
  xml.close();
}

}  // namespace

std::string fixed(std::int64_t value, int scale, int kept) {
  std::int64_t power = 1;
  for (int i = 0; i < scale; ++i) power *= 10;
  const auto absolute = value < 0 ? -value : value;
  std::string text = fmt::format("{}{}", value < 0 ? "-" : "", absolute / power);
  if (scale == 0) return text;
  std::string fraction = fmt::format("{:0{}}", absolute % power, scale);
  while (fraction.size() > static_cast<std::size_t>(kept) && fraction.back() == '0')
    fraction.pop_back();
  return fraction.empty() ? text : text + "." + fraction;
}

std::string money(std::int64_t minor_units, const Currency& currency) {
  return fixed(minor_units, currency.minor_digits, currency.minor_digits);
}

void write_tax_category(XmlWriter& xml, std::string_view element, int percent) {
  xml.open(element);
  xml.leaf("cbc:ID", "S");
  xml.leaf("cbc:Percent", fmt::format("{}", percent));
  xml.open("cac:TaxScheme");
  xml.leaf("cbc:ID", "VAT");
  xml.close();
  xml.close();
}

void write_address(XmlWriter& xml, std::string_view element, const Document& document,
                   const UblParty& party) {
  xml.open(element);
  if (party.supplier != nullptr) {
    xml.leaf("cbc:StreetName", "Handelsgata " + party.number.substr(7));
    xml.leaf("cbc:CityName", party.supplier->city);
    xml.leaf("cbc:PostalZone", party.supplier->foreign ? "999 99" : "9999");
  } else {
    xml.leaf("cbc:StreetName", "Rådhusplassen 1");
    xml.leaf("cbc:AdditionalStreetName", "Fakturamottak");
    xml.leaf("cbc:CityName", document.buyer->name.substr(0, document.buyer->name.rfind(' ')));
    xml.leaf("cbc:PostalZone", document.buyer->code);
  }
  xml.open("cac:Country");
  xml.leaf("cbc:IdentificationCode",
           party.supplier != nullptr && party.supplier->foreign ? "SE" : "NO");
  xml.close();
  xml.close();
}

void write_party(XmlWriter& xml, const Document& document, const UblParty& party) {
  const bool foreign = party.supplier != nullptr && party.supplier->foreign;
  const auto& name = party.supplier != nullptr ? party.supplier->name : document.buyer->name;
  const bool anonymous = party.supplier == nullptr && document.buyer_by_endpoint;
  xml.open("cac:Party");
  write_head(xml, document, party);
  write_address(xml, "cac:PostalAddress", document, party);
  if (!anonymous && !party.in_order) write_tax_schemes(xml, party, foreign);
  xml.open("cac:PartyLegalEntity");
  xml.leaf("cbc:RegistrationName", name);
  if (party.in_order) {
    xml.leaf("cbc:CompanyID", party.number, {{"schemeID", party.supplier->scheme}});
  } else if (party.supplier != nullptr) {
    write_company_id(xml, *party.supplier, party.number);
    xml.leaf("cbc:CompanyLegalForm", foreign ? "Aktiebolag" : "Registrert i Foretaksregisteret");
  } else if (!anonymous) {
    xml.leaf("cbc:CompanyID", party.number, {{"schemeID", "0192"}});
  }
  xml.close();
  xml.open("cac:Contact");
  xml.leaf("cbc:Name", party.contact);
  xml.leaf("cbc:Telephone",
           "+47 000 " + party.number.substr(3, 2) + " " + party.number.substr(5, 3));
  xml.leaf("cbc:ElectronicMail", mail_address(party.contact, plain(name) + ".example"));
  xml.close();
  xml.close();
}

}  // namespace procured::simulate
