// The invoice as the UBL document it would have come as, and where each field stands in it.
const kNamespaces = [
  ['xmlns', 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'],
  ['xmlns:cac', 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'],
  ['xmlns:cbc', 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'],
];

export function money(ore) {
  const sign = ore < 0n ? '-' : '';
  const digits = (ore < 0n ? -ore : ore).toString().padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function escaped(text) {
  return String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const party = (role, id, name) => `<cac:${role}><cac:Party><cbc:EndpointID schemeID="0192">${id.slice(5)}</cbc:EndpointID>`
  + `<cac:PartyLegalEntity><cbc:RegistrationName>${escaped(name)}</cbc:RegistrationName>`
  + `<cbc:CompanyID schemeID="0192">${id.slice(5)}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:${role}>`;

const amount = (name, ore) => `<cbc:${name} currencyID="NOK">${money(ore)}</cbc:${name}>`;

function line(one) {
  return `<cac:InvoiceLine><cbc:ID>${one.number}</cbc:ID>`
    + `<cbc:InvoicedQuantity unitCode="EA">${one.quantity}</cbc:InvoicedQuantity>`
    + amount('LineExtensionAmount', one.amount)
    + `<cac:Item><cbc:Name>${escaped(one.name)}</cbc:Name><cac:SellersItemIdentification>`
    + `<cbc:ID>${1000 + one.number}</cbc:ID></cac:SellersItemIdentification><cac:ClassifiedTaxCategory>`
    + '<cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>'
    + `</cac:ClassifiedTaxCategory></cac:Item><cac:Price>${amount('PriceAmount', one.price)}</cac:Price></cac:InvoiceLine>`;
}

export function ubl(invoice, buyer) {
  const net = invoice.lines.reduce((sum, one) => sum + one.amount, 0n);
  const attributes = kNamespaces.map(([name, value]) => `${name}="${value}"`).join(' ');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Invoice ${attributes}>`
    + '<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>'
    + '<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>'
    + `<cbc:ID>${invoice.number}</cbc:ID><cbc:IssueDate>${invoice.date}</cbc:IssueDate>`
    + '<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>'
    + `<cbc:BuyerReference>${escaped(invoice.unit)}</cbc:BuyerReference>`
    + (invoice.order ? `<cac:OrderReference><cbc:ID>${invoice.order}</cbc:ID></cac:OrderReference>` : '')
    + party('AccountingSupplierParty', invoice.seller, invoice.seller_name)
    + party('AccountingCustomerParty', buyer.buyer_id, buyer.name)
    + `<cac:TaxTotal>${amount('TaxAmount', net / 4n)}</cac:TaxTotal>`
    + `<cac:LegalMonetaryTotal>${amount('LineExtensionAmount', net)}${amount('PayableAmount', net + net / 4n)}</cac:LegalMonetaryTotal>`
    + invoice.lines.map(line).join('') + '</Invoice>\n';
}

export const kPlaces = {
  seller: () => '/Invoice/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID',
  line_extension_amount: (n) => `/Invoice/cac:InvoiceLine[${n}]/cbc:LineExtensionAmount`,
  price_amount: (n) => `/Invoice/cac:InvoiceLine[${n}]/cac:Price/cbc:PriceAmount`,
  quantity: (n) => `/Invoice/cac:InvoiceLine[${n}]/cbc:InvoicedQuantity`,
};
