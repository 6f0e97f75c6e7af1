"""ASC X12 855, 856, 861 and 832, beside what x12.py reads: from the transaction sets of 004010 and their code lists, with
the tokenizer of x12.py."""

from __future__ import annotations

import re

from extract import x12
from extract.form import number, party, tidy

ACCEPTED = ("IA", "AA", "AC", "AR", "BP", "DR", "IC", "IE", "IP", "IQ", "IS", "SP")  # 668
REJECTED, MISSING = ("01", "04", "05", "08", "10", "12"), ("02", "16")  # 412
PAID = ("NET", "CON", "UCP", "WHL", "CAT")  # 236
CANCELS = ("01", "03")
AT, FIRST = x12._at, x12._first


def _day(*texts: str) -> str | None:
    return next((x12._day(each) for each in texts if each), None)


def _dates(segments: list, *codes: str) -> list[str]:
    """Those that are dates."""
    found = (FIRST(segments, "DTM", code) for code in codes)
    return [each for each in found if re.fullmatch(r"\d{6}|\d{8}", each)]


def _parties(transaction: x12.Transaction, seller_sends: bool) -> dict:
    """The seller and the buyer; who is named neither is called as the interchange calls it."""
    own = transaction.own()
    sender, receiver = x12._scheme(transaction.sender), x12._scheme(transaction.receiver)
    vendor = [("92", each) for each in [FIRST(own, "REF", "IA")] if each]
    ids, name = transaction.party(x12.SELLERS, vendor, [sender if seller_sends else receiver])
    buyer_ids, buyer_name = transaction.party(x12.BUYERS, [], [receiver if seller_sends else sender])
    if seller_sends:
        name = name or next((AT(each[0], 2) for each in transaction.parties if AT(each[0], 1) == "SF"), "")
    return {"seller": party(name, FIRST(own, "REF", "VX") if seller_sends else None, ids),
            "buyer": party(buyer_name, None, buyer_ids)}


def _buyer_reference(own: list) -> str:
    return FIRST(own, "REF", "CR") or FIRST(own, "REF", "DP")


def _answered(segments: list) -> dict:
    line = x12._line(segments, turned=False)
    line.pop("net")
    acks = [each for each in segments if each[0] == "ACK"]
    answer = {**line, "order_line": line["id"]}
    if not acks:
        return answer
    accepted = sorted((each for each in acks if AT(each, 1) in ACCEPTED), key=lambda each: ACCEPTED.index(AT(each, 1)))
    put_back = [each for each in acks if AT(each, 1) == "IB"]
    others = [each for each in acks if AT(each, 1) not in (*ACCEPTED, "IB")]
    changed = [each for each in accepted if AT(each, 1) != "IA"]
    units = [AT(each, 3) for each in [*accepted, *put_back, *others] if AT(each, 3)]
    return {**answer, "response": AT([*others, *put_back, *changed, *accepted][0], 1),
            "quantity": number(next((AT(each, 2) for each in accepted if AT(each, 2)), "")),
            "outstanding": number(AT(put_back[0], 2)) if put_back else None, "unit": (units or [line["unit"]])[0]}


def _response(transaction: x12.Transaction) -> dict | None:
    bak = next((each for each in transaction.head if each[0] == "BAK"), [])
    if AT(bak, 1) in CANCELS:
        return None
    own = transaction.own()
    sales_order = AT(bak, 8) or FIRST(own, "REF", "VN")
    order = AT(bak, 5) or AT(bak, 3)
    return {
        "kind": "ORDER_RESPONSE", "id": sales_order or order, "issue_date": _day(AT(bak, 9), transaction.sent),
        "currency": FIRST(own, "CUR"), "response": AT(bak, 2), **_parties(transaction, seller_sends=True),
        "references": {
            "order": order, "sales_order": sales_order, "buyer": _buyer_reference(own),
            "contract": FIRST(own, "REF", "CT") or AT(bak, 7) or (AT(bak, 3) if AT(bak, 5) else ""),
            "quotation": FIRST(own, "REF", "Q1") or AT(bak, 6),
        },
        "totals": {"payable": number(FIRST(transaction.tail, "AMT", "TT"))},
        "charges": transaction.charges(own, unsigned=False),
        "lines": [_answered(each) for each in transaction.lines],
    }


def _items(lin: list) -> dict:
    """The pairs of LIN start at its second element; elsewhere at the sixth."""
    return x12._items(["", "", "", "", "", "", *lin[2:18]])


def _ancestors(level: list, by_id: dict, before: list) -> list:
    """The level and those around it, from the inside out. A level without a parent's number is in the nearest level
    before it that is of an outer kind."""
    found, rank = [level], "SOTPI"
    while True:
        own, parent = found[-1][0], AT(found[-1][0], 2)
        if parent:
            around = by_id.get(parent)
        else:
            earlier = before[:next(at for at, each in enumerate(before) if each is found[-1])]
            around = next((each for each in reversed(earlier)
                           if 0 <= rank.find(AT(each[0], 3)) < rank.find(AT(own, 3))), None)
        if around is None or any(around is each for each in found):
            return found
        found.append(around)


def _shipped(level: list, chain: list) -> dict:
    orders = [each for around in chain for each in around if each[0] == "PRF"]
    order = next((AT(each, 2) or AT(each, 1) for each in orders if AT(each, 2) or AT(each, 1)), "")
    lin = next((each for each in level if each[0] == "LIN"), [])
    sn1 = next((each for each in level if each[0] == "SN1"), [])
    return {"id": AT(sn1, 1) or AT(lin, 1) or AT(level[0], 1), "order_line": AT(lin, 1), "order": order,
            "contract": AT(next((each for each in level if each[0] == "PRF"), []), 6) or FIRST(level, "REF", "CT")
            or next((AT(each, 6) for each in orders if AT(each, 6)), ""),
            "quantity": number(AT(sn1, 2)), "unit": AT(sn1, 3), "response": AT(sn1, 8), "item": _items(lin)}


def _despatch(transaction: x12.Transaction) -> dict | None:
    bsn = next((each for each in transaction.head if each[0] == "BSN"), [])
    if AT(bsn, 1) in CANCELS:
        return None
    levels = transaction.lines
    by_id = {AT(each[0], 1): each for each in levels}
    # Parties and numbers of the upper levels are those of the notice.
    upper = [segment for each in levels if AT(each[0], 3) != "I" for segment in each if segment[0] != "HL"]
    transaction.head = [*transaction.head, *upper]
    transaction.parties = transaction._parties()
    shipment = [segment for each in levels if AT(each[0], 3) == "S" for segment in each]
    despatched = _dates([*shipment, *transaction.own()], "011")
    items = [each for each in levels if AT(each[0], 3) == "I"]
    own = transaction.own()
    return {"kind": "DESPATCH_ADVICE", "id": AT(bsn, 2), "issue_date": _day(AT(bsn, 3)),
            "despatch_date": _day(*despatched), **_parties(transaction, seller_sends=True),
            "references": {"buyer": _buyer_reference([*own, *upper])},
            "lines": [_shipped(each, _ancestors(each, by_id, levels)) for each in items]}


def _condition(rcd: list, codes: tuple[str, ...]) -> str:
    pairs = [(AT(rcd, at), AT(rcd, at + 2)) for at in (6, 9, 12, 15, 18)]
    return next((quantity for code in codes for quantity, named in pairs if named == code and quantity), "")


def _received(segments: list) -> dict:
    rcd = segments[0]
    lin = next((each for each in segments if each[0] == "LIN"), [])
    prf = next((each for each in segments if each[0] == "PRF"), [])
    return {"id": AT(rcd, 1) or AT(lin, 1), "order_line": AT(lin, 1),
            "order": AT(prf, 2) or AT(prf, 1) or FIRST(segments, "REF", "PO"),
            "contract": FIRST(segments, "REF", "CT") or AT(prf, 6),
            "despatch": FIRST(segments, "REF", "SI") or FIRST(segments, "REF", "PK"),
            "quantity": number(AT(rcd, 2)), "unit": AT(rcd, 3) or AT(rcd, 7) or AT(rcd, 5), "response": AT(rcd, 8),
            "rejected": number(_condition(rcd, REJECTED) or AT(rcd, 4)), "short": number(_condition(rcd, MISSING)),
            "item": _items(lin)}


def _receipt(transaction: x12.Transaction) -> dict | None:
    bra = next((each for each in transaction.head if each[0] == "BRA"), [])
    if AT(bra, 3) in CANCELS:
        return None
    own = transaction.own()
    prf = next((each for each in own if each[0] == "PRF"), [])
    return {"kind": "RECEIPT_ADVICE", "id": AT(bra, 1), "issue_date": _day(AT(bra, 2)),
            "delivery_date": _day(FIRST(own, "DTM", "050"), FIRST(own, "DTM", "035")),
            **_parties(transaction, seller_sends=False),
            "references": {"order": AT(prf, 2) or AT(prf, 1) or FIRST(own, "REF", "PO"),
                           "contract": FIRST(own, "REF", "CT") or AT(prf, 6), "sales_order": FIRST(own, "REF", "VN"),
                           "despatch": FIRST(own, "REF", "SI") or FIRST(own, "REF", "PK"),
                           "buyer": _buyer_reference(own)},
            "lines": [_received(each) for each in transaction.lines]}


def _listed(segments: list) -> dict:
    prices = sorted((each for each in segments if each[0] == "CTP" and AT(each, 2) in PAID),
                    key=lambda each: PAID.index(AT(each, 2)))
    chosen = prices[0] if prices else []
    return {"id": AT(segments[0], 1), "price": number(AT(chosen, 3)), "minimum": number(AT(chosen, 4)),
            "unit": AT(chosen, 5), "base_quantity": x12.BASES.get(AT(chosen, 9)),
            "contract": FIRST(segments, "REF", "CT"), "item": _items(segments[0])}


def _catalogue(transaction: x12.Transaction) -> dict | None:
    bct = next((each for each in transaction.head if each[0] == "BCT"), [])
    own = transaction.own()
    stated = FIRST(own, "CUR")
    paid, last = [], ""
    for segment in (each for line in transaction.lines for each in line):
        last = AT(segment, 2) if segment[0] == "CTP" else last
        if segment[0] == "CUR":
            stated = stated or AT(segment, 2)
            paid += [AT(segment, 2)] if last in PAID else []
    if any(each != stated for each in paid):
        return None
    return {"kind": "PRICE_CATALOGUE", "id": AT(bct, 2), "currency": stated, "action": AT(bct, 10),
            "issue_date": _day(FIRST(own, "DTM", "097"), transaction.sent), **_parties(transaction, seller_sends=True),
            "references": {"contract": FIRST(own, "REF", "CT")},
            "lines": [_listed(each) for each in transaction.lines]}


READERS = {**x12.READERS, "855": _response, "856": _despatch, "861": _receipt, "832": _catalogue}


def extract(path) -> list[dict]:
    return x12.extract(path, READERS)
