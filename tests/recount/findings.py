"""Findings of the first rules (definitions.md §5), from facts and the merged documents."""

from fractions import Fraction

import attribution
import books as shelf
import exact
import orders
import saving

TOLERANCE = Fraction("0.02")
BYPASSED = {"COVERAGE_UNDETERMINED": "UNDETERMINED", "NOT_COVERED": "NOT_APPLICABLE"}


def finding(outcome, missed=None, recoverable=None, exposed=None):
    """Outcome and money at stake; absent amounts are left out."""
    amounts = {"missed_amount": missed, "recoverable_amount": recoverable,
               "exposed_amount": exposed}
    return {"outcome": outcome} | {k: v for k, v in amounts.items() if v is not None}


def agreement_bypassed(line):
    if line["coverage"] in BYPASSED:
        return finding(BYPASSED[line["coverage"]])
    if line["on_agreement"]:
        return finding("COMPLIANT")
    return finding("BREACH", missed=line.get("missed_saving"))


def priced_rows(lot, books, when):
    """Rows of a lot that hold on the date and have a price."""
    held = (row for scheme, item_id in books.items for row in books.items_on(scheme, item_id, when))
    return [row for row in held if shelf.lot_of(row) == lot and row.price is not None]


def deciding_row(subject, lot, books):
    """By seller's id, then GTIN, then buyer's id: the first that has a row."""
    rows = [
        row
        for row in attribution.matching_items(subject.line, subject.seller, books, subject.when)
        if shelf.lot_of(row) == lot and row.price is not None
    ]

    def preference(row):
        scheme = attribution.SCHEME_ORDER.index(row.item_scheme)
        own = books.suppliers.resolve(row.supplier_id) != subject.seller
        return (scheme, own, bool(row.supplier_id))

    rows.sort(key=lambda row: row.supplier_id.encode())
    rows.sort(key=shelf.period_start, reverse=True)
    return min(rows, key=preference, default=None)


def price_above_agreement(subject, fact_line, sign, currency, books):
    """`subject` as for coverage, with `counting` the row of the agreement that counts."""
    if not fact_line.get("on_agreement"):
        return finding("NOT_APPLICABLE")
    lot = shelf.lot_of(subject.counting)
    if not attribution.item_ids(subject.line):
        some = priced_rows(lot, books, subject.when)
        return finding("UNDETERMINED" if some else "NOT_APPLICABLE")
    row = deciding_row(subject, lot, books)
    if row is None:
        return finding("NOT_APPLICABLE")
    above = saving.difference(subject.line, row, currency)
    if above is None:
        return finding("UNDETERMINED")
    per_unit, quantity = above
    if per_unit <= TOLERANCE:
        return finding("COMPLIANT")
    recoverable = exact.rounded(per_unit * quantity * sign, exact.minor_unit(currency))
    return finding("BREACH", recoverable=exact.text(recoverable))


def order_missing(document, fact):
    if document.kind == "CREDIT_NOTE":
        return finding("NOT_APPLICABLE")
    if orders.real_reference(document.content.get("order_reference")) is None:
        return finding("BREACH", exposed=fact.get("amount"))
    return finding("COMPLIANT" if fact.get("order") else "UNDETERMINED")


def findings(document, fact, subjects, books):
    """{(rule, line number; 0 = the document): finding} of an invoice or credit note."""
    found = {("order_missing", 0): order_missing(document, fact)}
    for line, subject in zip(fact.get("lines", ()), subjects):
        found["agreement_bypassed", line["number"]] = agreement_bypassed(line)
        found["price_above_agreement", line["number"]] = price_above_agreement(
            subject, line, document.sign, fact["currency"], books)
    return found


RULES = ("agreement_bypassed", "price_above_agreement", "order_missing")


def published(verdict):
    """The same of a verdict as procured publishes it."""
    return {
        (entry["rule"], entry.get("line_number", 0)): {
            field: entry[field]
            for field in ("outcome", "missed_amount", "recoverable_amount", "exposed_amount")
            if field in entry
        }
        for entry in verdict.get("findings", ())
        if entry["rule"] in RULES
    }
