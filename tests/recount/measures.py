"""Same unit of measure (definitions.md §3), by UN/ECE Recommendations 20 and 21."""

from fractions import Fraction

PIECE = {"C62", "EA", "H87", "NAR", "PCE", "XPP"}
DIMENSIONS = (
    {"GRM": 1, "KGM": 1000, "TNE": 1000000},
    {"MLT": 1, "CLT": 10, "DLT": 100, "LTR": 1000, "HLT": 100000, "MTQ": 1000000},
    {"MMT": 1, "CMT": 10, "MTR": 1000, "KMT": 1000000},
    {"MIN": 1, "HUR": 60},
)


def factor(from_code, to_code):
    """How many of `to_code` one `from_code` is; None where they cannot be compared."""
    if not from_code or not to_code:
        return None
    if from_code == to_code or (from_code in PIECE and to_code in PIECE):
        return Fraction(1)
    for sizes in DIMENSIONS:
        if from_code in sizes and to_code in sizes:
            return Fraction(sizes[from_code], sizes[to_code])
    return None
