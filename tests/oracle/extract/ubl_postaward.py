"""The documents of a purchase beside order and invoice, in UBL 2.1: Peppol BIS Advanced Ordering, Order Agreement,
Despatch Advice, Catalogue, Punch Out, Invoice Response and Message Level Response 3, Peppol Logistics' receipt advice."""

from extract.form import tidy
from extract.ubl_reading import (all_of, amount_of, charges_of, date_of, first_of, line_of, one_of, party_of, text_of,
                                 totals_of)

ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:%s-2}%s"
# UNCL 1001: what a buyer sends, so that a seller answers it.
SENT_BY_BUYERS = ("105", "220", "221", "224", "226", "227", "228", "230", "311", "632")


def _seller_and_buyer(root, *paths):
    """Of each role the first party that the document names."""
    seller, buyer = ((one_of(root, path) for path in role) for role in paths)
    return {"seller": party_of(next((each for each in seller if each is not None), None)),
            "buyer": party_of(next((each for each in buyer if each is not None), None))}


def _ordering(root):
    return {
        **_seller_and_buyer(root, ["+SellerSupplierParty/+Party"], ["+BuyerCustomerParty/+Party"]),
        "currency": text_of(root, "DocumentCurrencyCode"),
        "charges": charges_of(root),
        "delivery_date": date_of(root, "+Delivery/ActualDeliveryDate"),
        "references": {
            "order": text_of(root, "+OrderReference/ID"),
            "sales_order": text_of(root, "SalesOrderID"),
            "contract": text_of(root, "+Contract/ID"),
            "buyer": text_of(root, "CustomerReference"),
            "originator": text_of(root, "+OriginatorDocumentReference/ID"),
            "accounting": text_of(root, "AccountingCost"),
        },
    }


def _order_lines(root, status):
    """The line's own status is an answer of the seller's or an instruction of the buyer's."""
    lines = []
    for outer in all_of(root, "+OrderLine"):
        inner = one_of(outer, "+LineItem")
        lines.append({**line_of(inner, "Quantity"), status: text_of(inner, "LineStatusCode"),
                      "order_line": text_of(outer, "+OrderLineReference/LineID")})
    return lines


def _order_change(root, _):
    return {"kind": "ORDER_CHANGE", **_ordering(root), "totals": totals_of(root, "+AnticipatedMonetaryTotal"),
            "lines": _order_lines(root, "action")}


def _order_cancellation(root, _):
    return {"kind": "ORDER_CANCELLATION", **_ordering(root), "reason": text_of(root, "CancellationNote")}


def _order_response(root, customization):
    agreement = "trns:order_agreement:" in customization
    return {
        "kind": "ORDER_AGREEMENT" if agreement else "ORDER_RESPONSE",
        **_ordering(root),
        "response": None if agreement else text_of(root, "OrderResponseCode"),
        "reason": None if agreement else text_of(root, "RejectionNote"),
        "totals": totals_of(root, "+LegalMonetaryTotal"),
        "lines": _order_lines(root, "response"),
    }


def _simple_response(root, _):
    accepted = text_of(root, "AcceptedIndicator")
    return {"kind": "ORDER_RESPONSE", **_ordering(root), "reason": text_of(root, "RejectionNote"),
            "response": {"true": "AP", "1": "AP", "false": "RE", "0": "RE"}.get(accepted)}


def _shipping(root):
    return {
        **_seller_and_buyer(root, ["+SellerSupplierParty/+Party", "+DespatchSupplierParty/+Party"],
                            ["+BuyerCustomerParty/+Party", "+DeliveryCustomerParty/+Party"]),
        "action": text_of(root, "DocumentStatusCode"),
        "delivery_date": date_of(root, "+Shipment/+Delivery/ActualDeliveryDate"),
    }


def _despatch_advice(root, _):
    return {
        "kind": "DESPATCH_ADVICE",
        **_shipping(root),
        "despatch_date": date_of(root, "+Shipment/+Delivery/+Despatch/ActualDespatchDate"),
        "references": {"order": text_of(root, "+OrderReference/ID"),
                       "sales_order": text_of(root, "+OrderReference/SalesOrderID")},
        "lines": [{**line_of(each, "DeliveredQuantity"), "outstanding": amount_of(each, "OutstandingQuantity"),
                   "reason": text_of(each, "OutstandingReason")} for each in all_of(root, "+DespatchLine")],
    }


def _receipt_advice(root, _):
    despatch = one_of(root, "+DespatchDocumentReference")
    return {
        "kind": "RECEIPT_ADVICE",
        **_shipping(root),
        "response": text_of(despatch, "DocumentStatusCode"),
        "reason": text_of(despatch, "DocumentDescription"),
        "references": {"order": text_of(root, "+OrderReference/ID"), "despatch": text_of(despatch, "ID"),
                       "sales_order": text_of(root, "+OrderReference/SalesOrderID")},
        "lines": [{**line_of(each, "ReceivedQuantity"), "rejected": amount_of(each, "RejectedQuantity"),
                   "short": amount_of(each, "ShortQuantity"), "response": text_of(each, "RejectReasonCode"),
                   "reason": text_of(each, "RejectReason")} for each in all_of(root, "+ReceiptLine")],
    }


def _catalogue_line(line, basket):
    price = one_of(line, "+RequiredItemLocationQuantity")  # the first of those by quantity
    chosen = one_of(price, "+DeliveryUnit/BatchQuantity") if basket else None
    found = {
        **line_of(line, "Quantity"),
        "price": amount_of(price, "+Price/PriceAmount"),
        "base_quantity": amount_of(price, "+Price/BaseQuantity"),
        "contract": text_of(line, "ContractSubdivision"),
        "action": text_of(line, "ActionCode"),
    }
    if basket:
        return {**found, "quantity": amount_of(price, "+DeliveryUnit/BatchQuantity"),
                "unit": None if chosen is None else chosen.get("unitCode")}
    return {**found, "unit": text_of(line, "OrderableUnit"), "minimum": amount_of(price, "MinimumQuantity")}


def _catalogue(root, customization):
    basket = "trns:punch_out:" in customization
    prices = all_of(root, "+CatalogueLine/+RequiredItemLocationQuantity/+Price/PriceAmount")
    return {
        "kind": "PUNCHOUT_BASKET" if basket else "PRICE_CATALOGUE",
        **_seller_and_buyer(root, ["+SellerSupplierParty/+Party", "+ProviderParty"], ["+ReceiverParty"]),
        "currency": prices[0].get("currencyID") if prices else None,
        "action": None if basket else text_of(root, "ActionCode"),
        "references": {"contract": text_of(root, "+ReferencedContract/ID"),
                       "buyer": text_of(root, "+ReceiverParty/+Contact/ID") if basket else None},
        "lines": [_catalogue_line(each, basket) for each in all_of(root, "+CatalogueLine")],
    }


def _application_response(root, _):
    answered = all_of(root, "+DocumentResponse/+DocumentReference")
    if any((text_of(each, "DocumentType") or "").startswith("Transport") for each in answered):
        return None  # of a transport, which nobody buys goods by
    roles = ["+ReceiverParty"], ["+SenderParty"]
    if any(text_of(each, "DocumentTypeCode") in SENT_BY_BUYERS for each in answered):
        roles = roles[::-1]
    response = one_of(root, "+DocumentResponse/+Response")
    codes = [(each.get("listID"), each.text) for each in all_of(response, "+Status/StatusReasonCode")]
    return {
        "kind": "APPLICATION_RESPONSE",
        **_seller_and_buyer(root, *roles),
        "response": text_of(response, "ResponseCode"),
        "reason": first_of(response, "+Status/StatusReason", "Description")
                  or next((code for list_id, code in codes if list_id == "OPStatusReason"), None),
        "action": next((code for list_id, code in codes if list_id == "OPStatusAction"), None),
        "answered": [[text_of(each, "DocumentTypeCode"), text_of(each, "ID")] for each in answered],
        "lines": [{"id": text_of(each, "+LineReference/LineID"), "response": text_of(each, "+Response/ResponseCode"),
                   "reason": text_of(each, "+Response/Description"),
                   "action": text_of(each, "+Response/+Status/StatusReasonCode")}
                  for each in all_of(root, "+DocumentResponse/+LineResponse")],
    }


READERS = {"OrderChange": _order_change, "OrderCancellation": _order_cancellation, "OrderResponse": _order_response,
           "OrderResponseSimple": _simple_response, "DespatchAdvice": _despatch_advice,
           "ReceiptAdvice": _receipt_advice, "Catalogue": _catalogue, "ApplicationResponse": _application_response}


def documents(root, customization):
    """The document that a root is, as a list; an empty one when it is none of these."""
    name = root.tag.rpartition("}")[2]
    found = READERS[name](root, customization) if root.tag == ROOT % (name, name) and name in READERS else None
    if found is None:
        return []
    return [tidy({**found, "id": text_of(root, "ID"), "issue_date": date_of(root, "IssueDate")})]
