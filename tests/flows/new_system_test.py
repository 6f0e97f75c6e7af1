"""Goal: a system that nobody has heard of is connected with one folder and no C++, and a site changes an entry of the
catalogue with one file.
Method: a made-up ERP, Varg (nested JSON, odd names, decimal commas, credit notes as negative lines), and a note line of
a UBL invoice in which a supplier writes the agreement's number; both through `procured evaluate`. Expected values are
read off the files by hand."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
UBL_SAMPLE = ROOT / "connectors" / "catalogue" / "ubl" / "samples" / "invoice.xml"

VARG = """\
document: {title}
recognise:
  syntax: json
  documents: eksport/bilag
  position: '"bilag nr"'
  decimal_mark: ","
  when:
    - {{path: type, equals: {letter}}}
set: {{kind: {kind}}}
fields:
  id: {{at: '"bilag nr"', required: missing_id}}
  issue_date: {{at: hode/dato, type: date, format: DD.MM.YYYY, required: missing_issue_date}}
  document_currency_code: {{at: hode/valuta, type: currency, default: $currency}}
  order_reference: {{at: hode/tekst, pattern: 'best(?:illing)?\\s+(B-[0-9]+)'}}
  seller:
    fields:
      legal_id: 'hode/leverandør/"org.nr"'
      legal_scheme: {{at: 'hode/leverandør/"org.nr"', pattern: '^([0-9]{{9}})$', table: {scheme}}}
      registration_name: hode/leverandør/navn
    required: missing_seller
    any_of: [legal_id, registration_name]
  buyer:
    fields:
      legal_id: /eksport/firma
    required: missing_buyer
    any_of: [legal_id]
  totals:
    at: summer
    fields:
      tax_exclusive_amount: {{at: netto, type: decimal{negate}}}
      tax_inclusive_amount: {{at: brutto, type: decimal{negate}}}
  lines:
    each: linjer
    required: missing_lines
    fields:
      id: nr
      sellers_item_id: vare/kode
      item_name: vare/tekst
      quantity: {{at: antall, type: decimal{negate}}}
      unit_code: {{at: vare/enhet, table: {{STK: EA, KILO: KGM}}}}
      price_amount: {{at: '"pris pr"', type: decimal}}
      line_extension_amount: {{at: sum, type: decimal{negate}, required: missing_line_amount}}
"""

EXPORT = {"eksport": {"firma": "921234554", "laget": "2026-02-03", "bilag": [
    {"bilag nr": "K-100", "type": "F",
     "hode": {"dato": "03.02.2026", "valuta": "NOK", "tekst": "jf. bestilling B-77 fra skolen",
              "leverandør": {"org.nr": "912345678", "navn": "Bakeren på hjørnet AS"}},
     "linjer": [{"nr": 1, "vare": {"kode": "BR-1", "tekst": "Brød", "enhet": "STK"}, "antall": "2,000",
                 "pris pr": "12,50", "sum": "25,00"},
                {"nr": 2, "vare": {"kode": "ME-1", "tekst": "Mel", "enhet": "KILO"}, "antall": "0,5",
                 "pris pr": "20", "sum": "10,00"}],
     "summer": {"netto": "35,00", "brutto": "40,25"}},
    {"bilag nr": "K-101", "type": "K",
     "hode": {"dato": "04.02.2026", "valuta": "NOK", "tekst": "retur",
              "leverandør": {"org.nr": "912345678", "navn": "Bakeren på hjørnet AS"}},
     "linjer": [{"nr": 1, "vare": {"kode": "BR-1", "tekst": "Brød", "enhet": "STK"}, "antall": "-1",
                 "pris pr": "12,50", "sum": "-12,50"}],
     "summer": {"netto": "-12,50", "brutto": "-14,38"}},
    {"bilag nr": "K-102", "type": "X", "hode": {}},
]}}


def write_varg(catalogue):
    folder = catalogue / "varg"
    folder.mkdir(parents=True)
    for title, letter, kind, negate in (("invoice", "F", "INVOICE", ""),
                                        ("credit note", "K", "CREDIT_NOTE", ", negate: true")):
        (folder / f"{kind.lower()}.yaml").write_text(
            VARG.format(title=title, letter=letter, kind=kind, negate=negate, scheme='{"912345678": "0192"}'),
            encoding="utf-8")


def evaluate(work, catalogue, *files):
    config = work / "procured.yaml"
    config.write_text(f'buyers: [{{id: "921234554", name: Kommunen}}]\ncatalogue_dirs: ["{catalogue}"]\n',
                      encoding="utf-8")
    out = work / "out"
    subprocess.run([os.environ["PROCURED"], "evaluate", "--config", config, "--out", out, *files], check=True,
                   capture_output=True, text=True)
    read = lambda name: [json.loads(line) for line in (out / name).read_text(encoding="utf-8").splitlines()]
    return read("documents.jsonl"), read("dead-letters.jsonl")


class NewSystemTest(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="procured-flows-")
        self.addCleanup(held.cleanup)
        self.work = pathlib.Path(held.name)
        self.catalogue = self.work / "catalogue"

    def test_a_made_up_erp_needs_one_folder(self):
        write_varg(self.catalogue)
        export = self.work / "eksport.json"
        export.write_text(json.dumps(EXPORT, ensure_ascii=False), encoding="utf-8")
        documents, dead = evaluate(self.work, self.catalogue, export)
        by_id = {row["content"]["id"]: row["content"] for row in documents}
        self.assertEqual(sorted(by_id), ["K-100", "K-101"])

        invoice = by_id["K-100"]
        self.assertEqual(invoice["kind"], "INVOICE")
        self.assertEqual(invoice["issue_date"], "2026-02-03")
        self.assertEqual(invoice["document_currency_code"], "NOK")
        self.assertEqual(invoice["order_reference"], "B-77")
        self.assertEqual(invoice["buyer"]["legal_id"], "921234554")
        self.assertEqual(invoice["seller"]["registration_name"], "Bakeren på hjørnet AS")
        self.assertEqual((invoice["totals"]["tax_exclusive_amount"], invoice["totals"]["tax_inclusive_amount"]),
                         ("35", "40.25"))
        self.assertEqual([(line["id"], line["quantity"], line["unit_code"], line["price_amount"],
                           line["line_extension_amount"]) for line in invoice["lines"]],
                         [("1", "2", "EA", "12.5", "25"), ("2", "0.5", "KGM", "20", "10")])

        credit = by_id["K-101"]
        self.assertEqual(credit["kind"], "CREDIT_NOTE")
        self.assertNotIn("order_reference", credit)
        self.assertEqual([(line["quantity"], line["line_extension_amount"]) for line in credit["lines"]], [("1", "12.5")])
        self.assertEqual(credit["totals"]["tax_inclusive_amount"], "14.38")

        self.assertEqual([(row["reason"], row["place"]) for row in dead],
                         [("kind_not_supported", "/json/eksport/bilag[3]")])

    def test_a_site_reads_the_agreement_out_of_a_note(self):
        folder = self.catalogue / "ubl_site"
        folder.mkdir(parents=True)
        (folder / "entry.yaml").write_text("entry: ubl_site\nextends: ubl\n", encoding="utf-8")
        (folder / "invoice.yaml").write_text(
            "document: invoice\nextends: ubl/invoice\nfields:\n"
            "  contract_reference: {at: [cac:ContractDocumentReference/cbc:ID, cbc:Note],"
            " pattern: '(?:^|[Rr]ammeavtale )([A-Z]?[0-9/-]+)$'}\n", encoding="utf-8")
        text = UBL_SAMPLE.read_text(encoding="utf-8")
        start = text.index("<cac:ContractDocumentReference>")
        end = text.index("</cac:ContractDocumentReference>") + len("</cac:ContractDocumentReference>")
        text = text[:start] + text[end:]
        note = text.index("<cbc:Note>")
        text = text[:note] + "<cbc:Note>Levert etter rammeavtale 2026-17" + text[text.index("</cbc:Note>", note):]
        (self.work / "invoice.xml").write_text(text, encoding="utf-8")
        documents, dead = evaluate(self.work, self.catalogue, self.work / "invoice.xml")
        self.assertEqual(dead, [])
        self.assertEqual([row["content"]["contract_reference"] for row in documents], ["2026-17"])


if __name__ == "__main__":
    unittest.main()
