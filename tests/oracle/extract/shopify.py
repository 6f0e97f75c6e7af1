"""Shopify Admin API (REST): orders. Prices are before discounts; with taxes_included they are with VAT and not read.

Written from the reference of the Order resource. The shop and the buyer are declared (SELLER, BUYER)."""

from decimal import Decimal

from extract.form import party, tidy
from extract.json_file import amount, day, documents, first, listed, text

BUYER = "0192:958935420"
SELLER = "0192:964338531"


def _line(line, with_tax):
    return {
        "id": text(line.get("id")),
        "quantity": amount(line.get("quantity")),
        "price": None if with_tax else amount(line.get("price")),
        "item": {"seller": first(line.get("sku"), line.get("variant_id"))},
    }


def _charges(order):
    prices = [(text(each.get("price")), first(each.get("discounted_price"), each.get("price")))
              for each in listed(order.get("shipping_lines"))]
    return [["+", amount(price)] for full, price in prices if Decimal(full or 0) != 0 and Decimal(price or 0) != 0]


def _order(order):
    with_tax = order.get("taxes_included") is True
    name = first(order.get("name"), order.get("order_number"))
    return {
        "kind": "ORDER",
        "id": name.removeprefix("#"),
        "issue_date": day(first(order.get("created_at"), order.get("processed_at"))),
        "currency": text(order.get("currency")),
        "seller": party(None, None, [(None, SELLER)]),
        "buyer": party(text((order.get("billing_address") or {}).get("company")), None,
                       [(None, BUYER), (None, text((order.get("company") or {}).get("id")))]),
        "references": {"buyer": text(order.get("po_number"))},
        "totals": {"lines": None if with_tax else amount(order.get("subtotal_price")),
                   "tax": amount(order.get("total_tax")), "gross": amount(order.get("total_price"))},
        "charges": [] if with_tax else _charges(order),
        "lines": [_line(each, with_tax) for each in listed(order.get("line_items"))],
    }


def extract(path):
    found = []
    for root in documents(path):
        records = root.get("orders", root.get("order", root)) if isinstance(root, dict) else root
        for order in listed(records):
            if not isinstance(order, dict) or not {"order_number", "total_price", "created_at"} <= order.keys():
                continue
            if not order.get("cancelled_at") and order.get("test") is not True:
                found.append(tidy(_order(order)))
    return found
