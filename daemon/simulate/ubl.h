#pragma once

#include <string>

#include "simulate/catalogues.h"
#include "simulate/document.h"
#include "simulate/xml_writer.h"

namespace procured::simulate {

/// The invoice or credit note as Peppol BIS Billing 3.
std::string ubl_billing(const Document& document);

/// The order as Peppol BIS Ordering 3; buyer, seller and unit codes are those of the document that
/// answers it.
std::string ubl_order(const Document& document, const Order& order);

/// The price catalogue as Peppol BIS Catalogue 3.
std::string ubl_catalogue(const Catalogue& catalogue);

/// Parts that invoice and order have.
struct UblParty {
  const Supplier* supplier = nullptr;  ///< Null: the buyer.
  std::string number;                  ///< Organisation number as printed in the party.
  std::string contact;
  bool in_order =
      false;  ///< Orders name their seller in the buyer's words, without tax registrations.
};
void write_party(XmlWriter& xml, const Document& document, const UblParty& party);
void write_address(XmlWriter& xml, std::string_view element, const Document& document,
                   const UblParty& party);
void write_tax_category(XmlWriter& xml, std::string_view element, int percent);

/// "19.50": as many decimals as the currency has.
std::string money(std::int64_t minor_units, const Currency& currency);
/// Scaled by 10^scale; trailing zeros beyond `kept` decimals cut.
std::string fixed(std::int64_t value, int scale, int kept);

}  // namespace procured::simulate
