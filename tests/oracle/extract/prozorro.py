"""Agreements and contracts of the Prozorro API 2.5, from its documentation; files may be HTTP transcripts."""

import decimal
import json
import pathlib
import re

from extract.json_file import amount, listed, text


def _answer(path):
    written = pathlib.Path(path).read_text(encoding="utf-8-sig")
    if re.match(r"[A-Z]+ \S+ HTTP/1\.\d|HTTP/1\.\d \d{3}", written):
        last = list(re.finditer(r"^HTTP/1\.\d \d{3}.*$", written, re.MULTILINE))[-1]
        written = re.split(r"\r?\n\r?\n", written[last.start():], maxsplit=1)[1]
    try:
        return json.loads(written, parse_float=decimal.Decimal)
    except json.JSONDecodeError:
        return None


def _party(party):
    identifier = (party or {}).get("identifier") or {}
    scheme, number = identifier.get("scheme"), text(identifier.get("id"))
    return f"{scheme}:{number}" if scheme in ("UA-EDR", "UA-IPN") else number


def _codes(classifications):
    return [each["id"].split("-")[0] for each in classifications if each and each.get("scheme") == "ДК021"]


def _prefixes(classifications):
    found = []
    for code in _codes(classifications):
        prefix = code[:2] + code[2:].rstrip("0")
        if prefix not in found:
            found.append(prefix)
    return found


def _day(value):
    return text(value)[:10] if text(value) else None


def _supplier_rows(suppliers):
    return [{"op": "UPSERT", "kind": "supplier", "supplier": _party(each), "name": text(each.get("name"))}
            for each in suppliers]


def _active(data):
    """Changes that have become active; the service has applied their factors and addends to the unit prices."""
    return [each for each in listed(data.get("changes")) if each.get("status") == "active"]


def _changed(data, key, value):
    """Days on which changes with a modification of this item or contract were signed, in the order of the file."""
    return [_day(change.get("dateSigned")) for change in _active(data)
            for modification in listed(change.get("modifications")) if modification.get(key) == value]


def _end(data, contract):
    """(operation, last day) of a supplier's part of the agreement."""
    status, end = contract.get("status"), _day((data.get("period") or {}).get("endDate"))
    if status == "terminated":
        return "UPSERT", _day(contract.get("date"))
    if status == "suspended":
        bans = [each for each in listed(contract.get("milestones"))
                if each.get("type") == "ban" and each.get("status") == "scheduled"]
        return "UPSERT", _day(bans[0].get("dateModified") if bans else contract.get("dateModified"))
    if status == "unsuccessful":
        left = _changed(data, "contractId", contract.get("id"))
        return ("UPSERT", left[0]) if left else ("DELETE", None)
    return "UPSERT", end


def _price_row(data, item, price, shared):
    changed = _changed(data, "itemId", price.get("relatedItem"))
    value = price.get("value") or {}
    net = value.get("valueAddedTaxIncluded") is not True
    return {**shared, "kind": "agreement_item", "scheme": "BUYER", "item": text(price.get("relatedItem")),
            "valid_from": changed[-1] if changed else shared["valid_from"],
            "price": amount(value.get("amount")) if net else None,
            "currency": text(value.get("currency")) if net else None, "unit": text((item.get("unit") or {}).get("code")),
            "category": next(iter(_codes([item.get("classification")])), None)}


def _framework(data):
    rows, period = [], data.get("period") or {}
    items = {each["id"]: each for each in listed(data.get("items"))}
    for contract in listed(data.get("contracts")):
        operation, end = _end(data, contract)
        last = end if contract.get("status") == "unsuccessful" else _day(period.get("endDate"))
        for supplier in listed(contract.get("suppliers")):
            shared = {"op": operation, "buyer": _party(data.get("procuringEntity")), "agreement": text(data["agreementID"]),
                      "supplier": _party(supplier), "valid_from": _day(period.get("startDate"))}
            rows.append({**shared, "kind": "agreement", "valid_to": end,
                         "title": text(data.get("title")) or text((data.get("classification") or {}).get("description")),
                         "categories": _prefixes([data.get("classification")] +
                                                 [each.get("classification") for each in items.values()])})
            rows += [_price_row(data, items.get(price.get("relatedItem"), {}), price, {**shared, "valid_to": last})
                     for price in listed(contract.get("unitPrices"))]
        rows += _supplier_rows(listed(contract.get("suppliers")))
    return rows


def _contract(data):
    rows, period, value = [], data.get("period") or {}, data.get("value") or {}
    withdrawn = data.get("status") in ("pending", "pending-winner-signing", "cancelled")
    items = listed(data.get("items"))
    for supplier in listed(data.get("suppliers")):
        shared = {"op": "DELETE" if withdrawn else "UPSERT", "buyer": _party(data.get("buyer") or data.get("procuringEntity")),
                  "agreement": text(data["contractID"]), "supplier": _party(supplier),
                  "valid_from": _day(period.get("startDate") or data.get("dateSigned")), "valid_to": _day(period.get("endDate"))}
        rows.append({**shared, "kind": "agreement", "title": text(data.get("title")),
                     "ceiling": amount(value.get("amountNet") or value.get("amount")), "currency": text(value.get("currency")),
                     "categories": _prefixes([each.get("classification") for each in items])})
        for item in items:
            price = (item.get("unit") or {}).get("value") or {}
            if price.get("amount") is None:
                continue
            net = price.get("valueAddedTaxIncluded") is False
            rows.append({**shared, "kind": "agreement_item", "scheme": "BUYER", "item": text(item["id"]),
                         "price": amount(price["amount"]) if net else None,
                         "currency": text(price.get("currency")) if net else None, "unit": text(item["unit"].get("code")),
                         "category": next(iter(_codes([item.get("classification")])), None)})
    return rows + _supplier_rows(listed(data.get("suppliers")))


def extract(path):
    answer = _answer(path)
    data = answer.get("data", answer) if isinstance(answer, dict) else None
    if not isinstance(data, dict):
        return []
    if {"agreementID", "procuringEntity", "contracts"} <= data.keys():
        return _framework(data)
    return _contract(data) if {"contractID", "suppliers"} <= data.keys() else []
