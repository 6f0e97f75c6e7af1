"""Business Central API v2.0: purchaseInvoices, purchaseCreditMemos, purchaseOrders and purchaseReceipts with their lines expanded.

Written from the resource descriptions of the API. The buyer stands in no record: the site declares it (BUYER)."""

from extract.form import party, tidy
from extract.json_file import amount, documents, first, listed, text

BUYER = "0192:958935420"
NO_DAY = "0001-01-01"
DRAFT = ("Draft", "In Review", "In_x0020_Review")
# kind: property of the date, of the lines, and the property that holds the document's number
KINDS = {
    "INVOICE": ("invoiceDate", "purchaseInvoiceLines", ("vendorInvoiceNumber", "number")),
    "CREDIT_NOTE": ("creditMemoDate", "purchaseCreditMemoLines", ("vendorCreditMemoNumber", "number")),
    "ORDER": ("orderDate", "purchaseOrderLines", ("number",)),
    "RECEIPT_ADVICE": ("invoiceDate", "purchaseReceiptLines", ("number",)),
}


def _day(value):
    written = text(value)
    return None if written == NO_DAY else written


def _kind(record):
    """The kind of a purchase document; a receipt has an invoiceDate, too, but no totals."""
    if not isinstance(record, dict) or "vendorNumber" not in record:
        return None
    if "totalAmountIncludingTax" not in record:
        return "RECEIPT_ADVICE" if "invoiceDate" in record and "vendorInvoiceNumber" not in record else None
    return next((kind for kind, (date, _, _) in KINDS.items() if date in record), None)


def _line(line, with_tax):
    account = line.get("lineType") == "Account"
    net = amount(line.get("netAmount"))
    price = net if with_tax else amount(first(line.get("unitCost"), line.get("directUnitCost")))
    return {
        "id": text(line.get("sequence")),
        "quantity": amount(line.get("quantity")),
        "unit": text(line.get("unitOfMeasureCode")),
        "price": price,
        "base_quantity": amount(line.get("quantity")) if with_tax else None,
        "net": net,
        "item": {"buyer": None if account else text(line.get("lineObjectNumber")),
                 "standard": None if account else text((line.get("item") or {}).get("gtin"))},
    }


def _document(record, kind):
    date, lines, numbers = KINDS[kind]
    with_tax = record.get("pricesIncludeTax") is True
    return {
        "kind": kind,
        "id": first(*(record.get(name) for name in numbers)),
        "issue_date": _day(record.get(date)),
        "currency": text(record.get("currencyCode")),
        "due_date": None if kind in ("ORDER", "RECEIPT_ADVICE") else _day(record.get("dueDate")),
        "delivery_date": _day(record.get("postingDate")) if kind == "RECEIPT_ADVICE" else None,
        "seller": party(text(record.get("vendorName")), None, [(None, text(record.get("vendorNumber")))]),
        "buyer": party(None, None, [(None, BUYER)]),
        "payee": party(text(record.get("payToName")), None, [(None, text(record.get("payToVendorNumber")))]),
        "references": {"order": text(record.get("orderNumber")),
                       "accounting": text(record.get("shortcutDimension1Code")),
                       "preceding": [each for each in [text(record.get("invoiceNumber"))] if each]},
        "totals": {"net": amount(record.get("totalAmountExcludingTax")), "tax": amount(record.get("totalTaxAmount")),
                   "gross": amount(record.get("totalAmountIncludingTax"))},
        "lines": [_line(each, with_tax) for each in listed(record.get(lines)) if each.get("lineType") != "Comment"],
    }


def extract(path):
    found = []
    for root in documents(path):
        records = root.get("value") if isinstance(root, dict) and "value" in root else root
        for record in listed(records):
            kind = _kind(record)
            counts = kind in ("INVOICE", "CREDIT_NOTE")
            # "" is the company's own currency, which nothing says here.
            if kind and not (counts and (record.get("status") in DRAFT or not text(record.get("currencyCode")))):
                found.append(tidy(_document(record, kind)))
    return found
