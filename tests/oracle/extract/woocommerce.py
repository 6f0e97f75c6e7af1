"""WooCommerce REST API v3: orders and their refunds. `total` of a line, of shipping and of a fee is after discounts and
without VAT. A refund is a credit note: its negative quantities and amounts are turned, its prices have no sign.

Written from the reference of the order and order refund resources. The shop and the buyer are declared (SELLER, BUYER)."""

import decimal

from extract.form import number, party, tidy
from extract.json_file import amount, day, documents, first, listed, text

BUYER = "0192:958935420"
SELLER = "0192:964338531"
# Of refunds, which state none.
CURRENCY = "NOK"
NOT_BOUGHT = ("cancelled", "failed", "trash", "checkout-draft", "auto-draft")
PLACES = decimal.Decimal("1e-10")


def _price(line):
    """total / quantity as the shop computed it, in binary floating point: ten places count."""
    written = text(line.get("price"))
    if written is None:
        return None
    return number(format(decimal.Decimal(written).quantize(PLACES, rounding=decimal.ROUND_DOWN), "f"))


def _line(line):
    variation = text(line.get("variation_id"))
    return {
        "id": text(line.get("id")),
        "quantity": amount(line.get("quantity")),
        "price": _price(line),
        "net": amount(line.get("total")),
        "item": {"seller": first(line.get("sku"), None if variation == "0" else variation, line.get("product_id")),
                 "standard": text(line.get("global_unique_id"))},
    }


def _order(order):
    shipping = [amount(each.get("total")) for each in listed(order.get("shipping_lines"))]
    fees = [amount(each.get("total")) for each in listed(order.get("fee_lines"))]
    return {
        "kind": "ORDER",
        "id": text(order["number"]),
        "issue_date": day(first(order.get("date_created"), order.get("date_created_gmt"))),
        "currency": text(order.get("currency")),
        "seller": party(None, None, [(None, SELLER)]),
        "buyer": party(text((order.get("billing") or {}).get("company")), None, [(None, BUYER)]),
        "totals": {"tax": amount(order.get("total_tax")), "gross": amount(order.get("total"))},
        "charges": [["+", each] for each in shipping if each != "0"] + [["+", each] for each in fees],
        "lines": [_line(each) for each in listed(order.get("line_items"))],
    }


def _turned(value):
    return number(format(-decimal.Decimal(text(value)), "f"))


def _refund_line(line):
    taken_back = [each.get("value") for each in listed(line.get("meta_data")) if each.get("key") == "_refunded_item_id"]
    sold = _line(line)
    return {**sold, "quantity": _turned(line.get("quantity")), "net": _turned(line.get("total")),
            "price": None if sold["price"] == "0" else sold["price"].lstrip("-"), "order_line": first(*taken_back)}


def _refund(refund):
    parent = next(iter(listed((refund.get("_links") or {}).get("up"))), {})
    given = [_turned(each.get("total")) for name in ("shipping_lines", "fee_lines") for each in listed(refund.get(name))]
    return {
        "kind": "CREDIT_NOTE",
        "id": text(refund["id"]),
        "issue_date": day(refund["date_created"]),
        "currency": CURRENCY,
        "seller": party(None, None, [(None, SELLER)]),
        "buyer": party(None, None, [(None, BUYER)]),
        "references": {"order": first(refund.get("parent_id"), (parent.get("href") or "").rpartition("/orders/")[2])},
        "totals": {"gross": amount(refund.get("amount"))},
        "charges": [["+", each] for each in given if each != "0"],
        "lines": [_refund_line(each) for each in listed(refund.get("line_items"))],
    }


def extract(path):
    """Orders that were bought, and refunds of goods; an amount alone says nothing without VAT."""
    found = []
    for record in (each for root in documents(path) for each in listed(root) if isinstance(each, dict)):
        if "refunded_by" in record:
            found += [tidy(_refund(record))] if record.get("line_items") else []
        elif {"order_key", "number", "currency"} <= record.keys() and record.get("status") not in NOT_BOUGHT:
            found.append(tidy(_order(record)))
    return found
