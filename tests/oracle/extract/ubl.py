"""UBL 2.1 Invoice, CreditNote and Order, by the bindings of EN 16931 (CEN/TS 16931-3-2) and Peppol BIS Ordering 3; the
other documents of a purchase are read by ubl_postaward."""

import xml.etree.ElementTree as ElementTree

from extract import ubl_postaward
from extract.form import tidy
from extract.ubl_reading import all_of, charges_of, date_of, first_of, line_of, one_of, party_of, text_of, totals_of

ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:%s-2}%s"
ENVELOPE = "{http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader}"
PRO_FORMA = "325"
# OIOUBL, and EHF 2 as profiles of CEN BII: systems of their own.
DIALECTS = ("OIOUBL-", "urn:www.cenbii.eu:transaction:")
ORDER_REQUEST = "ehf:order-request"
# They have the root of an invoice.
OTHER_CLAIMS = {"ehf:spec:payment-request": "PAYMENT_REQUEST", "ehf:reminder": "PAYMENT_REMINDER",
                "ehf:spec:reminder": "PAYMENT_REMINDER"}


def _typed_document(root, code):
    return next((text_of(each, "ID") for each in all_of(root, "+AdditionalDocumentReference")
                 if text_of(each, "DocumentTypeCode") == code), None)


def _billing(root, credit):
    due_date = first_of(root, "DueDate", "+PaymentMeans/PaymentDueDate", "+PaymentTerms/PaymentDueDate")
    project = text_of(root, "+ProjectReference/ID") or (_typed_document(root, "50") if credit else None)
    line, quantity = ("+CreditNoteLine", "CreditedQuantity") if credit else ("+InvoiceLine", "InvoicedQuantity")
    return {
        "kind": "CREDIT_NOTE" if credit else "INVOICE",
        "due_date": due_date[:10] if due_date else None,
        "seller": party_of(one_of(root, "+AccountingSupplierParty/+Party")),
        "buyer": party_of(one_of(root, "+AccountingCustomerParty/+Party")),
        "payee": party_of(one_of(root, "+PayeeParty")),
        "references": {
            "order": text_of(root, "+OrderReference/ID"),
            "sales_order": text_of(root, "+OrderReference/SalesOrderID"),
            "contract": text_of(root, "+ContractDocumentReference/ID"),
            "buyer": text_of(root, "BuyerReference"),
            "project": project,
            "despatch": text_of(root, "+DespatchDocumentReference/ID"),
            "receipt": text_of(root, "+ReceiptDocumentReference/ID"),
            "object": _typed_document(root, "130"),
            "preceding": [first_of(each, "+InvoiceDocumentReference/ID", "+CreditNoteDocumentReference/ID")
                          for each in all_of(root, "+BillingReference")],
        },
        "totals": totals_of(root, "+LegalMonetaryTotal"),
        "lines": [line_of(each, quantity) for each in all_of(root, line)],
    }


def _order(root):
    lines = [one_of(each, "+LineItem") for each in all_of(root, "+OrderLine")]
    return {
        "kind": "ORDER",
        "seller": party_of(one_of(root, "+SellerSupplierParty/+Party")),
        "buyer": party_of(one_of(root, "+BuyerCustomerParty/+Party")),
        "references": {
            "sales_order": text_of(root, "SalesOrderID"),
            "contract": text_of(root, "+Contract/ID"),
            "buyer": text_of(root, "CustomerReference"),
            "project": text_of(root, "+ProjectReference/ID"),
            "quotation": text_of(root, "+QuotationDocumentReference/ID"),
        },
        "totals": totals_of(root, "+AnticipatedMonetaryTotal"),
        "lines": [line_of(each, "Quantity") for each in lines],
    }


def _document(root):
    readers = {
        ROOT % ("Invoice", "Invoice"): lambda: _billing(root, False),
        ROOT % ("CreditNote", "CreditNote"): lambda: _billing(root, True),
        ROOT % ("SelfBilledInvoice", "SelfBilledInvoice"): lambda: _billing(root, False),
        ROOT % ("SelfBilledCreditNote", "SelfBilledCreditNote"): lambda: _billing(root, True),
        ROOT % ("Order", "Order"): lambda: _order(root),
    }
    customization = text_of(root, "CustomizationID") or ""
    if customization.startswith(DIALECTS) or ORDER_REQUEST in customization:
        return []
    if root.tag not in readers:
        return ubl_postaward.documents(root, customization)
    if text_of(root, "InvoiceTypeCode") == PRO_FORMA:
        return []
    document = readers[root.tag]()
    if document["kind"] == "INVOICE":
        document["kind"] = next((kind for mark, kind in OTHER_CLAIMS.items() if mark in customization), "INVOICE")
    document["references"] |= {"originator": text_of(root, "+OriginatorDocumentReference/ID"),
                               "accounting": first_of(root, "AccountingCost", "AccountingCostCode")}
    return [tidy({
        **document,
        "id": text_of(root, "ID"),
        "issue_date": date_of(root, "IssueDate"),
        "currency": text_of(root, "DocumentCurrencyCode"),
        "delivery_date": date_of(root, "+Delivery/ActualDeliveryDate"),
        "charges": charges_of(root),
    })]


def extract(path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return []
    if root.tag == f"{ENVELOPE}StandardBusinessDocument":
        return [found for child in root for found in _document(child)]
    return _document(root)
