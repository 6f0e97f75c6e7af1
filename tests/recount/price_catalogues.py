"""Item rows that price catalogues add to agreements (definitions.md §4)."""

from datetime import date
from types import SimpleNamespace

import attribution
import exact
from orders import trimmed


def day(text):
    return date.fromisoformat(text) if text else None


def offered(line):
    """Whether the line states a price that holds from the first piece on."""
    minimum = exact.number(line.get("minimum_quantity"))
    deleted = line.get("action_code", "").upper() == "DELETE"
    return bool(line.get("price_amount")) and not deleted and (minimum is None or minimum <= 1)


def category(line):
    """(scheme, code) of the first classification of a known scheme, as stated."""
    for entry in line.get("classifications", ()):
        if attribution.known_code(entry.get("list_id"), entry.get("code")):
            return entry["list_id"], entry["code"]
    return "", ""


def rows_of(document):
    """Item rows of one catalogue, without owner and lot; none when it names no agreement."""
    content = document.content
    agreement = trimmed(content.get("contract_reference"))
    for number, line in enumerate(content.get("lines", ()) if agreement else ()):
        if not offered(line):
            continue
        period = line.get("period") or content.get("validity_period") or {}
        scheme, code = category(line)
        for item_scheme, item_id in attribution.item_ids(line).items():
            yield {
                "agreement_id": agreement,
                "supplier_id": document.identity["seller_id"],
                "item_scheme": item_scheme,
                "item_id": item_id,
                "valid_from": day(period.get("start_date")),
                "valid_to": day(period.get("end_date")),
                "category": code,
                "category_scheme": scheme,
                "unit": trimmed(line.get("base_quantity_unit_code") or line.get("unit_code")),
                "price": exact.number(line["price_amount"]),
                "base_quantity": exact.number(line.get("base_quantity")),
                "currency": content.get("document_currency_code", ""),
                "participant_buyers": [],
                "issued": (content["issue_date"], document.key, number),
            }


def rows_in_lots(documents, lots, buyer):
    """Those rows once for every lot of the agreement they name. lots: {(owner, agreement, lot)}."""
    for document in documents:
        if document.kind != "PRICE_CATALOGUE" or document.buyer != buyer:
            continue
        for row in rows_of(document):
            for owner, agreement, lot in lots:
                if agreement == row["agreement_id"]:
                    key = (owner, agreement, lot, row["supplier_id"], row["item_scheme"],
                           row["item_id"], "catalogue")
                    yield SimpleNamespace(**row, owner=owner, lot_id=lot, period_key=key)
