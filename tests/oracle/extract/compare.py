"""Brings what procured writes into the form of form.py and tells where two readings differ."""

from extract.form import party, tidy

REFERENCES = {
    "order": "order_reference", "sales_order": "sales_order_reference", "contract": "contract_reference",
    "buyer": "buyer_reference", "project": "project_reference", "despatch": "despatch_reference",
    "receipt": "receipt_reference", "originator": "originator_reference", "quotation": "quotation_reference",
    "object": "invoiced_object", "accounting": "accounting_cost",
}
TOTALS = {
    "lines": "line_extension_amount", "allowances": "allowance_total_amount", "charges": "charge_total_amount",
    "net": "tax_exclusive_amount", "gross": "tax_inclusive_amount", "prepaid": "prepaid_amount",
    "rounding": "payable_rounding_amount", "payable": "payable_amount", "tax": "tax_amount",
}
LINE = {
    "id": "id", "quantity": "quantity", "unit": "unit_code", "price": "price_amount", "base_quantity": "base_quantity",
    "net": "line_extension_amount", "order_line": "order_line_reference", "order": "order_reference",
    "contract": "contract_reference", "despatch": "despatch_reference", "response": "response_code",
    "reason": "response_reason",
    "action": "action_code", "outstanding": "outstanding_quantity", "rejected": "rejected_quantity",
    "short": "short_quantity", "minimum": "minimum_quantity",
}
# Of postings, which have neither items nor quantities.
POSTING = {"text": "item_name", "accounting": "accounting_cost"}
ITEM = {"seller": "sellers_item_id", "buyer": "buyers_item_id", "standard": "standard_item_id",
        "maker": "manufacturers_item_id"}


def _chosen(source, names):
    return {name: source.get(field) for name, field in names.items()}


def _party(source):
    ids = [(each.get("scheme"), each.get("id")) for each in source.get("identifications", [])]
    ids.append((source.get("endpoint_scheme"), source.get("endpoint_id")))
    ids.append((source.get("legal_scheme"), source.get("legal_id")))
    return party(source.get("registration_name") or source.get("name"), source.get("vat_id"), ids)


def _posting(content, line):
    if content.get("kind") != "LEDGER_ENTRY":
        return {}
    return {**_chosen(line, POSTING), "posted": line.get("period", {}).get("start_date")}


def projected(content):
    """A normalised document's content in the form of form.py."""
    return tidy({
        "kind": content.get("kind"),
        "id": content.get("id"),
        "issue_date": content.get("issue_date"),
        "currency": content.get("document_currency_code"),
        "due_date": content.get("due_date"),
        "delivery_date": content.get("delivery", {}).get("actual_delivery_date"),
        "despatch_date": content.get("despatch_date"),
        "response": content.get("response_code"),
        "reason": content.get("response_reason"),
        "action": content.get("action_code"),
        "answered": [[each.get("type_code"), each.get("id")] for each in content.get("answered_documents", [])],
        "seller": _party(content.get("seller", {})),
        "buyer": _party(content.get("buyer", {})),
        "payee": _party(content.get("payee", {})),
        "references": {**_chosen(content, REFERENCES),
                       "preceding": [each.get("id") for each in content.get("billing_references", [])]},
        "totals": _chosen(content.get("totals", {}), TOTALS),
        "charges": [["+" if each.get("charge") else "-", each.get("amount")]
                    for each in content.get("allowances_charges", [])],
        "lines": [{**_chosen(line, LINE), **_posting(content, line), "item": _chosen(line, ITEM)}
                  for line in content.get("lines", [])],
    })


def differences(extracted, normalised, path=""):
    """One sentence for each place where the two differ."""
    if isinstance(extracted, dict) and isinstance(normalised, dict):
        return [sentence for key in sorted(extracted.keys() | normalised.keys())
                for sentence in differences(extracted.get(key), normalised.get(key), f"{path}/{key}")]
    if isinstance(extracted, list) and isinstance(normalised, list) and len(extracted) == len(normalised):
        return [sentence for index, (left, right) in enumerate(zip(extracted, normalised))
                for sentence in differences(left, right, f"{path}/{index}")]
    return [] if extracted == normalised else [f"{path}: extractor {extracted!r}, procured {normalised!r}"]
