"""Exact numbers of the recount: fractions in, canonical decimal text out (definitions.md §2, §7)."""

import re
from fractions import Fraction

DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)\Z")

# ISO 4217: currencies whose minor unit is not a hundredth.
MINOR_UNITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
MINOR_OF = {code: scale for scale, codes in MINOR_UNITS.items() for code in codes.split()}


class NotANumber(ValueError):
    """A text that is no plain decimal."""


def minor_unit(currency):
    """Decimals of the currency's minor unit."""
    return MINOR_OF.get(currency, 2)


def number(text):
    """Fraction of a plain decimal text; None for an absent one."""
    if text is None or text == "":
        return None
    if not DECIMAL.match(text):
        raise NotANumber(text)
    return Fraction(text)


def scale_of(value):
    """Decimals that a finite decimal needs, trailing zeros cut."""
    scale = 0
    while (value * 10**scale).denominator != 1:
        scale += 1
        if scale > 200:
            raise NotANumber(f"{value} is no finite decimal")
    return scale


def text(value):
    """Canonical decimal: no exponent, no trailing zeros, no minus zero."""
    scale = scale_of(value)
    digits = str(abs(value) * 10**scale).rjust(scale + 1, "0")
    whole, part = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    return ("-" if value < 0 else "") + whole + ("." + part if part else "")


def rounded(value, scale):
    """Half away from zero."""
    units = abs(value) * 10**scale
    whole = units.numerator // units.denominator
    if units - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, 10**scale)


def allocated(total, weights, minor):
    """`total` shared by absolute weights: truncated, then leftover units to the largest remainders."""
    if not weights:
        return []
    sizes = [abs(weight) for weight in weights]
    if not any(sizes):
        sizes = [Fraction(1)] * len(weights)
    scale = max(minor, scale_of(total))
    units = abs(total) * 10**scale
    exact = [units * size / sum(sizes) for size in sizes]
    whole = [part.numerator // part.denominator for part in exact]
    left = int(units) - sum(whole)
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for index in by_remainder[:left]:
        whole[index] += 1
    sign = -1 if total < 0 else 1
    return [Fraction(sign * share, 10**scale) for share in whole]
