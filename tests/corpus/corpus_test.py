"""Goal: every file of the corpus ends as documents, reference records or a dead letter with a true reason, read by the
entry that is meant for it.
Method: outcomes.txt says what a person expects who looked at each file. One run of `procured evaluate` over the whole
corpus gives documents and dead letters, `procured connector try` which entry read each file, and the records of
registers. What differs is told file by file. Without the corpus only the list itself is checked."""

import collections
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

import outcomes

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = pathlib.Path(os.environ.get("PROCURED_CORPUS", HERE.parents[2] / "shared" / "corpus"))
REASONS = HERE.parents[1] / "connectors" / "README.md"
NOTHING = outcomes.Notes(0, "", (), "")
BLANK = re.compile(r"\s*")
# What a site declares for sources that do not say whose they are.
CONFIG = """connectors:
  files:
    default_buyer: "0192:958935420"
    default_seller: "0192:964338531"
    default_currency: NOK
"""


def procured(*arguments, allowed=(0,)):
    done = subprocess.run([os.environ["PROCURED"], *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode not in allowed:
        raise RuntimeError(f"procured {arguments[0]}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def in_sequence(text):
    """The values of a text that holds one JSON value after another."""
    decoder, values, at = json.JSONDecoder(), [], BLANK.match(text).end()
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        values.append(value)
        at = BLANK.match(text, at).end()
    return values


class Results:
    """What the command makes of the corpus: per file the counts of kinds, records and reasons, and the entry."""

    def __init__(self):
        self.files = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*") if path.is_file())
        self.counts = {path: collections.Counter() for path in self.files}
        self.notes = {path: collections.Counter() for path in self.files}
        with tempfile.TemporaryDirectory(prefix="procured-corpus-") as folder:
            out = pathlib.Path(folder)
            config = out / "procured.yaml"
            config.write_text(CONFIG, encoding="utf-8")
            begun = time.monotonic()
            procured("evaluate", "--config", config, "--out", out, CORPUS)
            self.seconds = time.monotonic() - begun
            self.summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
            for row in rows(out / "documents.jsonl"):
                path = self._file(row["origin"]["source_key"])
                self.counts[path][row["content"]["kind"]] += 1
                self.notes[path].update(note["code"] for note in row["content"].get("data_quality", []))
            for row in rows(out / "dead-letters.jsonl"):
                self.counts[self._file(row["source_key"])][row["reason"]] += 1
            tried = in_sequence(procured("connector", "try", "--config", config, "--format", "json",
                                         *(CORPUS / path for path in self.files), allowed=(0, 1)))
        self.entries = dict(zip(self.files, (each["entry"] for each in tried), strict=True))
        for path, each in zip(self.files, tried, strict=True):
            records = [part["record"] for part in each["parts"] if "record" in part]
            self.counts[path].update(name for record in records for name in outcomes.RECORDS if name in record)

    def _file(self, source_key):
        path = source_key.removeprefix(str(CORPUS) + "/")
        return path if path in self.counts else path.rpartition("#")[0]


class ListTest(unittest.TestCase):
    def test_every_reason_is_one_that_procured_gives(self):
        known = REASONS.read_text(encoding="utf-8")
        for rule in outcomes.read((HERE / "outcomes.txt").read_text(encoding="utf-8")):
            for reason in rule.refused():
                self.assertIn(f"`{reason}`", known, f"outcomes.txt:{rule.line}")

    def test_a_dead_letter_without_a_reason_in_words_is_refused(self):
        for text in ("[.]\na.xml = fragment", "[.]\na.xml = fragment: pieces", "[.]\na.xml = ubl ORDER 2 + fragment 1"):
            with self.assertRaises(outcomes.Malformed):
                outcomes.read(text)

    def test_a_file_without_an_outcome_is_refused(self):
        for text in ("[.]\na.xml", "[.]\na.xml\n[b]\nc.xml = ubl ORDER", "[.]\na.xml = ORDER",
                     "[.]\na.xml = ubl ORDER x 2"):
            with self.assertRaises(outcomes.Malformed):
                outcomes.read(text)

    def test_every_finding_is_one_that_procured_gives(self):
        known = REASONS.read_text(encoding="utf-8")
        for notes in outcomes.read_notes((HERE / "outcomes.txt").read_text(encoding="utf-8")):
            for code, _ in notes.counts:
                self.assertIn(f"`{code}`", known, f"outcomes.txt:{notes.line}")

    def test_a_finding_has_a_reason_in_words_and_leaves_the_outcome_alone(self):
        text = "[a]\nb.xml\nb.xml notes payable 2 + tax_inclusive: as printed\nc.xml = ubl ORDER"
        notes, = outcomes.read_notes(text)
        self.assertEqual((notes.pattern, notes.counts), ("a/b.xml", (("payable", 2), ("tax_inclusive", None))))
        self.assertEqual(notes.differences({"payable": 2}), ["tax_inclusive: 1 expected, 0 found"])
        self.assertEqual([rule.pattern for rule in outcomes.read(text)], ["a/b.xml", "a/c.xml"])
        with self.assertRaises(outcomes.Malformed):
            outcomes.read_notes("[.]\na.xml notes payable: wrong")

    def test_the_first_rule_that_matches_counts(self):
        rules = outcomes.read("[a]\nb?.xml = ubl ORDER\n[.]\na/*.xml = x12 ORDER\n**/c.xml = cii INVOICE 2 + ORDER 1")
        paths = ("a/b1.xml", "a/b12.xml", "a/d/c.xml", "c.xml")
        self.assertEqual([outcomes.rule_of(rules, path).entry for path in paths], ["ubl", "x12", "cii", "cii"])
        self.assertIsNone(outcomes.rule_of(rules, "a/d/b1.xml"))

    def test_counts_that_differ_are_told(self):
        rule, = outcomes.read("[.]\na = edifact ORDER 2 + missing_lines 1: one has none")
        self.assertEqual(rule.differences({"ORDER": 2, "missing_lines": 1}), [])
        self.assertEqual(rule.differences({"ORDER": 3}),
                         ["ORDER: 2 expected, 3 found", "missing_lines: 1 expected, 0 found"])
        many, = outcomes.read("[.]\na = ledger_csv LEDGER_ENTRY many")
        self.assertEqual(many.differences({"LEDGER_ENTRY": 700}), [])
        self.assertEqual(len(many.differences({"LEDGER_ENTRY": 9, "fragment": 1})), 2)


@unittest.skipUnless(CORPUS.is_dir(), "the corpus is not present")
class CorpusTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rules = outcomes.read((HERE / "outcomes.txt").read_text(encoding="utf-8"))
        cls.results = Results()
        cls.catalogue = {line.split()[0] for line in procured("connector", "list").splitlines() if line.strip()}
        print(f"corpus: {len(cls.results.files)} files in {cls.results.seconds:.1f} s")

    def compared(self):
        for path in self.results.files:
            rule = outcomes.rule_of(self.rules, path)
            if rule and (not rule.awaits or rule.awaits in self.catalogue):
                yield path, rule

    def nothing(self, sentences, what):
        if sentences:
            self.fail(f"{len(sentences)} {what}:\n  " + "\n  ".join(sentences))

    def test_every_file_is_spoken_of_and_every_rule_is_needed(self):
        spoken = {path: outcomes.rule_of(self.rules, path) for path in self.results.files}
        self.nothing([path for path, rule in spoken.items() if rule is None], "files without a rule")
        used = set(spoken.values())
        self.nothing([f"outcomes.txt:{rule.line}: {rule.pattern}" for rule in self.rules if rule not in used],
                     "rules that no file needs")

    def test_every_file_ends_as_expected(self):
        self.nothing([f"{path} (outcomes.txt:{rule.line}): {sentence}" for path, rule in self.compared()
                      for sentence in rule.differences(self.results.counts[path])], "differences")

    def test_no_file_is_read_by_another_entry(self):
        # Of a file of which nothing is read the entry may be known all the same: an order that names nobody.
        self.nothing([f"{path} (outcomes.txt:{rule.line}): for '{rule.entry}', read by '{self.results.entries[path]}'"
                      for path, rule in self.compared()
                      if rule.entry and rule.entry != self.results.entries[path]], "files read by another entry")

    def test_every_file_carries_the_findings_expected_and_no_other(self):
        listed = outcomes.read_notes((HERE / "outcomes.txt").read_text(encoding="utf-8"))
        by_file = {path: outcomes.rule_of(listed, path) for path in self.results.files}
        self.nothing([f"{path} ({f'outcomes.txt:{rule.line}' if rule else 'no line'}): {sentence}"
                      for path, rule in by_file.items()
                      for sentence in (rule or NOTHING).differences(self.results.notes[path])], "differences")
        self.nothing([f"outcomes.txt:{rule.line}: {rule.pattern}" for rule in listed
                      if rule not in by_file.values()], "lines that no file needs")
        counted = sum(self.results.notes.values(), collections.Counter())
        self.assertEqual(counted, self.results.summary["data_quality"])

    def test_nothing_is_lost_between_files_and_results(self):
        self.nothing([path for path in self.results.files if not self.results.counts[path]],
                     "files that ended as nothing")
        summary = self.results.summary
        self.assertEqual(summary["records"]["raw"], len(self.results.files))
        self.assertTrue(summary["records"]["balanced"] and summary["documents"]["balanced"], summary)
        counted = sum(self.results.counts.values(), collections.Counter())
        self.assertEqual({name: number for name, number in counted.items() if outcomes.is_reason(name)},
                         summary["dead_letters"])

    def test_the_outcomes_are_counted(self):
        files = collections.Counter()
        for path in self.results.files:
            counts = self.results.counts[path]
            read = outcomes.read_something(counts)
            refused = any(outcomes.is_reason(name) for name in counts)
            files["read" if read and not refused else "read in part" if read else "dead letter"] += 1
        print(f"corpus: {dict(files)}")
        self.assertEqual(files.total(), len(self.results.files))


if __name__ == "__main__":
    unittest.main()
