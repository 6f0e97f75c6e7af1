"""OCDS 1.1, from the standard's reference: releases and compiled releases as rows of registers.

A contract leads by awardID to its award, the award to its suppliers, these and the buyer by id to parties."""

import re

from extract.json_file import amount, documents, listed, text

ICD = {"NO-BRC": "0192", "NO-ORGNR": "0192", "SE-BLV": "0007", "DK-CVR": "0184", "FI-PRO": "0212"}
WITHDRAWN = ("pending", "cancelled")


def _plain(value):
    """An identifier, also where a writer took it for a number: 45233130.0 is 45233130."""
    written = text(value)
    return written[:-2] if written and re.fullmatch(r"[0-9]+\.0", written) else written


def _party_id(release, party_id):
    for party in listed(release.get("parties")):
        if not isinstance(party, dict):
            continue  # a list within the list
        identifier = party.get("identifier") or {}
        if text(party.get("id")) == party_id and identifier.get("scheme") in ICD and identifier.get("id"):
            return f"{ICD[identifier['scheme']]}:{_plain(identifier['id'])}"
    return party_id


def _party_name(release, party_id):
    return next((text(each.get("name")) for each in listed(release.get("parties"))
                 if isinstance(each, dict) and text(each.get("id")) == party_id), None)


def _buyer_id(release):
    """The buyer; else the party in that role; else who runs the procurement."""
    buyer = text((release.get("buyer") or {}).get("id"))
    if buyer:
        return _party_id(release, buyer)
    in_role = {role: next((text(each.get("id")) for each in listed(release.get("parties"))
                           if isinstance(each, dict) and listed(each.get("roles"))[:1] == [role]), None)
               for role in ("buyer", "procuringEntity")}
    if in_role["buyer"]:
        return in_role["buyer"]
    entity = text(((release.get("tender") or {}).get("procuringEntity") or {}).get("id"))
    return _party_id(release, entity or in_role["procuringEntity"])


def _cpv(items):
    codes = [_plain(item["classification"].get("id")) for item in listed(items)
             if (item.get("classification") or {}).get("scheme") == "CPV"]
    return [code.split("-")[0] for code in codes if code]


def _prefixes(items):
    """Two digits at least; the zeros at the end stand for everything below."""
    found = []
    for code in _cpv(items):
        prefix = code[:2] + code[2:].rstrip("0")
        if prefix not in found:
            found.append(prefix)
    return found


def _day(*values):
    return next((text(value)[:10] for value in values if text(value)), None)


def _terms(contract, award):
    own, awarded = contract.get("period") or {}, award.get("contractPeriod") or {}
    return {"valid_from": _day(own.get("startDate"), awarded.get("startDate"), contract.get("dateSigned")),
            "valid_to": _day(own.get("endDate"), awarded.get("endDate"))}


def _contract(release, contract, award):
    own, awarded = contract.get("period") or {}, award.get("contractPeriod") or {}
    items = contract.get("items") or award.get("items")
    value = contract.get("value") or {}
    shared = {"op": "DELETE" if contract.get("status") in WITHDRAWN else "UPSERT",
              "buyer": _buyer_id(release),
              "agreement": text(contract.get("id")), "lot": text(release.get("ocid"))}
    rows = []
    if shared["buyer"] is None:
        return rows  # nobody whose agreement it is: a dead letter
    # An extension of the standard lets a contract name its suppliers itself.
    for supplier in listed(contract.get("suppliers") or award.get("suppliers")):
        number = _party_id(release, text(supplier.get("id")))
        rows.append({**shared, **_terms(contract, award), "kind": "agreement", "supplier": number,
                     "title": text(contract.get("title")) or text(award.get("title")),
                     "option_to": _day(own.get("maxExtentDate"), awarded.get("maxExtentDate")),
                     "ceiling": amount(value.get("amount")), "currency": text(value.get("currency")),
                     "categories": _prefixes(items)})
        for item in listed(contract.get("items")):
            unit = item.get("unit") or {}
            price = unit.get("value") or {}
            if amount(price.get("amount")) is None:
                continue
            rows.append({**shared, **_terms(contract, award), "kind": "agreement_item", "supplier": number,
                         "scheme": "BUYER", "item": _plain(item.get("id")), "price": amount(price["amount"]),
                         "currency": text(price.get("currency")), "unit": text(unit.get("id")) or text(unit.get("name")),
                         "category": next(iter(_cpv([item])), None)})
    return rows


def _release(release):
    awards = [each for each in listed(release.get("awards")) if each]
    rows = []
    for award in awards:
        rows += [{"op": "UPSERT", "kind": "supplier", "supplier": _party_id(release, text(each.get("id"))),
                  "name": text(each.get("name")) or _party_name(release, text(each.get("id")))}
                 for each in listed(award.get("suppliers"))]
    for contract in listed(release.get("contracts")):
        award = next((each for each in awards if text(each.get("id")) == text(contract.get("awardID"))), None)
        if award is not None or contract.get("suppliers"):
            rows += _contract(release, contract, award or {})
    return rows


def extract(path):
    rows = []
    for root in documents(path):
        if isinstance(root, list):
            root = {"releases": root}
        for release in listed(root.get("releases")) + [each.get("compiledRelease") for each in listed(root.get("records"))]:
            if isinstance(release, dict) and release.get("ocid"):
                rows += _release(release)
    return rows
