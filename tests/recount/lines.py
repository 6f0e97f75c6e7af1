"""Line amounts (definitions.md §2): the stated net plus its share of the document's charges."""

from fractions import Fraction

import exact


def charges_less_allowances(entries):
    total = Fraction(0)
    for entry in entries or ():
        amount = exact.number(entry.get("amount")) or Fraction(0)
        total += amount if entry.get("charge") else -amount
    return total


def allowances_only(entries):
    """Sum of a line's allowances; its charges are fees, not price."""
    return sum(
        (exact.number(entry.get("amount")) or Fraction(0))
        for entry in entries or ()
        if not entry.get("charge")
    )


def amounts(document):
    """Amount of each line with the sign of the kind; None where there is none."""
    content = document.content
    lines = content.get("lines", [])
    currency = content.get("document_currency_code")
    if not currency:
        return [None] * len(lines)
    nets = [exact.number(line.get("line_extension_amount")) for line in lines]
    if document.spend:
        nets = [net or Fraction(0) for net in nets]
    stated = [net for net in nets if net is not None]
    total = charges_less_allowances(content.get("allowances_charges"))
    shares = iter(exact.allocated(total, stated, exact.minor_unit(currency)))
    return [None if net is None else document.sign * (net + next(shares)) for net in nets]


def quantity(document, line):
    """Quantity with the sign of the kind, or None."""
    found = exact.number(line.get("quantity"))
    return None if found is None else document.sign * found
