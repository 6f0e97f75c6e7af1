"""Small cases for the tests: documents and registers in few words, recounted in memory."""

import os
import tempfile

import cells
import documents
import facts
import party
import registers

BUYER = "0192:310000108"
OTHER_BUYER = "0192:310000205"
SELLER = "0192:320000106"
STRANGER = "0192:320000203"
GTIN = "07038010000010"
BREAD = ("TST", "50181900")


def line(**fields):
    """A line of 100 for 10 pieces at 10, in the bread category unless told otherwise."""
    made = {
        "id": "1",
        "quantity": "10",
        "unit_code": "EA",
        "line_extension_amount": "100",
        "price_amount": "10",
        "classifications": [{"list_id": BREAD[0], "code": BREAD[1]}],
    }
    made |= fields
    return {name: value for name, value in made.items() if value is not None}


def document(number="I1", kind="INVOICE", seller=STRANGER, buyer=BUYER, place="a.xml", **content):
    """One sighting as documents.jsonl holds it; `origin_…` and `declared_channel` are its own."""
    precedence = content.pop("precedence", 0)
    declared = content.pop("declared_channel", None)
    origin = {
        "connector": "ubl",
        "source_key": place,
        "content_hash": content.pop("content_hash", "00"),
    }
    if "source_revision" in content:
        origin["source_revision"] = content.pop("source_revision")
    made = {
        "kind": kind,
        "id": number,
        "issue_date": "2026-02-01",
        "document_currency_code": "NOK",
        "lines": [line()],
    }
    made |= content
    sighting = {
        "identity": {
            "buyer_id": buyer,
            "kind": kind,
            "seller_id": seller,
            "document_number": number,
            "issue_year": int(made["issue_date"][:4]),
        },
        "origin": origin,
        "content": {name: value for name, value in made.items() if value is not None},
    }
    if precedence:
        sighting["connector_precedence"] = precedence
    if declared:
        sighting["declared_channel"] = declared
    return sighting


def order(number="PO1", **content):
    return document(number, "ORDER", place=content.pop("place", f"{number}.xml"), **content)


def agreement(**cells_of):
    """A row of agreements.csv: K1 with SELLER for bread, open in time."""
    return {
        "buyer_id": BUYER, "agreement_id": "K1", "lot_id": "", "supplier_id": SELLER,
        "category_scheme": "TST", "categories": "5018", "e_commerce": "yes",
    } | cells_of


def item(**cells_of):
    return {
        "buyer_id": BUYER, "agreement_id": "K1", "lot_id": "", "item_scheme": "GTIN",
        "item_id": GTIN, "unit": "EA", "price": "8", "currency": "NOK",
    } | cells_of


def unit(unit_id="school", **cells_of):
    return {"buyer_id": BUYER, "unit_id": unit_id, "references": "ref"} | cells_of


def supplier(**cells_of):
    return {"supplier_id": SELLER} | cells_of


def write_csv(path, rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(columns) + "\n")
        for row in rows:
            file.write(",".join(row.get(name, "") for name in columns) + "\n")


def read(tables, buyers=()):
    """Registers that hold, from {file name: rows}."""
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in tables.items():
            write_csv(os.path.join(folder, name), rows)
        return registers.read_registers([folder], party.Buyers(buyers))


def recounted(sightings, agreements=(), items=(), units=(), suppliers=()):
    """{document number: fact} of sightings judged against register rows."""
    named = {"agreements.csv": agreements, "agreement_items.csv": items, "units.csv": units,
             "suppliers.csv": suppliers}
    groups = {}
    for sighting in sightings:
        groups.setdefault(documents.key_of(sighting["identity"]), []).append(sighting)
    merged = [documents.Document(group[0]["identity"], group) for group in groups.values()]
    found = facts.Recount(merged, read({name: rows for name, rows in named.items() if rows}))
    return {fact["identity"]["document_number"]: fact for fact in found.facts().values()}


def first_line(sightings, number="I1", **tables):
    """The first line of one fact."""
    return recounted(sightings, **tables)[number]["lines"][0]


def one(**fields_and_tables):
    """The only line of one invoice: line fields, document fields under `document`, tables."""
    tables = {name: fields_and_tables.pop(name) for name in
              ("agreements", "items", "units", "suppliers") if name in fields_and_tables}
    whole = fields_and_tables.pop("document", {})
    return first_line([document(lines=[line(**fields_and_tables)], **whole)], **tables)


def cell(found, kpi, unit_id="unknown"):
    """One KPI cell of facts {number: fact}."""
    made = cells.cells(found.values()).values()
    return next((c for c in made if c["kpi"] == kpi and c["unit_id"] == unit_id), None)
