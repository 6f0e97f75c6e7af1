"""cXML 1.2 OrderRequest, ConfirmationRequest, ShipNoticeRequest, PunchOutOrderMessage and InvoiceDetailRequest, by the
User's Guide."""

import xml.etree.ElementTree as ElementTree

from extract.form import number, party, tidy

HEAD = "Request/InvoiceDetailRequest/InvoiceDetailRequestHeader"


def _text(node, path):
    found = None if node is None else node.find(path)
    return None if found is None or found.text is None else found.text.strip() or None


def _attribute(node, path, name):
    found = None if node is None else node.find(path)
    return None if found is None else found.get(name) or None


def _date(text):
    """The date as written, without a shift to another time zone."""
    return None if not text else text[:10]


def _first(*values):
    return next((value for value in values if value), None)


def _credentials(root, side):
    schemes = {"duns": "0060"}
    found = root.findall(f"Header/{side}/Credential")
    return [(schemes.get((each.get("domain") or "").lower(), each.get("domain")), _text(each, "Identity"))
            for each in found]


def _money(node, *paths):
    return number(_first(*(_text(node, f"{path}/Money") for path in paths)))


def _standard(node, place):
    return _first(*(_attribute(node, f"{place}/IdReference[@domain='{domain}']", "identifier")
                    for domain in ("EAN-13", "GTIN", "upcID")))


def _charges(node, sign):
    """What stands beside the lines: sums of freight, handling and discount, and modifications."""
    sums = [("ShippingAmount", "+"), ("SpecialHandlingAmount", "+"), ("Shipping", "+"), ("InvoiceDetailDiscount", "-")]
    signs = dict(sums)
    found = []
    for each in node:
        if each.tag in signs:
            found.append([signs[each.tag], sign(_money(each, "."))])
        for change in each.findall("Modification") + each.findall("Modifications/Modification"):
            if each.tag in ("InvoiceHeaderModifications", "Total") and change.find("AdditionalCost") is not None:
                found.append(["+", sign(_money(change, "AdditionalCost"))])
            elif each.tag in ("InvoiceHeaderModifications", "Total") and change.find("AdditionalDeduction") is not None:
                found.append(["-", sign(_money(change, "AdditionalDeduction/DeductionAmount"))])
    return found


def _item(node, prefix):
    return {"seller": _text(node, f"{prefix}ItemID/SupplierPartID"),
            "buyer": _text(node, f"{prefix}ItemID/BuyerPartID")}


def _order_line(node):
    return {
        "id": node.get("lineNumber"),
        "quantity": number(node.get("quantity")),
        "unit": _first(_text(node, "ItemDetail/UnitOfMeasure"), _text(node, "BlanketItemDetail/UnitOfMeasure")),
        "price": _money(node, "ItemDetail/UnitPrice", "BlanketItemDetail/UnitPrice"),
        "base_quantity": number(_attribute(node, "ItemDetail/PriceBasisQuantity", "quantity")),
        "contract": _first(_attribute(node, "MasterAgreementIDInfo", "agreementID"),
                           _attribute(node, "MasterAgreementReference", "agreementID"),
                           _attribute(node, "MasterAgreementReference/DocumentReference", "payloadID")),
        "item": {**_item(node, ""), "maker": _text(node, "ItemDetail/ManufacturerPartID"),
                 "standard": _standard(node, "ItemID")},
    }


def _order(root):
    request = root.find("Request/OrderRequest")
    head = request.find("OrderRequestHeader")
    return {
        "kind": "ORDER",
        "id": head.get("orderID"),
        "issue_date": _date(head.get("orderDate")),
        "currency": _attribute(head, "Total/Money", "currency"),
        "buyer": party(_text(head, "BillTo/Address/Name"), None, _credentials(root, "From")),
        "seller": party(_text(root, "Header/To/Correspondent/Contact/Name"), None, _credentials(root, "To")),
        "references": {"contract": _first(head.get("agreementID"), head.get("agreementPayloadID"))},
        "totals": {"lines": _money(head, "Total"), "tax": _money(head, "Tax")},
        "charges": _charges(head, lambda value: value),
        "lines": [_order_line(each) for each in request.findall("ItemOut")],
    }


def _partner(head, role):
    return next((each for each in head.findall("InvoicePartner") if _attribute(each, "Contact", "role") == role), None)


def _partner_party(root, head, roles, side, extrinsic):
    partners = [_partner(head, role) for role in roles]
    vats = [_attribute(each, "IdReference[@domain='vatID']", "identifier") for each in partners]
    return party(_first(*(_text(each, "Contact/Name") for each in partners)),
                 _first(*vats, _text(head, f"Extrinsic[@name='{extrinsic}']")), _credentials(root, side))


def _backing(block):
    """The order, agreement and ship notice of a block of lines."""
    order, contract = "InvoiceDetailOrderInfo/OrderReference", "InvoiceDetailOrderInfo/MasterAgreementReference"
    notice = "InvoiceDetailShipNoticeInfo/ShipNotice"
    return {
        "order": _first(_attribute(block, order, "orderID"),
                        _attribute(block, "InvoiceDetailOrderInfo/OrderIDInfo", "orderID"),
                        _attribute(block, f"{order}/DocumentReference", "payloadID")),
        "contract": _first(_attribute(block, "InvoiceDetailOrderInfo/MasterAgreementIDInfo", "agreementID"),
                           _attribute(block, contract, "agreementID"),
                           _attribute(block, f"{contract}/DocumentReference", "payloadID")),
        "despatch": _first(_attribute(block, f"{notice}Reference", "shipNoticeID"),
                           _attribute(block, f"{notice}IDInfo", "shipNoticeID")),
    }


def _invoice_line(node, sign):
    kind = node.tag.removeprefix("InvoiceDetail")
    if kind == "OrderSummary":
        return {"id": node.get("invoiceLineNumber"), "quantity": sign(number(node.get("quantity"))),
                "net": sign(_money(node, "TotalAmountWithoutTax", "SubtotalAmount"))}
    reference = f"InvoiceDetail{kind}Reference"
    return {
        "id": node.get("invoiceLineNumber"),
        "quantity": sign(number(node.get("quantity"))),
        "unit": _text(node, "UnitOfMeasure"),
        "price": _money(node, "UnitPrice"),
        "base_quantity": number(_attribute(node, "PriceBasisQuantity", "quantity")),
        "net": sign(_money(node, "TotalAmountWithoutTax", "SubtotalAmount")),
        "order_line": _attribute(node, reference, "lineNumber"),
        "item": {**_item(node, f"{reference}/"), "maker": _text(node, f"{reference}/ManufacturerPartID"),
                 "standard": _standard(node, f"{reference}/ItemID")},
    }


def _invoice_lines(request, sign):
    kinds = {"InvoiceDetailOrder": ("InvoiceDetailItem", "InvoiceDetailServiceItem"),
             "InvoiceDetailHeaderOrder": ("InvoiceDetailOrderSummary",)}
    return [{**_invoice_line(node, sign), **_backing(block)}
            for block in request for node in block if node.tag in kinds.get(block.tag, ())]


def _turned(value):
    """Credit memos are written with negative amounts, which other formats write without."""
    if value is None:
        return None
    return number(value[1:] if value.startswith("-") else f"-{value}")


def _invoice(root):
    request, head = root.find("Request/InvoiceDetailRequest"), root.find(HEAD)
    summary, info = request.find("InvoiceDetailSummary"), "*/InvoiceDetailOrderInfo/"
    credit = "creditmemo" in (head.get("purpose") or "standard").lower()
    sign = _turned if credit else (lambda value: value)
    return {
        "kind": "CREDIT_NOTE" if credit else "INVOICE",
        "id": head.get("invoiceID"),
        "issue_date": _date(head.get("invoiceDate")),
        "currency": _attribute(summary, "SubtotalAmount/Money", "currency"),
        "due_date": _date(_attribute(head, "PaymentInformation", "paymentNetDueDate")),
        "delivery_date": _date(_attribute(head, "InvoiceDetailShipping", "shippingDate")),
        "seller": _partner_party(root, head, ("from",), "From", "supplierVatID"),
        "buyer": _partner_party(root, head, ("soldTo", "billTo"), "To", "buyerVatID"),
        "payee": party(_text(_partner(head, "remitTo"), "Contact/Name"), None, []),
        "references": {
            "order": _first(_attribute(request, f"{info}OrderReference", "orderID"),
                            _attribute(request, f"{info}OrderIDInfo", "orderID"),
                            _attribute(request, f"{info}OrderReference/DocumentReference", "payloadID")),
            "contract": _first(_attribute(request, f"{info}MasterAgreementIDInfo", "agreementID"),
                               _attribute(request, f"{info}MasterAgreementReference", "agreementID"),
                               _attribute(request, f"{info}MasterAgreementReference/DocumentReference", "payloadID")),
            "sales_order": _attribute(request, f"{info}SupplierOrderInfo", "orderID"),
            "despatch": _attribute(head, "ShipNoticeIDInfo", "shipNoticeID"),
            "preceding": [each.get("invoiceID") for each in head.findall("InvoiceIDInfo")]
            + [each.get("payloadID") for each in head.findall("DocumentReference")],
        },
        "totals": {"lines": sign(_money(summary, "SubtotalAmount")),
                   "net": sign(_money(summary, "TotalAmountWithoutTax")),
                   "gross": sign(_money(summary, "NetAmount", "GrossAmount")), "tax": sign(_money(summary, "Tax")),
                   "payable": sign(_money(summary, "DueAmount", "NetAmount")),
                   "prepaid": sign(_money(summary, "DepositAmount")),
                   **_total_charges(summary, sign)},
        "charges": _charges(summary, sign),
        "lines": _invoice_lines(request, sign),
    }


def _total_charges(summary, sign):
    """Sums of modifications; beside discount, freight or handling they are not all charges there are."""
    beside = {"TotalAllowances": ("InvoiceDetailDiscount",),
              "TotalCharges": ("ShippingAmount", "SpecialHandlingAmount")}
    allowances, charges = (
        None if any(summary.find(other) is not None for other in others) else sign(_money(summary, total))
        for total, others in beside.items())
    return {"allowances": allowances, "charges": charges}


def _cancellation(root):
    order = _order(root)
    head = root.find("Request/OrderRequest/OrderRequestHeader")
    return {"kind": "ORDER_CANCELLATION", "id": order["id"], "issue_date": order["issue_date"],
            "buyer": order["buyer"], "seller": order["seller"], "reason": _text(head, "Comments"),
            "references": {"order": order["id"]}}


def _order_number(node, *holders):
    """Some senders give the order only by the id of the message that ordered."""
    ids = [_attribute(node, holder, "orderID") for holder in holders]
    return _first(*ids, *(_attribute(node, f"{holder}/DocumentReference", "payloadID") for holder in holders))


def _confirmed_line(item):
    """What comes as ordered speaks for the line; what comes later or never stands beside it."""
    states = item.findall("ConfirmationStatus")
    coming = next((each for each in states if each.get("type") not in ("backordered", "reject")), None)
    later = next((each for each in states if each.get("type") == "backordered"), None)
    never = next((each for each in states if each.get("type") == "reject"), None)
    first = next(each for each in (coming, later, never) if each is not None)
    quantities = [None if each is None else number(each.get("quantity")) for each in (coming, later, never)]
    extrinsic = None if coming is None else _text(coming, "Extrinsic[@name='SupplierPartID']")
    return {
        "order_line": item.get("lineNumber"), "quantity": quantities[0], "outstanding": quantities[1],
        "rejected": quantities[2], "unit": _text(item, "UnitOfMeasure"), "response": first.get("type"),
        "reason": _text(first, "Comments"),
        "price": None if coming is None else _money(coming, "UnitPrice", "ItemIn/ItemDetail/UnitPrice"),
        "item": {"seller": _first(_text(coming, "ItemIn/ItemID/SupplierPartID"), extrinsic),
                 "buyer": _text(coming, "ItemIn/ItemID/BuyerPartID")},
    }


def _confirmation(root):
    request = root.find("Request/ConfirmationRequest")
    head, order = request.find("ConfirmationHeader"), _order_number(request, "OrderReference", "OrderIDInfo")
    return {
        "kind": "ORDER_RESPONSE", "id": head.get("confirmID") or order, "issue_date": _date(head.get("noticeDate")),
        "currency": _first(_attribute(head, "Total/Money", "currency"),
                           _attribute(request, "ConfirmationItem/ConfirmationStatus/UnitPrice/Money", "currency")),
        "response": head.get("type"), "reason": _text(head, "Comments"), "references": {"order": order},
        "seller": party(None, None, _credentials(root, "From")), "buyer": party(None, None, _credentials(root, "To")),
        "totals": {"lines": _money(head, "Total"), "tax": _money(head, "Tax")},
        "lines": [_confirmed_line(each) for each in request.findall("ConfirmationItem")],
    }


def _shipped_line(item):
    return {"id": item.get("shipNoticeLineNumber") or item.get("lineNumber"), "order_line": item.get("lineNumber"),
            "quantity": number(item.get("quantity")), "outstanding": number(item.get("outstandingQuantity")),
            "unit": _text(item, "UnitOfMeasure"), "price": _money(item, "ShipNoticeItemDetail/UnitPrice"),
            "item": {**_item(item, ""), "maker": _text(item, "ShipNoticeItemDetail/ManufacturerPartID")}}


def _ship_notice(root):
    request = root.find("Request/ShipNoticeRequest")
    head = request.find("ShipNoticeHeader")
    return {
        "kind": "DESPATCH_ADVICE", "id": head.get("shipmentID"), "issue_date": _date(head.get("noticeDate")),
        "despatch_date": _date(head.get("shipmentDate")),
        "seller": party(_text(head, "Contact[@role='shipFrom']/Name"), None, _credentials(root, "From")),
        "buyer": party(None, None, _credentials(root, "To")),
        "references": {"order": _order_number(request, "ShipNoticePortion/OrderReference"),
                       "contract": _attribute(request, "ShipNoticePortion/MasterAgreementIDInfo", "agreementID")},
        "lines": [_shipped_line(each) for each in request.findall("ShipNoticePortion/ShipNoticeItem")],
    }


def _basket(root):
    basket = root.find("Message/PunchOutOrderMessage")
    head = basket.find("PunchOutOrderMessageHeader")
    return {
        "kind": "PUNCHOUT_BASKET", "id": _text(basket, "BuyerCookie"), "issue_date": _date(root.get("timestamp")),
        "currency": _attribute(head, "Total/Money", "currency"),
        "seller": party(None, None, _credentials(root, "From")), "buyer": party(None, None, _credentials(root, "To")),
        "references": {"sales_order": _attribute(head, "SupplierOrderInfo", "orderID"),
                       "quotation": head.get("quoteID")},
        "totals": {"lines": _money(head, "Total"), "tax": _money(head, "Tax")},
        "lines": [_order_line(each) for each in basket.findall("ItemIn")],
    }


OTHERS = {
    "Request/ConfirmationRequest/ConfirmationHeader": _confirmation,
    "Request/ShipNoticeRequest/ShipNoticeHeader": _ship_notice,
    "Message/PunchOutOrderMessage/ItemIn": _basket,
}


def extract(path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return []
    if root.tag != "cXML":
        return []
    order = root.find("Request/OrderRequest/OrderRequestHeader")
    if order is not None:
        return [tidy(_cancellation(root) if order.get("type") == "delete" else _order(root))]
    for place, read in OTHERS.items():
        if root.find(place) is not None:
            return [tidy(read(root))]
    invoice = root.find(HEAD)
    if invoice is not None and invoice.get("operation") != "delete":
        return [tidy(_invoice(root))]
    return []
