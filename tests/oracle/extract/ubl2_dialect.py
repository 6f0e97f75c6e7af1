"""What the dialects of UBL 2 have in common (OASIS UBL 2.0 and 2.1): where ids, parties, amounts and lines stand. How a
dialect differs is told by its Dialect."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from extract.dialect_xml import Reading, roots, without_empty

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
NAMESPACES = {"cac": UBL + "CommonAggregateComponents-2", "cbc": UBL + "CommonBasicComponents-2"}
KINDS = {f"{{{UBL}Invoice-2}}Invoice": "INVOICE", f"{{{UBL}CreditNote-2}}CreditNote": "CREDIT_NOTE",
         f"{{{UBL}Order-2}}Order": "ORDER"}
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


def extract(path, dialect: Dialect) -> list[dict]:
    documents = []
    for root in roots(path):
        document = Reading(root, NAMESPACES)
        if root.tag in KINDS and document.text("cbc:CustomizationID").startswith(dialect.customization):
            documents.append(_document(document, KINDS[root.tag], dialect))
    return documents


def _document(document: Reading, kind: str, dialect: Dialect) -> dict:
    is_order = kind == "ORDER"
    seller = document.first(f"cac:{'SellerSupplierParty' if is_order else 'AccountingSupplierParty'}/cac:Party")
    buyer = document.first(f"cac:{'BuyerCustomerParty' if is_order else 'AccountingCustomerParty'}/cac:Party")
    total = document.first("cac:AnticipatedMonetaryTotal" if is_order else "cac:LegalMonetaryTotal")
    lines = {"INVOICE": "cac:InvoiceLine", "CREDIT_NOTE": "cac:CreditNoteLine", "ORDER": "cac:OrderLine/cac:LineItem"}
    return without_empty({
        "kind": kind,
        "id": document.text("cbc:ID"),
        "issue_date": document.text("cbc:IssueDate")[:10],
        "currency": document.text("cbc:DocumentCurrencyCode"),
        "due_date": "" if is_order else document.text("cbc:DueDate", "cac:PaymentMeans/cbc:PaymentDueDate")[:10],
        "seller": _party(seller, dialect) if seller else {},
        "buyer": _party(buyer, dialect) if buyer else {},
        "references": without_empty({
            "order": "" if is_order else document.text("cac:OrderReference/cbc:ID"),
            "contract": document.text("cac:Contract/cbc:ID" if is_order else "cac:ContractDocumentReference/cbc:ID"),
            "buyer": document.text(*(["cbc:CustomerReference"] if is_order else ["cbc:BuyerReference"]))
                     or (buyer.text("cac:Contact/cbc:ID") if buyer else ""),
            "billing": [each.text("cac:InvoiceDocumentReference/cbc:ID", "cac:CreditNoteDocumentReference/cbc:ID")
                        for each in document.all("cac:BillingReference")],
        }),
        "totals": _totals(document, total, dialect) if total else {},
        "lines": [_line(line, dialect) for line in document.all(lines[kind])],
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
        "charges": total.number("cbc:ChargeTotalAmount"),
        "net": net,
        "tax": tax,
        "inclusive": total.number("cbc:TaxInclusiveAmount"),
        "prepaid": total.number("cbc:PrepaidAmount"),
        "rounding": total.number("cbc:PayableRoundingAmount"),
        "payable": total.number("cbc:PayableAmount"),
    })


def _line(line: Reading, dialect: Dialect) -> dict:
    quantity = ("cbc:InvoicedQuantity", "cbc:CreditedQuantity", "cbc:Quantity")
    seller_item, standard_item = dialect.standard_item(line)
    return without_empty({
        "id": line.text("cbc:ID"),
        "item_ids": without_empty({"seller": seller_item,
                                   "buyer": line.text("cac:Item/cac:BuyersItemIdentification/cbc:ID"),
                                   "standard": standard_item}),
        "quantity": line.number(*quantity),
        "unit": line.text(*(name + "/@unitCode" for name in quantity)),
        "price": line.number("cac:Price/cbc:PriceAmount"),
        "base_quantity": line.number("cac:Price/cbc:BaseQuantity"),
        "net": line.number("cbc:LineExtensionAmount"),
        "order_line": line.text("cac:OrderLineReference/cbc:LineID"),
    })
