"""What the dialects of UBL 2 have in common (OASIS UBL 2.0 and 2.1): where ids, parties, amounts and lines stand. How a
dialect differs is told by its Dialect."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from extract.dialect_xml import Reading, roots, without_empty

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMESPACES = {"cac": UBL + "CommonAggregateComponents-2", "cbc": UBL + "CommonBasicComponents-2"}
KINDS = {f"{{{UBL}{name}-2}}{name}": kind for name, kind in {
    "Invoice": "INVOICE", "CreditNote": "CREDIT_NOTE", "Order": "ORDER", "OrderResponse": "ORDER_RESPONSE",
    "OrderResponseSimple": "ORDER_RESPONSE", "DespatchAdvice": "DESPATCH_ADVICE", "Catalogue": "PRICE_CATALOGUE",
    "ApplicationResponse": "APPLICATION_RESPONSE"}.items()}
# CEN BII writes some kinds with the root of another.
KINDS_BY_TRANSACTION = {"biitrns110": "ORDER_AGREEMENT", "biitrns077": "PUNCHOUT_BASKET"}
CLAIMS = ("INVOICE", "CREDIT_NOTE")
ORDERING = ("ORDER", "ORDER_RESPONSE", "ORDER_AGREEMENT")
LISTS = ("PRICE_CATALOGUE", "PUNCHOUT_BASKET")
PRICE = "cac:CatalogueLine/cac:RequiredItemLocationQuantity/cac:Price"
LINES = {"INVOICE": "cac:InvoiceLine", "CREDIT_NOTE": "cac:CreditNoteLine", "DESPATCH_ADVICE": "cac:DespatchLine",
         **dict.fromkeys(ORDERING, "cac:OrderLine"), **dict.fromkeys(LISTS, "cac:CatalogueLine")}
# Who sells and who buys: the first that is there.
SELLERS = {"DESPATCH_ADVICE": ["cac:SellerSupplierParty/cac:Party", "cac:DespatchSupplierParty/cac:Party"],
           "APPLICATION_RESPONSE": ["cac:ReceiverParty"],
           **dict.fromkeys(ORDERING, ["cac:SellerSupplierParty/cac:Party"]),
           **dict.fromkeys(LISTS, ["cac:SellerSupplierParty/cac:Party", "cac:ProviderParty"])}
BUYERS = {"DESPATCH_ADVICE": ["cac:BuyerCustomerParty/cac:Party", "cac:DeliveryCustomerParty/cac:Party"],
          "APPLICATION_RESPONSE": ["cac:SenderParty"],
          **dict.fromkeys(ORDERING, ["cac:BuyerCustomerParty/cac:Party"]),
          **dict.fromkeys(LISTS, ["cac:ReceiverParty"])}
# EHF 2 answers orders in UNCL 1225, EHF 3 in UNCL 4343 and, of lines, 1229.
ANSWERS = {"27": "RE", "29": "AP", "30": "CA", "true": "AP", "false": "RE"}
LINE_ANSWERS = {"27": "7", "29": "5", "30": "3"}
# ISO 6523 codes of the schemes that were written by name.
SCHEMES = {"NO:ORGNR": "0192", "GLN": "0088", "EAN": "0088", "DK:CVR": "0184", "DK:SE": "0198", "DK:P": "0096",
           "SE:ORGNR": "0007", "FI:OVT": "0037", "FR:SIRENE": "0002", "FR:SIRET": "0009", "DUNS": "0060"}
NEVER_READ = ("DK:CPR",)


@dataclasses.dataclass(frozen=True)
class Dialect:
    customization: str                                        # CustomizationID begins with it
    vat_schemes: tuple[str, ...]
    net_and_tax: Callable[[Reading, Reading], tuple[str, str]]  # document, monetary total
    standard_item: Callable[[Reading], tuple[str, str]]       # seller's number, standard number
    charges: Callable[[Reading, Reading], str] = lambda _, total: total.number("cbc:ChargeTotalAmount")


def extract(path, dialect: Dialect) -> list[dict]:
    documents = []
    for root in roots(path):
        document = Reading(root, NAMESPACES)
        customization = document.text("cbc:CustomizationID")
        if root.tag in KINDS and customization.startswith(dialect.customization):
            by_transaction = (kind for mark, kind in KINDS_BY_TRANSACTION.items() if mark in customization)
            documents.append(_document(document, next(by_transaction, KINDS[root.tag]), dialect))
    return documents


def _first_of(document: Reading, paths: list[str]) -> Reading | None:
    return next((found for found in (document.first(path) for path in paths) if found), None)


def _document(document: Reading, kind: str, dialect: Dialect) -> dict:
    seller = _first_of(document, SELLERS.get(kind, ["cac:AccountingSupplierParty/cac:Party"]))
    buyer = _first_of(document, BUYERS.get(kind, ["cac:AccountingCustomerParty/cac:Party"]))
    total = document.first("cac:AnticipatedMonetaryTotal" if kind == "ORDER" else "cac:LegalMonetaryTotal")
    return without_empty({
        "kind": kind,
        "id": document.text("cbc:ID"),
        "issue_date": document.text("cbc:IssueDate")[:10],
        "currency": document.text(f"{PRICE}/cbc:PriceAmount/@currencyID" if kind in LISTS
                                  else "cbc:DocumentCurrencyCode"),
        "due_date": document.text("cbc:DueDate", "cac:PaymentMeans/cbc:PaymentDueDate")[:10] if kind in CLAIMS else "",
        "despatch_date": document.text("cac:Shipment/cac:Delivery/cac:Despatch/cbc:ActualDespatchDate")[:10],
        "response": _answer(document),
        "answered": [each.text("cbc:ID") for each in document.all("cac:DocumentResponse/cac:DocumentReference")],
        "seller": _party(seller, dialect) if seller else {},
        "buyer": _party(buyer, dialect) if buyer else {},
        "references": _references(document, kind, buyer),
        "totals": _totals(document, total, dialect) if total else {},
        "lines": [_line(line, kind, dialect) for line in document.all(LINES[kind])] if kind in LINES else [],
    })


def _answer(document: Reading) -> str:
    code = document.text("cbc:OrderResponseCode", "cbc:AcceptedIndicator",
                         "cac:DocumentResponse/cac:Response/cbc:ResponseCode")
    return ANSWERS.get(code, code)


def _references(document: Reading, kind: str, buyer: Reading | None) -> dict:
    contract = {**dict.fromkeys(CLAIMS, "cac:ContractDocumentReference/cbc:ID"),
                **dict.fromkeys(ORDERING, "cac:Contract/cbc:ID"),
                **dict.fromkeys(LISTS, "cac:ReferencedContract/cbc:ID")}
    by_contact = kind in (*CLAIMS, "PUNCHOUT_BASKET", *ORDERING)
    return without_empty({
        "order": "" if kind == "ORDER" else document.text("cac:OrderReference/cbc:ID"),
        "contract": document.text(contract[kind]) if kind in contract else "",
        "buyer": document.text("cbc:CustomerReference" if kind in ORDERING else "cbc:BuyerReference")
                 or (buyer.text("cac:Contact/cbc:ID") if buyer and by_contact else ""),
        "billing": [each.text("cac:InvoiceDocumentReference/cbc:ID", "cac:CreditNoteDocumentReference/cbc:ID")
                    for each in document.all("cac:BillingReference")],
    })


def _party(party: Reading, dialect: Dialect) -> dict:
    legal_id = "cac:PartyLegalEntity/cbc:CompanyID"
    ids = [(party.text(legal_id + "/@schemeID"), party.text(legal_id)),
           (party.text("cbc:EndpointID/@schemeID"), party.text("cbc:EndpointID"))]
    ids += [(each.text("cbc:ID/@schemeID"), each.text("cbc:ID")) for each in party.all("cac:PartyIdentification")]
    vat = [scheme.text("cbc:CompanyID") for scheme in party.all("cac:PartyTaxScheme")
           if scheme.text("cac:TaxScheme/cbc:ID") in dialect.vat_schemes]
    return without_empty({
        "ids": sorted({f"{SCHEMES.get(scheme, scheme)}:{id_}" for scheme, id_ in ids
                       if id_ and scheme not in NEVER_READ}),
        "vat_id": vat[0] if vat else "",
        "names": sorted({name for name in (party.text("cac:PartyName/cbc:Name"),
                                           party.text("cac:PartyLegalEntity/cbc:RegistrationName")) if name}),
    })


def _totals(document: Reading, total: Reading, dialect: Dialect) -> dict:
    net, tax = dialect.net_and_tax(document, total)
    return without_empty({
        "lines": total.number("cbc:LineExtensionAmount"),
        "allowances": total.number("cbc:AllowanceTotalAmount"),
        "charges": dialect.charges(document, total),
        "net": net,
        "tax": tax,
        "inclusive": total.number("cbc:TaxInclusiveAmount"),
        "prepaid": total.number("cbc:PrepaidAmount"),
        "rounding": total.number("cbc:PayableRoundingAmount"),
        "payable": total.number("cbc:PayableAmount"),
    })


def _line(line: Reading, kind: str, dialect: Dialect) -> dict:
    """An order's line holds its item one level below; a catalogue's holds its price so."""
    goods = line.first("cac:LineItem") or line
    price = line.first("cac:RequiredItemLocationQuantity") or goods
    quantity = ("cbc:InvoicedQuantity", "cbc:CreditedQuantity", "cbc:Quantity", "cbc:DeliveredQuantity",
                *(["cac:RequiredItemLocationQuantity/cac:DeliveryUnit/cbc:BatchQuantity"]
                  if kind == "PUNCHOUT_BASKET" else []))
    seller_item, standard_item = dialect.standard_item(goods)
    status = goods.text("cbc:LineStatusCode") if kind == "ORDER_RESPONSE" else ""
    return without_empty({
        "id": goods.text("cbc:ID"),
        "item_ids": without_empty({"seller": seller_item,
                                   "buyer": goods.text("cac:Item/cac:BuyersItemIdentification/cbc:ID"),
                                   "standard": standard_item}),
        "quantity": goods.number(*quantity),
        "unit": goods.text(*(name + "/@unitCode" for name in quantity))
                or (line.text("cbc:OrderableUnit") if kind == "PRICE_CATALOGUE" else ""),
        "outstanding": line.number("cbc:OutstandingQuantity"),
        "minimum": price.number("cbc:MinimumQuantity") if kind == "PRICE_CATALOGUE" else "",
        "price": price.number("cac:Price/cbc:PriceAmount"),
        "base_quantity": price.number("cac:Price/cbc:BaseQuantity"),
        "net": goods.number("cbc:LineExtensionAmount"),
        "response": LINE_ANSWERS.get(status, status),
        "order": line.text("cac:OrderLineReference/cac:OrderReference/cbc:ID") if kind == "DESPATCH_ADVICE" else "",
        "order_line": line.text("cac:OrderLineReference/cbc:LineID"),
    })
