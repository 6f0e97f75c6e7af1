"""The form in which two readings of a document are compared, and what extractors share to fill it.

An extractor is a module `<system>.py` beside this one with `extract(path) -> [document]`, written from the standard; it
yields nothing for a file that holds no document of its system. A document is a dict of these, absent ones left out:

    kind id issue_date currency due_date delivery_date
    seller buyer payee      {"name": …, "vat": …, "ids": [[scheme or "", id], …]}, ids sorted, each once
    references              {"order": …, "contract": …, "buyer": …, …, "preceding": [id, …]}
    totals                  {"lines": …, "net": …, "gross": …, "payable": …, "tax": …, …}
    charges                 [[sign, amount], …] of the document, "+" a charge and "-" an allowance
    response reason action  what an answer says, why, and what is to be done
    despatch_date answered  of a despatch advice; [[type, id], …] of the documents that are answered
    lines                   [{"id": …, "quantity": …, "unit": …, "price": …, "base_quantity": …, "net": …,
                             "order_line": …, "order": …, "contract": …, "despatch": …, "response": …, "reason": …,
                             "action": …,
                             "outstanding": …, "rejected": …, "short": …, "minimum": …,
                             "text": …, "accounting": …, "posted": … (of a ledger's postings),
                              "item": {"seller": …, "buyer": …, "standard": …, "maker": …}}, …]

Numbers are decimal texts in canonical form, dates ISO 8601."""

import decimal


def number(text):
    """"+1.50" and "1.5" are one number; None stays None."""
    if text is None or not text.strip():
        return None
    value = decimal.Decimal(text.strip())
    if value == 0:
        return "0"
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def compact_date(text):
    """20260131 → 2026-01-31."""
    return None if not text else f"{text[0:4]}-{text[4:6]}-{text[6:8]}"


def party(name, vat, ids):
    """`ids`: pairs of scheme (or None) and id; those without an id do not count."""
    unique = sorted({(scheme or "", value) for scheme, value in ids if value})
    return tidy({"name": name, "vat": vat, "ids": [list(pair) for pair in unique]})


def tidy(value):
    """Without what is absent or empty."""
    if isinstance(value, dict):
        kept = {key: tidy(child) for key, child in value.items()}
        return {key: child for key, child in kept.items() if child not in (None, "", [], {})}
    if isinstance(value, list):
        return [tidy(child) for child in value]
    return value
