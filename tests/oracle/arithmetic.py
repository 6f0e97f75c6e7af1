"""The arithmetic of a normalised document, in fractions: EN 16931 BR-CO-10 to 16 and PEPPOL-EN16931-R120, written from
the rules alone. What a document does not state is not checked."""

import fractions
import re

# ISO 4217 list one: currencies whose minor unit is not the hundredth.
EXPONENTS = {**dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
             **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3), **dict.fromkeys(["CLF", "UYW"], 4)}
# UN/ECE Recommendation 20: exact factors within one dimension.
UNITS = [dict.fromkeys("C62 EA H87 NAR PCE XPP".split(), 1), {"GRM": 1, "KGM": 10**3, "TNE": 10**6},
         {"MLT": 1, "CLT": 10, "DLT": 100, "LTR": 10**3, "HLT": 10**5, "MTQ": 10**6},
         {"MMT": 1, "CMT": 10, "MTR": 10**3, "KMT": 10**6}, {"MIN": 1, "HUR": 60}]
# What the quantity of a line is in these need not be what its amount is of; those, and changes, may name some lines only.
ANSWERS = ("ORDER_RESPONSE", "DESPATCH_ADVICE", "RECEIPT_ADVICE")
IN_PART = (*ANSWERS, "ORDER_CHANGE", "ORDER_CANCELLATION")
CODES = ("line_arithmetic", "sum_of_lines", "sum_of_allowances", "sum_of_charges", "tax_exclusive", "sum_of_taxes",
         "tax_inclusive", "payable")


def _number(text):
    return fractions.Fraction(text) if text is not None and re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def _sum(rows, field="amount"):
    amounts = [_number(row.get(field)) for row in rows]
    return None if None in amounts else sum(amounts, fractions.Fraction())


def _factor(line):
    """Units of the price in one of the quantity; None: not comparable."""
    quantity, price = line.get("unit_code"), line.get("base_quantity_unit_code")
    if not price or price == quantity:
        return fractions.Fraction(1)
    for sizes in UNITS:
        if quantity in sizes and price in sizes:
            return fractions.Fraction(sizes[quantity], sizes[price])
    return None


def _split(entries):
    charges = [entry for entry in entries if entry.get("charge")]
    return [entry for entry in entries if not entry.get("charge")], charges


def _decimals(content):
    exponent = EXPONENTS.get(content.get("document_currency_code", ""), 2)
    totals = content.get("totals", {})
    amounts = [line.get("line_extension_amount", "") for line in content.get("lines", [])]
    amounts += [totals.get("tax_exclusive_amount", ""), totals.get("tax_inclusive_amount", "")]
    finest = max((len(amount.partition(".")[2]) for amount in amounts), default=0)
    return 2 if exponent > 2 >= finest else exponent


def _line_is_right(line, unit):
    quantity, price = _number(line.get("quantity")), _number(line.get("price_amount"))
    base, net, factor = _number(line.get("base_quantity", "1")), _number(line.get("line_extension_amount")), _factor(line)
    allowances, charges = map(_sum, _split(line.get("allowances_charges", [])))
    if None in (quantity, price, base, net, factor, allowances, charges) or base == 0:
        return True
    return abs(quantity * factor * price / base + charges - allowances - net) <= 2 * unit


def _equal(left, right, slack):
    return left is None or right is None or abs(left - right) <= slack


def _plus(*terms):
    return None if None in terms else sum(terms)


def _minus(amount):
    return None if amount is None else -amount


def findings(content):
    """([index of each line whose arithmetic is wrong], {code of each equation of the totals that is wrong})."""
    unit = fractions.Fraction(1, 10 ** _decimals(content))
    lines = content.get("lines", [])
    wrong_lines = [index for index, line in enumerate(lines)
                   if content["kind"] not in ANSWERS and not _line_is_right(line, unit)]
    lines = [] if content["kind"] in IN_PART else lines
    if "totals" not in content:
        return wrong_lines, set()
    totals = {name: _number(text) for name, text in content["totals"].items()}
    allowances, charges = _split(content.get("allowances_charges", []))
    wrong = set()

    def compare(code, stated, worked_out, addends=0):
        if not _equal(stated, worked_out, unit * 2 + unit * addends / 2):
            wrong.add(code)
        return code not in wrong

    for code, field, rows, of_row in (
            ("sum_of_lines", "line_extension_amount", lines, "line_extension_amount"),
            ("sum_of_allowances", "allowance_total_amount", allowances, "amount"),
            ("sum_of_charges", "charge_total_amount", charges, "amount"),
            ("sum_of_taxes", "tax_amount", content.get("tax_subtotals", []), "tax_amount")):
        if rows:
            compare(code, totals.get(field), _sum(rows, of_row), len(rows))
    net_of_lines = totals.get("line_extension_amount", _sum(lines, "line_extension_amount") if lines else None)
    compare("tax_exclusive", totals.get("tax_exclusive_amount"), _plus(
        net_of_lines, _minus(totals.get("allowance_total_amount", _sum(allowances))),
        totals.get("charge_total_amount", _sum(charges))))
    with_tax = _plus(totals.get("tax_exclusive_amount"), totals.get("tax_amount"))
    inclusive, payable = totals.get("tax_inclusive_amount"), totals.get("payable_amount")
    due = _plus(inclusive, _minus(totals.get("prepaid_amount", 0)))
    rounding = totals.get("payable_rounding_amount", 0)
    # CEN BII and Svefaktura: what is rounded is the amount with tax.
    if rounding and _equal(inclusive, _plus(with_tax, rounding), 2 * unit) and _equal(payable, due, 2 * unit):
        return wrong_lines, wrong
    compare("tax_inclusive", inclusive, with_tax)
    # XRechnung's extension adds what third parties are owed, which the normalised document does not state.
    if ":extension:xrechnung" not in content.get("customization_id", ""):
        compare("payable", payable, _plus(due, rounding))
    return wrong_lines, wrong
