"""SAP Open Catalog Interface 4.0 and 5.0: the basket that a shop sends back, as the body of a form.

Written from the interface's list of fields. Number and day are added by whoever takes the basket in; the shop and the
buyer are declared (SELLER, BUYER)."""

import pathlib
import re
import urllib.parse

from extract.dynamics_bc import BUYER
from extract.form import compact_date, number, party, tidy
from extract.shopify import SELLER

FIELD = re.compile(r"NEW_ITEM-(\w+)\[(\d+)\]")


def _items(fields):
    items = {}
    for name, value in fields:
        match = FIELD.fullmatch(name)
        if match:
            items.setdefault(int(match.group(2)), {})[match.group(1)] = value.strip()
    return list(items.values())


def _line(item):
    return {"quantity": number(item.get("QUANTITY")), "unit": item.get("UNIT"), "price": number(item.get("PRICE")),
            "base_quantity": number(item.get("PRICEUNIT")), "contract": item.get("CONTRACT"),
            "item": {"seller": item.get("VENDORMAT"), "buyer": item.get("MATNR"), "maker": item.get("MANUFACTMAT")}}


def _day(text):
    return text if "-" in text else compact_date(text)


def extract(path):
    fields = urllib.parse.parse_qsl(pathlib.Path(path).read_text(encoding="ascii").strip())
    items, head = _items(fields), dict(fields)
    if not items or "BASKET-ID" not in head:
        return []
    return [tidy({"kind": "PUNCHOUT_BASKET", "id": head["BASKET-ID"], "issue_date": _day(head["BASKET-DATE"]),
                  "currency": items[0].get("CURRENCY"), "buyer": party(None, None, [(None, BUYER)]),
                  "seller": party(None, None, [(None, SELLER)]), "lines": [_line(each) for each in items]})]
