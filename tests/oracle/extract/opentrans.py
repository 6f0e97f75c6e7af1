"""openTRANS 2.1 ORDER, ORDERCHANGE, ORDERRESPONSE, DISPATCHNOTIFICATION and INVOICE (with elements of BMEcat 2005)."""

import xml.etree.ElementTree as ElementTree

from extract.form import number, party, tidy
from extract.local_names import every as _all, first as _one, text as _text

SPACE = "{http://www.opentrans.org/XMLSchema/2.1}"
SCHEMES = {"gln": "0088", "iln": "0088", "duns": "0060"}
GTIN_TYPES = ("gtin", "ean", "upc")


def _date(node, path):
    text = _text(node, path)
    return None if text is None else text[:10]


def _first(*values):
    return next((value for value in values if value), None)


def _ids(nodes):
    return [(SCHEMES.get(each.get("type"), each.get("type")), (each.text or "").strip()) for each in nodes]


def _parties(info):
    """{id: party element}, the first that has it; places of delivery apart."""
    found = {}
    for each in _all(info, "PARTIES/PARTY"):
        if _text(each, "PARTY_ROLE") != "delivery":
            found.setdefault(_text(each, "PARTY_ID"), each)
    return found


def _party(reference, parties, taken):
    """The party that a reference names. One entry of the list is one party: who was named before keeps it."""
    if reference is None:
        return {}
    name = (reference.text or "").strip()
    entry = None if name in taken else parties.get(name)
    taken.add(name)
    ids = _ids([reference]) + _ids(_all(entry, "PARTY_ID"))
    return party(_text(entry, "ADDRESS/NAME"), _text(entry, "ADDRESS/VAT_ID"), ids)


def _allowances(node):
    """Allowances and surcharges with an amount; where only rates are given, their sum."""
    signs = {"allowance": "-", "surcharge": "+"}
    result = []
    for group in _all(node, "ALLOW_OR_CHARGES_FIX"):
        each = [(signs[one.get("type")], _text(one, "ALLOW_OR_CHARGE_VALUE/AOC_MONETARY_AMOUNT"))
                for one in _all(group, "ALLOW_OR_CHARGE") if one.get("type") in signs]
        if any(amount for _, amount in each):
            result += [[sign, number(amount)] for sign, amount in each]
        elif each:
            alone = {sign for sign, _ in each}
            result.append([alone.pop() if len(alone) == 1 else "-",
                           number(_text(group, "ALLOW_OR_CHARGES_TOTAL_AMOUNT"))])
    return result


def _line(node):
    product, price = _one(node, "PRODUCT_ID"), _one(node, "PRODUCT_PRICE_FIX")
    gtins = {each.get("type"): each.text for each in reversed(_all(product, "INTERNATIONAL_PID"))}
    return {
        "id": _text(node, "LINE_ITEM_ID"),
        "quantity": number(_text(node, "QUANTITY")),
        "unit": _text(node, "ORDER_UNIT"),
        "price": number(_text(price, "PRICE_AMOUNT")),
        "base_quantity": number(_text(price, "PRICE_QUANTITY")),
        "net": number(_text(node, "PRICE_LINE_AMOUNT")),
        "order": _text(node, "ORDER_REFERENCE/ORDER_ID"),
        "order_line": _text(node, "ORDER_REFERENCE/LINE_ITEM_ID"),
        "contract": _text(node, "SOURCING_INFO/AGREEMENT/AGREEMENT_ID"),
        "despatch": _text(node, "DELIVERY_REFERENCE/DELIVERYNOTE_ID"),
        "item": {"seller": _text(product, "SUPPLIER_PID"), "buyer": _text(product, "BUYER_PID"),
                 "standard": _first(*(gtins.get(name) for name in GTIN_TYPES)),
                 "maker": _text(product, "MANUFACTURER_INFO/MANUFACTURER_PID")},
    }


def _order(root, name="ORDER", item="ORDER_ITEM"):
    """An order, or a document that repeats one under names of its own."""
    head = _one(root, f"{name}_HEADER")
    info = _one(head, f"{name}_INFO")
    references = _one(info, "ORDER_PARTIES_REFERENCE")
    parties, taken = _parties(info), set()
    return {
        "kind": "ORDER",
        "id": _text(info, "ORDER_ID"),
        "issue_date": _date(info, f"{name}_DATE"),
        "buyer": _party(_one(references, "BUYER_IDREF"), parties, taken),
        "seller": _party(_one(references, "SUPPLIER_IDREF"), parties, taken),
        "references": {"contract": _text(head, "SOURCING_INFO/AGREEMENT/AGREEMENT_ID"),
                       "quotation": _text(head, "SOURCING_INFO/QUOTATION_ID"),
                       "buyer": _text(info, "CUSTOMER_ORDER_REFERENCE/ORDER_ID")},
        "totals": {"lines": number(_text(root, f"{name}_SUMMARY/TOTAL_AMOUNT"))},
        "lines": [_line(each) for each in _all(root, f"{name}_ITEM_LIST/{item}")],
    }


def _change(root):
    order = _order(root, "ORDERCHANGE")
    return {**order, "kind": "ORDER_CHANGE", "references": {**order["references"], "order": order["id"]}}


def _response(root):
    order = _order(root, "ORDERRESPONSE", "ORDERRESPONSE_ITEM")
    own = _text(root, "ORDERRESPONSE_HEADER/ORDERRESPONSE_INFO/SUPPLIER_ORDER_ID")
    references = {"order": order["id"], "sales_order": own, "buyer": order["references"]["buyer"]}
    for line in order["lines"]:
        line["order_line"] = line["order_line"] or line["id"]
    return {**order, "kind": "ORDER_RESPONSE", "id": own or order["id"], "references": references}


def _despatch(root):
    info = _one(root, "DISPATCHNOTIFICATION_HEADER/DISPATCHNOTIFICATION_INFO")
    parties, taken = _parties(info), set()
    return {
        "kind": "DESPATCH_ADVICE",
        "id": _text(info, "DISPATCHNOTIFICATION_ID"),
        "issue_date": _date(info, "DISPATCHNOTIFICATION_DATE"),
        "buyer": _party(_one(info, "BUYER_IDREF"), parties, taken),
        "seller": _party(_one(info, "SUPPLIER_IDREF"), parties, taken),
        "lines": [_line(each) for each in _all(root, "DISPATCHNOTIFICATION_ITEM_LIST/DISPATCHNOTIFICATION_ITEM")],
    }


def _invoice(root):
    info, history = _one(root, "INVOICE_HEADER/INVOICE_INFO"), _one(root, "INVOICE_HEADER/ORDER_HISTORY")
    summary = _one(root, "INVOICE_SUMMARY")
    parties, taken = _parties(info), set()
    seller = _party(_one(info, "INVOICE_ISSUER_IDREF"), parties, taken)
    buyer = _party(_one(info, "INVOICE_RECIPIENT_IDREF"), parties, taken)
    remittee = _one(info, "REMITTEE_IDREF")
    known = remittee is not None and remittee.text in parties and remittee.text not in taken
    total = number(_text(summary, "TOTAL_AMOUNT"))
    return {
        "kind": "CREDIT_NOTE" if _text(info, "INVOICE_TYPE") == "credit_memo" else "INVOICE",
        "id": _text(info, "INVOICE_ID"),
        "issue_date": _date(info, "INVOICE_DATE"),
        "due_date": (_date(info, "PAYMENT/PAYMENT_TERMS/VALUE_DATE")
                     or _date(info, "PAYMENT/PAYMENT_TERMS/TIME_FOR_PAYMENT/PAYMENT_DATE")),
        "delivery_date": _date(info, "DELIVERY_DATE/DELIVERY_END_DATE"),
        "seller": seller,
        "buyer": buyer,
        "payee": _party(remittee, parties, taken) if known else {},
        "references": {"order": _text(history, "ORDER_ID"), "sales_order": _text(history, "SUPPLIER_ORDER_ID"),
                       "contract": _text(history, "AGREEMENT/AGREEMENT_ID"),
                       "despatch": _first(_text(info, "DELIVERYNOTE_ID"), _text(history, "DELIVERYNOTE_ID"))},
        "totals": {"lines": number(_text(summary, "NET_VALUE_GOODS")), "gross": total, "payable": total},
        "charges": _allowances(summary),
        "lines": [_line(each) for each in _all(root, "INVOICE_ITEM_LIST/INVOICE_ITEM")],
    }


def extract(path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return []
    readers = {f"{SPACE}ORDER": (_order, "ORDER"), f"{SPACE}INVOICE": (_invoice, "INVOICE"),
               f"{SPACE}ORDERCHANGE": (_change, "ORDERCHANGE"), f"{SPACE}ORDERRESPONSE": (_response, "ORDERRESPONSE"),
               f"{SPACE}DISPATCHNOTIFICATION": (_despatch, "DISPATCHNOTIFICATION")}
    if root.tag not in readers:
        return []
    read, name = readers[root.tag]
    info = _one(root, f"{name}_HEADER/{name}_INFO")
    return [tidy({**read(root), "currency": _text(info, "CURRENCY")})]
