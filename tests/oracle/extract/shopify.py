"""Shopify Admin API (REST): orders and refunds. Prices are before discounts; with taxes_included they are with VAT and not
read. A refund is a credit note with positive amounts; what its adjustments give back is negative in the source.

Written from the reference of the Order and Refund resources. The shop and the buyer are declared (SELLER, BUYER)."""

from decimal import Decimal

from extract.form import number, party, tidy
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
              for each in listed(order.get("shipping_lines")) if each.get("is_removed") is not True]
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


def _refund_line(line):
    item, quantity = line.get("line_item") or {}, amount(line.get("quantity"))
    net = amount(line.get("subtotal"))
    discounted = net is not None and bool(item.get("discount_allocations"))
    price = net if discounted else amount(item.get("price"))
    return {
        "id": text(line.get("id")), "order_line": first(line.get("line_item_id"), item.get("id")),
        "quantity": quantity, "price": price, "base_quantity": quantity if discounted else None,
        "net": net if net is not None else number(format(Decimal(price) * Decimal(quantity), "f")),
        "item": {"seller": first(item.get("sku"), item.get("variant_id"))},
    }


def _given_back(adjustment):
    return number(format(-Decimal(text(adjustment["amount"])), "f"))


def _refund(refund):
    goods, adjustments = listed(refund.get("refund_line_items")), listed(refund.get("order_adjustments"))
    delivery = [each for each in adjustments if goods and each.get("kind") == "shipping_refund"]
    money = [(each.get("subtotal_set") or {}).get("shop_money") or {} for each in goods] + listed(refund.get("transactions"))
    return {
        "kind": "CREDIT_NOTE",
        "id": text(refund["id"]),
        "issue_date": day(refund["created_at"]),
        "currency": first(*(each.get("currency_code") for each in money), *(each.get("currency") for each in money)),
        "seller": party(None, None, [(None, SELLER)]),
        "buyer": party(None, None, [(None, BUYER)]),
        "references": {"order": text(refund["order_id"])},
        "charges": [["+", _given_back(each)] for each in delivery],
        "lines": [_refund_line(each) for each in goods] +
                 [{"id": text(each["id"]), "net": _given_back(each)} for each in adjustments if each not in delivery],
    }


def _documents(root):
    if isinstance(root, dict):
        root = next((root[name] for name in ("orders", "order", "refunds", "refund") if isinstance(root.get(name), (dict, list))
                     and "line_items" not in root), root)
    return [each for each in listed(root) if isinstance(each, dict)]


def extract(path):
    found = []
    for root in documents(path):
        for record in _documents(root):
            if {"order_id", "created_at", "restock"} <= record.keys():
                # Goods that were only put back into the stock give nothing back.
                if record.get("refund_line_items") or record.get("order_adjustments"):
                    found.append(tidy(_refund(record)))
            elif {"order_number", "total_price", "created_at"} <= record.keys():
                if not record.get("cancelled_at") and record.get("test") is not True:
                    found.append(tidy(_order(record)))
    return found
