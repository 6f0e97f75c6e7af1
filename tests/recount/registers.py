"""The plain registers: CSV rows read, keyed, and for each key the version that holds."""

import csv
import io
import os
import sys
from collections import defaultdict
from datetime import date
from types import SimpleNamespace

import exact
import versions
from party import canonical, reads_as_party

SCHEME_NAMES = {"UNSPSC": "TST", "CPV": "STI"}
YES_NO = {"yes": True, "no": False, "": None}
ITEM_SCHEMES = {"SELLER", "GTIN", "BUYER"}
SAVING_BASES = {"", "OFF_PRICE", "AGREEMENT_PRICE"}


class BadRow(ValueError):
    """A row that procured must refuse too."""


def kind_of(header):
    """Which register a header belongs to; None for a foreign file."""
    columns = set(header)
    if {"initiative_id", "buyer_id"} <= columns:
        return "plan"
    if {"agreement_id", "item_scheme", "item_id"} <= columns:
        return "item"
    if {"agreement_id", "supplier_id", "lot_id"} <= columns:
        return "agreement"
    if {"unit_id", "buyer_id"} <= columns:
        return "unit"
    if {"supplier_id"} <= columns and "buyer_id" not in columns:
        return "supplier"
    return None


def many(cell):
    return [part.strip() for part in cell.split("|") if part.strip()]


def day(cell):
    """An ISO date, or None when empty."""
    if not cell:
        return None
    if len(cell) != 10:
        raise BadRow(f"no date: {cell}")
    return date.fromisoformat(cell)


def decimal(cell):
    return exact.number(cell)


def one_of(cell, allowed):
    if cell not in allowed:
        raise BadRow(f"not one of {sorted(allowed)}: {cell}")
    return cell


def padded_gtin(value):
    """8, 12 or 13 digits padded to 14; anything else as it is."""
    digits = value.isascii() and value.isdigit() and len(value) in (8, 12, 13)
    return value.rjust(14, "0") if digits else value


class RowReader:
    """Cells of one row to typed fields; `buyers` is the configuration's list."""

    def __init__(self, buyers):
        self.buyers = buyers

    def buyer(self, cell):
        if not cell:
            raise BadRow("no buyer")
        return self.buyers.resolve(canonical(cell))

    def participants(self, cell):
        units, buyers = [], []
        for part in many(cell):
            party = canonical(part)
            if reads_as_party(part) or self.buyers.knows(party):
                buyers.append(self.buyers.resolve(party))
            else:
                units.append(part)
        return units, buyers

    def agreement(self, cell):
        row = SimpleNamespace(
            owner=self.buyer(cell("buyer_id")),
            agreement_id=cell("agreement_id"),
            lot_id=cell("lot_id"),
            supplier_id=canonical(cell("supplier_id")),
        )
        if not row.agreement_id or not row.supplier_id:
            raise BadRow("no key")
        return row, (row.owner, row.agreement_id, row.lot_id, row.supplier_id)

    def agreement_rest(self, row, cell):
        row.scheme = SCHEME_NAMES.get(cell("category_scheme"), cell("category_scheme"))
        row.prefixes = many(cell("categories"))
        row.valid_from = day(cell("valid_from"))
        exercised = day(cell("option_exercised_on"))
        option_to, valid_to = day(cell("option_to")), day(cell("valid_to"))
        row.valid_to = option_to if exercised else valid_to
        row.e_commerce = YES_NO[one_of(cell("e_commerce").lower(), YES_NO)]
        row.saving_rate = decimal(cell("saving_rate"))
        row.saving_base = one_of(cell("saving_base"), SAVING_BASES)
        row.participant_units, row.participant_buyers = self.participants(cell("participants"))
        decimal(cell("ceiling"))

    def item(self, cell):
        row = SimpleNamespace(
            owner=self.buyer(cell("buyer_id")),
            agreement_id=cell("agreement_id"),
            lot_id=cell("lot_id"),
            supplier_id=canonical(cell("supplier_id")),
            item_scheme=one_of(cell("item_scheme"), ITEM_SCHEMES),
            item_id=cell("item_id"),
            valid_from=day(cell("valid_from")),
        )
        if not row.agreement_id or not row.item_id:
            raise BadRow("no key")
        if row.item_scheme == "GTIN":
            row.item_id = padded_gtin(row.item_id)
        row.period_key = (
            row.owner, row.agreement_id, row.lot_id, row.supplier_id, row.item_scheme, row.item_id,
        )
        return row, row.period_key + (row.valid_from,)

    def item_rest(self, row, cell):
        row.category = cell("category")
        row.unit = cell("unit")
        row.price = decimal(cell("price"))
        row.base_quantity = decimal(cell("base_quantity"))
        row.currency = cell("currency")
        row.valid_to = day(cell("valid_to"))
        row.participant_buyers = self.participants(cell("participants"))[1]
        decimal(cell("baseline_price"))

    def unit(self, cell):
        row = SimpleNamespace(
            owner=self.buyer(cell("buyer_id")),
            unit_id=cell("unit_id"),
            valid_from=day(cell("valid_from")),
        )
        if not row.unit_id:
            raise BadRow("no key")
        row.period_key = (row.owner, row.unit_id)
        return row, row.period_key + (row.valid_from,)

    def unit_rest(self, row, cell):
        row.parent_id = cell("parent_id")
        row.references = many(cell("references"))
        row.valid_to = day(cell("valid_to"))

    def supplier(self, cell):
        row = SimpleNamespace(
            supplier_id=canonical(cell("supplier_id")), valid_from=day(cell("valid_from"))
        )
        if not row.supplier_id:
            raise BadRow("no key")
        row.period_key = (row.supplier_id,)
        return row, row.period_key + (row.valid_from,)

    def supplier_rest(self, row, cell):
        row.other_ids = [canonical(part) for part in many(cell("other_ids"))]
        scheme = cell("default_category_scheme")
        row.default_scheme = SCHEME_NAMES.get(scheme, scheme)
        row.default_category = cell("default_category")
        row.valid_to = day(cell("valid_to"))

    def read(self, kind, cell, position):
        """(key, row) of one row; BadRow for one that must be refused."""
        try:
            row, key = getattr(self, kind)(cell)
            row.position = position
            row.known_on = versions.instant(cell("known_on"))
            row.deletes = cell("op").lower() == "delete"
            getattr(self, kind + "_rest")(row, cell)
        except BadRow:
            raise
        except ValueError as error:
            raise BadRow(str(error)) from error
        return key, row


def table(path):
    """(header, [(row number, cells)]) of a CSV file; None when it is none."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    if not rows:
        return None
    header = [name.strip() for name in rows[0]]
    return header, [(number, cells) for number, cells in enumerate(rows[1:], 2) if cells]


def csv_files(paths):
    for root in paths:
        if os.path.isfile(root):
            yield root
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                if name.lower().endswith(".csv") and not name.startswith("."):
                    yield os.path.join(folder, name)


def read_registers(paths, buyers):
    """{kind: [rows that hold]} of all registers under `paths`."""
    versions_of = {kind: defaultdict(list) for kind in ("agreement", "item", "unit", "supplier")}
    reader = RowReader(buyers)
    for path in csv_files(paths):
        found = table(path)
        kind = kind_of(found[0]) if found else None
        if kind not in versions_of:
            continue
        header = found[0]
        for number, cells in found[1]:
            if len(cells) != len(header):
                print(f"{path}:{number}: refused: {len(cells)} cells", file=sys.stderr)
                continue
            named = dict(zip(header, (cell.strip() for cell in cells)))
            try:
                key, row = reader.read(kind, lambda name: named.get(name, ""), (path, number))
            except BadRow as error:
                print(f"{path}:{number}: refused: {error}", file=sys.stderr)
                continue
            versions_of[kind][key].append(row)
    return {
        kind: [row for rows in by_key.values() if (row := versions.current(rows))]
        for kind, by_key in versions_of.items()
    }
