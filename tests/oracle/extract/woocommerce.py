"""WooCommerce REST API v3: orders. `total` of a line, of shipping and of a fee is after discounts and without VAT.

Written from the reference of the order resource. The shop and the buyer are declared (SELLER, BUYER)."""

import decimal

from extract.form import number, party, tidy
from extract.json_file import amount, day, documents, first, listed, text

BUYER = "0192:958935420"
SELLER = "0192:964338531"
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


def extract(path):
    orders = [each for root in documents(path) for each in listed(root)
              if isinstance(each, dict) and {"order_key", "number", "currency"} <= each.keys()]
    return [tidy(_order(each)) for each in orders if each.get("status") not in NOT_BOUGHT]
