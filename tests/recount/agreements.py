"""Which agreement covers a line, and which one counts (definitions.md §4)."""

from types import SimpleNamespace

import attribution
import books as shelf

YES, NO, UNKNOWN = "yes", "no", "unknown"


def ancestors(unit, books, when):
    """The unit and its ancestors in the tree of a date."""
    tree, chain = books.units_on(when), []
    while unit in tree and unit not in chain:
        chain.append(unit)
        unit = tree[unit].parent_id
    return chain


def entitled(row, unit, books, when):
    """Whether a unit (None: unknown) may buy on an agreement."""
    if not row.participant_units and not row.participant_buyers:
        return YES
    if books.buyer in row.participant_buyers:
        return YES
    own = [name for name in row.participant_units if name in books.units]
    if unit is None:
        return UNKNOWN if own else NO
    chain = ancestors(unit, books, when)
    return YES if any(name in chain for name in own) else NO


def in_prefixes(row, categories):
    prefixes = [known for p in row.prefixes if (known := attribution.known_code(row.scheme, p))]
    return any(
        scheme == of_scheme and code.startswith(prefix)
        for scheme, code in categories
        for of_scheme, prefix in prefixes
    )


def judged(subject, books):
    """Coverage of a line.

    `subject`: line, seller, unit, categories, contract, when. The answer: coverage, counting
    (agreement row or None), on_agreement, potential.
    """
    valid = books.valid_agreements(subject.when)
    items = attribution.matching_items(subject.line, subject.seller, books, subject.when)
    item_lots = {shelf.lot_of(row) for row in items}

    def named(row):
        return bool(subject.contract) and row.agreement_id == subject.contract

    def sells(row):
        return books.suppliers.resolve(row.supplier_id) == subject.seller

    def by_contract(row):
        return named(row) and sells(row) and not subject.categories

    def matches(row):
        return (
            in_prefixes(row, subject.categories)
            or shelf.lot_of(row) in item_lots
            or by_contract(row)
        )

    matching = [(row, entitled(row, subject.unit, books, subject.when))
                for row in valid if matches(row)]
    covering = [row for row, entitlement in matching if entitlement == YES]
    if covering:
        return covered(counting(covering, named, sells), subject, books)
    if any(entitlement == UNKNOWN for _, entitlement in matching):
        return answer("COVERAGE_UNDETERMINED")
    if not subject.categories and valid and not matching:
        return answer("COVERAGE_UNDETERMINED")
    return answer("NOT_COVERED", potential=False)


def counting(covering, named, sells):
    """The agreement that counts, of several that cover."""
    latest_first = sorted(covering, key=shelf.period_start, reverse=True)
    best = min((not named(row), not sells(row)) for row in covering)
    left = [row for row in latest_first if (not named(row), not sells(row)) == best]
    latest = [row for row in left if shelf.period_start(row) == shelf.period_start(left[0])]
    return min(latest, key=attribution.smaller)


def covered(row, subject, books):
    suppliers = books.lot_suppliers(shelf.lot_of(row), subject.when)
    return answer("COVERED", row, subject.seller in suppliers, row.e_commerce)


def answer(coverage, counts=None, on_agreement=None, potential=None):
    return SimpleNamespace(
        coverage=coverage, counting=counts, on_agreement=on_agreement, potential=potential
    )
