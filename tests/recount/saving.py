"""Missed saving of a covered line bought elsewhere (definitions.md §5)."""

from fractions import Fraction

import attribution
import books as shelf
import exact
import lines
import measures


def price_paid(line):
    """(BT-146 / BT-149, its unit, allowance per quantity, its unit), or None when not comparable."""
    price = exact.number(line.get("price_amount"))
    quantity = exact.number(line.get("quantity"))
    base = exact.number(line.get("base_quantity"))
    base = Fraction(1) if base is None else base
    if price is None or not quantity or base == 0:
        return None
    unit = line.get("unit_code")
    allowance = lines.allowances_only(line.get("allowances_charges")) / quantity
    return price / base, line.get("base_quantity_unit_code") or unit, allowance, unit


def paid_in(line, unit):
    """(price paid, quantity), both in `unit` and with the source's sign; None: not comparable."""
    found = price_paid(line)
    if not found:
        return None
    price, price_unit, allowance, quantity_unit = found
    of_price = measures.factor(price_unit, unit)
    of_quantity = measures.factor(quantity_unit, unit)
    if of_price is None or of_quantity is None:
        return None
    return (
        price / of_price - allowance / of_quantity,
        exact.number(line["quantity"]) * of_quantity,
    )


def agreed_rows(subject, books):
    """Rows with a price for the same item (GTIN, then buyer's id) in the lot that counts."""
    counting = subject.counting
    rows = [
        row
        for row in attribution.matching_items(subject.line, subject.seller, books, subject.when)
        if row.item_scheme != "SELLER"
        and shelf.lot_of(row) == shelf.lot_of(counting)
        and row.price is not None
    ]

    def preference(row):
        scheme = attribution.SCHEME_ORDER.index(row.item_scheme)
        own = resolve(row.supplier_id) != resolve(counting.supplier_id)
        return (scheme, own, bool(row.supplier_id))

    resolve = books.suppliers.resolve
    rows.sort(key=lambda row: row.supplier_id.encode())
    rows.sort(key=shelf.period_start, reverse=True)
    return sorted(rows, key=preference)


def difference(line, row, currency):
    """(paid - agreed per unit, quantity), in the row's unit, the source's sign; None: not comparable."""
    base = Fraction(1) if row.base_quantity is None else row.base_quantity
    paid = paid_in(line, row.unit)
    if paid is None or row.currency != currency or base == 0:
        return None
    return paid[0] - row.price / base, paid[1]


def by_price(line, sign, rows, currency):
    """max(0, paid - agreed) x |quantity|, with the quantity's sign; None: no comparable price."""
    for row in rows:
        found = difference(line, row, currency)
        if found:
            return max(Fraction(0), found[0]) * found[1] * sign
    return None


def by_rate(amount, agreement):
    """The agreement's saving rate on the line's amount; None: no rate or no base."""
    rate = agreement.saving_rate
    if rate is None or amount is None:
        return None
    if agreement.saving_base == "OFF_PRICE":
        return amount * rate
    if agreement.saving_base == "AGREEMENT_PRICE" and rate != -1:
        return amount * rate / (1 + rate)
    return None


def missed(document, subject, amount, books):
    """Missed saving, rounded once to the minor unit; None when undetermined."""
    currency = document.content["document_currency_code"]
    rows = agreed_rows(subject, books)
    found = by_price(subject.line, document.sign, rows, currency)
    if found is None:
        found = by_rate(amount, subject.counting)
    return None if found is None else exact.rounded(found, exact.minor_unit(currency))
