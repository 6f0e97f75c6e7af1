"""ASC X12 850 and 810, from X12.5 and X12.6 (its own tokenizer) and the transaction sets of 004010. Transactions
that lack what a purchase document needs are left out."""

from __future__ import annotations

import decimal
import pathlib
import re

from extract.form import compact_date, number, party, tidy

SCHEMES = {"1": "0060", "9": "0060", "01": "0060", "UL": "0088", "07": "0088"}  # D-U-N-S, GLN
SELLERS, BUYERS, PAYEES = ("SE", "VN", "SU"), ("BY", "BT"), ("RE", "RI")
CREDITS = {"CN", "CR"}
TAXES = {"H700", "H730", "H750", "H770", "H850"}
BASES = {"HP": "100", "TP": "1000"}  # per hundred, per thousand
ITEMS = {"seller": ("VP", "VN", "VA", "VC"), "buyer": ("BP", "IN", "CB", "SK", "IT"), "maker": ("MG", "MF")}
STANDARD = ("UP", "UA", "UI", "UK", "EN", "UD", "EO", "IB", "ND", "N4")
LINES = {"850": "PO1", "810": "IT1", "855": "PO1", "832": "LIN", "861": "RCD", "856": "HL"}

Segment = list[str]


def _interchanges(text: str) -> list[list[Segment]]:
    """Segments of each interchange: its ISA says how they are separated."""
    found = []
    for part in re.split(r"(?=ISA[^A-Za-z0-9\s])", text):
        header = part.split(part[3], 16) if part.startswith("ISA") and len(part) > 3 else []
        if len(header) < 17 or len(header[16].lstrip("\r\n")) < 2:
            continue
        last = header[16] if header[16][0] not in "\r\n" else header[16].lstrip("\r\n")
        terminator = last[1]
        if terminator == "\r" or (terminator == "\n"):
            terminator, body = "\n", part.replace("\r", "")
        else:
            body = part.replace("\r", "").replace("\n", "")
        segments = [each.strip() for each in body.split(terminator)]
        found.append([[value.strip() for value in each.split(part[3])] for each in segments if each])
    return found


def _at(segment: Segment, element: int) -> str:
    return segment[element] if element < len(segment) else ""


def _first(segments: list[Segment], tag: str, qualifier: str | None = None, element: int = 2) -> str:
    """An element of the first segment that has a value there."""
    return next((_at(each, element) for each in segments
                 if each[0] == tag and qualifier in (None, _at(each, 1)) and _at(each, element)), "")


def _day(text: str) -> str | None:
    return compact_date("20" + text if len(text) == 6 else text) if text.isdigit() else None


class Transaction:
    """From ST to SE, with what the interchange calls its sender and receiver."""

    def __init__(self, kind: str, segments: list[Segment], isa: Segment, sent: str = ""):
        self.kind, self.sent = kind, sent
        self.sender, self.receiver = (_at(isa, 5), _at(isa, 6)), (_at(isa, 7), _at(isa, 8))
        tags = [each[0] for each in segments]
        starts = [at for at, tag in enumerate(tags) if tag == LINES[kind]]
        end = next((at for at in range(starts[0] if starts else 0, len(tags)) if tags[at] in ("CTT", "TDS", "SE")),
                   len(tags))
        self.head = segments[:starts[0] if starts else end]
        self.lines = [segments[start:stop] for start, stop in zip(starts, [*starts[1:], end])]
        self.tail = segments[end:]
        self.parties = self._parties()

    def _parties(self) -> list[list[Segment]]:
        parties: list[list[Segment]] = []
        inside = False
        for segment in self.head:
            if segment[0] == "N1":
                parties.append([])
            inside = segment[0] == "N1" or (inside and segment[0] in ("N2", "N3", "N4", "REF", "PER"))
            if inside:
                parties[-1].append(segment)
        return parties

    def own(self) -> list[Segment]:
        """The header without parties."""
        taken = {id(segment) for each in self.parties for segment in each}
        return [each for each in self.head if id(each) not in taken]

    def party(self, roles: tuple[str, ...], before: list, after: list):
        names = [each[0] for role in roles for each in self.parties if _at(each[0], 1) == role]
        name = next((_at(each, 2) for each in names if _at(each, 2)), "")
        ids = []
        for each in names:
            value = _at(each, 4)
            if _at(each, 3) in ("1", "9"):
                ids.append(("0060", value[:9] if re.match(r"\d{9}", value) else ""))
            else:
                ids.append((SCHEMES.get(_at(each, 3), _at(each, 3)), value))
        # Of several D-U-N-S numbers one counts.
        duns = [each for each in ids if each[0] == "0060"][:1]
        return [*before, *duns, *(each for each in ids if each[0] != "0060"), *after], name

    def charges(self, segments: list[Segment], unsigned: bool) -> list[list]:
        found = []
        for sac in (each for each in segments if each[0] == "SAC"):
            if _at(sac, 1) not in ("A", "C") or _at(sac, 12) == "01":
                continue
            if _at(sac, 1) == "C" and _at(sac, 2) in TAXES:
                continue
            found.append(["+" if _at(sac, 1) == "C" else "-", _cents(_at(sac, 5), unsigned)])
        return found


def _cents(text: str, unsigned: bool) -> str | None:
    """N2: two decimals that are not written."""
    if not text:
        return None
    digits = text.lstrip("-").rjust(3, "0")
    sign = "-" if text.startswith("-") and not unsigned else ""
    return number(f"{sign}{digits[:-2]}.{digits[-2:]}")


def _items(segment: Segment) -> dict:
    pairs = [(_at(segment, at), _at(segment, at + 1)) for at in range(6, 21, 2)]
    chosen = {name: next((value for code in codes for key, value in pairs if key == code and value), "")
              for name, codes in ITEMS.items()}
    return {**chosen, "standard": next((value for key, value in pairs if key in STANDARD and value), "")}


def _line(segments: list[Segment], turned: bool) -> dict:
    head = segments[0]
    own = [each for each in segments if each[0] != "SLN"]
    unit_cost = next((_at(each, 3) for each in own if each[0] == "CTP" and _at(each, 2) == "UCP"), "")
    price = _at(head, 4) if _at(head, 5) != "SR" else ""
    quantity, net = number(_at(head, 2)), number(next((_at(each, 5) for each in own if each[0] == "PAM"
                                                       and _at(each, 4) == "1"), ""))
    if turned:
        quantity, net = (number(f"-{each}".replace("--", "")) if each else None for each in (quantity, net))
    return {"id": _at(head, 1), "quantity": quantity, "unit": _at(head, 3), "price": number(price or unit_cost),
            "base_quantity": BASES.get(_at(head, 5)), "net": net, "contract": _first(own, "REF", "CT"),
            "item": _items(head)}


def _with_net(line: dict, charges: list[list]) -> dict:
    """A line of an 810 states its amount seldom: quantity by price, with what is put on and taken off."""
    if line["net"] or not line["quantity"] or not line["price"]:
        return line
    net = decimal.Decimal(line["quantity"]) * decimal.Decimal(line["price"]) / int(line["base_quantity"] or 1)
    for sign, amount in charges:
        net += decimal.Decimal(f"{sign}1") * decimal.Decimal(amount)
    return {**line, "net": number(str(net.quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP)))}


def _order(transaction: Transaction) -> dict | None:
    beg = next((each for each in transaction.head if each[0] == "BEG"), [])
    cancelled = _at(beg, 1) in ("01", "03")
    own = transaction.own()
    released = _at(beg, 2) == "RL" and _at(beg, 4)
    vendor = [("92", each) for each in [_first(own, "REF", "IA")] if each]
    ids, name = transaction.party(SELLERS, vendor, [_scheme(transaction.receiver)])
    buyer_ids, buyer_name = transaction.party(BUYERS, [], [_scheme(transaction.sender)])
    return {
        "kind": "ORDER_CANCELLATION" if cancelled else "ORDER",
        "id": _at(beg, 4) if released else _at(beg, 3), "issue_date": _day(_at(beg, 5)),
        "currency": _first(own, "CUR"), "seller": party(name, None, ids), "buyer": party(buyer_name, None, buyer_ids),
        "references": {
            "order": (_at(beg, 4) if released else _at(beg, 3)) if cancelled else "",
            "contract": _first(own, "REF", "CT") or _at(beg, 6) or (_at(beg, 3) if released else ""),
            "sales_order": _first(own, "REF", "VN"), "quotation": _first(own, "REF", "Q1"),
            "buyer": _first(own, "REF", "CR") or _first(own, "REF", "DP"),
        },
        "totals": {"payable": number(_first(transaction.tail, "AMT", "TT"))},
        "charges": transaction.charges(own, unsigned=False),
        "lines": [_line(each, turned=False) for each in transaction.lines],
    }


def _scheme(pair: tuple[str, str]) -> tuple[str, str]:
    return SCHEMES.get(pair[0], pair[0]), pair[1]


def _invoice(transaction: Transaction) -> dict | None:
    big = next((each for each in transaction.head if each[0] == "BIG"), [])
    own = transaction.own()
    currency = _first(own, "CUR")
    if _at(big, 7) == "ME" or _at(big, 8) in ("01", "03") or not currency:
        return None
    credit = _at(big, 7) in CREDITS
    turned = credit and bool(transaction.lines) and _at(transaction.lines[0][0], 2).startswith("-")
    vendor = [("92", each) for each in [_first(own, "REF", "IA")] if each]
    ids, name = transaction.party(SELLERS, vendor, [_scheme(transaction.sender)])
    buyer_ids, buyer_name = transaction.party(BUYERS, [], [_scheme(transaction.receiver)])
    payee_ids, payee_name = transaction.party(PAYEES, [], [])
    total = _cents(_first(transaction.tail, "TDS", element=1), unsigned=credit)
    lines = [{**_with_net(_line(each, turned), transaction.charges(each, unsigned=credit)),
              "order": _first(each, "REF", "PO"), "order_line": _first(each, "REF", "LI")}
             for each in transaction.lines]
    if any(line["net"] is None for line in lines):
        return None
    return {
        "kind": "CREDIT_NOTE" if credit else "INVOICE", "id": _at(big, 2), "issue_date": _day(_at(big, 1)),
        "currency": currency, "due_date": _day(_first(own, "ITD", element=6)),
        "delivery_date": _day(_first(own, "DTM", "035")),
        "seller": party(name, _first(own, "REF", "VX"), ids), "buyer": party(buyer_name, None, buyer_ids),
        "payee": party(payee_name, None, payee_ids),
        "references": {
            "order": _at(big, 5) or _at(big, 4),
            "contract": _first(own, "REF", "CT") or (_at(big, 4) if _at(big, 5) else ""),
            "sales_order": _first(own, "REF", "VN"), "despatch": _first(own, "REF", "PK"),
            "buyer": _first(own, "REF", "CR") or _first(own, "REF", "DP"),
            "preceding": [_at(each, 2) for each in own if each[0] == "REF" and _at(each, 1) in ("IV", "OI")],
        },
        "totals": {"gross": total, "payable": total},
        "charges": transaction.charges(own + transaction.tail, unsigned=credit),
        "lines": lines,
    }


READERS = {"850": _order, "810": _invoice}
LINELESS = ("ORDER_RESPONSE", "ORDER_CANCELLATION")


def extract(path, readers=None) -> list[dict]:
    """Of each transaction that one of the readers, by transaction set, makes a document of."""
    readers = readers or READERS
    data = pathlib.Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip()
    if data[:3] != b"ISA":
        return []
    documents = []
    for segments in _interchanges(data.decode("utf-8", "replace")):
        isa, current, kind, sent = segments[0], [], "", ""
        for segment in segments:
            if segment[0] == "GS":
                sent = _at(segment, 4)
            if segment[0] == "ST":
                current, kind = [], _at(segment, 1)
            current.append(segment)
            if segment[0] == "SE" and kind in readers:
                documents.append(readers[kind](Transaction(kind, current, isa, sent)))
                kind = ""
    whole = [tidy(each) for each in documents if each]
    return [each for each in whole if each.get("id") and each.get("issue_date")
            and (each.get("lines") or each["kind"] in LINELESS)]
