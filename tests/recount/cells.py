"""KPI cells of the first release (definitions.md §6), counted from facts."""

from collections import defaultdict
from fractions import Fraction

import exact
from documents import SPEND, joined
from orders import E_COMMERCE


def e_commerce(line):
    """True, False, or None when the channel is unknown."""
    channel = line.get("channel")
    return None if channel is None else channel in E_COMMERCE


def tally(numerator=0, denominator=0, count=0, known=0, scope=0):
    return [Fraction(numerator), Fraction(denominator), count, Fraction(known), Fraction(scope)]


def spend(line, amount):
    return tally(amount, 0, 1, abs(amount), abs(amount))


def loyalty(line, amount):
    covered = line["coverage"] == "COVERED"
    known = line["coverage"] != "COVERAGE_UNDETERMINED"
    return tally(
        amount if line.get("on_agreement") else 0,
        amount if covered else 0,
        1 if covered else 0,
        abs(amount) if known else 0,
        abs(amount),
    )


def share_of_total(line, amount):
    found = e_commerce(line)
    known = found is not None
    return tally(
        amount if found else 0,
        amount if known else 0,
        1 if known else 0,
        abs(amount) if known else 0,
        abs(amount),
    )


def share_of_potential(line, amount):
    potential, found = line.get("potential"), e_commerce(line)
    counted = potential is True and found is not None
    known = potential is False or counted
    return tally(
        amount if counted and found else 0,
        amount if counted else 0,
        1 if counted else 0,
        abs(amount) if known else 0,
        abs(amount),
    )


def missed_saving(line, amount):
    if line["coverage"] != "COVERED" or line.get("on_agreement"):
        return None
    missed = line.get("missed_saving")
    if missed is None:
        return tally(scope=abs(amount))
    return tally(exact.number(missed), 0, 1, abs(amount), abs(amount))


# KPI: (what a line adds, whether it is a ratio)
KPIS = {
    "spend_amount": (spend, False),
    "agreement_loyalty_ratio": (loyalty, True),
    "e_commerce_share_of_total_ratio": (share_of_total, True),
    "e_commerce_share_of_potential_ratio": (share_of_potential, True),
    "missed_saving_amount": (missed_saving, False),
}
GRAIN = ("buyer_id", "kpi", "unit_id", "month", "currency")


def status(numerator, denominator):
    sound = denominator > 0 and 0 <= numerator <= denominator
    return "OK" if sound else "NOT_MEANINGFUL"


def key_of(cell):
    return joined(*(cell.get(field, "") for field in GRAIN))


def cells(facts):
    """{key: cell} of all invoices and credit notes."""
    sums = defaultdict(tally)
    for fact in facts:
        if fact["identity"]["kind"] not in SPEND:
            continue
        for line in fact.get("lines", ()):
            amount = exact.number(line["amount"])
            for kpi, (measure, _) in KPIS.items():
                added = measure(line, amount)
                if added is None:
                    continue
                grain = (fact["identity"]["buyer_id"], kpi, line["unit_id"], fact["month"],
                         fact["currency"])
                sums[grain] = [have + more for have, more in zip(sums[grain], added)]
    made = [cell(grain, total) for grain, total in sums.items()]
    return {key_of(each): each for each in made}


def cell(grain, total):
    numerator, denominator, count, known, scope = total
    is_ratio = KPIS[grain[1]][1]
    made = dict(zip(GRAIN, grain))
    made["numerator"] = exact.text(numerator)
    if is_ratio:
        made["denominator"] = exact.text(denominator)
    made["count"] = count
    made["coverage_known"] = exact.text(known)
    made["coverage_scope"] = exact.text(scope)
    made["status"] = status(numerator, denominator) if is_ratio else "OK"
    return made
