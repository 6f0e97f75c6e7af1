"""UN/CEFACT Cross Industry Invoice D16B, read by the binding of EN 16931 (CEN/TS 16931-3-3) and Factur-X EXTENDED."""

import xml.etree.ElementTree as ElementTree

from extract.form import compact_date, number, party, tidy
from extract.local_names import every as _all, first as _one, text as _text

ROOT = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"
CREDIT_NOTES = {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"}  # EN 16931, BR-CL-01
PRO_FORMA = "325"


def _date(node, path):
    return compact_date(_text(node, path))


def _party(node, name=None):
    if node is None:
        return {}
    paths = ("ID", "GlobalID", "SpecifiedLegalOrganization/ID", "URIUniversalCommunication/URIID")
    ids = [(each.get("schemeID"), each.text) for path in paths for each in _all(node, path)]
    vat = [each.text for each in _all(node, "SpecifiedTaxRegistration/ID") if each.get("schemeID") == "VA"]
    return party(name or _text(node, "Name"), vat[0] if vat else None, ids)


def _charge(node):
    indicator = _text(node, "ChargeIndicator/Indicator")
    return ["+" if indicator in ("true", "1") else "-", number(_text(node, "ActualAmount"))]


def _despatch(delivery):
    """EXTENDED has delivery notes beside despatch advices."""
    return (_text(delivery, "DespatchAdviceReferencedDocument/IssuerAssignedID")
            or _text(delivery, "DeliveryNoteReferencedDocument/IssuerAssignedID"))


def _line(node):
    agreement = _one(node, "SpecifiedLineTradeAgreement")
    product = _one(node, "SpecifiedTradeProduct")
    quantity = _one(node, "SpecifiedLineTradeDelivery/BilledQuantity")
    base = (_text(agreement, "NetPriceProductTradePrice/BasisQuantity")
            or _text(agreement, "GrossPriceProductTradePrice/BasisQuantity"))
    return {
        "id": _text(node, "AssociatedDocumentLineDocument/LineID"),
        "quantity": None if quantity is None else number(quantity.text),
        "unit": None if quantity is None else quantity.get("unitCode"),
        "price": number(_text(agreement, "NetPriceProductTradePrice/ChargeAmount")),
        "base_quantity": number(base),
        "net": number(_text(node, "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/"
                                  "LineTotalAmount")),
        "order_line": _text(agreement, "BuyerOrderReferencedDocument/LineID"),
        "order": _text(agreement, "BuyerOrderReferencedDocument/IssuerAssignedID"),
        "contract": _text(agreement, "ContractReferencedDocument/IssuerAssignedID"),
        "despatch": _despatch(_one(node, "SpecifiedLineTradeDelivery")),
        "item": {"seller": _text(product, "SellerAssignedID"), "buyer": _text(product, "BuyerAssignedID"),
                 "standard": _text(product, "GlobalID"), "maker": _text(product, "ManufacturerAssignedID")},
    }


def _counts(line):
    """Lines that head a group or only inform are no part of the totals."""
    names = ("LineStatusCode", "LineStatusReasonCode")
    status = {_text(line, f"AssociatedDocumentLineDocument/{name}") for name in names}
    return not status & {"GROUP", "INFORMATION"}


def _totals(settlement, currency):
    sums = _one(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    taxes = [each for each in _all(sums, "TaxTotalAmount") if each.get("currencyID") in (None, currency)]
    names = {"lines": "LineTotalAmount", "allowances": "AllowanceTotalAmount", "charges": "ChargeTotalAmount",
             "net": "TaxBasisTotalAmount", "gross": "GrandTotalAmount", "prepaid": "TotalPrepaidAmount",
             "rounding": "RoundingAmount", "payable": "DuePayableAmount"}
    return {**{name: number(_text(sums, path)) for name, path in names.items()},
            "tax": number(taxes[0].text) if taxes else None}


def _references(agreement, delivery, settlement):
    others = {_text(each, "TypeCode"): _text(each, "IssuerAssignedID")
              for each in reversed(_all(agreement, "AdditionalReferencedDocument"))}
    names = {"order": "BuyerOrderReferencedDocument", "sales_order": "SellerOrderReferencedDocument",
             "contract": "ContractReferencedDocument", "quotation": "QuotationReferencedDocument"}
    return {
        **{name: _text(agreement, f"{path}/IssuerAssignedID") for name, path in names.items()},
        "buyer": _text(agreement, "BuyerReference"),
        "project": _text(agreement, "SpecifiedProcuringProject/ID"),
        "despatch": _despatch(delivery),
        "receipt": _text(delivery, "ReceivingAdviceReferencedDocument/IssuerAssignedID"),
        "originator": others.get("50"),
        "object": others.get("130"),
        "accounting": _text(settlement, "ReceivableSpecifiedTradeAccountingAccount/ID"),
        "preceding": [_text(each, "IssuerAssignedID") for each in _all(settlement, "InvoiceReferencedDocument")],
    }


def extract(path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return []
    head = _one(root, "ExchangedDocument")
    if root.tag != ROOT or _text(head, "TypeCode") == PRO_FORMA:
        return []
    trade = _one(root, "SupplyChainTradeTransaction")
    agreement = _one(trade, "ApplicableHeaderTradeAgreement")
    delivery = _one(trade, "ApplicableHeaderTradeDelivery")
    settlement = _one(trade, "ApplicableHeaderTradeSettlement")
    currency = _text(settlement, "InvoiceCurrencyCode")
    seller = _party(_one(agreement, "SellerTradeParty"))
    creditor = _text(settlement, "CreditorReferenceID")
    if creditor:
        seller["ids"] = sorted([*seller.get("ids", []), ["", creditor]])
    freight = [["+", number(_text(each, "AppliedAmount"))]
               for each in _all(settlement, "SpecifiedLogisticsServiceCharge")]
    return [tidy({
        "kind": "CREDIT_NOTE" if _text(head, "TypeCode") in CREDIT_NOTES else "INVOICE",
        "id": _text(head, "ID"),
        "issue_date": _date(head, "IssueDateTime/DateTimeString"),
        "currency": currency,
        "due_date": _date(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString"),
        "delivery_date": _date(delivery, "ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString"),
        "seller": seller,
        "buyer": _party(_one(agreement, "BuyerTradeParty")),
        "payee": _party(_one(settlement, "PayeeTradeParty")),
        "references": _references(agreement, delivery, settlement),
        "totals": _totals(settlement, currency),
        "charges": [_charge(each) for each in _all(settlement, "SpecifiedTradeAllowanceCharge")] + freight,
        "lines": [_line(each) for each in _all(trade, "IncludedSupplyChainTradeLineItem") if _counts(each)],
    })]
