"""Seeded tiny municipalities made to be nasty: few ids, many collisions, every tie on purpose.

A municipality is a folder: procured.yaml, registers/ (each register split over several CSV files, with known_on
and withdrawals), documents/ (Peppol UBL: what is bought and price catalogues; several sightings of one document).
The same seed gives the same bytes.
"""

import csv
import os
import random

import ubl
from choices import (
    AGREEMENTS, AMOUNTS, BUYERS, BUYER_GLNS, BUYER_ITEMS, CATALOGUE_IDS, CODES, COLUMNS, DATES,
    ENDS, GLN, GTINS, KNOWN_ON, LOTS, MEASURES, ODD_AGREEMENTS, ODD_LOTS, ORDER_IDS, OTHER_IDS,
    PREFIXES, PRICES, QUANTITIES, REFERENCES, SELLERS, SELLER_ITEMS, SELLER_PARTIES, SHARES,
    STARTS, UNITS, UNREADABLE,
)


def weighted(rng, *choices):
    """One of (value, weight)."""
    return rng.choices([c[0] for c in choices], [c[1] for c in choices])[0]


class Municipality:
    """What one seed generates: `registers` {name: [row dicts]}, `documents` [(name, dict)]."""

    def __init__(self, seed, buyers=2, size=6):
        self.rng = random.Random(seed)
        self.buyers = BUYERS[:buyers]
        self.size = size
        self.sellers = self.rng.sample(SELLER_PARTIES, self.rng.randint(1, 3))
        self.suppliers = self.rng.sample(SELLERS + (f"0088:{GLN}",), 2) + [SELLERS[0]]
        self.numbers = [str(number) for number in range(1, self.rng.randint(3, 12))]
        self.registers = {
            "agreements": self.rows(self.agreement, size + 2),
            "agreement_items": self.rows(self.item, size + 4),
            "units": self.rows(self.unit, size),
            "suppliers": self.rows(self.supplier, 3),
        }
        self.documents = self.all_documents()

    # --- registers -------------------------------------------------------------------------------

    def rows(self, make, count):
        """Rows, some of them followed by other versions of the same key, or its withdrawal."""
        made = []
        for _ in range(self.rng.randint(1, count)):
            row = make()
            made.append(row)
            if self.rng.random() < 0.3:
                again = make()
                made.append(again | {name: row[name] for name in self.key_columns(row)})
            if self.rng.random() < 0.15:
                made.append(self.withdrawal(row))
        for row in made:
            row["known_on"] = self.rng.choice(KNOWN_ON)
            if self.rng.random() < 0.05:
                row |= [self.rng.choice(list(UNREADABLE.items()))]
        self.rng.shuffle(made)
        return made

    @staticmethod
    def key_columns(row):
        wanted = ("buyer_id", "agreement_id", "lot_id", "supplier_id", "item_scheme", "item_id",
                  "unit_id")
        columns = [name for name in wanted if name in row]
        return columns if "option_to" in row else columns + ["valid_from"]

    def withdrawal(self, row):
        return {name: row[name] for name in self.key_columns(row)} | {"op": "delete"}

    def buyer(self):
        return weighted(self.rng, (self.buyers[0], 4), (self.rng.choice(self.buyers), 1))

    def period(self):
        start, end = self.rng.choice(STARTS), self.rng.choice(ENDS)
        return (end, start) if start and end and end < start else (start, end)

    def several(self, choices, most):
        return "|".join(self.rng.sample(choices, self.rng.randint(0, most)))

    def participants(self):
        choices = UNITS + self.buyers + ("ghost", f"NO{self.buyers[-1]}MVA", "company 2")
        return weighted(self.rng, ("", 3), (self.several(choices, 3), 2))

    def agreement_id(self):
        return weighted(self.rng, (self.rng.choice(AGREEMENTS), 12),
                        (self.rng.choice(ODD_AGREEMENTS), 1))

    def lot_id(self):
        return weighted(self.rng, (self.rng.choice(LOTS), 12), (self.rng.choice(ODD_LOTS), 1))

    def agreement(self):
        start, end = self.period()
        exercised = self.rng.random() < 0.2
        return {
            "buyer_id": self.buyer(),
            "agreement_id": self.agreement_id(),
            "lot_id": self.lot_id(),
            "supplier_id": self.rng.choice(self.suppliers),
            "category_scheme": weighted(self.rng, ("TST", 5), ("UNSPSC", 1), ("STI", 3), ("MP", 1),
                                        ("", 1)),
            "categories": self.several(PREFIXES, 3),
            "valid_from": start,
            "valid_to": end,
            "option_to": self.rng.choice(DATES[-2:]) if exercised else "",
            "option_exercised_on": "2025-12-01" if exercised and self.rng.random() < 0.7 else "",
            "currency": "NOK",
            "e_commerce": self.rng.choice(("yes", "no", "")),
            "saving_rate": self.rng.choice(("0.36", "0.1", "0.333", "")),
            "saving_base": self.rng.choice(("OFF_PRICE", "AGREEMENT_PRICE", "")),
            "participants": self.participants(),
        }

    def item(self):
        start, end = self.period()
        scheme = self.rng.choice(("SELLER", "GTIN", "BUYER"))
        ids = {"SELLER": SELLER_ITEMS, "GTIN": GTINS, "BUYER": BUYER_ITEMS}[scheme]
        return {
            "buyer_id": self.buyer(),
            "agreement_id": self.agreement_id(),
            "lot_id": self.lot_id(),
            "item_scheme": scheme,
            "item_id": self.rng.choice(ids),
            "supplier_id": weighted(self.rng, ("", 3), (self.rng.choice(self.suppliers), 1)),
            "category": weighted(self.rng, ("", 2), (self.rng.choice(PREFIXES), 1)),
            "unit": self.rng.choice(MEASURES + ("",)),
            "price": self.rng.choice(PRICES + ("", "")),
            "base_quantity": self.rng.choice(("", "", "1", "12", "0.5")),
            "currency": weighted(self.rng, ("NOK", 6), ("EUR", 1), ("", 1)),
            "valid_from": start,
            "valid_to": end,
            "participants": weighted(self.rng, ("", 3), ("|".join(self.buyers), 1)),
        }

    def unit(self):
        start, end = self.period()
        return {
            "buyer_id": self.buyer(),
            "unit_id": self.rng.choice(UNITS),
            "name": "Unit",
            "parent_id": self.rng.choice(UNITS + ("", "")),
            "references": self.several(REFERENCES, 3),
            "valid_from": start,
            "valid_to": end,
        }

    def supplier(self):
        start, end = self.period()
        return {
            "supplier_id": self.rng.choice(self.suppliers[1:]),
            "name": "Supplier",
            "other_ids": self.several(OTHER_IDS, 2),
            "default_category_scheme": self.rng.choice(("TST", "STI", "MP", "")),
            "default_category": self.rng.choice(PREFIXES + ("",)),
            "valid_from": start,
            "valid_to": end,
        }

    # --- documents -------------------------------------------------------------------------------

    def maybe(self, choices, chance=0.5):
        return self.rng.choice(choices) if self.rng.random() < chance else None

    def all_documents(self):
        orders = [self.order() for _ in range(self.rng.randint(0, self.size + 2))]
        invoices = [self.invoice() for _ in range(self.rng.randint(1, self.size + 4))]
        catalogues = [self.catalogue() for _ in range(self.rng.randint(0, 3))]
        made = []
        for document in orders + invoices + catalogues:
            made.append(document)
            while self.rng.random() < 0.3:
                made.append(self.sighting(document))
        self.rng.shuffle(made)
        folders = ("a", "b", "b/c")
        return [(f"{self.rng.choice(folders)}/{number:03d}.xml", document)
                for number, document in enumerate(made)]

    def sighting(self, document):
        """The same document as another file states it: some fields lost, some changed."""
        other = dict(document)
        for field in ("buyer_reference", "order", "contract", "cost", "location", "allowances",
                      "catalogue", "period"):
            if self.rng.random() < 0.3:
                other.pop(field, None)
        if self.rng.random() < 0.3:
            other["note"] = f"copy {self.rng.randint(1, 9)}"
        if self.rng.random() < 0.3:
            same_year = [day for day in DATES if day[:4] == document["date"][:4]]
            other["date"] = self.rng.choice(same_year)
        if self.rng.random() < 0.3:
            other["lines"] = (self.catalogue_lines() if document["kind"] == "PRICE_CATALOGUE"
                              else self.lines(document["kind"] == "ORDER"))
        return other

    def parties(self):
        return {
            "buyer": self.buyer_party(),
            "seller": self.rng.choice(self.sellers),
        }

    def buyer_party(self):
        """A buyer by its number, or by another identifier that only the configuration knows."""
        buyer = self.buyer()
        gln = BUYER_GLNS[self.buyers.index(buyer)]
        return weighted(
            self.rng, ({"legal": (buyer, "0192"), "name": "Municipality"}, 6),
            ({"endpoint": (gln, "0088"), "name": "By GLN"}, 1),
            ({"vat": (f"NO {buyer} MVA", ""), "name": "By VAT"}, 1),
        )

    def order(self):
        return self.parties() | {
            "kind": "ORDER",
            "id": self.rng.choice(ORDER_IDS),
            "date": self.rng.choice(DATES),
            "currency": weighted(self.rng, ("NOK", 5), (None, 1)),
            "catalogue": self.maybe(("CAT1",), 0.2),
            "contract": self.maybe(AGREEMENTS + ("K9",), 0.3),
            "allowances": self.allowances(0.2),
            "lines": self.lines(True),
        }

    def invoice(self):
        return self.parties() | {
            "kind": weighted(self.rng, ("INVOICE", 3), ("CREDIT_NOTE", 1)),
            "id": self.rng.choice(self.numbers),
            "date": self.rng.choice(DATES),
            "currency": weighted(self.rng, ("NOK", 6), ("EUR", 1), ("JPY", 1), ("BHD", 1)),
            "buyer_reference": self.maybe(REFERENCES + (" r1 ", "none"), 0.6),
            "location": self.maybe(("loc1", "r2")),
            "cost": self.maybe(("c1", "c2", "c9")),
            "order": weighted(self.rng, (None, 2), (self.rng.choice(ORDER_IDS), 5),
                              (self.rng.choice((" PO1 ", "NA", " na", "PO9")), 2)),
            "contract": self.maybe(AGREEMENTS + (" K1", "K9"), 0.4),
            "allowances": self.allowances(0.4),
            "lines": self.lines(False),
        }

    def catalogue(self):
        return self.parties() | {
            "kind": "PRICE_CATALOGUE",
            "id": self.rng.choice(CATALOGUE_IDS),
            "date": self.rng.choice(DATES),
            "currency": weighted(self.rng, ("NOK", 6), ("EUR", 1)),
            "contract": self.maybe(AGREEMENTS + (" K1", "K9"), 0.9),
            "period": self.stated_period(),
            "lines": self.catalogue_lines(),
        }

    def stated_period(self):
        """(start, end), each None when not stated."""
        start, end = self.period()
        return (start or None, end or None)

    def catalogue_lines(self):
        return [self.catalogue_line(number) for number in range(1, self.rng.randint(1, 4) + 1)]

    def catalogue_line(self, number):
        base = self.maybe(("1", "12"), 0.3)
        return {
            "id": str(number),
            "name": "Bread",
            "action": weighted(self.rng, (None, 4), ("Update", 1), ("Delete", 1)),
            "unit": self.rng.choice(MEASURES),
            "period": weighted(self.rng, (None, 2), (self.stated_period(), 1)),
            "minimum": weighted(self.rng, (None, 4), ("1", 1), ("0.5", 1), ("10", 1)),
            "price": self.rng.choice(PRICES),
            "base": base,
            "base_unit": self.maybe(MEASURES, 0.5) if base else None,
            "sellers_id": self.maybe(SELLER_ITEMS, 0.6),
            "gtin": self.maybe(GTINS, 0.5),
            "buyers_id": self.maybe(BUYER_ITEMS, 0.3),
            "classes": tuple(self.rng.sample(CODES, weighted(self.rng, (0, 3), (1, 2)))),
        }

    def allowances(self, chance):
        if self.rng.random() >= chance:
            return ()
        return tuple((self.rng.random() < 0.6, self.rng.choice(SHARES))
                     for _ in range(self.rng.randint(1, 3)))

    def lines(self, ordered):
        return [self.line(number, ordered) for number in range(1, self.rng.randint(1, 4) + 1)]

    def line(self, number, ordered):
        made = {
            "id": weighted(self.rng, (str(number), 6), ("1", 1)),
            "name": "Bread",
            "quantity": self.maybe(QUANTITIES, 0.9),
            "unit": self.rng.choice(MEASURES),
            "net": self.rng.choice(AMOUNTS),
            "price": self.maybe(PRICES, 0.8),
            "base": self.maybe(("1", "12", "100"), 0.3),
            "base_unit": self.maybe(MEASURES, 0.2),
            "sellers_id": self.maybe(SELLER_ITEMS, 0.4),
            "gtin": self.maybe(GTINS, 0.3),
            "buyers_id": self.maybe(BUYER_ITEMS, 0.3),
            "classes": tuple(self.rng.sample(CODES, weighted(self.rng, (0, 3), (1, 4), (2, 1)))),
            "cost": self.maybe(("c1", "c2", "c9"), 0.3),
        }
        if made["quantity"] is None:
            made["unit"] = None
        if made["base"] is None:
            made["base_unit"] = None
        if ordered:
            made["catalogue_line"] = self.maybe(("7",), 0.2)
            if self.rng.random() < 0.2:
                made["net"] = None
        else:
            made["order_line"] = self.maybe(("1", "2", "9"), 0.4)
            made["allowances"] = self.allowances(0.2)
        return made

    # --- files -----------------------------------------------------------------------------------

    def write(self, folder):
        """All files under `folder`; register files in an order that says nothing."""
        config = "buyers:\n" + "".join(
            f"  - id: \"{buyer}\"\n    name: Municipality {number}\n"
            f"    identifiers: [\"{BUYER_GLNS[number - 1]}\", \"company {number}\"]\n"
            for number, buyer in enumerate(self.buyers, 1)
        )
        write_text(os.path.join(folder, "procured.yaml"), config)
        for name, rows in self.registers.items():
            parts = self.rng.randint(1, 3)
            places = [self.rng.randrange(parts) for _ in rows]
            for part in range(parts):
                path = os.path.join(folder, "input", "registers", f"{name}_{part}.csv")
                self.write_csv(path, COLUMNS[name].split(),
                               [row for row, at in zip(rows, places) if at == part])
        for name, document in self.documents:
            write_text(os.path.join(folder, "input", "documents", name), ubl.text(document))

    def write_csv(self, path, columns, rows):
        """A register file: columns in any order, comma or semicolon."""
        if not rows:
            return
        self.rng.shuffle(columns)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n",
                                    delimiter=self.rng.choice(",;"))
            writer.writeheader()
            writer.writerows(rows)


def write_text(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
