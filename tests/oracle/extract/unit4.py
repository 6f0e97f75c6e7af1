"""Unit4 ERP (Agresso): ABWOrder of transaction types 41 and 51, ABWInvoice; with namespaces and without.

Written from the exports of an open-source facility management system that feeds Agresso."""

import xml.etree.ElementTree as ElementTree

from extract.dynamics_bc import BUYER
from extract.form import number, party, tidy
from extract.local_names import every, first, text

KINDS = {"41": "ORDER", "51": "RECEIPT_ADVICE"}
UNITS = {"STK": "H87", "SUM": "LS"}


def _dimension(node, code):
    """Of a header or a line, whose dimensions may stand in DetailInfo."""
    for path in ("ReferenceCode", "DetailInfo/ReferenceCode"):
        for each in every(node, path):
            if text(each, "Code") == code:
                return text(each, "Value")
    return None


def _seller(head):
    seller = first(head, "Seller")
    return party(text(seller, "Name"), None, [(None, text(seller, "SellerNo")), (None, text(seller, "CompRegNo"))])


def _day(written):
    return None if written is None else written[:10]


def _order_line(node, receipt):
    unit = text(node, "UnitCode")
    return {"id": text(node, "LineNo"), "quantity": number(text(node, "Quantity")), "unit": UNITS.get(unit, unit),
            "price": number(text(node, "Price")), "net": number(text(node, "LineTotal")),
            "contract": _dimension(node, "A7"), "order_line": text(node, "LineNo") if receipt else None,
            "item": {"buyer": text(node, "BuyerProductCode")}}


def _order(order, kind):
    head = first(order, "Header")
    date = _day(text(head, "OrderDate"))
    receipt = kind == "RECEIPT_ADVICE"
    if head is None or date is None:
        return None
    return {"kind": kind, "id": text(order, "OrderNo"), "issue_date": date,
            "currency": None if receipt else text(head, "Currency"), "delivery_date": date if receipt else None,
            "seller": _seller(head), "buyer": party(None, None, [(None, BUYER)]),
            "references": {"order": text(order, "OrderNo") if receipt else None, "contract": _dimension(head, "A7"),
                           "project": _dimension(head, "B0"), "accounting": _dimension(head, "C1")},
            "lines": [_order_line(each, receipt) for each in every(order, "Details/Detail")]}


def _invoice_line(node):
    unit = text(node, "Products/UnitCode")
    return {"id": text(node, "LineNo"), "quantity": number(text(node, "Products/Quantity")),
            "unit": UNITS.get(unit, unit), "price": number(text(node, "Products/Price")),
            "net": number(text(node, "LineTotExclTax")), "contract": _dimension(node, "A7"),
            "item": {"seller": text(node, "Products/SellerProductCode")}}


def _invoice(invoice):
    head, summary = first(invoice, "Header"), first(invoice, "Summary")
    return {"kind": "INVOICE", "id": text(invoice, "InvoiceNo"), "issue_date": _day(text(head, "InvoiceDate")),
            "due_date": _day(text(head, "DueDate")), "currency": text(head, "Currency"), "seller": _seller(head),
            "buyer": party(None, None, [(None, BUYER)]),
            "references": {"order": text(head, "OrderRef"), "contract": _dimension(head, "A7")},
            "totals": {"net": number(text(summary, "TotalExclTax")), "tax": number(text(summary, "TotalTax")),
                       "gross": number(text(summary, "TotalInclTax"))},
            "lines": [_invoice_line(each) for each in every(invoice, "Details/Detail")]}


def extract(path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return []
    orders = [_order(each, KINDS[text(each, "TransType")]) for each in every(root, "Order")
              if text(each, "TransType") in KINDS] if root.tag.endswith("ABWOrder") else []
    invoices = [_invoice(each) for each in every(root, "Invoice")] if root.tag.endswith("ABWInvoice") else []
    return [tidy(each) for each in (*orders, *invoices) if each]
