"""Writes small Peppol UBL invoices, credit notes, orders and catalogues from plain dicts, for fixtures."""

from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
BILLING = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
ORDERING = "urn:fdc:peppol.eu:poacc:trns:order:3"
CATALOGUE = "urn:fdc:peppol.eu:poacc:trns:catalogue:3"


def node(name, value, **attributes):
    """<cbc:name>, or nothing for an absent value."""
    if value is None:
        return ""
    given = "".join(f" {key}={quoteattr(text)}" for key, text in attributes.items() if text)
    return f"<cbc:{name}{given}>{escape(str(value))}</cbc:{name}>"


def group(name, *children):
    """<cac:name>, or nothing when no child says anything."""
    inside = "".join(children)
    return f"<cac:{name}>{inside}</cac:{name}>" if inside else ""


def party(role, given):
    return group(role, party_itself("Party", given))


def party_itself(role, given):
    """`given`: any of legal, vat, endpoint, party (each (id, scheme)), and name."""
    def identifier(place):
        value, scheme = given.get(place) or (None, None)
        return value, scheme

    endpoint, endpoint_scheme = identifier("endpoint")
    own, own_scheme = identifier("party")
    vat, _ = identifier("vat")
    legal, legal_scheme = identifier("legal")
    return group(
        role,
        node("EndpointID", endpoint, schemeID=endpoint_scheme),
        group("PartyIdentification", node("ID", own, schemeID=own_scheme)),
        group("PartyTaxScheme", node("CompanyID", vat), group("TaxScheme", node("ID", "VAT")))
        if vat else "",
        group("PartyLegalEntity", node("RegistrationName", given.get("name")),
              node("CompanyID", legal, schemeID=legal_scheme)),
    )


def allowance_charge(entry, currency):
    """`entry`: (is a charge, amount)."""
    charge, amount = entry
    return group(
        "AllowanceCharge",
        node("ChargeIndicator", "true" if charge else "false"),
        node("AllowanceChargeReason", "Freight" if charge else "Rebate"),
        node("Amount", amount, currencyID=currency),
    )


def item(line):
    return group(
        "Item",
        node("Name", line.get("name", "Item")),
        group("BuyersItemIdentification", node("ID", line.get("buyers_id"))),
        group("SellersItemIdentification", node("ID", line.get("sellers_id"))),
        group("StandardItemIdentification",
              node("ID", line.get("gtin"), schemeID=line.get("gtin_scheme", "0160"))),
        *(group("CommodityClassification",
                node("ItemClassificationCode", code, listID=scheme))
          for scheme, code in line.get("classes", ())),
    )


def price(line, currency):
    return group(
        "Price",
        node("PriceAmount", line.get("price"), currencyID=currency),
        node("BaseQuantity", line.get("base"), unitCode=line.get("base_unit")),
    )


def invoice_line(document, line):
    credit = document["kind"] == "CREDIT_NOTE"
    currency = document["currency"]
    return group(
        "CreditNoteLine" if credit else "InvoiceLine",
        node("ID", line["id"]),
        node("CreditedQuantity" if credit else "InvoicedQuantity", line.get("quantity"),
             unitCode=line.get("unit")),
        node("LineExtensionAmount", line["net"], currencyID=currency),
        node("AccountingCost", line.get("cost")),
        group("OrderLineReference", node("LineID", line.get("order_line"))),
        *(allowance_charge(entry, currency) for entry in line.get("allowances", ())),
        item(line),
        price(line, currency),
    )


def order_line(document, line):
    currency = document["currency"]
    return group("OrderLine", group(
        "LineItem",
        node("ID", line["id"]),
        node("Quantity", line.get("quantity"), unitCode=line.get("unit")),
        node("LineExtensionAmount", line.get("net"), currencyID=currency),
        node("AccountingCost", line.get("cost")),
        price(line, currency),
        item(line),
    ), group("CatalogueLineReference", node("LineID", line.get("catalogue_line"))))


def wrapped(root, *children):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="{NAMESPACE}{root}-2" xmlns:cac="{NAMESPACE}CommonAggregateComponents-2" '
        f'xmlns:cbc="{NAMESPACE}CommonBasicComponents-2">{"".join(children)}</{root}>\n'
    )


def invoice(document):
    """An Invoice or CreditNote."""
    credit = document["kind"] == "CREDIT_NOTE"
    return wrapped(
        "CreditNote" if credit else "Invoice",
        node("CustomizationID", BILLING),
        node("ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"),
        node("ID", document["id"]),
        node("IssueDate", document["date"]),
        node("CreditNoteTypeCode" if credit else "InvoiceTypeCode",
             document.get("type", "381" if credit else "380")),
        node("Note", document.get("note")),
        node("DocumentCurrencyCode", document["currency"]),
        node("AccountingCost", document.get("cost")),
        node("BuyerReference", document.get("buyer_reference")),
        group("OrderReference", node("ID", document.get("order"))),
        group("ContractDocumentReference", node("ID", document.get("contract"))),
        party("AccountingSupplierParty", document["seller"]),
        party("AccountingCustomerParty", document["buyer"]),
        group("Delivery", group("DeliveryLocation", node("ID", document.get("location")))),
        *(allowance_charge(entry, document["currency"])
          for entry in document.get("allowances", ())),
        *(invoice_line(document, line) for line in document["lines"]),
    )


def order(document):
    return wrapped(
        "Order",
        node("CustomizationID", ORDERING),
        node("ProfileID", "urn:fdc:peppol.eu:poacc:bis:ordering:3"),
        node("ID", document["id"]),
        node("IssueDate", document["date"]),
        node("OrderTypeCode", "220"),
        node("Note", document.get("note")),
        node("DocumentCurrencyCode", document["currency"]),
        node("CustomerReference", document.get("buyer_reference")),
        group("CatalogueReference", node("ID", document.get("catalogue"))),
        group("Contract", node("ID", document.get("contract"))),
        party("BuyerCustomerParty", document["buyer"]),
        party("SellerSupplierParty", document["seller"]),
        *(allowance_charge(entry, document["currency"])
          for entry in document.get("allowances", ())),
        *(order_line(document, line) for line in document["lines"]),
    )


def period(name, given):
    start, end = given or (None, None)
    return group(name, node("StartDate", start), node("EndDate", end))


def catalogue_line(document, line):
    return group(
        "CatalogueLine",
        node("ID", line["id"]),
        node("ActionCode", line.get("action")),
        node("OrderableUnit", line.get("unit")),
        period("LineValidityPeriod", line.get("period")),
        group("RequiredItemLocationQuantity",
              node("MinimumQuantity", line.get("minimum"), unitCode=line.get("unit")),
              price(line, document["currency"])),
        item(line),
    )


def catalogue(document):
    return wrapped(
        "Catalogue",
        node("CustomizationID", CATALOGUE),
        node("ProfileID", "urn:fdc:peppol.eu:poacc:bis:catalogue_only:3"),
        node("ID", document["id"]),
        node("IssueDate", document["date"]),
        node("Note", document.get("note")),
        period("ValidityPeriod", document.get("period")),
        group("ReferencedContract", node("ID", document.get("contract"))),
        party_itself("ProviderParty", document["seller"]),
        party_itself("ReceiverParty", document["buyer"]),
        party("SellerSupplierParty", document["seller"]),
        *(catalogue_line(document, line) for line in document["lines"]),
    )


def text(document):
    write = {"ORDER": order, "PRICE_CATALOGUE": catalogue}
    return write.get(document["kind"], invoice)(document)
