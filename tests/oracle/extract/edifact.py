"""UN/EDIFACT ORDERS and INVOIC, from ISO 9735 (its own tokenizer), the UN directories D.96A and D.01B, EANCOM 2002 and
CEN/TS 16931-3-4. Messages that lack what a purchase document needs are left out."""

from __future__ import annotations

import functools
import pathlib

from extract.form import compact_date, number, party, tidy

CREDIT_NOTES = {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"}  # EN 16931, BR-CL-01
NO_INVOICES = {"325", "220"}  # pro forma; 220 is the code of an order
CHANGES = {"230", "231"}
AGENCIES = {"9": "0088", "16": "0060"}  # GS1, Dun & Bradstreet
CHARACTER_SETS = {"UNOC": "iso8859-1", "UNOD": "iso8859-2", "UNOE": "iso8859-5", "UNOF": "iso8859-7"}
GTINS = ("EN", "SRV", "UP", "SRS", "IB")
RETAIL = ("SRP", "RTP")

Segment = list[list[str]]


class Service:
    """Service characters of an interchange: component, element, release, terminator, repetition."""

    def __init__(self, una: str = ":+.? '"):
        self.component, self.element, self.mark, self.release, fifth, self.terminator = una
        self.repetition = fifth if fifth != " " else ""
        if self.release == " ":
            self.release = ""


def _split(text: str, separator: str, release: str) -> list[str]:
    """Parts between separators that are not released; releases stay."""
    parts, start, at = [], 0, 0
    while at < len(text):
        if release and text[at] == release:
            at += 2
            continue
        if text[at] == separator:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]


def _plain(text: str, release: str) -> str:
    out, at = "", 0
    while at < len(text):
        if release and text[at] == release:
            at += 1
        out += text[at:at + 1]
        at += 1
    return out.strip()


def _segments(text: str):
    """(segment, decimal mark) of all interchanges of a file."""
    service = Service()
    text = text.lstrip("\ufeff \r\n\t")
    while text:
        if text.startswith("UNA"):
            service = Service(text[3:9])
            text = text[9:].lstrip()
        raw = _split(text, service.terminator, service.release)[0]
        text = text[len(raw) + 1:].lstrip()
        if raw.strip():
            elements = _split(raw.strip().replace("\r", "").replace("\n", ""), service.element, service.release)
            yield [[_plain(each, service.release) for each in _split(element, service.component, service.release)]
                   for element in elements], service.mark


def _at(segment: Segment, element: int, component: int = 1) -> str:
    """A component, both counted from 1 behind the tag; empty when absent."""
    values = segment[element] if element < len(segment) else []
    return values[component - 1] if component <= len(values) else ""


class Group:
    """A trigger with the segments and groups that follow it."""

    def __init__(self, segments: list[Segment]):
        self.segments = segments

    def all(self, tag: str, qualifier: str | None = None, element: int = 1) -> list[Segment]:
        return [each for each in self.segments
                if each[0][0] == tag and qualifier in (None, _at(each, element))]

    def groups(self, tag: str, members: set[str]) -> list[Group]:
        """Groups that start with a tag and go on while their members follow."""
        found: list[list[Segment]] = []
        is_open = False
        for segment in self.segments:
            if segment[0][0] == tag:
                found.append([])
                is_open = True
            elif segment[0][0] not in members:
                is_open = False
            if is_open:
                found[-1].append(segment)
        return [Group(each) for each in found]

    def without(self, tag: str, members: set[str]) -> Group:
        """What is left when such groups are taken out."""
        kept, inside = [], False
        for segment in self.segments:
            inside = segment[0][0] == tag or (inside and segment[0][0] in members)
            if not inside:
                kept.append(segment)
        return Group(kept)

    def value(self, tag: str, *qualifiers: str) -> str:
        """Component 2 behind the first of the qualifiers that has one."""
        for qualifier in qualifiers:
            for segment in self.all(tag, qualifier):
                if _at(segment, 1, 2):
                    return _at(segment, 1, 2)
        return ""


PARTY = {"LOC", "FII", "RFF", "DTM", "DOC", "CTA", "COM"}
ALLOWANCE = {"ALI", "FTX", "DTM", "QTY", "RNG", "PCD", "MOA", "RTE", "TAX"}
PRICE = {"CUX", "APR", "RNG", "DTM"}


def _day(text: str) -> str | None:
    """Days of the formats 102, 203 and 204, which are told apart by their length."""
    if len(text) == 6:
        text = "20" + text
    return compact_date(text[:8]) if text.isdigit() and len(text) in (8, 12, 14) else None


def _party(groups: list[Group], *roles: str):
    found = [each for role in roles for each in groups if _at(each.segments[0], 1) == role]
    if not found:
        return {}
    ids, name, vat = [], "", ""
    for group in found:
        nad = group.segments[0]
        ids.append((AGENCIES.get(_at(nad, 2, 3), _at(nad, 2, 3)), _at(nad, 2)))
        name = name or _at(nad, 4) or _at(nad, 3)
        vat = vat or group.value("RFF", "VA")
    legal = next((each.value("RFF", "GN", "XA") for each in found if each.value("RFF", "GN", "XA")), "")
    return party(name, vat, [*ids, (None, legal)])


def _is_known(groups: list[Group], *roles: str) -> bool:
    """An identifier of any kind."""
    mine = [each for each in groups if _at(each.segments[0], 1) in roles]
    return any(_at(each.segments[0], 2) or each.value("RFF", "VA", "GN", "XA", "AHP", "FC") for each in mine)


class Message:
    """One message: header, lines and summary."""

    def __init__(self, segments: list[Segment], mark: str):
        self.mark = mark
        tags = [each[0][0] for each in segments]
        end = tags.index("UNS") if "UNS" in tags else len(segments)
        starts = [at for at in range(end) if tags[at] == "LIN"] + [end]
        self.head = Group(segments[:starts[0]])
        self.lines = [Group(segments[start:stop]) for start, stop in zip(starts, starts[1:])]
        self.summary = Group(segments[end:])
        self.parties = self.head.groups("NAD", PARTY)
        self.own = self.head.without("NAD", PARTY).without("ALC", ALLOWANCE)

    def number(self, text: str) -> str | None:
        return number(text.replace(self.mark, ".")) if text else None

    def day(self, group: Group, *qualifiers: str) -> str | None:
        return next((day for each in qualifiers if (day := _day(group.value("DTM", each)))), None)

    def reference(self, *codes: str, below_buyer: tuple[str, ...] = ()) -> str:
        # The date of a reference follows it, so RFF itself needs no group.
        buyers = [each for each in self.parties if _at(each.segments[0], 1) == "BY"]
        below = next((each.value("RFF", *below_buyer) for each in buyers if each.value("RFF", *below_buyer)), "")
        return self.own.value("RFF", *codes) or below

    def charges(self) -> list[list]:
        found = self.head.groups("ALC", ALLOWANCE)
        found += [each for each in self.summary.groups("ALC", {"ALI", "MOA"})
                  if not any(_at(moa, 1) == "131" for moa in each.all("MOA"))]
        return [["+" if _at(each.segments[0], 1) == "C" else "-", self.number(each.value("MOA", "8", "204", "23"))]
                for each in found if _at(each.segments[0], 1) in ("A", "C")]

    def price(self, line: Group) -> dict:
        prices = [each for each in line.all("PRI") if _at(each, 1, 4) not in RETAIL]
        chosen = [each for code in ("AAA", "INV", "NTP") for each in prices if _at(each, 1) == code]
        gross = [each for each in prices if _at(each, 1) == "AAB"]
        base = next((_at(each, 1, 5) for each in chosen + gross if _at(each, 1, 5)), "")
        return {"price": self.number(_at(chosen[0], 1, 2)) if chosen else None, "base_quantity": self.number(base)}

    def items(self, line: Group) -> dict:
        numbers = [(_at(pia, at, 2), _at(pia, at)) for at in range(2, 7)
                   for pia in line.all("PIA") if _at(pia, 1) not in ("3", "4")]
        lin = line.segments[0]

        def chosen(codes: tuple[str, ...], own_first: bool = False) -> str:
            own = [(_at(lin, 3, 2), _at(lin, 3))]
            groups = [own, numbers] if own_first else [numbers, own]
            return next((value for pairs in groups for code in codes for name, value in pairs
                         if name == code and value), "")

        return {"seller": chosen(("SA", "VN", "VP")), "buyer": chosen(("IN", "BP")), "maker": chosen(("MF",)),
                "standard": chosen(GTINS, own_first=True)}

    def line(self, line: Group, quantities: tuple[str, ...]) -> dict:
        plain = line.without("ALC", ALLOWANCE)
        places = line.without("LOC", {"QTY", "DTM"}).without("ALC", ALLOWANCE)
        ordered = [each for code in quantities for each in places.all("QTY", code)]
        return {
            "id": _at(line.segments[0], 1),
            "quantity": self.number(_at(ordered[0], 1, 2)) if ordered else None,
            "unit": next((_at(each, 1, 3) for each in ordered if _at(each, 1, 3)), None),
            **self.price(line),
            "net": self.number(plain.value("MOA", "203")),
            "contract": plain.value("RFF", "CT", "BO"),
            "item": self.items(line),
        }


def _order(message: Message) -> dict:
    return {
        "kind": "ORDER",
        "issue_date": message.day(message.own, "137", "4"),
        "references": {
            "contract": message.reference("CT", "BO"), "sales_order": message.reference("VN"),
            "quotation": message.reference("PR", "AAG"), "originator": message.reference("GC", "AGI"),
            "project": message.reference("AEP"), "buyer": message.reference("CR", below_buyer=("CR", "API")),
            "accounting": message.reference("AOU", "ADE", below_buyer=("AOU", "ADE")),
        },
        "totals": {"lines": message.number(message.summary.value("MOA", "79")),
                   "payable": message.number(message.summary.value("MOA", "86", "77"))},
        "lines": [message.line(each, ("21", "1", "59")) for each in message.lines],
    }


def _invoice_line(message: Message, line: Group) -> dict:
    plain = line.without("ALC", ALLOWANCE)
    order = plain.all("RFF", "ON")
    return {**message.line(line, ("47", "46", "12", "21")),
            "order": plain.value("RFF", "ON"),
            "order_line": next((_at(each, 1, 3) for each in order if _at(each, 1, 3)), "") or plain.value("RFF", "LI")}


def _invoice(message: Message) -> dict:
    first_tax = [each[0][0] for each in message.summary.segments]
    end = min((first_tax.index(tag) for tag in ("TAX", "ALC") if tag in first_tax), default=len(first_tax))
    sums = Group(message.summary.segments[:end])
    totals = {"lines": ("79",), "allowances": ("260",), "charges": ("259",), "net": ("389", "125"),
              "gross": ("388", "77", "86"), "prepaid": ("113",), "payable": ("9", "77", "86", "388"),
              "tax": ("176", "124")}
    preceding = [_at(each, 1, 2) for each in message.own.all("RFF") if _at(each, 1) in ("IV", "OI")]
    return {
        "kind": "CREDIT_NOTE" if _at(message.head.all("BGM")[0], 1) in CREDIT_NOTES else "INVOICE",
        "issue_date": message.day(message.own, "137", "3"),
        "due_date": message.day(message.own, "13"),
        "delivery_date": message.day(message.own, "35"),
        "payee": _party(message.parties, "PE"),
        "references": {
            "order": message.reference("ON"), "sales_order": message.reference("VN"),
            "contract": message.reference("CT", "BO"), "receipt": message.reference("ALO"),
            "despatch": message.reference("AAK", "DQ"), "originator": message.reference("GC"),
            "project": message.reference("AEP"), "quotation": message.reference("PR", "AAG"),
            "object": message.reference("AVE"), "buyer": message.reference("CR", below_buyer=("CR", "API")),
            "accounting": message.reference("AOU", "ADE", below_buyer=("AOU", "ADE")), "preceding": preceding,
        },
        "totals": {name: message.number(sums.value("MOA", *codes)) for name, codes in totals.items()},
        "lines": [_invoice_line(message, each) for each in message.lines],
    }


def _currency(message: Message) -> str:
    stated = message.own.value("CUX", "2")
    codes = ("77", "86", "9", "388") if message.is_invoice else ("86", "79")
    amounts = [each for code in codes for each in message.summary.all("MOA", code)]
    amounts += [each for line in message.lines for each in line.all("MOA", "203")]
    return stated or next((currency for each in amounts if (currency := _at(each, 1, 3))), "")


def _document(kind: str, message: Message) -> dict | None:
    bgm = message.head.all("BGM")
    if not bgm or _at(bgm[0], 3) in ("1", "3"):
        return None
    refused = NO_INVOICES if kind == "INVOIC" else CHANGES
    message.is_invoice = kind == "INVOIC"
    document = {**(_invoice if message.is_invoice else _order)(message), "id": _at(bgm[0], 2),
                "currency": _currency(message),
                "seller": _party(message.parties, "SU", "SE"), "buyer": _party(message.parties, "BY"),
                "charges": message.charges()}
    whole = (document["id"] and document["issue_date"] and document["lines"] and _at(bgm[0], 1) not in refused
             and _is_known(message.parties, "BY") and _is_known(message.parties, "SU", "SE"))
    if message.is_invoice:
        whole = whole and document["currency"] and all(each["net"] for each in document["lines"])
    return tidy(document) if whole else None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        at = data.find(b"UNB")
        return data.decode(CHARACTER_SETS.get(data[at + 4:at + 8].decode("ascii", "replace"), "iso8859-1"))


READERS = {kind: functools.partial(_document, kind) for kind in ("ORDERS", "INVOIC")}


def extract(path, readers=None) -> list[dict]:
    """Of each message that one of the readers, by message type, makes a document of."""
    readers = readers or READERS
    data = pathlib.Path(path).read_bytes()
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:3] not in (b"UNA", b"UNB", b"UNH"):
        return []
    documents, current, kind = [], [], ""
    for segment, mark in _segments(_text(data)):
        tag = segment[0][0]
        if tag == "UNH":
            current, kind = [], _at(segment, 2)
        elif tag == "UNT" and kind in readers:
            documents.append(readers[kind](Message(current, mark)))
            kind = ""
        current.append(segment)
    return [each for each in documents if each]
