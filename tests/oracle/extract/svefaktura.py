"""Svefaktura 1.0 (SFTI BasicInvoice 1.0 on UBL 1.0), from the schemas and the handbook of SFTI."""

from extract.dialect_xml import Reading, roots, without_empty

NAMESPACES = {"bi": "urn:sfti:documents:BasicInvoice:1:0", "cac": "urn:sfti:CommonAggregateComponents:1:0",
              "cbc": "urn:oasis:names:tc:ubl:CommonBasicComponents:1:0"}
GS1 = {"9": "0088"}
ORGANISATION = "0007"


def extract(path) -> list[dict]:
    root_name = f"{{{NAMESPACES['bi']}}}Invoice"
    return [_document(Reading(root, NAMESPACES)) for root in roots(path) if root.tag == root_name]


def _document(invoice: Reading) -> dict:
    references = {each.text("cac:ID/@identificationSchemeID"): each.text("cac:ID")
                  for each in reversed(list(invoice.all("bi:AdditionalDocumentReference")))}
    to_pay = invoice.number("cac:LegalTotal/cbc:TaxInclusiveTotalAmount")
    return without_empty({
        "kind": "CREDIT_NOTE" if invoice.text("bi:InvoiceTypeCode") == "381" else "INVOICE",
        "id": invoice.text("bi:ID"),
        "issue_date": invoice.text("cbc:IssueDate")[:10],
        "currency": invoice.text("bi:InvoiceCurrencyCode"),
        "due_date": invoice.text("cac:PaymentMeans/cbc:DuePaymentDate")[:10],
        "seller": _party(invoice.first("cac:SellerParty/cac:Party")),
        "buyer": _party(invoice.first("cac:BuyerParty/cac:Party")),
        "references": without_empty({
            "contract": references.get("CT", ""),
            "buyer": "; ".join(each.text("cac:ID") for each in invoice.all("bi:RequisitionistDocumentReference")),
            "billing": [each.text("cac:ID") for each in invoice.all("bi:InitialInvoiceDocumentReference")],
        }),
        "totals": without_empty({
            "lines": invoice.number("cac:LegalTotal/cbc:LineExtensionTotalAmount"),
            "net": invoice.number("cac:LegalTotal/cbc:TaxExclusiveTotalAmount"),
            "tax": invoice.number("cac:TaxTotal/cbc:TotalTaxAmount"),
            "inclusive": to_pay,
            "rounding": invoice.number("cac:LegalTotal/cac:RoundOffAmount"),
            "payable": to_pay,
        }),
        "lines": [_line(line) for line in invoice.all("cac:InvoiceLine")],
    })


def _party(party: Reading | None) -> dict:
    if party is None:
        return {}
    by_scheme = {each.text("cac:TaxScheme/cac:ID"): each for each in party.all("cac:PartyTaxScheme")}
    ids = [f"{GS1.get(each.text('cac:ID/@identificationSchemeAgencyID'), '')}:{each.text('cac:ID')}"
           for each in party.all("cac:PartyIdentification")]
    if "SWT" in by_scheme and by_scheme["SWT"].text("cac:CompanyID"):
        ids.append(f"{ORGANISATION}:{by_scheme['SWT'].text('cac:CompanyID')}")
    registered = [each.text("cbc:RegistrationName") for each in by_scheme.values()]
    return without_empty({
        "ids": sorted(set(ids)),
        "vat_id": by_scheme["VAT"].text("cac:CompanyID") if "VAT" in by_scheme else "",
        "names": sorted({name for name in [party.text("cac:PartyName/cbc:Name"), *registered] if name}),
    })


def _line(line: Reading) -> dict:
    return without_empty({
        "id": line.text("cac:ID"),
        "item_ids": without_empty({"seller": line.text("cac:Item/cac:SellersItemIdentification/cac:ID"),
                                   "buyer": line.text("cac:Item/cac:BuyersItemIdentification/cac:ID"),
                                   "standard": line.text("cac:Item/cac:StandardItemIdentification/cac:ID")}),
        "quantity": line.number("cbc:InvoicedQuantity"),
        "unit": line.text("cbc:InvoicedQuantity/@quantityUnitCode"),
        "price": line.number("cac:Item/cac:BasePrice/cbc:PriceAmount"),
        "base_quantity": line.number("cac:Item/cac:BasePrice/cbc:BaseQuantity"),
        "net": line.number("cbc:LineExtensionAmount"),
        "order": line.text("cac:OrderLineReference/cac:OrderReference/cac:BuyersID"),
        "order_line": line.text("cac:OrderLineReference/cac:BuyersLineID"),
    })
