"""OIOUBL 2.01 to 2.1, from the OIOUBL guidelines on totals, taxes and items."""

from decimal import Decimal

from extract import ubl2_dialect
from extract.dialect_xml import Reading

VAT = ("63", "VAT")


def _is_one_tax(document: Reading, total: Reading) -> bool:
    """Whether the first tax is all of the taxes: there is no duty beside VAT."""
    all_taxes, first = total.text("cbc:TaxExclusiveAmount"), document.text("cac:TaxTotal/cbc:TaxAmount")
    return bool(all_taxes and first) and Decimal(all_taxes) == Decimal(first)


def _net_and_tax(document: Reading, total: Reading) -> tuple[str, str]:
    """TaxExclusiveAmount is the sum of all taxes. The net stands nowhere; it is the sum of the lines where nothing
    else adds to it, and else it is not stated."""
    by_vat = [tax for tax in document.all("cac:TaxTotal")
              if tax.text("cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cbc:ID") in VAT]
    vat = by_vat[0].number("cbc:TaxAmount") if by_vat else total.number("cbc:TaxExclusiveAmount")
    adds = total.text("cbc:AllowanceTotalAmount", "cbc:ChargeTotalAmount")
    lines_alone = not adds and _is_one_tax(document, total)
    return total.number("cbc:LineExtensionAmount") if lines_alone else "", vat


def _charges(document: Reading, total: Reading) -> str:
    """ChargeTotalAmount leaves out the duties, which are charges in EN 16931: with one it is no total of them."""
    return total.number("cbc:ChargeTotalAmount") if _is_one_tax(document, total) else ""


def _items(line: Reading) -> tuple[str, str]:
    """A GTIN stands where the seller's number would."""
    sellers = line.text("cac:Item/cac:SellersItemIdentification/cbc:ID")
    if line.text("cac:Item/cac:SellersItemIdentification/cbc:ID/@schemeID") == "GTIN":
        return "", sellers
    return sellers, line.text("cac:Item/cac:StandardItemIdentification/cbc:ID")


_DIALECT = ubl2_dialect.Dialect("OIOUBL-", VAT, _net_and_tax, _items, _charges)


def extract(path) -> list[dict]:
    return ubl2_dialect.extract(path, _DIALECT)
