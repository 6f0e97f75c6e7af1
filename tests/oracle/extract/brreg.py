"""Enhetsregisteret (Norway), from the documentation of its open API: units and sub-units as rows of a register of suppliers."""

import re

from extract.json_file import documents, listed, text

# Parts of an administration and office communities sell nothing under their own number.
NO_SUPPLIERS = ("ORGL", "KTRF")


def _units(root):
    embedded = root.get("_embedded") if isinstance(root, dict) else None
    if embedded:
        return [unit for name in ("enheter", "underenheter") for unit in listed(embedded.get(name))]
    return [each for each in listed(root) if isinstance(each, dict)]


def _row(unit):
    return {"kind": "supplier", "op": "UPSERT", "supplier": f"0192:{text(unit['organisasjonsnummer'])}",
            "name": text(unit["navn"]), "valid_to": text(unit.get("slettedato")) or text(unit.get("nedleggelsesdato"))}


def extract(path):
    return [_row(unit) for root in documents(path) for unit in _units(root)
            if re.fullmatch(r"[0-9]{9}", text(unit.get("organisasjonsnummer")) or "") and text(unit.get("navn"))
            and (unit.get("organisasjonsform") or {}).get("kode") not in NO_SUPPLIERS]
