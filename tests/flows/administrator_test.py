"""Goal: an administrator connects a system that nobody has heard of with the tools alone: new, edit, lint, try --explain,
profile, diff; each says what is true, in the form that was asked for, and with the right exit code.
Method: a made-up ERP, Fjell (JSON, Norwegian names, decimal commas), through the binary. Expected values are read off the
export by hand; SARIF is held against what the standard's schema requires."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

EXPORT = {"uttrekk": {"bilag": [
    {"fakturanr": "F-1", "fakturadato": "03.02.2026", "valuta": "NOK", "saksnr": "26/17",
     "leverandør": {"orgnr": "974760673", "navn": "Fjellbakeren AS"},
     "kunde": {"orgnr": "958935420", "navn": "Kommunen"}, "netto": "35,00", "brutto": "40,25",
     "linjer": [{"nr": "1", "varenr": "BR-1", "tekst": "Brød", "antall": "2", "enhet": "STK", "pris": "12,50", "sum": "25,00"},
                {"nr": "2", "varenr": "ME-1", "tekst": "Mel", "antall": "4", "enhet": "KILO", "pris": "2,50", "sum": "10,00"}]},
    {"fakturanr": "F-2", "fakturadato": "04.02.2999", "valuta": "NOK", "saksnr": "26/18",
     "leverandør": {"orgnr": "974760673", "navn": "Fjellbakeren AS"},
     "kunde": {"orgnr": "958935420", "navn": "Kommunen"}, "netto": "5,00", "brutto": "5,75",
     "linjer": [{"nr": "1", "varenr": "BR-1", "tekst": "Brød", "antall": "2", "enhet": "STK", "pris": "2,50", "sum": "5,00"}]},
]}}
README = ("# fjell: the made-up ERP Fjell\n\nInvoices.\n\n## Getting the files out\n\nMenu Export.\n\n"
          "## What to configure\n\nNothing.\n\n## What to know\n\nUnits are its own.\n")


def run(*arguments, code=0, environment=None):
    done = subprocess.run([os.environ["PROCURED"], "connector", *map(str, arguments)], capture_output=True, text=True,
                          env={**os.environ, **(environment or {})}, timeout=300)
    if done.returncode != code:
        raise AssertionError(f"{arguments} exits {done.returncode}, not {code}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def as_json(*arguments, code=0):
    return json.loads(run(*arguments, "--format", "json", code=code))


class AdministratorTest(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory(prefix="procured-administrator-")
        self.addCleanup(held.cleanup)
        self.work = pathlib.Path(held.name)
        self.catalogue = self.work / "ours"
        self.entry = self.catalogue / "fjell"
        self.exports = self.work / "exports"
        self.exports.mkdir()
        self.export = self.exports / "fjell.json"
        self.export.write_text(json.dumps(EXPORT, ensure_ascii=False), encoding="utf-8")

    def propose(self):
        return run("new", self.export, "--name", "fjell", "--out", self.catalogue)

    def edit(self, old, new):
        mapping = self.entry / "invoice.yaml"
        text = mapping.read_text(encoding="utf-8")
        self.assertIn(old, text)
        mapping.write_text(text.replace(old, new), encoding="utf-8")

    def tried(self):
        return json.loads(run("try", "--catalogue", self.catalogue, self.export))

    def test_the_whole_journey(self):
        # new: what it proposes reads the export at once, and it says what it does not know.
        said = self.propose()
        self.assertIn("1 leaves to decide about", said)
        documents = [part["document"] for part in self.tried()["parts"]]
        self.assertEqual([d["id"] for d in documents], ["F-1", "F-2"])
        self.assertEqual(documents[0]["seller"]["legal_id"], "974760673")
        self.assertEqual(documents[0]["buyer"]["legal_id"], "958935420")
        self.assertEqual([(l["quantity"], l["price_amount"], l["line_extension_amount"]) for l in documents[0]["lines"]],
                         [("2", "12.5", "25"), ("4", "2.5", "10")])
        self.assertEqual({leaf["place"] for leaf in self.tried()["coverage"]["unmapped"]},
                         {"/json/uttrekk/bilag[1]/saksnr", "/json/uttrekk/bilag[2]/saksnr"})
        run("new", self.export, "--name", "fjell", "--out", self.catalogue, code=73)

        # lint: a proposal is no finished entry. A wrong edit is an error with its place.
        findings = as_json("lint", self.entry)["findings"]
        self.assertEqual([f["rule"] for f in findings], ["sample-without-expected"])
        run("lint", self.entry, "--strict", code=1)
        self.edit("    - {path: 'linjer'}\n", "    - {pat: 'linjer'}\n")
        broken = as_json("lint", self.entry, code=1)["findings"]
        self.assertEqual({f["rule"] for f in broken}, {"catalogue-invalid"})
        self.assertTrue(any("did you mean 'path'?" in f["message"] for f in broken), broken)
        self.edit("    - {pat: 'linjer'}\n", "    - {path: 'linjer'}\n")

        # Edit: decide about the leaf, name the units; write the README and the expected result.
        self.edit("unit_code: 'enhet'", "unit_code: {at: 'enhet', table: {STK: EA, KILO: KGM}}")
        self.edit("fields:\n  # by the name fakturanr",
                  "ignore:\n  - {at: saksnr, reason: the number of a case}\n"
                  "fields:\n  # by the name fakturanr")
        (self.entry / "README.md").write_text(README, encoding="utf-8")
        (self.entry / "expected").mkdir()
        (self.entry / "expected" / "fjell.json").write_text(
            run("try", "--catalogue", self.catalogue, self.entry / "samples" / "fjell.json"), encoding="utf-8")
        self.assertEqual(as_json("lint", self.entry, "--strict", "--notes")["findings"], [])
        self.assertIn("1 samples, 0 failed", run("test", "--catalogue", self.catalogue, "fjell"))

        self.explain()
        self.profile()
        self.diff()

    def explain(self):
        told = as_json("try", "--catalogue", self.catalogue, self.export, "--explain", "lines[2].unit_code", code=0)
        field = told["documents"][0]["fields"][0]
        self.assertEqual((field["field"], field["values"]), ("lines[2].unit_code", ["KGM"]))
        attempt = field["attempts"][0]
        self.assertEqual(attempt["place"], "/json/uttrekk/bilag[1]/linjer[2]/enhet")
        self.assertEqual((attempt["text"], attempt["steps"]),
                         ("KILO", [{"step": "looked up in the table", "result": "KGM"}]))
        file, line, column = attempt["mapping"].rsplit(":", 2)
        stated = pathlib.Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        self.assertTrue(stated[int(column) - 1:].startswith("'enhet'"), stated)
        # What a decoding takes is what an explanation says.
        for number, part in enumerate(self.tried()["parts"]):
            told = as_json("try", "--catalogue", self.catalogue, self.export, "--explain", "totals.tax_exclusive_amount")
            self.assertEqual(told["documents"][number]["fields"][0]["values"],
                             [part["document"]["totals"]["tax_exclusive_amount"]])
        run("try", "--catalogue", self.catalogue, self.export, "--explain", "payment_terms", code=1)
        run("try", "--catalogue", self.catalogue, self.export, "--explain", "lines.prise_amount", code=64)

    def profile(self):
        (self.exports / "broken.json").write_text('{"uttrekk": ', encoding="utf-8")
        told = as_json("profile", "--catalogue", self.catalogue, self.exports)
        fields = {field["field"]: field for field in told["fields"]}
        self.assertEqual((told["files"], told["documents"]), (2, 2))
        self.assertEqual((fields["lines.unit_code"]["count"], fields["lines.unit_code"]["of"]), (3, 3))
        self.assertEqual(fields["lines.unit_code"]["most_frequent"][0], {"value": "EA", "count": 2})
        self.assertEqual(fields["issue_date"]["odd"][0]["example"], "2999-02-04")
        self.assertEqual([(d["reason"], d["count"]) for d in told["dead_letters"]], [("truncated", 1)])
        text = run("profile", "--catalogue", self.catalogue, self.exports)
        self.assertIn("odd: more than 15 years ahead: 1, such as '2999-02-04'", text)
        self.assertNotIn("\x1b", text, "no colour where no terminal is")
        (self.exports / "broken.json").unlink()

    def diff(self):
        before = self.work / "before"
        shutil.copytree(self.catalogue, before)
        run("diff", before, self.catalogue, self.exports)
        self.edit("KILO: KGM", "KILO: KG")
        told = as_json("diff", before, self.catalogue, self.exports, code=1)
        self.assertEqual([(f["field"], f["changed"]["count"]) for f in told["fields"]], [("lines.unit_code", 1)])
        self.assertEqual(told["fields"][0]["changed"]["examples"][0]["after"], "KG")
        self.assertIn("subjects", told["verdicts"])
        self.edit("DD.MM.YYYY", "YYYY/MM/DD")
        told = as_json("diff", before / "fjell", self.entry, self.exports, "--documents-only", code=1)
        self.assertEqual(told["became_dead_letters"]["count"], 2)
        self.assertNotIn("verdicts", told)

    def test_a_table_with_decimal_commas_is_proposed(self):
        # Rows of one invoice stand apart, a title stands above, amounts have groups; Windows-1252, as spreadsheets save it.
        table = self.exports / "linjer.csv"
        table.write_bytes("\r\n".join([
            "Innkjøp i februar;;;;;;;;;;",
            "Fakturanummer;Fakturadato;Leverandør;Orgnr;Varenr;Beskrivelse;Antall;Enhet;Pris;Beløp;Valuta;Saksnr",
            "F1;03.02.2026;Vestlys AS;964338531;K-1;Kaffe;2,5;KG;1 050,20;2 625,50;NOK;7",
            "F2;04.02.2026;Nordlys AS;974760673;K-3;Brød;-1;STK;30,00;-30,00;NOK;8",
            "F1;03.02.2026;Vestlys AS;964338531;K-2;Te;1;STK;10,00;10,00;NOK;7", ""]).encode("cp1252"))
        said = run("new", table, "--name", "tabell", "--out", self.catalogue)
        self.assertIn("1 leaves to decide about", said)
        entry = self.catalogue / "tabell"
        self.assertIn("at: 'saksnr'", (entry / "invoice.yaml").read_text(encoding="utf-8"))
        findings = as_json("lint", entry)["findings"]
        self.assertEqual({f["rule"] for f in findings}, {"core-field-unmapped", "sample-without-expected"}, findings)
        config = self.work / "site.yaml"
        config.write_text("connectors: {files: {default_buyer: '958935420'}}\n", encoding="utf-8")
        tried = json.loads(run("try", "--config", config, "--catalogue", self.catalogue, table))
        documents = {part["document"]["id"]: part["document"] for part in tried["parts"]}
        self.assertEqual(sorted(documents), ["F1", "F2"])
        first = documents["F1"]
        self.assertEqual((first["issue_date"], first["document_currency_code"], first["seller"]["registration_name"],
                          first["seller"]["legal_id"]), ("2026-02-03", "NOK", "Vestlys AS", "964338531"))
        self.assertEqual([(l["sellers_item_id"], l["item_name"], l["quantity"], l["unit_code"], l["price_amount"],
                           l["line_extension_amount"]) for l in first["lines"]],
                         [("K-1", "Kaffe", "2.5", "KG", "1050.2", "2625.5"), ("K-2", "Te", "1", "STK", "10", "10")])
        self.assertEqual([l["line_extension_amount"] for l in documents["F2"]["lines"]], ["-30"])

    def test_sarif_has_what_its_schema_requires(self):
        self.propose()
        sarif = json.loads(run("lint", self.entry, "--notes", "--format", "sarif"))
        self.assertEqual(sarif["version"], "2.1.0")
        self.assertTrue(sarif["$schema"].endswith("sarif-schema-2.1.0.json"))
        for one in sarif["runs"]:
            driver = one["tool"]["driver"]
            self.assertTrue(driver["name"])
            for rule in driver["rules"]:
                self.assertTrue(rule["id"] and rule["shortDescription"]["text"] and rule["help"]["text"])
                self.assertIn(rule["defaultConfiguration"]["level"], ("error", "warning", "note"))
            self.assertGreater(len(one["results"]), 0)
            for result in one["results"]:
                self.assertTrue(result["message"]["text"])
                self.assertEqual(driver["rules"][result["ruleIndex"]]["id"], result["ruleId"])
                self.assertIn(result["level"], ("error", "warning", "note"))
                for location in result["locations"]:
                    place = location["physicalLocation"]
                    self.assertTrue(place["artifactLocation"]["uri"])
                    self.assertGreaterEqual(place["region"]["startLine"], 1)
                    self.assertGreaterEqual(place["region"]["startColumn"], 1)

    def test_the_built_in_catalogue_is_clean(self):
        told = as_json("lint", "--strict")
        self.assertEqual(told["findings"], [])
        self.assertGreater(told["entries"], 10)

    def test_flat_syntaxes_extend_the_nearest_entry(self):
        catalogue = pathlib.Path(__file__).resolve().parents[2] / "connectors" / "catalogue"
        for entry in ("edifact", "x12", "sap_idoc"):
            with self.subTest(entry=entry):
                sample = sorted((catalogue / entry / "samples").iterdir())[0]
                said = run("new", sample, "--name", f"{entry}_ours", "--out", self.catalogue)
                self.assertIn(f"extends {entry}", said)
                own = self.catalogue / f"{entry}_ours"
                tried = json.loads(run("try", "--catalogue", own, "--catalogue", catalogue / entry, sample))
                self.assertEqual(tried["entry"], f"{entry}_ours")

    def test_machines_read_what_every_tool_says(self):
        entries = as_json("list")
        self.assertIn({"entry": "ubl", "kind": "document", "title": "order"},
                      [{key: one[key] for key in ("entry", "kind", "title")} for one in entries])
        told = as_json("test", "oci")
        self.assertEqual((told["failed"], {one["as_expected"] for one in told["samples"]}), (0, {True}))
        self.propose()
        told = as_json("test", "--catalogue", self.catalogue, "fjell", code=1)
        self.assertEqual((told["failed"], told["samples"][0]["sample"]), (1, "fjell.json"))
        self.assertIn("there is no", told["samples"][0]["difference"])

    def test_help_has_examples_and_wrong_use_is_told(self):
        for command in ("list", "try", "test", "lint", "profile", "diff", "new"):
            self.assertIn("Example", run(command, "--help"), command)
        run("profile", self.work / "nowhere", code=66)
        run("new", self.export, "--name", "No Name", "--out", self.catalogue, code=64)
        run("lint", "ulb", code=78)


if __name__ == "__main__":
    unittest.main()
