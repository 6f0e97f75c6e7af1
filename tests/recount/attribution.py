"""Unit, category and item identity of a line (definitions.md §3)."""

import re
from datetime import date

import books as shelf
from orders import trimmed
from registers import padded_gtin

KNOWN_SCHEMES = ("TST", "STI")
CPV_WITH_CHECK_DIGIT = re.compile(r"(\d{8})-\d\Z")
GTIN_SCHEMES = ("0160", "0088", "")  # senders also put it under 0088 (GLN) or under none
SCHEME_ORDER = ("SELLER", "GTIN", "BUYER")


def day(text):
    return date.fromisoformat(text)


def decided_on(document, order):
    """The date that decides agreement, price and unit."""
    return day((order or document).content["issue_date"])


def month(document):
    content = document.content
    return (content.get("posting_date") or content["issue_date"])[:7]


def unit(document, line, books, when):
    """The unit's id, or None when no reference matches."""
    content = document.content
    references = (
        content.get("buyer_reference"),
        (content.get("delivery") or {}).get("location_id"),
        trimmed(line.get("accounting_cost")) or content.get("accounting_cost"),
    )
    units = books.units_on(when).values()
    for reference in map(trimmed, references):
        matching = [row for row in units if reference and reference in row.references]
        if matching:
            latest = max(shelf.period_start(row) for row in matching)
            ids = (row.unit_id for row in matching if shelf.period_start(row) == latest)
            return min(ids, key=str.encode)
    return None


def gtin(line):
    """The line's GTIN padded to 14 digits, or ""."""
    if trimmed(line.get("standard_item_scheme")) not in GTIN_SCHEMES:
        return ""
    return padded_gtin(trimmed(line.get("standard_item_id")))


def item_ids(line):
    """The line's item identity: {scheme: id}."""
    found = {
        "SELLER": trimmed(line.get("sellers_item_id")),
        "GTIN": gtin(line),
        "BUYER": trimmed(line.get("buyers_item_id")),
    }
    return {scheme: value for scheme, value in found.items() if value}


def whose_item(row, books, when):
    """Parties whose own item id a SELLER row holds."""
    if row.supplier_id:
        return {books.suppliers.resolve(row.supplier_id)}
    lot = shelf.lot_of(row)
    valid = books.lot_suppliers(lot, when)
    if len(valid) > 1:
        return set()
    return valid or books.lot_suppliers(lot)


def matching_items(line, seller, books, when):
    """Item rows that hold on the date and have the line's item, in the order of schemes."""
    ids = item_ids(line)
    for scheme in SCHEME_ORDER:
        if scheme not in ids:
            continue
        for row in books.items_on(scheme, ids[scheme], when):
            if scheme != "SELLER" or seller in whose_item(row, books, when):
                yield row


def known_code(scheme, code):
    """(scheme, code) when the scheme is known and there is a code, else None."""
    scheme, code = trimmed(scheme), trimmed(code)
    if scheme not in KNOWN_SCHEMES or not code:
        return None
    with_digit = CPV_WITH_CHECK_DIGIT.match(code) if scheme == "STI" else None
    return (scheme, with_digit.group(1) if with_digit else code)


def scheme_of(row, books, seller):
    """Category scheme of an item row: a catalogue's own, else that of its agreement."""
    if shelf.issued(row):
        return row.category_scheme
    rows = books.lots.get(shelf.lot_of(row), ())
    wanted = books.suppliers.resolve(row.supplier_id) if row.supplier_id else seller
    own = [r for r in rows if books.suppliers.resolve(r.supplier_id) == wanted]
    chosen = sorted(own or rows, key=lambda r: r.supplier_id.encode())
    return chosen[0].scheme if chosen else ""


def supplied_by(row, seller, books):
    if row.supplier_id:
        return books.suppliers.resolve(row.supplier_id) == seller
    return seller in books.lot_suppliers(shelf.lot_of(row))


def category_of_item(line, seller, books, when):
    found = []
    for row in matching_items(line, seller, books, when):
        code = known_code(scheme_of(row, books, seller), row.category)
        if code and supplied_by(row, seller, books):
            found.append((row, code))
    for scheme in SCHEME_ORDER:
        rows = [(row, code) for row, code in found if row.item_scheme == scheme]
        if rows:
            latest = max(shelf.period_start(row) for row, _ in rows)
            newest = [pair for pair in rows if shelf.period_start(pair[0]) == latest]
            return min(newest, key=lambda pair: smaller(pair[0]))[1]
    return None


def smaller(row):
    """For ties: smaller agreement, lot, supplier, owner, bytewise."""
    parts = (row.agreement_id, row.lot_id, row.supplier_id, row.owner)
    return tuple(part.encode() for part in parts)


def categories(line, seller, books, when):
    """Known codes of a line as sorted (scheme, code); [] when unknown."""
    stated = {
        code
        for entry in line.get("classifications", ())
        if (code := known_code(entry.get("list_id"), entry.get("code")))
    }
    if stated:
        return sorted(stated)
    of_item = category_of_item(line, seller, books, when)
    if of_item:
        return [of_item]
    supplier = books.supplier_on(seller, when)
    default = known_code(supplier.default_scheme, supplier.default_category) if supplier else None
    return [default] if default else []
