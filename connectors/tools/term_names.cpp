#include "connectors/tools/term_names.h"

#include <array>

namespace procured::tools {
namespace {

// Words of English, Norwegian, Swedish, Danish and German exports.
constexpr std::string_view kSellerWords =
    "supplier seller vendor leverandør leverandor leverantör lieferant creditor kreditor";
constexpr std::string_view kBuyerWords =
    "buyer customer client kunde kjøper kjoper kund køber käufer debtor debitor billto firma";

constexpr auto kDocumentTerms = std::to_array<TermNames>({
    {"id", Demand::kText,
     "invoicenumber invoiceno invoiceid fakturanummer fakturanr rechnungsnummer documentnumber "
     "documentno docno bilagsnummer bilagsnr bilagnr ordernumber orderno orderid ordrenummer "
     "ordrenr bestillingsnummer bestillingsnr bestellnummer creditnotenumber number nummer nr id",
     ""},
    {"issue_date", Demand::kDate,
     "issuedate invoicedate fakturadato fakturadatum rechnungsdatum documentdate orderdate "
     "ordredato bestillingsdato bestelldatum bilagsdato date dato datum",
     ""},
    {"due_date", Demand::kDate,
     "duedate paymentduedate forfallsdato forfall förfallodatum forfaldsdato fälligkeitsdatum", ""},
    {"document_currency_code", Demand::kCurrency,
     "currency currencycode documentcurrency valuta valutakode währung waehrung", ""},
    {"order_reference", Demand::kText,
     "orderreference orderref purchaseorder purchaseordernumber ponumber bestillingsnummer "
     "bestillingsnr bestilling ordrereferanse ordrenummer ordrenr ordernumber orderno "
     "bestellnummer",
     ""},
    {"contract_reference", Demand::kText,
     "contractreference contractnumber contractno contract agreementnumber agreement "
     "avtalenummer avtalenr avtale rammeavtale ramavtal kontrakt vertragsnummer",
     ""},
    {"buyer_reference", Demand::kText,
     "buyerreference yourreference yourref deresref deresreferanse erreferens", ""},
    {"payment_terms", Demand::kText,
     "paymentterms betalingsbetingelser betalingsvilkår zahlungsbedingungen", ""},
    {"seller.legal_id", Demand::kText,
     "organisationnumber organizationnumber organisasjonsnummer organisationsnummer orgnummer "
     "orgnumber orgnr orgno companyid registrationnumber legalid cvr",
     kSellerWords},
    {"seller.vat_id", Demand::kText, "vatnumber vatno vatid mvanummer mvanr ustid ustidnr momsnr",
     kSellerWords},
    {"seller.registration_name", Demand::kText, "name navn namn companyname", kSellerWords},
    {"buyer.legal_id", Demand::kText,
     "organisationnumber organizationnumber organisasjonsnummer organisationsnummer orgnummer "
     "orgnumber orgnr orgno companyid registrationnumber legalid cvr",
     kBuyerWords},
    {"buyer.vat_id", Demand::kText, "vatnumber vatno vatid mvanummer mvanr ustid ustidnr momsnr",
     kBuyerWords},
    {"buyer.registration_name", Demand::kText, "name navn namn companyname", kBuyerWords},
    {"totals.tax_exclusive_amount", Demand::kNumber,
     "taxexclusiveamount amountexcludingvat netamount nettotal totalnet nettobeløp nettobelop "
     "netto subtotal sumeksmva nettobetrag totalsnet net",
     ""},
    {"totals.tax_inclusive_amount", Demand::kNumber,
     "taxinclusiveamount amountincludingvat grossamount grosstotal totalgross bruttobeløp "
     "bruttobelop brutto totalamount total suminklmva bruttobetrag totalsgross gross",
     ""},
    {"totals.payable_amount", Demand::kNumber,
     "payableamount amountdue amountpayable tilbetaling åbetale attbetala zahlbetrag", ""},
    {"totals.tax_amount", Demand::kNumber,
     "taxamount vatamount vattotal totalvat mvabeløp mvabelop mva moms momsbeløp steuerbetrag "
     "totalsvat totalstax vat tax",
     ""},
});

constexpr auto kLineTerms = std::to_array<TermNames>({
    {"lines.id", Demand::kText,
     "lineid linenumber lineno linjenummer linjenr radnr position pos posnr number nummer nr no id",
     ""},
    {"lines.item_name", Demand::kText,
     "itemname productname varenavn produktnavn artikelnamn description beskrivelse bezeichnung "
     "benevnelse benämning text tekst name navn namn",
     ""},
    {"lines.standard_item_id", Demand::kGtin, "gtin ean eancode barcode strekkode", ""},
    {"lines.sellers_item_id", Demand::kText,
     "itemnumber itemno itemid itemcode articlenumber articleno article artikkelnummer artikkelnr "
     "artikelnummer artikelnr varenummer varenr productnumber productcode productid sku code kode",
     ""},
    {"lines.quantity", Demand::kNumber, "quantity qty invoicedquantity antall antal menge mengde",
     ""},
    {"lines.unit_code", Demand::kText,
     "unitcode unitofmeasure uom unit enhetskode enhet enhed einheit mengeneinheit", ""},
    {"lines.price_amount", Demand::kNumber,
     "priceamount unitprice netprice price enhetspris stykkpris stykpris styckpris pris prispr "
     "einzelpreis preis",
     ""},
    {"lines.line_extension_amount", Demand::kNumber,
     "lineextensionamount lineamount linetotal netamount linjebeløp linjebelop linjesum radsumma "
     "nettobeløp netto amount beløp belop belopp betrag sum total",
     ""},
    {"lines.tax_percent", Demand::kNumber,
     "taxpercent vatpercent vatrate taxrate mvaprosent mvasats momssats steuersatz", ""},
});

}  // namespace

std::span<const TermNames> document_terms() { return kDocumentTerms; }
std::span<const TermNames> line_terms() { return kLineTerms; }

std::string_view line_words() {
  return "line lines invoiceline orderline linje linjer rad rader row rows item items position "
         "positions positionen pos varelinje varelinjer details detail articles artikler zeile "
         "zeilen";
}

std::string_view words_of_kind(std::string_view kind) {
  if (kind == "CREDIT_NOTE") return "creditnote creditmemo credit kreditnota kredit gutschrift";
  if (kind == "ORDER") return "purchaseorder order ordre bestilling beställning bestellung";
  return "invoice faktura rechnung";
}

}  // namespace procured::tools
