"""UBL 2.1 Invoice, CreditNote and Order, by the bindings of EN 16931 (CEN/TS 16931-3-2) and Peppol BIS Ordering 3."""

import xml.etree.ElementTree as ElementTree

from extract.form import number, party, tidy

ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:%s-2}%s"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
ENVELOPE = "{http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader}"
PRO_FORMA = "325"
# OIOUBL, and EHF 2 as profiles of CEN BII: systems of their own.
DIALECTS = ("OIOUBL-", "urn:www.cenbii.eu:transaction:")
OTHER_KINDS = ("ehf:spec:payment-request", "ehf:reminder", "ehf:spec:reminder", "ehf:order-request")


def _path(path):
    """"+Party/Name": names that hold others begin with a plus sign."""
    return "/".join((CAC if name[0] == "+" else CBC) + name.lstrip("+") for name in path.split("/"))


def _all(node, path):
    return [] if node is None else node.findall(_path(path))


def _one(node, path):
    found = _all(node, path)
    return found[0] if found else None


def _text(node, path):
    found = _one(node, path)
    return None if found is None or found.text is None else found.text.strip() or None


def _first(node, *paths):
    return next((text for text in (_text(node, path) for path in paths) if text), None)


def _number(node, path):
    return number(_text(node, path))


def _date(node, path):
    text = _text(node, path)
    return None if text is None else text[:10]


def _party(node):
    ids = [(each.get("schemeID"), (each.text or "").strip()) for path in (
        "EndpointID", "+PartyIdentification/ID", "+PartyLegalEntity/CompanyID") for each in _all(node, path)]
    vat = next((_text(each, "CompanyID") for each in _all(node, "+PartyTaxScheme")
                if _text(each, "+TaxScheme/ID") == "VAT"), None)
    return party(_first(node, "+PartyLegalEntity/RegistrationName", "+PartyName/Name"), vat, ids)


def _charges(node):
    return [["+" if _text(each, "ChargeIndicator") in ("true", "1") else "-", _number(each, "Amount")]
            for each in _all(node, "+AllowanceCharge")]


def _totals(node, name):
    total = _one(node, name)
    names = {"lines": "LineExtensionAmount", "allowances": "AllowanceTotalAmount", "charges": "ChargeTotalAmount",
             "net": "TaxExclusiveAmount", "gross": "TaxInclusiveAmount", "prepaid": "PrepaidAmount",
             "rounding": "PayableRoundingAmount", "payable": "PayableAmount"}
    currency, accounting = _text(node, "DocumentCurrencyCode"), _text(node, "TaxCurrencyCode")
    taxes = [each.text for each in _all(node, "+TaxTotal/TaxAmount")
             if accounting in (None, currency) or each.get("currencyID") != accounting]
    return {**{key: _number(total, path) for key, path in names.items()}, "tax": number(taxes[0]) if taxes else None}


def _item(line):
    names = {"seller": "Sellers", "buyer": "Buyers", "standard": "Standard", "maker": "Manufacturers"}
    return {key: _text(line, f"+Item/+{name}ItemIdentification/ID") for key, name in names.items()}


def _line(line, quantity):
    found = _one(line, quantity)
    return {
        "id": _text(line, "ID"),
        "quantity": _number(line, quantity),
        "unit": None if found is None else found.get("unitCode"),
        "price": _number(line, "+Price/PriceAmount"),
        "base_quantity": _number(line, "+Price/BaseQuantity"),
        "net": _number(line, "LineExtensionAmount"),
        "order_line": _text(line, "+OrderLineReference/LineID"),
        "order": _text(line, "+OrderLineReference/+OrderReference/ID"),
        "item": _item(line),
    }


def _typed_document(root, code):
    return next((_text(each, "ID") for each in _all(root, "+AdditionalDocumentReference")
                 if _text(each, "DocumentTypeCode") == code), None)


def _billing(root, credit):
    due = ("DueDate", "+PaymentMeans/PaymentDueDate") if credit else ("DueDate",)
    due_date = _first(root, *due)
    project = _text(root, "+ProjectReference/ID") or (_typed_document(root, "50") if credit else None)
    line, quantity = ("+CreditNoteLine", "CreditedQuantity") if credit else ("+InvoiceLine", "InvoicedQuantity")
    return {
        "kind": "CREDIT_NOTE" if credit else "INVOICE",
        "due_date": due_date[:10] if due_date else None,
        "seller": _party(_one(root, "+AccountingSupplierParty/+Party")),
        "buyer": _party(_one(root, "+AccountingCustomerParty/+Party")),
        "payee": _party(_one(root, "+PayeeParty")),
        "references": {
            "order": _text(root, "+OrderReference/ID"),
            "sales_order": _text(root, "+OrderReference/SalesOrderID"),
            "contract": _text(root, "+ContractDocumentReference/ID"),
            "buyer": _text(root, "BuyerReference"),
            "project": project,
            "despatch": _text(root, "+DespatchDocumentReference/ID"),
            "receipt": _text(root, "+ReceiptDocumentReference/ID"),
            "object": _typed_document(root, "130"),
            "preceding": [_first(each, "+InvoiceDocumentReference/ID", "+CreditNoteDocumentReference/ID")
                          for each in _all(root, "+BillingReference")],
        },
        "totals": _totals(root, "+LegalMonetaryTotal"),
        "lines": [_line(each, quantity) for each in _all(root, line)],
    }


def _order(root):
    lines = [_one(each, "+LineItem") for each in _all(root, "+OrderLine")]
    return {
        "kind": "ORDER",
        "seller": _party(_one(root, "+SellerSupplierParty/+Party")),
        "buyer": _party(_one(root, "+BuyerCustomerParty/+Party")),
        "references": {
            "sales_order": _text(root, "SalesOrderID"),
            "contract": _text(root, "+Contract/ID"),
            "buyer": _text(root, "CustomerReference"),
            "project": _text(root, "+ProjectReference/ID"),
            "quotation": _text(root, "+QuotationDocumentReference/ID"),
        },
        "totals": _totals(root, "+AnticipatedMonetaryTotal"),
        "lines": [_line(each, "Quantity") for each in lines],
    }


def _document(root):
    readers = {
        ROOT % ("Invoice", "Invoice"): lambda: _billing(root, False),
        ROOT % ("CreditNote", "CreditNote"): lambda: _billing(root, True),
        ROOT % ("Order", "Order"): lambda: _order(root),
    }
    customization = _text(root, "CustomizationID") or ""
    if root.tag not in readers or customization.startswith(DIALECTS):
        return []
    if any(kind in customization for kind in OTHER_KINDS) or _text(root, "InvoiceTypeCode") == PRO_FORMA:
        return []
    document = readers[root.tag]()
    document["references"] |= {"originator": _text(root, "+OriginatorDocumentReference/ID"),
                               "accounting": _text(root, "AccountingCost")}
    return [tidy({
        **document,
        "id": _text(root, "ID"),
        "issue_date": _date(root, "IssueDate"),
        "currency": _text(root, "DocumentCurrencyCode"),
        "delivery_date": _date(root, "+Delivery/ActualDeliveryDate"),
        "charges": _charges(root),
    })]


def extract(path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return []
    if root.tag == f"{ENVELOPE}StandardBusinessDocument":
        return [found for child in root for found in _document(child)]
    return _document(root)
