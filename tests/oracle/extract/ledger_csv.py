"""Published ledgers as CSV: the payments of a British council in its several layouts, the Swedish national
specification, and ledgers under usual column names. Rows of one voucher and supplier are one entry.

Written from the published files' own headers and from lankadedata.se/spec/leverantorsreskontra."""

import csv
import datetime
import decimal
import io
import pathlib
import re

from extract.dynamics_bc import BUYER
from extract.form import number, party, tidy

UNORDERED = True
NAMES = {
    "hbc ref no": "ref", "name": "supplier", "payment date": "date", "net amount(£)": "amount", "amount paid": "amount",
    "description": "text", "service cost centre": "centre", "service area": "centre", "line": "line",
    "transaction number": "ref", "supplier name": "supplier", "supplier": "supplier", "supplier id": "supplier_id", "amount": "amount",
    "narrative": "text", "cost centre": "centre", "invoice number": "invoice", "currency": "currency",
    "transaction date": "date",
    "date of payment": "date", "amount in sterling": "amount", "expense area": "centre", "purchase invoice number": "invoice",
    "vat registration number": "vat",
    "verifikationsnummer": "ref", "leverantor": "supplier", "leverantor_id": "supplier_id", "datum": "date",
    "belopp": "amount", "konto_text": "text", "forvaltning": "centre", "fakturanummer": "invoice", "avtal": "contract",
    "kopare": "buyer", "kopare_id": "buyer_id",
}
ORDER = ("centre", "", "text", "ref", "supplier", "date", "amount")
DATES = ("%d/%m/%Y", "%d/%m/%y", "%d-%b-%y", "%d %b %Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%b-%Y", "%Y-%m-%dT%H:%M:%S",
         "%d-%m-%Y")


def _text(path):
    raw = pathlib.Path(path).read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp850" if b"(\x9c)" in raw else "cp1252")


def _rows(path):
    """Rows that have anything in them."""
    text = _text(path).replace("\r\n", "\n").replace("\r", "\n")
    delimiter = next((each for each in ";|" if text.split("\n", 1)[0].count(each) > 1), ",")
    found = csv.reader(io.StringIO(text), delimiter=delimiter)
    return [[cell.strip() for cell in row] for row in found if any(cell.strip() for cell in row)]


def _columns(row):
    return [NAMES.get(cell.lower().lstrip("+").rstrip(":.").strip(), "") for cell in row]


def _table(rows):
    """(columns, rows) by the header, wherever it stands; none where the file is no ledger."""
    for at, row in enumerate(rows):
        columns = _columns(row)
        if {"ref", "supplier", "date", "amount"} <= set(columns):
            return columns, rows[at + 1:] or rows[:at]
    if rows and len(rows[0]) == len(ORDER) and re.fullmatch(r"B\d{9}/\d+", rows[0][3]):
        return list(ORDER), rows
    return None, []


def _date(text):
    if re.fullmatch(r"[2-7]\d{4}", text):
        return (datetime.date(1899, 12, 30) + datetime.timedelta(int(text))).isoformat()
    for form in DATES:
        try:
            return datetime.datetime.strptime(text, form).date().isoformat()
        except ValueError:
            pass
    return None


def _amount(text):
    sign = "-" if text.startswith(("(", "\u2212")) else ""
    bare = text.lstrip("\u2212").strip("()").replace("£", "").replace(" ", "").replace("\u00a0", "").replace(",", "")
    try:
        return number(sign + str(decimal.Decimal(bare)))
    except decimal.InvalidOperation:
        return None


def _currency(columns, cells):
    if "currency" in columns:
        return cells.get("currency")
    return "SEK" if "buyer_id" in columns else "GBP"


def _entry(columns, group):
    head = group[0]
    date = _date(head.get("date", ""))
    lines = []
    for cells in group:
        own = _date(cells.get("date", ""))
        lines.append({"id": cells.get("line"), "net": _amount(cells.get("amount", "")),
                      "text": cells.get("text"), "accounting": cells.get("centre"),
                      "posted": None if own == date else own,
                      "contract": None if cells.get("contract") == head.get("contract") else cells.get("contract")})
        if own is None:
            date = None
    if not head.get("ref") or not date or not all(line["net"] for line in lines):
        return None
    swedish = "buyer_id" in columns
    scheme = "0007" if swedish else None
    buyer = party(head.get("buyer"), None, [("0007", head["buyer_id"]) if swedish else (None, BUYER)])
    seller = party(head["supplier"], head.get("vat"), [(scheme, head.get("supplier_id"))])
    return tidy({"kind": "LEDGER_ENTRY", "id": head["ref"], "issue_date": date, "currency": _currency(columns, head),
                 "buyer": buyer, "seller": seller,
                 "references": {"contract": head.get("contract"), "preceding": [head["invoice"]] if "invoice" in head else []},
                 "lines": lines})


def extract(path):
    # A decimal comma is the connector's to declare; without that, as here, its files are dead letters.
    if pathlib.Path(path).suffix != ".csv" or "decimal_comma" in pathlib.Path(path).name:
        return []
    columns, rows = _table(_rows(path))
    if columns is None:
        return []
    groups = {}
    for at, row in enumerate(rows):
        if any(row[len(columns):]):
            continue
        cells = {name: cell for name, cell in zip(columns, row) if name and cell}
        key = (cells.get("ref", f"row {at}").lower(), " ".join(cells.get("supplier", "").lower().split()))
        groups.setdefault(key, []).append(cells)
    entries = [_entry(columns, group) for group in groups.values()]
    return [entry for entry in entries if entry]
