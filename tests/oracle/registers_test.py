"""Goal: agreements, prices and suppliers in JSON are read as a second reader reads them, written from the sources'
documentation alone.
Method: every file of an entry's samples, and of the corpus where it is present, through both; their rows are compared
as sets, for a register is a set of rows. A file without rows must be a dead letter."""

import json
import os
import pathlib
import subprocess
import unittest

from extract import brreg, ocds, prozorro

ROOT = pathlib.Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "connectors" / "catalogue"
CORPUS = pathlib.Path(os.environ.get("PROCURED_CORPUS", ROOT.parent / "shared" / "corpus"))

SYSTEMS = {"brreg": brreg, "ocds": ocds, "prozorro": prozorro}
FIELDS = {
    "buyer": "buyer_id", "agreement": "agreement_id", "lot": "lot_id", "supplier": "supplier_id", "scheme": "item_scheme",
    "item": "item_id", "title": "title", "price": "price", "currency": "currency", "unit": "unit", "category": "category",
    "categories": "categories", "valid_from": "valid_from", "valid_to": "valid_to", "option_to": "option_to",
    "ceiling": "ceiling",
}


def tried(paths):
    """What `procured connector try` says of each file."""
    done = subprocess.run([os.environ["PROCURED"], "connector", "try", *map(str, paths)], capture_output=True, text=True,
                          check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    decoder, at, answers = json.JSONDecoder(), 0, []
    while at < len(done.stdout):
        answer, end = decoder.raw_decode(done.stdout, at)
        answers.append(answer)
        at = end
        while at < len(done.stdout) and done.stdout[at].isspace():
            at += 1
    return answers


def projected(record):
    kind = next(name for name in ("agreement", "agreement_item", "supplier") if name in record)
    content = record[kind]
    row = {"kind": kind, "op": record["op"], **{name: content.get(field) for name, field in FIELDS.items()}}
    if kind == "supplier":
        row["name"] = content.get("name")
    return row


def lines(rows):
    """Sorted, without what is absent or empty."""
    return sorted(json.dumps({key: value for key, value in row.items() if value}, sort_keys=True, ensure_ascii=False)
                  for row in rows)


class RegistersTest(unittest.TestCase):
    maxDiff = None

    def check(self, system, folder):
        paths = sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix in (".json", ".http"))
        answers = tried(paths)
        self.assertEqual(len(answers), len(paths))
        compared = 0
        for path, answer in zip(paths, answers):
            with self.subTest(system=system, file=str(path)):
                records = [part["record"] for part in answer["parts"] if "record" in part]
                expected = SYSTEMS[system].extract(path)
                self.assertEqual(lines(projected(each) for each in records), lines(expected))
                self.assertEqual(answer["coverage"]["unmapped"], [])
                self.assertGreater(len(answer["parts"]), 0)
                compared += len(records)
        return compared

    def test_own_samples(self):
        for system in SYSTEMS:
            self.assertGreaterEqual(self.check(system, CATALOGUE / system / "samples"), 4, system)

    @unittest.skipUnless(CORPUS.is_dir(), "the corpus is not present")
    def test_the_corpus(self):
        for system in (each for each in SYSTEMS if (CORPUS / each).is_dir()):
            print(f"{system}: {self.check(system, CORPUS / system)} records compared")


if __name__ == "__main__":
    unittest.main()
