"""Goal: field by field, procured reads what a second reader finds that was written from the standard alone.
Method: tests/oracle/extract has one extractor per system, which shares no code with procured. Every file of an entry's
own samples, and of the corpus where it is present, is read by both. What one reads and the other does not, and every
field that differs, is told; dead letters are compared with the reasons that a person wrote down."""

import json
import os
import pathlib
import tempfile
import unittest

import command
from extract import (cii, compare, cxml, dynamics_bc, edifact_kinds, form, ledger_csv, oci, opentrans, saft_no,
                     sap_idoc, sap_s4hana, shopify, ubl, unit4, woocommerce, x12_kinds)

ROOT = pathlib.Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "connectors" / "catalogue"
CORPUS = pathlib.Path(os.environ.get("PROCURED_CORPUS", ROOT.parent / "shared" / "corpus"))

# system: its extractor, and the folders of the corpus that hold its files.
SYSTEMS = {
    "cii": (cii, ["xrechnung", "en16931/cii"]),
    "cxml": (cxml, ["cxml"]),
    "dynamics_bc": (dynamics_bc, ["dynamics-bc"]),
    "edifact": (edifact_kinds, ["edifact", "sap-idoc-b2b-factory", "sap-idoc-flat-orders01/inbound_edifact"]),
    "ledger_csv": (ledger_csv, ["spend-uk-hyndburn"]),
    "oci": (oci, []),
    "opentrans": (opentrans, ["opentrans"]),
    "saft_no": (saft_no, ["saft-no"]),
    "sap_idoc": (sap_idoc, ["sap-idoc-b2b-factory", "sap-idoc-flat-orders01"]),
    "sap_s4hana": (sap_s4hana, ["s4hana-odata", "sap-idoc-b2b-factory"]),
    "shopify": (shopify, ["shopify"]),
    "ubl": (ubl, ["digipost-norwegian", "ehf-g2-legacy", "ehf-g3", "en16931", "peppol-billing-3", "peppol-logistics",
                  "peppol-postaward-3", "phive-ehf", "vefa-validator-docs", "xrechnung"]),
    "unit4": (unit4, []),
    "woocommerce": (woocommerce, ["woocommerce"]),
    "x12": (x12_kinds, ["x12"]),
}
# What a site declares for sources that do not say whose they are.
CONFIG = f"""connectors:
  files:
    default_buyer: "{dynamics_bc.BUYER}"
    default_seller: "{shopify.SELLER}"
"""

# Whose sources state no currency in some documents.
CURRENCIES = {"woocommerce": woocommerce.CURRENCY}

NOBODY = ("missing_buyer", "its buyer has a name and no identifier, so there is nobody to judge")
NO_LINES = ("missing_lines", "its lines were not fetched with it")

# Documents of a system that are dead letters all the same: pattern of the path, reason, why a person agrees.
REFUSED = {
    "cii": {
        "CII_example6.xml": NOBODY,
    },
    "dynamics_bc": {
        "*.json": NO_LINES,
    },
    "sap_idoc": {
        "*/Order-to-Cash-SOAP-Scenario/01._b_*": ("fragment", "an answer that names neither buyer nor seller"),
    },
    "sap_s4hana": {
        "*/A_PurchaseOrder.json": NO_LINES,
        "*/A_SupplierInvoice.json": NO_LINES,
        "*/purchase-order-header-01-sample.json": NO_LINES,
        "*/supplier-invoice-header-01-sample.json": NO_LINES,
    },
    "shopify": {
        "orders.json": NO_LINES,
    },
    "ubl": {
        "ubl-tc434-example6.xml": NOBODY,
    },
}


def read_by_procured(folder, system=None):
    """({path: [content]}, {path: reason}) of all files below a folder."""
    declared = f"    default_currency: {CURRENCIES[system]}\n" if system in CURRENCIES else ""
    with tempfile.TemporaryDirectory(prefix="procured-extract-") as out:
        config = pathlib.Path(out, "procured.yaml")
        config.write_text(CONFIG + declared, encoding="utf-8")
        command.procured("evaluate", "--config", config, "--out", out, folder)
        documents, refused = {}, {}
        for line in pathlib.Path(out, "documents.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            key, _, position = row["origin"]["source_key"].partition("#")
            documents.setdefault(key, []).append((position, row["content"]))
        for line in pathlib.Path(out, "dead-letters.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            refused[row["source_key"].partition("#")[0]] = row["reason"]
    return {path: [content for _, content in sorted(found, key=lambda each: (len(each[0]), each[0]))]
            for path, found in documents.items()}, refused


def _name(document):
    """Of documents whose positions are no order."""
    return (document["id"].lower(), document["seller"]["name"].lower())


class FormTest(unittest.TestCase):
    def test_numbers_are_compared_by_value(self):
        self.assertEqual([form.number(text) for text in ("1.50", "-0.0", "+100", "1E+2", " ", None)],
                         ["1.5", "0", "100", "100", None, None])

    def test_every_kind_of_difference_is_told(self):
        left = {"id": "1", "lines": [{"net": "5"}], "only": "left"}
        right = {"id": "2", "lines": [{"net": "6"}], "other": "right"}
        self.assertEqual([sentence.split(":")[0] for sentence in compare.differences(left, right)],
                         ["/id", "/lines/0/net", "/only", "/other"])

    def test_a_lost_line_is_told(self):
        self.assertEqual(len(compare.differences({"lines": [{}, {}]}, {"lines": [{}]})), 1)


class ExtractTest(unittest.TestCase):
    def check(self, system, folder):
        extractor = SYSTEMS[system][0]
        documents, refused = read_by_procured(folder, system)
        compared = 0
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            extracted = extractor.extract(path)
            known = next((reason for pattern, (reason, _) in REFUSED.get(system, {}).items()
                          if CORPUS in path.parents and path.match(pattern)), None)
            with self.subTest(system=system, file=str(path)):
                if extracted and known:
                    self.assertEqual(refused.get(str(path)), known)
                elif extracted:
                    normalised = [compare.projected(content) for content in documents.get(str(path), [])]
                    if getattr(extractor, "UNORDERED", False):
                        extracted.sort(key=_name)
                        normalised.sort(key=_name)
                    self.assertEqual(compare.differences(extracted, normalised), [], refused.get(str(path)))
                    compared += 1
        return compared

    def test_own_samples(self):
        for system in SYSTEMS:
            folder = CATALOGUE / system / "samples"
            self.assertGreaterEqual(self.check(system, folder), 2, system)
            foreign = [path for path in read_by_procured(folder, system)[0] if not SYSTEMS[system][0].extract(path)]
            self.assertEqual(foreign, [], "procured reads what is no document of this system")

    @unittest.skipUnless(CORPUS.is_dir(), "the corpus is not present")
    def test_the_corpus(self):
        for system, (_, folders) in SYSTEMS.items():
            compared = sum(self.check(system, CORPUS / folder) for folder in folders)
            print(f"{system}: {compared} documents compared")


if __name__ == "__main__":
    unittest.main()
