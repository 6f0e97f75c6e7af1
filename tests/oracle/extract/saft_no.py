"""SAF-T Financial (Norway) 1.10 to 1.30: transactions of the general ledger with one supplier.

Written from the schemas and the documentation of the Norwegian tax administration."""

import xml.etree.ElementTree as ElementTree

from extract.form import number, party, tidy

N = "{urn:StandardAuditFile-Taxation-Financial:NO}"


def _text(node, path):
    found = None if node is None else node.find("/".join(N + name for name in path.split("/")))
    return None if found is None or found.text is None else found.text.strip() or None


def _line(node):
    debit, credit = _text(node, "DebitAmount/Amount"), _text(node, "CreditAmount/Amount")
    departments = [_text(each, "AnalysisID") for each in node.findall(N + "Analysis")
                   if _text(each, "AnalysisType") == "A"]
    return {"id": _text(node, "RecordID"), "net": number(debit) if debit else number(f"-{credit}"),
            "text": _text(node, "Description"), "accounting": departments[0] if departments else None,
            "posted": _text(node, "ValueDate")}


def _is_payment(lines):
    """Money from an account of the bank (19xx of the standard chart) that is owed to nobody by this transaction."""
    credits = [each for each in lines if each.find(N + "CreditAmount") is not None]
    return (any((_text(each, "AccountID") or "").startswith("19") for each in credits)
            and not any(_text(each, "SupplierID") for each in credits))


def _voucher(root, node, suppliers):
    lines = node.findall(N + "Line")
    if _is_payment(lines):
        return None
    numbers = {_text(each, "SupplierID") for each in lines} - {None}
    if len(numbers) != 1:
        return None
    supplier_id = numbers.pop()
    supplier = suppliers.get(supplier_id)
    credits = [each for each in lines if each.find(N + "CreditAmount") is not None]
    due = [_text(each, "DueDate") for each in (*credits, *lines) if _text(each, "DueDate")]
    return {"kind": "LEDGER_ENTRY", "id": _text(node, "TransactionID"), "issue_date": _text(node, "TransactionDate"),
            "due_date": due[0] if due else None, "currency": _text(root, "Header/DefaultCurrencyCode"),
            "buyer": party(_text(root, "Header/Company/Name"), None,
                           [(None, _text(root, "Header/Company/RegistrationNumber"))]),
            "seller": party(_text(supplier, "Name"), _text(supplier, "TaxRegistration/TaxRegistrationNumber"),
                            [(None, supplier_id), (None, _text(supplier, "RegistrationNumber"))]),
            "references": {"preceding": [_text(each, "ReferenceNumber") for each in credits
                                         if _text(each, "ReferenceNumber")]},
            "lines": [_line(each) for each in lines]}


def extract(path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError:
        return []
    if root.tag != N + "AuditFile":
        return []
    suppliers = {}
    for each in root.iter(N + "Supplier"):
        suppliers.setdefault(_text(each, "SupplierID"), each)
    found = [_voucher(root, each, suppliers) for each in root.iter(N + "Transaction")]
    return [tidy(each) for each in found if each]
