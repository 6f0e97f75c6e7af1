"""Goal: the comparison itself cannot be fooled.
Method: small planted and found sets that differ in one thing each."""

import json
import pathlib
import tempfile
import unittest

import comparison

DOCUMENT = {"buyer_id": "0192:1", "kind": "INVOICE", "document_number": "7", "seller_id": "0192:2"}
FINDING = {"rule": "agreement_bypassed", "family": "COMPLIANCE", "line_number": 2, "outcome": "BREACH",
           "missed_amount": "36"}
KEY = ("0192:1", "INVOICE", "7", "0192:2", 2, "agreement_bypassed")


def found(*findings, status="CURRENT"):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        verdict = {"subject": {"kind": "DOCUMENT", "buyer_id": "0192:1", "document": DOCUMENT},
                   "status": status, "findings": list(findings)}
        (folder / "verdicts.jsonl").write_text(json.dumps(verdict) + "\n", encoding="utf-8")
        return comparison.found_findings(folder)


class ComparisonTest(unittest.TestCase):
    planted = {KEY: ("BREACH", "36")}

    def test_the_same_has_no_differences(self):
        self.assertEqual(comparison.differences(self.planted, found(FINDING)), [])

    def test_a_lost_finding_is_told(self):
        self.assertIn("missed", comparison.differences(self.planted, found())[0])

    def test_an_extra_finding_is_told(self):
        extra = dict(FINDING, line_number=3)
        self.assertIn("extra", comparison.differences(self.planted, found(FINDING, extra))[0])

    def test_an_altered_amount_is_told(self):
        altered = dict(FINDING, missed_amount="36.01")
        self.assertIn("differs", comparison.differences(self.planted, found(altered))[0])

    def test_an_amount_in_another_field_is_told(self):
        moved = dict(FINDING, exposed_amount="36")
        self.assertIn("differs", comparison.differences(self.planted, found(moved))[0])

    def test_a_doubled_finding_is_refused(self):
        with self.assertRaises(ValueError):
            found(FINDING, FINDING)

    def test_what_is_not_applicable_or_about_quality_is_left_out(self):
        self.assertEqual(found(dict(FINDING, outcome="NOT_APPLICABLE"), dict(FINDING, family="DATA_QUALITY")), {})

    def test_a_withdrawn_verdict_has_no_findings(self):
        self.assertEqual(found(FINDING, status="WITHDRAWN"), {})


if __name__ == "__main__":
    unittest.main()
