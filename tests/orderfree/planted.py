"""The purchase document that a fixture's dict states, in the form of documents.jsonl, without any reader.

Lets the recount run where no procured is at hand, and says what procured's own documents.jsonl must hold.
"""

import hashlib
import os
import sys

import ubl

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "recount"))

import exact  # noqa: E402
import party  # noqa: E402


def number(value):
    return None if value is None else exact.text(exact.number(value))


def kept(entries):
    """Without absent values; blanks around a text say nothing."""
    texts = {name: value.strip() if isinstance(value, str) else value
             for name, value in entries.items()}
    return {name: value for name, value in texts.items() if value not in (None, "", [])}


def allowances(entries):
    return [
        kept({"charge": charge or None, "reason": "Freight" if charge else "Rebate",
              "amount": number(amount)})
        for charge, amount in entries or ()
    ]


def party_fields(given):
    made = {"registration_name": given.get("name")}
    if "endpoint" in given:
        made["endpoint_id"], made["endpoint_scheme"] = given["endpoint"]
    if "party" in given:
        value, scheme = given["party"]
        made["identifications"] = [kept({"id": value, "scheme": scheme})]
    if "vat" in given:
        made["vat_id"] = given["vat"][0]
    if "legal" in given:
        made["legal_id"], made["legal_scheme"] = given["legal"]
    return kept(made)


def line_fields(document, given):
    ordered = document["kind"] == "ORDER"
    made = {
        "id": given["id"],
        "quantity": number(given.get("quantity")),
        "unit_code": given.get("unit"),
        "line_extension_amount": number(given.get("net")),
        "accounting_cost": given.get("cost"),
        "order_line_reference": given.get("order_line"),
        "allowances_charges": allowances(given.get("allowances")),
        "price_amount": number(given.get("price")),
        "base_quantity": number(given.get("base")),
        "base_quantity_unit_code": given.get("base_unit"),
        "item_name": given["name"],
        "sellers_item_id": given.get("sellers_id"),
        "buyers_item_id": given.get("buyers_id"),
        "standard_item_id": given.get("gtin"),
        "standard_item_scheme": "0160" if given.get("gtin") else None,
        "classifications": [kept({"list_id": scheme, "code": code})
                            for scheme, code in given["classes"]],
        "catalogue_reference": given.get("catalogue_line") if ordered else None,
        "minimum_quantity": number(given.get("minimum")),
        "action_code": given.get("action"),
        "period": period(given.get("period")),
    }
    return kept(made)


def period(given):
    start, end = given or (None, None)
    return kept({"start_date": start, "end_date": end}) or None


def content(document):
    types = {"ORDER": "220", "INVOICE": "380", "CREDIT_NOTE": "381"}
    return kept({
        "kind": document["kind"],
        "id": document["id"],
        "issue_date": document["date"],
        "type_code": types.get(document["kind"]),
        "document_currency_code": document["currency"],
        "buyer_reference": document.get("buyer_reference"),
        "contract_reference": document.get("contract"),
        "order_reference": document.get("order"),
        "catalogue_reference": document.get("catalogue"),
        "accounting_cost": document.get("cost"),
        "validity_period": period(document.get("period")),
        "notes": [document["note"]] if document.get("note") else [],
        "seller": party_fields(document["seller"]),
        "buyer": party_fields(document["buyer"]),
        "delivery": kept({"location_id": document.get("location")}) or None,
        "allowances_charges": allowances(document.get("allowances")),
        "lines": [line_fields(document, line) for line in document["lines"]],
    })


def sighting(name, document, buyers=None):
    """One line of documents.jsonl; `buyers` is the configuration's list (party.Buyers)."""
    made = content(document)
    return {
        "identity": {
            "buyer_id": party.party_of(made["buyer"], buyers),
            "kind": made["kind"],
            "seller_id": party.party_of(made["seller"]),
            "document_number": made["id"],
            "issue_year": int(made["issue_date"][:4]),
        },
        "origin": {
            "connector": "ubl",
            "source_key": name,
            "content_hash": hashlib.sha256(ubl.text(document).encode()).hexdigest(),
        },
        "content": made,
    }
