"""Planted findings and amounts beside those that were found: the same or listed difference by difference."""

import json

AMOUNT_OF = {
    "agreement_bypassed": "missed_amount",
    "price_above_agreement": "recoverable_amount",
    "order_missing": "exposed_amount",
}
GRAIN = ("buyer_id", "kpi", "unit_id", "month", "currency")
FIELDS = ("numerator", "denominator", "count", "coverage_known", "coverage_scope", "status")


def _lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _unique(pairs, what):
    result = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f"{what} {key} comes twice")
        result[key] = value
    return result


def planted_findings(folder):
    """{(buyer, kind, number, seller, line, rule): (outcome, amount or None)}"""
    return _unique(
        (((row["buyer_id"], row["kind"], row["document_number"], row["seller_id"], row["line"], row["rule"]),
          (row["outcome"], row.get("amount"))) for row in _lines(folder / "truth" / "findings.jsonl")), "planted finding")


def _amount(finding):
    """The amount that belongs to the rule; any other amount is shown too, so that it cannot go unseen."""
    amounts = {name: finding[name] for name in AMOUNT_OF.values() if name in finding}
    own = amounts.pop(AMOUNT_OF[finding["rule"]], None)
    return (own, amounts) if amounts else own


def found_findings(folder):
    """As planted_findings, of the rules that the simulator plants for; data-quality findings are no part of it."""
    pairs = []
    for verdict in _lines(folder / "verdicts.jsonl"):
        subject = verdict["subject"]
        if subject["kind"] != "DOCUMENT" or verdict.get("status") == "WITHDRAWN":
            continue
        document = subject["document"]
        for finding in verdict.get("findings", []):
            if finding["family"] != "COMPLIANCE" or finding["outcome"] == "NOT_APPLICABLE":
                continue
            key = (subject["buyer_id"], document["kind"], document["document_number"], document["seller_id"],
                   finding.get("line_number", 0), finding["rule"])
            pairs.append((key, (finding["outcome"], _amount(finding))))
    return _unique(pairs, "finding")


def _cells(rows):
    return _unique(
        ((tuple(row[name] for name in GRAIN),
          tuple(row.get(name, 0 if name == "count" else None) for name in FIELDS)) for row in rows), "cell")


def planted_cells(folder):
    with open(folder / "truth" / "amounts.json", encoding="utf-8") as file:
        return _cells(json.load(file)["cells"])


def found_cells(folder):
    return _cells(_lines(folder / "kpis.jsonl"))


def differences(planted, found):
    """One sentence for each key whose values differ or that only one side has, sorted."""
    result = []
    for key in sorted(planted.keys() | found.keys()):
        if key not in found:
            result.append(f"missed: {key} planted {planted[key]}")
        elif key not in planted:
            result.append(f"extra: {key} found {found[key]}")
        elif planted[key] != found[key]:
            result.append(f"differs: {key} planted {planted[key]} found {found[key]}")
    return result
