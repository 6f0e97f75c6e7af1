"""SAP IDoc ORDERS, ORDCHG and ORDRSP (ORDERS01 to 05), INVOIC01/02 and DESADV (DELVRY01 to 07), as XML and as flat files.

Flat records are cut at positions counted from SAP's definitions of each segment, not from procured's layouts: every
field stands here with the offset of its first character in the data of the segment and its width."""

from __future__ import annotations

import pathlib
import re
import xml.etree.ElementTree as ElementTree

from extract.form import compact_date, number, party, tidy

CONTROL = {"DOCNUM": (13, 16), "DIRECT": (35, 1), "IDOCTYP": (39, 30), "MESTYP": (99, 30), "SNDPRT": (158, 2),
           "SNDPRN": (162, 10), "CREDAT": (378, 8)}
PARTNER = {"PARVW": (0, 3), "PARTN": (3, 17), "NAME1": (37, 35), "IHREZ": (683, 30), "ILNNR": (873, 70)}
QUALIFIED = {"QUALF": (0, 3), "BELNR": (3, 35), "POSNR": (38, 6), "DATUM": (44, 8)}
DATE = {"IDDAT": (0, 3), "DATUM": (3, 8)}
TAX = {"MSATZ": (7, 17), "MWSBT": (24, 18)}
CONDITION = {"ALCKZ": (0, 3), "KSCHL": (3, 4), "BETRG": (87, 18), "KPERC": (105, 8), "KRATE": (113, 15),
             "UPRBS": (128, 9)}
FIELDS = {
    "E1EDK01": {"ACTION": (0, 3), "CURCY": (4, 3), "KUNDEUINR": (39, 20), "EIGENUINR": (59, 20), "BSART": (79, 4),
                "BELNR": (83, 35), "ABTNR": (338, 4)},
    "E1EDK02": QUALIFIED, "E1EDK03": DATE, "E1EDK04": TAX, "E1EDK05": CONDITION, "E1EDKA1": PARTNER,
    "E1EDK14": {"QUALF": (0, 3), "ORGID": (3, 35)},
    "E1EDP01": {"POSEX": (0, 6), "ACTION": (6, 3), "MENGE": (11, 15), "MENEE": (26, 3), "VPREI": (54, 15),
                "PEINH": (69, 9), "NETWR": (78, 18), "ABGRU": (212, 2), "ABGRT": (214, 40)},
    "E1EDP02": {"QUALF": (0, 3), "BELNR": (3, 35), "ZEILE": (38, 6)},
    "E1EDP03": DATE, "E1EDP04": TAX, "E1EDP05": CONDITION, "E1EDPA1": PARTNER,
    "E1EDP19": {"QUALF": (0, 3), "IDTNR": (3, 35), "MFRPN": (108, 42), "IDTNR_LONG": (242, 40)},
    "E1EDP26": {"QUALF": (0, 3), "BETRG": (3, 18)},
    "E1EDL20": {"VBELN": (0, 10), "LIFEX": (218, 35)},
    "E1ADRM1": {"PARTNER_Q": (0, 3), "PARTNER_ID": (4, 17), "NAME1": (55, 40)},
    "E1EDT13": {"QUALF": (0, 3), "NTANF": (27, 8), "ISDD": (61, 8)},
    "E1EDL24": {"POSNR": (0, 6), "MATNR": (6, 18), "KDMAT": (154, 22), "LFIMG": (176, 15), "VRKME": (191, 3),
                "EAN11": (302, 18)},
    "E1EDL41": {"QUALI": (0, 3), "BSTNR": (3, 35), "POSEX": (62, 6)},
    "E1EDL43": {"QUALF": (0, 1), "BELNR": (1, 35), "POSNR": (36, 6)},
    "E1EDS01": {"SUMID": (0, 3), "SUMME": (3, 18), "SUNIT": (21, 3), "WAERQ": (24, 3)},
}
CREDIT = ("CRME", "G2", "RE", "S1")


class Segment:
    """A segment with its fields and the segments below it."""

    def __init__(self, name: str):
        self.name = name
        self.fields: dict[str, str] = {}
        self.below: list[Segment] = []

    def all(self, name: str, **wanted: str) -> list[Segment]:
        return [each for each in self.below if each.name == name
                and all(each.fields.get(field) == value for field, value in wanted.items())]

    def text(self, *names: str) -> str | None:
        return next((self.fields[name] for name in names if self.fields.get(name)), None)

    def value(self, segment: str, field: str, **wanted: str) -> str | None:
        return next((each.fields[field] for each in self.all(segment, **wanted) if each.fields.get(field)), None)


def _from_xml(element: ElementTree.Element) -> Segment:
    segment = Segment(element.tag)
    for child in element:
        if len(child):
            segment.below.append(_from_xml(child))
        elif child.text and child.text.strip():
            segment.fields[child.tag] = child.text.strip()
    return segment


def _cut(name: str, data: str, fields: dict[str, tuple[int, int]]) -> Segment:
    segment = Segment(name)
    for field, (start, width) in fields.items():
        if data[start:start + width].strip():
            segment.fields[field] = data[start:start + width].strip()
    return segment


def _holder(idoc: Segment, name: str) -> Segment:
    delivery = next(iter(idoc.all("E1EDL20")), None)
    if delivery:
        lines = delivery.all("E1EDL24")
        return lines[-1] if lines and name in ("E1EDL41", "E1EDL43") else delivery
    items = idoc.all("E1EDP01")
    return items[-1] if items and name.startswith("E1EDP") and name != "E1EDP01" else idoc


def _from_lines(lines: list[str]) -> list[Segment]:
    """IDocs of a flat file. What starts with E1EDP belongs to the E1EDP01 before it; of a delivery E1EDL20 holds
    everything, and what is about an order the E1EDL24 before it."""
    idocs: list[Segment] = []
    for line in lines:
        if line.startswith("EDI_DC40"):
            idocs.append(Segment("IDOC"))
            idocs[-1].below.append(_cut("EDI_DC40", line, CONTROL))
            continue
        name = re.sub(r"^E2(\w{5})\d*$", r"E1\1", line[:30].strip())
        segment = _cut(name, line[63:], FIELDS.get(name, {}))
        _holder(idocs[-1], name).below.append(segment)
    return idocs


def _plain(text: str | None) -> str | None:
    """A number without the zeros that SAP puts before it; other texts as they are."""
    return (text.lstrip("0") or "0") if text and text.isdigit() else text


def _line_number(text: str | None) -> str | None:
    return text.lstrip("0") or "0" if text else None


def _amount(text: str | None) -> str | None:
    return number("-" + text[:-1] if text and text.endswith("-") else text)


def _date(text: str | None) -> str | None:
    return None if text == "00000000" else compact_date(text)


def _first_date(idoc: Segment, kinds: list[tuple[str, str, str]]) -> str | None:
    """The first of several dates, each named by segment, its qualifier's field and value."""
    for segment, field, code in kinds:
        if found := _date(idoc.value(segment, "DATUM", **{field: code})):
            return found
    return None


def _document(idoc: Segment, number_code: str) -> str | None:
    return idoc.value("E1EDK02", "BELNR", QUALF=number_code)


def _first(idoc: Segment, segment: str, codes: str) -> str | None:
    return next((found for code in codes.split() if (found := idoc.value(segment, "BELNR", QUALF=code))), None)


def _item_number(line: Segment, code: str) -> str | None:
    return line.value("E1EDP19", "IDTNR_LONG", QUALF=code) or line.value("E1EDP19", "IDTNR", QUALF=code)


def _line(line: Segment) -> dict:
    maker = _item_number(line, "006") or line.value("E1EDP19", "MFRPN", QUALF="001")
    return {"id": _line_number(line.text("POSEX")), "quantity": _amount(line.text("MENGE")), "unit": line.text("MENEE"),
            "contract": _first(line, "E1EDP02", "005 006 043"),
            "item": {"standard": _item_number(line, "003"),
                     "maker": maker or line.value("E1EDP19", "MFRPN", QUALF="002")}}


def _order_line(line: Segment) -> dict:
    common = _line(line)
    base = number(line.text("PEINH"))
    common["item"].update(buyer=_plain(_item_number(line, "001")), seller=_item_number(line, "002"))
    return {**common, "price": _amount(line.text("VPREI")), "base_quantity": None if base == "0" else base,
            "net": _amount(line.text("NETWR"))}


def _invoice_line(line: Segment) -> dict:
    common = _line(line)
    common["item"].update(buyer=_item_number(line, "001"), seller=_plain(_item_number(line, "002")))
    net = next((found for code in ("003", "005") if (found := line.value("E1EDP26", "BETRG", QUALF=code))), None)
    price = next((each for each in line.all("E1EDP05", ALCKZ="+") if each.text("KSCHL") and each.text("KRATE")), None)
    stated = [line.value("E1EDP26", "BETRG", QUALF=code) for code in ("006", "001")] + [line.text("VPREI")]
    base = number((price and price.text("UPRBS")) or line.text("PEINH"))
    return {**common,
            "price": _amount(price.text("KRATE") if price else next(filter(None, stated), None)),
            "base_quantity": None if base == "0" else base,
            "net": _amount(net or line.text("NETWR")),
            "order": line.value("E1EDP02", "BELNR", QUALF="001"),
            "despatch": (line.value("E1EDP02", "BELNR", QUALF="012")
                         or line.value("E1EDP02", "BELNR", QUALF="016")),
            "order_line": _line_number(line.value("E1EDP02", "ZEILE", QUALF="001"))}


def _changed_lines(idoc: Segment) -> list[dict]:
    return [{**_order_line(each), "action": each.text("ACTION")} for each in idoc.all("E1EDP01")]


def _change(idoc: Segment) -> dict:
    """A change, or an order taken back: about the order of the same number, dated by the message."""
    order = _order(idoc)
    cancelled = "ORDERS" in (idoc.value("EDI_DC40", "MESTYP") or "")
    return {
        **order,
        "kind": "ORDER_CANCELLATION" if cancelled else "ORDER_CHANGE",
        "issue_date": _first_date(idoc, [("E1EDK03", "IDDAT", "011"), ("E1EDK03", "IDDAT", "012"),
                                         ("E1EDK02", "QUALF", "001")]),
        "action": None if cancelled else idoc.value("E1EDK01", "ACTION"),
        "references": {**order["references"], "order": order["id"]},
        "lines": [_order_line(each) for each in idoc.all("E1EDP01")] if cancelled else _changed_lines(idoc),
    }


def _confirmed_line(line: Segment) -> dict:
    common = _order_line(line)
    common["item"].update(buyer=_item_number(line, "001"), seller=_plain(_item_number(line, "002")))
    return {**common, "order": line.value("E1EDP02", "BELNR", QUALF="001"),
            "order_line": _line_number(line.value("E1EDP02", "ZEILE", QUALF="001") or line.text("POSEX")),
            "response": line.text("ACTION"), "reason": line.text("ABGRT", "ABGRU")}


def _vendor(idoc: Segment) -> list[tuple[str, str | None]]:
    """The number that a buyer's system has for the sender, where the sender is a vendor."""
    sender = next(iter(idoc.all("EDI_DC40", SNDPRT="LI")), Segment(""))
    return [("sap_vendor", _plain(sender.text("SNDPRN")))]


def _response(idoc: Segment) -> dict:
    """E1EDK02 001 is the order here, 002 the seller's own document."""
    buyer, seller = (next(iter(idoc.all("E1EDKA1", PARVW=role)), Segment("")) for role in ("AG", "LF"))
    return {
        "kind": "ORDER_RESPONSE",
        "id": _document(idoc, "002") or idoc.value("E1EDK01", "BELNR"),
        "issue_date": _first_date(idoc, [("E1EDK02", "QUALF", "002"), ("E1EDK03", "IDDAT", "012")]),
        "currency": idoc.value("E1EDK01", "CURCY") or idoc.value("E1EDS01", "SUNIT", SUMID="002"),
        "response": idoc.value("E1EDK01", "ACTION"),
        "buyer": party(buyer.text("NAME1"), None,
                       [("sap_customer", _plain(buyer.text("PARTN"))), ("", buyer.text("ILNNR"))]),
        "seller": party(seller.text("NAME1"), None, _vendor(idoc) + [("sap_partner", _plain(seller.text("PARTN"))),
                                                                     ("", seller.text("ILNNR"))]),
        "references": {"order": _document(idoc, "001"), "sales_order": _document(idoc, "002")},
        "totals": {"lines": _amount(idoc.value("E1EDS01", "SUMME", SUMID="002"))},
        "lines": [_confirmed_line(each) for each in idoc.all("E1EDP01")],
    }


def _delivered_line(line: Segment) -> dict:
    order = next(iter(line.all("E1EDL41", QUALI="001")), Segment(""))
    inbound = next(iter(line.all("E1EDL43", QUALF="V")), Segment(""))
    return {"id": _line_number(line.text("POSNR")), "quantity": _amount(line.text("LFIMG")), "unit": line.text("VRKME"),
            "order": order.text("BSTNR") or inbound.text("BELNR"),
            "order_line": _line_number(order.text("POSEX") or inbound.text("POSNR")),
            "item": {"seller": _plain(line.value("E1EDL26", "MATNR_LONG") or line.text("MATNR")),
                     "buyer": line.text("KDMAT"), "standard": line.text("EAN11")}}


def _delivery(idoc: Segment) -> dict:
    delivery = idoc.all("E1EDL20")[0]
    buyer, seller = (next(iter(delivery.all("E1ADRM1", PARTNER_Q=role)), Segment("")) for role in ("AG", "LF"))
    left = next(iter(delivery.all("E1EDT13", QUALF="006")), Segment(""))
    lines = delivery.all("E1EDL24")
    orders = [found for each in lines if (found := each.value("E1EDL41", "BSTNR", QUALI="001"))]
    return {
        "kind": "DESPATCH_ADVICE",
        "id": delivery.text("LIFEX", "VBELN"),
        "issue_date": _date(idoc.value("EDI_DC40", "CREDAT")),
        "despatch_date": _date(left.text("ISDD")) or _date(left.text("NTANF")),
        "buyer": party(buyer.text("NAME1"), None, [("sap_customer", _plain(buyer.text("PARTNER_ID")))]),
        "seller": party(seller.text("NAME1"), None,
                        _vendor(idoc) + [("sap_partner", _plain(seller.text("PARTNER_ID")))]),
        "references": {"order": next(iter(orders), None)},
        "lines": [_delivered_line(each) for each in lines],
    }


def _order(idoc: Segment) -> dict:
    buyer, seller = (next(iter(idoc.all("E1EDKA1", PARVW=role)), Segment("")) for role in ("AG", "LF"))
    units = [("sap_company_code", each.text("ORGID")) for each in idoc.all("E1EDK14", QUALF="011")]
    return {
        "kind": "ORDER",
        "id": _document(idoc, "001") or idoc.value("E1EDK01", "BELNR"),
        "issue_date": _first_date(idoc, [("E1EDK02", "QUALF", "001"), ("E1EDK03", "IDDAT", "022"),
                                         ("E1EDK03", "IDDAT", "012")]),
        "currency": idoc.value("E1EDK01", "CURCY") or idoc.value("E1EDS01", "SUNIT", SUMID="002"),
        "buyer": party(buyer.text("NAME1"), None,
                       units + [("sap_customer", buyer.text("PARTN")), ("", buyer.text("ILNNR"))]),
        "seller": party(seller.text("NAME1"), None,
                        [("sap_vendor", _plain(seller.text("PARTN"))), ("", seller.text("ILNNR"))]),
        "references": {"quotation": _document(idoc, "004"), "originator": _first(idoc, "E1EDK02", "003 007")},
        "totals": {"lines": _amount(idoc.value("E1EDS01", "SUMME", SUMID="002"))},
        "lines": [_order_line(each) for each in idoc.all("E1EDP01") if each.text("ACTION") != "003"],
    }


def _charges(idoc: Segment) -> list:
    if idoc.value("EDI_DC40", "DIRECT") != "2":
        return []  # A seller's SAP has shared them out among the lines.
    conditions = [each for each in idoc.all("E1EDK05") if each.text("KSCHL") not in (None, "MWST")]
    return [[each.text("ALCKZ"), _amount(each.text("BETRG").rstrip("-"))] for each in conditions]


def _invoice(idoc: Segment) -> dict:
    partners = {role: next(iter(idoc.all("E1EDKA1", PARVW=role)), Segment("")) for role in ("LF", "RS", "AG", "RE")}
    kind = idoc.value("E1EDK01", "BSART") or idoc.value("E1EDK14", "ORGID", QUALF="015")
    vendor = [idoc.value("EDI_DC40", "SNDPRN", SNDPRT="LI")]
    own = [partners[role].text("PARTN") for role in ("LF", "RS")]
    gross = _amount(idoc.value("E1EDS01", "SUMME", SUMID="011"))
    sellers, buyers = [partners["LF"], partners["RS"]], [partners["AG"], partners["RE"]]

    def of(candidates: list[Segment], field: str) -> str | None:
        return next((each.text(field) for each in candidates if each.text(field)), None)

    return {
        "kind": "CREDIT_NOTE" if kind in CREDIT else "INVOICE",
        "id": _document(idoc, "009") or idoc.value("E1EDK01", "BELNR"),
        "issue_date": _first_date(idoc, [("E1EDK02", "QUALF", "009"), ("E1EDK03", "IDDAT", "026"),
                                         ("E1EDK03", "IDDAT", "016")]),
        "currency": idoc.value("E1EDK01", "CURCY") or idoc.value("E1EDS01", "WAERQ", SUMID="010"),
        "due_date": _first_date(idoc, [("E1EDK03", "IDDAT", "028")]),
        "delivery_date": _first_date(idoc, [("E1EDK03", "IDDAT", code) for code in ("027", "001", "035")]),
        "seller": party(of(sellers, "NAME1"), idoc.value("E1EDK01", "EIGENUINR"),
                        [("sap_vendor", _plain(each)) for each in vendor]
                        + [("sap_partner", _plain(each)) for each in own] + [("", of(sellers, "ILNNR"))]),
        "buyer": party(of(buyers, "NAME1"), idoc.value("E1EDK01", "KUNDEUINR"),
                       [("sap_customer", _plain(partners["AG"].text("PARTN"))), ("", of(buyers, "ILNNR"))]),
        "references": {"order": _document(idoc, "001"), "sales_order": _document(idoc, "002"),
                       "despatch": _document(idoc, "012"),
                       "preceding": [each.text("BELNR") for each in idoc.all("E1EDK02", QUALF="011")]},
        "totals": {"net": _amount(idoc.value("E1EDS01", "SUMME", SUMID="010")), "gross": gross, "payable": gross,
                   "tax": _amount(idoc.value("E1EDS01", "SUMME", SUMID="005"))},
        "charges": _charges(idoc),
        "lines": [_invoice_line(each) for each in idoc.all("E1EDP01")],
    }


def _kind(idoc: Segment):
    """What reads the IDoc: the message type says it, and of types that are the site's own the basic type."""
    kind, basic = idoc.value("EDI_DC40", "MESTYP") or "", idoc.value("EDI_DC40", "IDOCTYP") or ""
    cancelled = idoc.value("E1EDK01", "ACTION") == "003"
    if "ORDCHG" in kind:
        return _change
    if "ORDRSP" in kind:
        return _response
    if "INVOIC" in kind:
        return _invoice
    if "ORDERS" in kind:
        return _change if cancelled else _order
    if not kind.startswith("Z") or "QUOTE" in kind or "REQOTE" in kind:
        return None  # Quotations and requests for them have the basic type of orders.
    if basic.startswith("INVOIC"):
        return _invoice
    return _order if basic.startswith("ORDERS") and not cancelled else None


def _read(idoc: Segment) -> dict | None:
    kind = idoc.value("EDI_DC40", "MESTYP") or ""
    if ("DESADV" in kind or "DELVRY" in kind) and idoc.all("E1EDL20"):
        return tidy(_delivery(idoc))
    read = _kind(idoc)
    if read is None:
        return None
    document = read(idoc)
    document["references"].update(
        contract=_first(idoc, "E1EDK02", "005 006 043"), accounting=_first(idoc, "E1EDK02", "045 047 021"),
        buyer=idoc.value("E1EDKA1", "IHREZ", PARVW="AG") or idoc.value("E1EDK01", "ABTNR"))
    return tidy(document)


def extract(path) -> list[dict]:
    content = pathlib.Path(path).read_bytes()
    if content.startswith(b"EDI_DC40"):
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("windows-1252")
        idocs = _from_lines([line for line in text.splitlines() if line.strip()])
    else:
        try:
            idocs = [_from_xml(each) for each in ElementTree.fromstring(content).iter("IDOC")]
        except ElementTree.ParseError:
            return []
    return [document for document in map(_read, idocs) if document]
