"""UN/EDIFACT ORDRSP, ORDCHG, DESADV, RECADV and PRICAT, and cancelled ORDERS, beside what edifact.py reads: from the
directories D.96A and D.01B and EANCOM 1997 and 2002, with the tokenizer of edifact.py."""

from __future__ import annotations

from extract import edifact
from extract.edifact import ALLOWANCE, Group, Message
from extract.form import number, tidy

CANCELS = ("1", "3")  # 1225
RESPONSES = {"4", "12", "27", "29", "34"}  # 1225, where 4343 is absent
REJECTED, SHORT = ("195", "196", "124"), ("119",)
NO_GOODS = {"CPS", "CNT", "UNS", "PGI"}
AT = edifact._at


def _bgm(message: Message) -> edifact.Segment:
    return next(iter(message.head.all("BGM")), [["BGM"]])


def _head(message: Message) -> Group:
    """Before the first package or line, without parties."""
    segments = message.own.segments
    end = next((at for at, each in enumerate(segments) if each[0][0] in ("CPS", "PGI")), len(segments))
    return Group(segments[:end])


def _goods(line: Group) -> Group:
    """A line without the package or group that follows it."""
    end = next((at for at, each in enumerate(line.segments) if each[0][0] in NO_GOODS), len(line.segments))
    return Group(line.segments[:end])


def _base(message: Message, kind: str) -> dict:
    bgm = _bgm(message)
    head = _head(message)
    buyers = [each for each in message.parties if AT(each.segments[0], 1) == "BY"]
    below = next((each.value("RFF", "CR", "API") for each in buyers if each.value("RFF", "CR", "API")), "")
    return {
        "kind": kind, "id": AT(bgm, 2), "issue_date": message.day(head, "137", "4"),
        "seller": edifact._party(message.parties, "SU", "SE"), "buyer": edifact._party(message.parties, "BY"),
        "references": {
            "order": head.value("RFF", "ON"), "contract": head.value("RFF", "CT", "BO"),
            "sales_order": head.value("RFF", "VN"), "buyer": head.value("RFF", "CR") or below,
        },
    }


def _whole(message: Message, document: dict, needs_lines: bool = True) -> dict | None:
    known = all(edifact._is_known(message.parties, *roles) for roles in (("BY",), ("SU", "SE")))
    if not (document["id"] and document["issue_date"] and known and (document["lines"] or not needs_lines)):
        return None
    return tidy(document)


def _order_line(line: Group) -> dict:
    plain = line.without("ALC", ALLOWANCE)
    ordered = plain.all("RFF", "ON")
    return {"order": plain.value("RFF", "ON"),
            "order_line": next((AT(each, 1, 3) for each in ordered if AT(each, 1, 3)), "") or plain.value("RFF", "LI")}


def _quantity(message: Message, line: Group, *codes: str) -> str | None:
    found = next((AT(each, 1, 2) for code in codes for each in line.all("QTY", code) if AT(each, 1, 2)), "")
    return message.number(found)


def _unit(line: Group, *codes: str) -> str:
    return next((AT(each, 1, 3) for code in codes for each in line.all("QTY", code) if AT(each, 1, 3)), "")


def _as_order(message: Message, kind: str) -> dict:
    """What ORDRSP and ORDCHG have of an order."""
    document = {**edifact._order(message), "charges": message.charges()}
    message.is_invoice = False
    base = _base(message, kind)
    return {**document, **base, "currency": edifact._currency(message),
            "references": {**document["references"], "order": base["references"]["order"]}}


def _answered(message: Message, line: Group) -> dict:
    codes = ("113", "12", "21", "1", "59")
    answer = AT(line.segments[0], 2)
    read = {**message.line(line, codes), **_order_line(line), "response": answer,
            "outstanding": _quantity(message, line, "83", "73"), "unit": _unit(line, *codes, "83", "73")}
    return {**read, "quantity": None, "unit": None, "outstanding": None} if answer == "7" else read


def _response(message: Message) -> dict | None:
    bgm = _bgm(message)
    if AT(bgm, 3) in CANCELS:
        return None
    function = AT(bgm, 3) if AT(bgm, 3) in RESPONSES else ""
    return _whole(message, {**_as_order(message, "ORDER_RESPONSE"), "response": AT(bgm, 4) or function,
                            "lines": [_answered(message, each) for each in message.lines]}, needs_lines=False)


def _change(message: Message) -> dict | None:
    bgm = _bgm(message)
    cancels = AT(bgm, 3) in CANCELS
    document = _as_order(message, "ORDER_CANCELLATION" if cancels else "ORDER_CHANGE")
    if cancels:
        document["references"]["order"] = document["references"]["order"] or document["id"]
    amounts = message.summary.all("MOA") + [each for line in message.lines for each in line.all("MOA", "203")]
    if document["currency"] and any(AT(each, 1, 3) not in ("", document["currency"]) for each in amounts):
        return None
    lines = [{**message.line(each, ("21", "1", "59")), **_order_line(each), "action": AT(each.segments[0], 2)}
             for each in message.lines]
    return _whole(message, {**document, "lines": lines}, needs_lines=not cancels)


def _orders(message: Message) -> dict | None:
    if AT(_bgm(message), 3) in CANCELS:
        return _change(message)
    return edifact.READERS["ORDERS"](message)


def _reason(variances: list) -> str:
    """C960 of QVR: what it says in words (4294), else its code (4295)."""
    return next((AT(each, 3, component) for component in (4, 1) for each in variances if AT(each, 3, component)), "")


def _despatched(message: Message, line: Group) -> dict:
    goods = _goods(line)
    variance = goods.all("QVR")
    return {"id": AT(line.segments[0], 1), **_order_line(goods), "contract": goods.value("RFF", "CT"),
            "quantity": _quantity(message, goods, "12", "46"), "unit": _unit(goods, "12", "46"),
            "outstanding": _quantity(message, goods, "83", "73"),
            "response": AT(variance[0], 2) if variance else "", "reason": _reason(variance),
            "item": message.items(line)}


def _despatch(message: Message) -> dict | None:
    if AT(_bgm(message), 3) in CANCELS:
        return None
    return _whole(message, {**_base(message, "DESPATCH_ADVICE"), "despatch_date": message.day(_head(message), "11"),
                            "lines": [_despatched(message, each) for each in message.lines]})


def _variance(goods: Group, codes: tuple[str, ...]) -> str:
    return next((AT(each, 1) for code in codes for each in goods.all("QVR") if AT(each, 1, 2) == code), "")


def _received(message: Message, line: Group) -> dict:
    goods = _goods(line)
    unsigned = {name: _quantity(message, goods, *codes) or message.number(_variance(goods, codes))
                for name, codes in (("rejected", REJECTED), ("short", SHORT))}
    named = [each for code in (*REJECTED, *SHORT) for each in goods.all("QVR") if AT(each, 1, 2) == code]
    response = next((AT(each, 2) for each in [*named, *goods.all("QVR")] if AT(each, 2)), "")
    return {"id": AT(line.segments[0], 1), **_order_line(goods), "contract": goods.value("RFF", "CT"),
            "despatch": goods.value("RFF", "AAK", "DQ"), "quantity": _quantity(message, goods, "48", "194"),
            "unit": _unit(goods, "48", "194", *REJECTED, *SHORT),
            **{name: number(value.lstrip("-")) if value else None for name, value in unsigned.items()},
            "response": response, "reason": _reason([*named, *goods.all("QVR")]), "item": message.items(line)}


def _receipt(message: Message) -> dict | None:
    if AT(_bgm(message), 3) in CANCELS:
        return None
    document = _base(message, "RECEIPT_ADVICE")
    document["references"]["despatch"] = _head(message).value("RFF", "AAK", "DQ")
    return _whole(message, {**document, "delivery_date": message.day(_head(message), "50", "35"),
                            "lines": [_received(message, each) for each in message.lines]})


def _listed(message: Message, line: Group) -> dict:
    prices = line.groups("PRI", {"CUX", "APR", "RNG", "DTM"})
    paid = [each for code in ("AAA", "INV", "NTP", "AAB") for each in prices
            if AT(each.segments[0], 1) == code and AT(each.segments[0], 1, 4) not in edifact.RETAIL]
    ranges = [AT(each, 2, 2) for price in paid for each in price.all("RNG") if AT(each, 2, 2)]
    units = [AT(each.segments[0], 1, 6) for each in paid if AT(each.segments[0], 1, 6)]
    return {"id": AT(line.segments[0], 1), "action": AT(line.segments[0], 2), "contract": line.value("RFF", "CT"),
            **message.price(line), "minimum": message.number(ranges[0]) if ranges else None,
            "unit": units[0] if units else "", "item": message.items(line)}


def _catalogue(message: Message) -> dict | None:
    document = _base(message, "PRICE_CATALOGUE")
    head = _head(message)
    document["references"] = {"contract": head.value("RFF", "CT", "BO"), "quotation": head.value("RFF", "PR", "AAG")}
    lines = [each for each in message.lines if not AT(each.segments[0], 4, 1) and not AT(each.segments[0], 4, 2)]
    currencies = [AT(each, 1, 2) for line in lines for each in line.all("CUX")]
    return _whole(message, {**document, "action": AT(_bgm(message), 3),
                            "currency": head.value("CUX", "2") or next(iter(currencies), ""),
                            "lines": [_listed(message, each) for each in lines]})


READERS = {**edifact.READERS, "ORDERS": _orders, "ORDRSP": _response, "ORDCHG": _change, "DESADV": _despatch,
           "RECADV": _receipt, "PRICAT": _catalogue}


def extract(path) -> list[dict]:
    return edifact.extract(path, READERS)
