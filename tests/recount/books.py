"""One buyer's books: the reference records that this buyer is judged against, by date."""

from collections import defaultdict

import price_catalogues


def valid_on(row, day):
    """valid_from to valid_to, both inclusive, empty = open."""
    return (row.valid_from is None or row.valid_from <= day) and (
        row.valid_to is None or day <= row.valid_to
    )


def held(rows, day):
    """Of the rows of one key valid on a date, the one with the latest valid_from."""
    valid = [row for row in rows if valid_on(row, day)]
    return max(valid, key=lambda row: (period_start(row), issued(row)), default=None)


def issued(row):
    """Of a catalogue's row: the date and key of its catalogue, and the line; () of a register's."""
    return getattr(row, "issued", ())


def period_start(row):
    """For comparing: an open start is the earliest."""
    return row.valid_from.isoformat() if row.valid_from else ""


def lot_of(row):
    return (row.owner, row.agreement_id, row.lot_id)


class Books:
    """Agreements, items and units of one buyer, and everybody's suppliers."""

    def __init__(self, buyer, registers, suppliers, documents=()):
        self.buyer = buyer
        self.suppliers = suppliers
        self.agreements = [row for row in registers["agreement"] if self.mine(row)]
        self.lots = defaultdict(list)
        for row in self.agreements:
            self.lots[lot_of(row)].append(row)
        self.items = defaultdict(lambda: defaultdict(list))
        for row in registers["item"]:
            if self.mine(row):
                self.items[(row.item_scheme, row.item_id)][row.period_key].append(row)
        for row in price_catalogues.rows_in_lots(documents, self.lots, buyer):
            self.items[(row.item_scheme, row.item_id)][row.period_key].append(row)
        self.units = defaultdict(list)
        for row in registers["unit"]:
            if row.owner == buyer:
                self.units[row.unit_id].append(row)
        self.supplier_rows = defaultdict(list)
        for row in registers["supplier"]:
            self.supplier_rows[row.supplier_id].append(row)

    def mine(self, row):
        return row.owner == self.buyer or self.buyer in row.participant_buyers

    def valid_agreements(self, day):
        return [row for row in self.agreements if valid_on(row, day)]

    def lot_suppliers(self, lot, day=None):
        """Parties that supply a lot; with a date, those whose own row is valid on it."""
        rows = self.lots.get(lot, ())
        return {
            self.suppliers.resolve(row.supplier_id)
            for row in rows
            if day is None or valid_on(row, day)
        }

    def items_on(self, scheme, item_id, day):
        """Item rows of one id that hold on a date; the register's before any catalogue's."""
        found = (held(rows, day) for rows in self.items.get((scheme, item_id), {}).values())
        found = [row for row in found if row]
        registered = [row for row in found if not issued(row)]
        return registered + [
            row for row in found if issued(row) and self.holds_beside(row, registered)
        ]

    def holds_beside(self, row, registered):
        """A catalogue's row: its supplier supplies the lot, and no register row is about it."""
        party, resolve = self.suppliers.resolve(row.supplier_id), self.suppliers.resolve
        return party in self.lot_suppliers(lot_of(row)) and not any(
            lot_of(other) == lot_of(row)
            and (not other.supplier_id or resolve(other.supplier_id) == party)
            for other in registered
        )

    def units_on(self, day):
        found = (held(periods, day) for periods in self.units.values())
        return {row.unit_id: row for row in found if row}

    def supplier_on(self, supplier_id, day):
        return held(self.supplier_rows.get(supplier_id, ()), day)
