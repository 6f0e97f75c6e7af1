"""Goal: one invoice written in UBL and in CII is one normalised document.
Method: the built command decodes both files of each pair; every field of content and persons must be equal, but for the
written list of differences of the files themselves, which must all occur. Own samples always, the XRechnung pairs where
the corpus is present."""

import json
import os
import pathlib
import re
import unittest

import command
from twins.differences import DIFFERENCES

ROOT = pathlib.Path(__file__).resolve().parents[3]
CATALOGUE = ROOT / "connectors" / "catalogue"
CORPUS = pathlib.Path(os.environ.get("PROCURED_CORPUS", ROOT.parent / "shared" / "corpus"))
XRECHNUNG = CORPUS / "xrechnung" / "test" / "business-cases" / "standard"


def fields(value, path=""):
    """{path: text} of everything below a value of JSON."""
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    else:
        return {path: value}
    return {name: text for key, child in children
            for name, text in fields(child, f"{path}/{key}" if path else str(key)).items()}


def comparable(path, value):
    """UBL has no element for the subject of a note (BT-21) and writes it before the text: "#ADU#text"."""
    return re.sub(r"^#[A-Z]{3}#", "", value) if "/notes/" in path else value


def decoded(path):
    """Content and persons; which specification a file follows is a matter of its syntax."""
    parts = json.loads(command.procured("connector", "try", path))["parts"]
    assert len(parts) == 1, path
    found = {name: comparable(name, value) for name, value in fields(parts[0]).items()}
    found.pop("document/customization_id", None)
    return found


def differences(ubl, cii):
    return {(name, ubl.get(name), cii.get(name)) for name in ubl.keys() | cii.keys() if ubl.get(name) != cii.get(name)}


class ComparisonTest(unittest.TestCase):
    def test_an_altered_a_lost_and_an_extra_field_are_told(self):
        self.assertEqual(differences({"a": "1", "b": "2"}, {"a": "9", "c": "3"}),
                         {("a", "1", "9"), ("b", "2", None), ("c", None, "3")})

    def test_only_the_subject_of_a_note_is_left_out(self):
        self.assertEqual(comparable("document/notes/0", "#ADU#See #AAA# below"), "See #AAA# below")
        self.assertEqual(comparable("document/id", "#ADU#1"), "#ADU#1")


class TwinsTest(unittest.TestCase):
    def check(self, name, ubl, cii):
        self.assertEqual(differences(decoded(ubl), decoded(cii)), set(DIFFERENCES.get(name, {})), name)

    def test_our_own_invoice_is_the_same_in_both(self):
        self.check("ubl-sample-invoice", CATALOGUE / "ubl/samples/invoice.xml", CATALOGUE / "cii/samples/invoice.xml")

    @unittest.skipUnless(XRECHNUNG.is_dir(), "the corpus is not present")
    def test_the_pairs_of_xrechnung_are_equal_but_for_what_is_written(self):
        pairs = {path.name.removesuffix("_ubl.xml"): path for path in sorted(XRECHNUNG.glob("*_ubl.xml"))}
        self.assertGreaterEqual(len(pairs), 20)
        self.assertLessEqual(DIFFERENCES.keys() - {"ubl-sample-invoice"}, pairs.keys())
        for name, ubl in pairs.items():
            with self.subTest(pair=name):
                self.check(name, ubl, ubl.with_name(f"{name}_uncefact.xml"))


if __name__ == "__main__":
    unittest.main()
