"""Goal: a document carries a finding of its arithmetic where its amounts contradict each other, and nowhere else.
Method: arithmetic.py works the same rules out in fractions, without code of procured. Every document of the catalogue's
samples, of a simulated town and, where it is present, of the corpus: the findings of documents.jsonl beside those
worked out from the same row. The town is right throughout, so it is also spoilt in one amount of each equation."""

import collections
import json
import os
import pathlib
import re
import tempfile
import unittest

import arithmetic
import command

ROOT = pathlib.Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "connectors" / "catalogue"
CORPUS = pathlib.Path(os.environ.get("PROCURED_CORPUS", ROOT.parent / "shared" / "corpus"))
LINES_NOTED = 20  # of a document; how many more there are is one note
CONFIG = """connectors:
  files:
    default_buyer: "0192:958935420"
    default_seller: "0192:964338531"
    default_currency: NOK
"""

# An amount of a simulated invoice, by what stands before it, and the codes that follow when it is another.
SPOILT = [
    (r"<cac:InvoiceLine>.*?<cbc:LineExtensionAmount[^>]*>", ["line_arithmetic", "sum_of_lines"]),
    (r"<cbc:PriceAmount[^>]*>", ["line_arithmetic"]),
    (r"<cac:LegalMonetaryTotal>.*?<cbc:LineExtensionAmount[^>]*>", ["sum_of_lines", "tax_exclusive"]),
    (r"<cbc:TaxExclusiveAmount[^>]*>", ["tax_exclusive", "tax_inclusive"]),
    (r"<cac:TaxTotal>\s*<cbc:TaxAmount[^>]*>", ["sum_of_taxes", "tax_inclusive"]),
    (r"<cbc:TaxInclusiveAmount[^>]*>", ["payable", "tax_inclusive"]),
    (r"<cbc:PayableAmount[^>]*>", ["payable"]),
]


def documents(*paths):
    """{source key: row} of all documents below the paths."""
    with tempfile.TemporaryDirectory(prefix="procured-arithmetic-") as name:
        config, out = pathlib.Path(name, "procured.yaml"), pathlib.Path(name, "out")
        config.write_text(CONFIG, encoding="utf-8")
        command.procured("evaluate", "--config", config, "--out", out, *paths)
        rows = map(json.loads, (out / "documents.jsonl").read_text(encoding="utf-8").splitlines())
        summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        return {row["origin"]["source_key"]: row for row in rows}, summary


def found(row):
    """What procured says, in the shape of arithmetic.findings: lines by their place."""
    notes = [note for note in row["content"].get("data_quality", []) if note["code"] in arithmetic.CODES]
    places = [line["path"] for line in row["origin"]["places"].get("lines", [])]
    lines = [[index for index, path in enumerate(places) if (note["place"] + "/").startswith(path + "/")]
             for note in notes if note["code"] == "line_arithmetic"]
    return [index for at in lines for index in at], {note["code"] for note in notes} - {"line_arithmetic"}


class ArithmeticTest(unittest.TestCase):
    def compare(self, rows):
        with_findings = 0
        for key, row in sorted(rows.items()):
            lines, codes = arithmetic.findings(row["content"])
            worked_out = lines[:LINES_NOTED], codes
            with self.subTest(document=key):
                self.assertEqual(found(row), worked_out, row["content"].get("data_quality"))
            with_findings += worked_out != ([], set())
        return with_findings

    def test_the_catalogues_samples(self):
        rows, _ = documents(*sorted(CATALOGUE.glob("*/samples")))
        self.assertGreater(len(rows), 100)
        self.compare(rows)

    def test_a_simulated_town_and_each_of_its_amounts_spoilt(self):
        with tempfile.TemporaryDirectory(prefix="procured-arithmetic-") as name:
            sample = command.simulate(pathlib.Path(name, "town"), seed=1, buyers=1, documents=60, months=2)
            rows, summary = documents(sample / "documents")
            self.assertEqual((self.compare(rows), summary["data_quality"]), (0, {}))
            invoice = next(path for path in sorted((sample / "documents").rglob("*.xml"))
                           if "<cac:InvoiceLine>" in path.read_text(encoding="utf-8"))
            text = invoice.read_text(encoding="utf-8")
            for number, (before, codes) in enumerate(SPOILT):
                spoilt = pathlib.Path(name, f"spoilt-{number}.xml")
                changed, count = re.subn(f"({before})[0-9.]+", r"\g<1>7654321.09", text, count=1, flags=re.S)
                self.assertEqual(count, 1, before)
                spoilt.write_text(changed, encoding="utf-8")
                rows, summary = documents(spoilt)
                self.assertEqual((self.compare(rows), sorted(summary["data_quality"])), (1, codes), before)

    @unittest.skipUnless(CORPUS.is_dir(), "the corpus is not present")
    def test_the_corpus(self):
        rows, summary = documents(CORPUS)
        print(f"arithmetic: {self.compare(rows)} of {len(rows)} documents of the corpus contradict themselves")
        counted = collections.Counter(note["code"] for row in rows.values()
                                      for note in row["content"].get("data_quality", []))
        self.assertEqual(summary["data_quality"], counted)


if __name__ == "__main__":
    unittest.main()
