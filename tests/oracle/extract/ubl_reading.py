"""UBL 2.1 read by paths of names, and what all its documents have in common: parties, charges, totals, items, lines."""

from extract.form import number, party

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"

# ISO 6523 codes of schemes that are written by the name of their owner.
SCHEMES = {"GLN": "0088", "EAN": "0088", "DUNS": "0060", "NO:ORGNR": "0192", "NO:ORGNO": "0192", "9908": "0192",
           "DK:CVR": "0184", "DK:SE": "0198", "DK:P": "0096", "SE:ORGNR": "0007", "FI:OVT": "0037",
           "FR:SIRENE": "0002", "FR:SIRET": "0009"}


def _path(path):
    """"+Party/Name": names that hold others begin with a plus sign."""
    return "/".join((CAC if name[0] == "+" else CBC) + name.lstrip("+") for name in path.split("/"))


def all_of(node, path):
    return [] if node is None else node.findall(_path(path))


def one_of(node, path):
    found = all_of(node, path)
    return found[0] if found else None


def text_of(node, path):
    found = one_of(node, path)
    return None if found is None or found.text is None else found.text.strip() or None


def first_of(node, *paths):
    return next((text for text in (text_of(node, path) for path in paths) if text), None)


def amount_of(node, path):
    return number(text_of(node, path))


def date_of(node, path):
    text = text_of(node, path)
    return None if text is None else text[:10]


def party_of(node):
    ids = [(SCHEMES.get(each.get("schemeID"), each.get("schemeID")), (each.text or "").strip()) for path in (
        "EndpointID", "+PartyIdentification/ID", "+PartyLegalEntity/CompanyID") for each in all_of(node, path)]
    vat = next((text_of(each, "CompanyID") for each in all_of(node, "+PartyTaxScheme")
                if text_of(each, "+TaxScheme/ID") == "VAT"), None)
    return party(first_of(node, "+PartyLegalEntity/RegistrationName", "+PartyName/Name"), vat, ids)


def charges_of(node):
    return [["+" if text_of(each, "ChargeIndicator") in ("true", "1") else "-", amount_of(each, "Amount")]
            for each in all_of(node, "+AllowanceCharge")]


def totals_of(node, name):
    total = one_of(node, name)
    names = {"lines": "LineExtensionAmount", "allowances": "AllowanceTotalAmount", "charges": "ChargeTotalAmount",
             "net": "TaxExclusiveAmount", "gross": "TaxInclusiveAmount", "prepaid": "PrepaidAmount",
             "rounding": "PayableRoundingAmount", "payable": "PayableAmount"}
    currency, accounting = text_of(node, "DocumentCurrencyCode"), text_of(node, "TaxCurrencyCode")
    taxes = [each.text for each in all_of(node, "+TaxTotal/TaxAmount")
             if accounting in (None, currency) or each.get("currencyID") != accounting]
    return {**{key: amount_of(total, path) for key, path in names.items()}, "tax": number(taxes[0]) if taxes else None}


def _item(line):
    names = {"seller": "Sellers", "buyer": "Buyers", "standard": "Standard", "maker": "Manufacturers"}
    return {key: text_of(line, f"+Item/+{name}ItemIdentification/ID") for key, name in names.items()}


def line_of(line, quantity):
    found = one_of(line, quantity)
    return {
        "id": text_of(line, "ID"),
        "quantity": amount_of(line, quantity),
        "unit": None if found is None else found.get("unitCode"),
        "price": amount_of(line, "+Price/PriceAmount"),
        "base_quantity": amount_of(line, "+Price/BaseQuantity"),
        "net": amount_of(line, "LineExtensionAmount"),
        "order_line": text_of(line, "+OrderLineReference/LineID"),
        "order": text_of(line, "+OrderLineReference/+OrderReference/ID"),
        "despatch": text_of(line, "+DespatchLineReference/+DocumentReference/ID"),
        "item": _item(line),
    }
