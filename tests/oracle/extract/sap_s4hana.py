"""S/4HANA OData V2: A_PurchaseOrder and A_SupplierInvoice with their items expanded.

Written from the services' metadata: all numbers are strings, dates are /Date(ms)/ in UTC, an invoice has no price but
an amount for a quantity, and a credit memo carries SupplierInvoiceIsCreditMemo and positive amounts. A reversal repeats
the supplier's number, so it and what it reverses are known by the system's own. The company code buys; a site may
declare who that is (BUYER)."""

import datetime
import re

from extract.form import number, party, tidy
from extract.json_file import amount, documents, first, listed, text

BUYER = "0192:958935420"
PARKED = ("2", "A", "B", "C", "D")
ITEMS = ("to_SuplrInvcItemPurOrdRef", "to_SupplierInvoiceItemGLAcct", "to_SuplrInvcItemMaterial",
         "to_SuplrInvcItemAsset")


def _day(value):
    written = text(value)
    if written is None:
        return None
    stamp = re.fullmatch(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/", written)
    if not stamp:
        return written[:10]
    start = datetime.datetime(1970, 1, 1)
    return (start + datetime.timedelta(milliseconds=int(stamp.group(1)))).date().isoformat()


def _expanded(record, name):
    """Records of a navigation that was expanded."""
    value = record.get(name)
    if isinstance(value, dict):
        value = value.get("results", [])
    return [each for each in listed(value) if isinstance(each, dict)]


def _number_or_nothing(value):
    """A numeric key or quantity; "0" stands for none."""
    written = text(value)
    return None if written is None or number(written) == "0" else written


def _turned(value):
    return None if value is None else number("-" + value) if not value.startswith("-") else value[1:]


def _buyer(record):
    return party(None, None, [(None, BUYER), (None, text(record.get("CompanyCode")))])


def _order_line(item):
    quantity = amount(item.get("OrderQuantity"))
    return {
        "id": text(item.get("PurchaseOrderItem")),
        "quantity": _turned(quantity) if item.get("IsReturnsItem") is True else quantity,
        "unit": text(item.get("PurchaseOrderQuantityUnit")),
        "price": amount(item.get("NetPriceAmount")),
        "base_quantity": amount(_number_or_nothing(item.get("NetPriceQuantity"))),
        "contract": first(item.get("PurchaseContract"), item.get("PurContractForOverallLimit")),
        "item": {"seller": text(item.get("SupplierMaterialNumber")), "buyer": text(item.get("Material")),
                 "standard": text(item.get("InternationalArticleNumber"))},
    }


def _order(record):
    return {
        "kind": "ORDER",
        "id": text(record["PurchaseOrder"]),
        "issue_date": _day(record.get("PurchaseOrderDate")),
        "currency": text(record.get("DocumentCurrency")),
        "seller": party(text(record.get("AddressName")), None, [(None, text(record.get("Supplier")))]),
        "buyer": _buyer(record),
        "payee": party(None, None, [(None, text(record.get("InvoicingParty")))]),
        "references": {"buyer": first(record.get("CorrespncInternalReference"), record.get("PurchasingGroup")),
                       "quotation": text(record.get("SupplierQuotationExternalID")),
                       "originator": text(record.get("PurchasingCollectiveNumber"))},
        "lines": [_order_line(each) for each in _expanded(record, "to_PurchaseOrderItem")
                  if each.get("PurchasingDocumentDeletionCode") != "L"],
    }


def _invoice_line(item, name, own_side):
    net = amount(item["SupplierInvoiceItemAmount"])
    line = {"id": text(item.get("SupplierInvoiceItem")), "net": net, "item": {"buyer": text(item.get("Material"))}}
    if name == "to_SuplrInvcItemPurOrdRef":
        quantity = amount(item.get("QuantityInPurchaseOrderUnit"))
        return {**line, "quantity": quantity, "unit": text(item.get("PurchaseOrderQuantityUnit")), "price": net,
                "base_quantity": None if quantity == "0" else quantity, "order": text(item.get("PurchaseOrder")),
                "order_line": _number_or_nothing(item.get("PurchaseOrderItem"))}
    quantity = amount(_number_or_nothing(item.get("Quantity")))
    if text(item.get("DebitCreditCode")) not in (None, own_side):
        line["net"], quantity = _turned(net), _turned(quantity)
    return {**line, "quantity": quantity, "unit": text(item.get("QuantityUnit"))}


def _invoice(record):
    credit = text(record.get("SupplierInvoiceIsCreditMemo")) in ("X", "true")
    reversal = record.get("IsReversal") is True
    own_number = reversal or record.get("IsReversed") is True
    orders = _expanded(record, "to_SuplrInvcItemPurOrdRef")
    notes = _expanded(record, "to_SelectedDeliveryNotes")
    delivery = amount(record.get("UnplannedDeliveryCost"))
    preceding = [text(record.get("ReverseDocument")) if reversal else None, text(record.get("InvoiceReference"))]
    return {
        "kind": "CREDIT_NOTE" if credit else "INVOICE",
        "id": text(record["SupplierInvoice" if own_number else "SupplierInvoiceIDByInvcgParty"]),
        "issue_date": _day(record.get("DocumentDate")),
        "currency": text(record.get("DocumentCurrency")),
        "seller": party(None, text(record.get("SupplierVATRegistration")),
                        [(None, text(record.get("InvoicingParty")))]),
        "buyer": _buyer(record),
        "payee": party(None, None, [(None, text(record.get("AlternativePayeePayer")))]),
        "references": {"order": first(*(each.get("PurchaseOrder") for each in orders)),
                       "despatch": first(*(each.get("InboundDeliveryNote") for each in notes)),
                       "preceding": [each for each in preceding if each]},
        "totals": {"gross": amount(record.get("InvoiceGrossAmount"))},
        "charges": [] if delivery in (None, "0") else [["+", delivery]],
        "lines": [_invoice_line(each, name, "H" if credit else "S") for name in record if name in ITEMS
                  for each in _expanded(record, name)],
    }


def _records(root):
    """The entities of a file: an OData answer, a list, one alone, or the message of a captured log line."""
    if isinstance(root, dict) and isinstance(root.get("d"), (dict, list)):
        inner = root["d"]
        return listed(inner.get("results", inner) if isinstance(inner, dict) else inner)
    if isinstance(root, dict) and isinstance(root.get("message"), (dict, list)):
        return listed(root["message"])
    return listed(root)


def extract(path):
    found = []
    for record in (each for root in documents(path) for each in _records(root) if isinstance(each, dict)):
        if {"PurchaseOrder", "PurchaseOrderType", "Supplier"} <= record.keys():
            if record.get("PurchasingDocumentDeletionCode") != "L":
                found.append(tidy(_order(record)))
        elif {"SupplierInvoice", "InvoicingParty", "FiscalYear"} <= record.keys():
            if record.get("SupplierInvoiceStatus") not in PARKED:
                found.append(tidy(_invoice(record)))
    return found
