"""Goal: the dialects of UBL are read as a second extractor reads them, written from the standards, which shares no code
with the daemon.
Method: the samples of each entry through `procured evaluate`, and any documents in the folder PROCURED_DIALECTS; each
normalised document field by field beside the extracted one."""

import json
import os
import pathlib
import shutil
import tempfile
import unittest

from command import procured
from extract import oioubl, svefaktura, ubl_ehf2
from extract.dialect_xml import number, without_empty

EXTRACTORS = {"ubl_ehf2": ubl_ehf2.extract, "oioubl": oioubl.extract, "svefaktura": svefaktura.extract}
CATALOGUE = pathlib.Path(__file__).parents[2] / "connectors" / "catalogue"


def _party(party):
    ids = [(party.get("legal_scheme", ""), party.get("legal_id")),
           (party.get("endpoint_scheme", ""), party.get("endpoint_id"))]
    ids += [(each.get("scheme", ""), each.get("id")) for each in party.get("identifications", [])]
    return without_empty({
        "ids": sorted({f"{scheme}:{id_}" for scheme, id_ in ids if id_}),
        "vat_id": party.get("vat_id", ""),
        "names": sorted({party[name] for name in ("name", "registration_name") if name in party}),
    })


def _line(line):
    return without_empty({
        "id": line.get("id", ""),
        "item_ids": without_empty({"seller": line.get("sellers_item_id", ""), "buyer": line.get("buyers_item_id", ""),
                                   "standard": line.get("standard_item_id", "")}),
        "quantity": number(line.get("quantity", "")),
        "unit": line.get("unit_code", ""),
        "price": number(line.get("price_amount", "")),
        "base_quantity": number(line.get("base_quantity", "")),
        "net": number(line.get("line_extension_amount", "")),
        "order": line.get("order_reference", ""),
        "order_line": line.get("order_line_reference", ""),
        "response": line.get("response_code", ""),
        "outstanding": number(line.get("outstanding_quantity", "")),
        "minimum": number(line.get("minimum_quantity", "")),
    })


TOTALS = {"lines": "line_extension_amount", "allowances": "allowance_total_amount", "charges": "charge_total_amount",
          "net": "tax_exclusive_amount", "tax": "tax_amount", "inclusive": "tax_inclusive_amount",
          "prepaid": "prepaid_amount", "rounding": "payable_rounding_amount", "payable": "payable_amount"}


def normalised(content):
    """A document of documents.jsonl in the shape of the extractors."""
    return without_empty({
        "kind": content["kind"],
        "id": content.get("id", ""),
        "issue_date": content.get("issue_date", ""),
        "currency": content.get("document_currency_code", ""),
        "due_date": content.get("due_date", ""),
        "despatch_date": content.get("despatch_date", ""),
        "response": content.get("response_code", ""),
        "answered": [each["id"] for each in content.get("answered_documents", [])],
        "seller": _party(content.get("seller", {})),
        "buyer": _party(content.get("buyer", {})),
        "references": without_empty({
            "order": content.get("order_reference", ""),
            "contract": content.get("contract_reference", ""),
            "buyer": content.get("buyer_reference", ""),
            "billing": [each["id"] for each in content.get("billing_references", [])],
        }),
        "totals": without_empty({name: number(content.get("totals", {}).get(field, ""))
                                 for name, field in TOTALS.items()}),
        "lines": [_line(line) for line in content.get("lines", [])],
    })


def read_by_procured(folder):
    """{path: documents} of a folder of files with different names."""
    with tempfile.TemporaryDirectory() as out:
        procured("evaluate", "--out", out, folder)
        documents = {}
        with open(pathlib.Path(out) / "documents.jsonl", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                documents.setdefault(record["origin"]["source_key"], []).append(normalised(record["content"]))
        return documents


class DialectsTest(unittest.TestCase):
    maxDiff = None

    def compare(self, entry, files):
        compared = 0
        for position, path in enumerate(files):
            expected = EXTRACTORS[entry](path)
            if not expected:
                continue
            with self.subTest(path=str(path)), tempfile.TemporaryDirectory() as folder:
                shutil.copy(path, pathlib.Path(folder) / f"{position}.xml")
                found = [document for each in read_by_procured(folder).values() for document in each]
                self.assertEqual(found, expected)
                compared += 1
        return compared

    def test_the_samples_of_every_dialect(self):
        for entry in EXTRACTORS:
            files = sorted((CATALOGUE / entry / "samples").glob("*.xml"))
            self.assertEqual(self.compare(entry, files), len(files), entry)

    def test_documents_of_a_folder_of_ones_own(self):
        folder = os.environ.get("PROCURED_DIALECTS")
        if not folder:
            self.skipTest("PROCURED_DIALECTS names no folder")
        files = [path for path in sorted(pathlib.Path(folder).rglob("*.xml")) if path.is_file()]
        compared = 0
        for entry in EXTRACTORS:
            compared += self.compare(entry, files)
        self.assertGreater(compared, 0, "no document of a dialect in the folder")


if __name__ == "__main__":
    unittest.main()
