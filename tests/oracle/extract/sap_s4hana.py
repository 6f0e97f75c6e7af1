"""S/4HANA OData V2: A_PurchaseOrder, A_SupplierInvoice and A_MaterialDocumentHeader with their items expanded, and the EDI
messages (SOAP) of orders, confirmations, deliveries and invoices.

Written from the services' metadata: all numbers are strings, dates are /Date(ms)/ in UTC, an invoice has no price but
an amount for a quantity, and a credit memo carries SupplierInvoiceIsCreditMemo and positive amounts. A reversal repeats
the supplier's number, so it and what it reverses are known by the system's own. The company code buys; a site may
declare who that is (BUYER)."""

import datetime
import re
import xml.etree.ElementTree as ElementTree

from extract.form import number, party, tidy
from extract.json_file import amount, documents, first, listed, text

BUYER = "0192:958935420"
RECEIPTS = ("101", "102", "122")  # Movement types: received for an order, that taken back, sent back.
PARKED = ("2", "A", "B", "C", "D")
ITEMS = ("to_SuplrInvcItemPurOrdRef", "to_SupplierInvoiceItemGLAcct", "to_SuplrInvcItemMaterial",
         "to_SuplrInvcItemAsset")


def _day(value):
    written = text(value)
    if written is None:
        return None
    stamp = re.fullmatch(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/", written)
    if not stamp:
        return written[:10]
    start = datetime.datetime(1970, 1, 1)
    return (start + datetime.timedelta(milliseconds=int(stamp.group(1)))).date().isoformat()


def _expanded(record, name):
    """Records of a navigation that was expanded."""
    value = record.get(name)
    if isinstance(value, dict):
        value = value.get("results", [])
    return [each for each in listed(value) if isinstance(each, dict)]


def _number_or_nothing(value):
    """A numeric key or quantity; "0" stands for none."""
    written = text(value)
    return None if written is None or number(written) == "0" else written


def _item_number(value):
    """The number of an order's item; some answers pad it with zeros, and it stands for none where it is zero."""
    written = text(value)
    return (written or "").lstrip("0") or None


def _is_asked_for(order):
    """False of orders that the supplier has not been asked for anything by: deleted, on hold, rejected, not released."""
    return (order.get("PurchasingDocumentDeletionCode") != "L" and order.get("PurchasingProcessingStatus") != "08"
            and not any(text(order.get(name)) in ("true", "X")
                        for name in ("PurchasingCompletenessStatus", "ReleaseIsNotCompleted")))


def _turned(value):
    return None if value is None else number("-" + value) if not value.startswith("-") else value[1:]


def _buyer(record):
    return party(None, None, [(None, BUYER), (None, text(record.get("CompanyCode")))])


def _order_line(item):
    quantity = amount(item.get("OrderQuantity"))
    return {
        "id": text(item.get("PurchaseOrderItem")),
        "quantity": _turned(quantity) if item.get("IsReturnsItem") is True else quantity,
        "unit": text(item.get("PurchaseOrderQuantityUnit")),
        "price": amount(item.get("NetPriceAmount")),
        "base_quantity": amount(_number_or_nothing(item.get("NetPriceQuantity"))),
        "contract": first(item.get("PurchaseContract"), item.get("PurContractForOverallLimit")),
        "item": {"seller": text(item.get("SupplierMaterialNumber")), "buyer": text(item.get("Material")),
                 "standard": text(item.get("InternationalArticleNumber"))},
    }


def _order(record):
    return {
        "kind": "ORDER",
        "id": text(record["PurchaseOrder"]),
        "issue_date": _day(record.get("PurchaseOrderDate")),
        "currency": text(record.get("DocumentCurrency")),
        "seller": party(text(record.get("AddressName")), None, [(None, text(record.get("Supplier")))]),
        "buyer": _buyer(record),
        "payee": party(None, None, [(None, text(record.get("InvoicingParty")))]),
        "references": {"buyer": first(record.get("CorrespncInternalReference"), record.get("PurchasingGroup")),
                       "quotation": text(record.get("SupplierQuotationExternalID")),
                       "originator": text(record.get("PurchasingCollectiveNumber"))},
        "lines": [_order_line(each) for each in _expanded(record, "to_PurchaseOrderItem")
                  if each.get("PurchasingDocumentDeletionCode") != "L"],
    }


def _invoice_line(item, name, own_side):
    net = amount(item["SupplierInvoiceItemAmount"])
    line = {"id": text(item.get("SupplierInvoiceItem")), "net": net, "item": {"buyer": text(item.get("Material"))}}
    if name == "to_SuplrInvcItemPurOrdRef":
        quantity = amount(item.get("QuantityInPurchaseOrderUnit"))
        return {**line, "quantity": quantity, "unit": text(item.get("PurchaseOrderQuantityUnit")), "price": net,
                "base_quantity": None if quantity == "0" else quantity, "order": text(item.get("PurchaseOrder")),
                "order_line": _item_number(item.get("PurchaseOrderItem"))}
    quantity = amount(_number_or_nothing(item.get("Quantity")))
    if text(item.get("DebitCreditCode")) not in (None, own_side):
        line["net"], quantity = _turned(net), _turned(quantity)
    return {**line, "quantity": quantity, "unit": text(item.get("QuantityUnit"))}


def _invoice(record):
    credit = text(record.get("SupplierInvoiceIsCreditMemo")) in ("X", "true")
    reversal = record.get("IsReversal") is True
    own_number = reversal or record.get("IsReversed") is True
    orders = _expanded(record, "to_SuplrInvcItemPurOrdRef")
    notes = _expanded(record, "to_SelectedDeliveryNotes")
    delivery = amount(record.get("UnplannedDeliveryCost"))
    preceding = [text(record.get("ReverseDocument")) if reversal else None, text(record.get("InvoiceReference"))]
    return {
        "kind": "CREDIT_NOTE" if credit else "INVOICE",
        "id": text(record["SupplierInvoice" if own_number else "SupplierInvoiceIDByInvcgParty"]),
        "issue_date": _day(record.get("DocumentDate")),
        "currency": text(record.get("DocumentCurrency")),
        "seller": party(None, text(record.get("SupplierVATRegistration")),
                        [(None, text(record.get("InvoicingParty")))]),
        "buyer": _buyer(record),
        "payee": party(None, None, [(None, text(record.get("AlternativePayeePayer")))]),
        "references": {"order": first(*(each.get("PurchaseOrder") for each in orders)),
                       "despatch": first(*(each.get("InboundDeliveryNote") for each in notes)),
                       "preceding": [each for each in preceding if each]},
        "totals": {"gross": amount(record.get("InvoiceGrossAmount"))},
        "charges": [] if delivery in (None, "0") else [["+", delivery]],
        "lines": [_invoice_line(each, name, "H" if credit else "S") for name in record if name in ITEMS
                  for each in _expanded(record, name)],
    }


def _received(item):
    quantity = amount(item.get("QuantityInEntryUnit"))
    return {
        "id": text(item.get("MaterialDocumentItem")),
        "quantity": quantity if item["GoodsMovementType"] == "101" else _turned(quantity),
        "unit": text(item.get("EntryUnit")),
        "order": text(item.get("PurchaseOrder")),
        "order_line": _number_or_nothing(item.get("PurchaseOrderItem")),
        "reason": _number_or_nothing(item.get("GoodsMovementReasonCode")),
        "despatch": text(item.get("Delivery")),
        "item": {"buyer": text(item.get("Material"))},
    }


def _receipt(record):
    items = _expanded(record, "to_MaterialDocumentItem")
    return {
        "kind": "RECEIPT_ADVICE",
        "id": text(record["MaterialDocument"]),
        "issue_date": _day(record.get("DocumentDate")),
        "delivery_date": _day(record.get("PostingDate")),
        "seller": party(None, None, [(None, text(each.get("Supplier"))) for each in items]),
        "buyer": party(None, None, [(None, BUYER)]),
        "references": {"despatch": text(record.get("ReferenceDocument")),
                       "order": first(*(each.get("PurchaseOrder") for each in items))},
        "lines": [_received(each) for each in items if each.get("GoodsMovementType") in RECEIPTS],
    }


def _plain(node, path):
    """A number that SAP pads with zeros."""
    found = (node.findtext(path) or "").strip()
    return (found.lstrip("0") or "0") if found.isdigit() else found or None


def _of_party(node, role):
    return next((each for each in node.findall("Party") if each.get("PartyType") == role), ElementTree.Element("Party"))


def _soap_buyer(document, role):
    found = _of_party(document, role)
    return party(found.findtext("Address/AddressName"), document.findtext("BuyerVATRegistration"),
                 [(None, BUYER), ("sap_customer", _plain(found, "SupplierPartyID"))])


def _soap_line(item, key, quantity, net, price):
    unit = item.find(quantity)
    product = next((each for each in (item.find("Product"), item.find("Material")) if each is not None), item)
    return {
        "id": _plain(item, key), "quantity": number(item.findtext(quantity)),
        "unit": None if unit is None else unit.get("unitCode"),
        "net": number(item.findtext(net)) if net else None,
        "price": number(item.findtext(f"{price}/Amount")) if price else None,
        "base_quantity": number(item.findtext(f"{price}/BaseQuantity")) if price else None,
        "item": {"buyer": product.findtext("BuyerProductID"), "seller": product.findtext("SupplierProductID")},
    }


def _soap_order(order):
    supplier, kind = _of_party(order, "Supplier"), order.findtext("ActionCode")
    return {
        "kind": {"02": "ORDER_CHANGE", "03": "ORDER_CANCELLATION"}.get(kind, "ORDER"),
        "id": order.findtext("PurchaseOrderID"),
        "issue_date": order.findtext("PurchaseOrderCreationDate"),
        "currency": order.findtext("TransactionCurrency"),
        "buyer": _soap_buyer(order, "SoldTo"),
        "seller": party(supplier.findtext("Address/AddressName"), None, [(None, _plain(supplier, "BuyerPartyID"))]),
        "references": {"buyer": order.findtext("PurchasingGroup"),
                       "order": order.findtext("PurchaseOrderID") if kind in ("02", "03") else None},
        "lines": [{**_soap_line(each, "PurchaseOrderItemID", "RequestedQuantity", "ExpectedNetAmount",
                                "ExpectedNetPrice"), "contract": each.findtext("PurchaseContractID")}
                  for each in order.findall("OrderItem")],
    }


def _soap_vendor(document, name):
    """The number that the buyer has for the seller stands with the buyer."""
    return party(name, None, [(None, _plain(_of_party(document, "SoldTo"), "BuyerPartyID"))])


def _soap_confirmation(answer):
    confirmed = "ScheduleLine/ConfirmedOrderQuantityByMaterialAvailableCheck"
    lines = [{**_soap_line(each, "SalesOrderItemID", "RequestedQuantity" if each.find(confirmed) is None else confirmed,
                           "NetAmount", "NetPrice"),
              "order_line": _plain(each, "PurchaseOrderItemID"), "response": each.findtext("SalesDocumentRjcnReason"),
              "reason": each.findtext("SalesDocumentRjcnReasonName")} for each in answer.findall("Item")]
    return {
        "kind": "ORDER_RESPONSE",
        "id": answer.findtext("SalesOrderID"),
        "issue_date": answer.findtext("SalesOrderCreationDate"),
        "currency": answer.findtext("TransactionCurrency"),
        "buyer": _soap_buyer(answer, "SoldTo"),
        "seller": _soap_vendor(answer, None),
        "references": {"order": answer.findtext("PurchaseOrderID"), "sales_order": answer.findtext("SalesOrderID")},
        "lines": lines,
    }


def _soap_delivery(delivery):
    left = delivery.findtext("ActualGoodsMovementDateTime") or delivery.findtext("GoodsIssueDateTime") or ""
    name = _of_party(delivery, "SalesOrganization").findtext("Address/AddressName")
    return {
        "kind": "DESPATCH_ADVICE",
        "id": delivery.findtext("DeliveryDocument"),
        "issue_date": delivery.findtext("DocumentDate"),
        "despatch_date": left[:10],
        "buyer": _soap_buyer(delivery, "SoldTo"),
        "seller": _soap_vendor(delivery, name),
        "references": {"order": delivery.findtext("DeliveryItem/UnderlyingPurchaseOrder"),
                       "sales_order": delivery.findtext("DeliveryItem/ReferenceSDDocument")},
        "lines": [{**_soap_line(each, "DeliveryDocumentItem", "ActualDeliveryQuantity", None, None),
                   "order": each.findtext("UnderlyingPurchaseOrder"),
                   "order_line": _plain(each, "UnderlyingPurchaseOrderItem")}
                  for each in delivery.findall("DeliveryItem")],
    }


def _soap_invoice_line(item):
    line = _soap_line(item, "SupplierInvoiceItemID", "InvoicedQuantity", "NetAmount", None)
    return {**line, "price": line["net"], "base_quantity": line["quantity"], "order": item.findtext("PurchaseOrderID"),
            "order_line": _plain(item, "PurchaseOrderItemID"), "despatch": item.findtext("DeliveryNote")}


def _soap_invoice(invoice):
    issuer, gross = _of_party(invoice, "BillFrom"), invoice.find("GrossAmount")
    return {
        "kind": {"005": "CREDIT_NOTE"}.get(invoice.findtext("SupplierInvoiceTypeCode"), "INVOICE"),
        "id": invoice.findtext("SupplierInvoiceID"),
        "issue_date": invoice.findtext("DocumentDate"),
        "currency": gross.get("currencyCode"),
        "buyer": _soap_buyer(invoice, "BillTo"),
        "seller": party(issuer.findtext("Address/AddressName"), None, [(None, _plain(issuer, "BuyerPartyID"))]),
        "references": {"order": invoice.findtext("Item/PurchaseOrderID")},
        "totals": {"gross": number(gross.text), "payable": number(gross.text)},
        "lines": [_soap_invoice_line(each) for each in invoice.findall("Item")],
    }


SOAP = {
    "OrderRequest": ("Order", _soap_order), "OrderConfRequest": ("OrderConfirmation", _soap_confirmation),
    "DeliveryRequest": ("Delivery", _soap_delivery), "InvoiceRequest": ("Invoice", _soap_invoice),
}


def _from_xml(path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return []
    space, _, name = root.tag.rpartition("}")
    if space != "{http://sap.com/xi/EDI" or name not in SOAP:
        return []
    element, read = SOAP[name]
    return [tidy(read(each)) for each in root.findall(element)]


def _records(root):
    """The entities of a file: an OData answer, a list, one alone, or the message of a captured log line."""
    if isinstance(root, dict) and isinstance(root.get("d"), (dict, list)):
        inner = root["d"]
        return listed(inner.get("results", inner) if isinstance(inner, dict) else inner)
    if isinstance(root, dict) and isinstance(root.get("message"), (dict, list)):
        return listed(root["message"])
    return listed(root)


def extract(path):
    found = _from_xml(path)
    for record in (each for root in documents(path) for each in _records(root) if isinstance(each, dict)):
        if {"PurchaseOrder", "PurchaseOrderType", "Supplier"} <= record.keys():
            if _is_asked_for(record):
                found.append(tidy(_order(record)))
        elif {"SupplierInvoice", "InvoicingParty", "FiscalYear"} <= record.keys():
            if record.get("SupplierInvoiceStatus") not in PARKED:
                found.append(tidy(_invoice(record)))
        elif {"MaterialDocument", "MaterialDocumentYear"} <= record.keys():
            items = _expanded(record, "to_MaterialDocumentItem")
            if items and items[0].get("GoodsMovementType") in RECEIPTS:
                found.append(tidy(_receipt(record)))
    return found
