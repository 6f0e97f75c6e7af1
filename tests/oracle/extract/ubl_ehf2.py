"""EHF 1 and 2 and other documents of CEN BII, from the EHF 2 guides and the syntax bindings of CWA 16562."""

from extract import ubl2_dialect
from extract.dialect_xml import Reading


def _net_and_tax(document: Reading, total: Reading) -> tuple[str, str]:
    return total.number("cbc:TaxExclusiveAmount"), document.number("cac:TaxTotal/cbc:TaxAmount")


def _items(line: Reading) -> tuple[str, str]:
    return (line.text("cac:Item/cac:SellersItemIdentification/cbc:ID"),
            line.text("cac:Item/cac:StandardItemIdentification/cbc:ID"))


_DIALECT = ubl2_dialect.Dialect("urn:www.cenbii.eu:transaction:", ("VAT",), _net_and_tax, _items)


def extract(path) -> list[dict]:
    return ubl2_dialect.extract(path, _DIALECT)
