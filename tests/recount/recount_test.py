"""Goal: the recount equals what procured evaluates, and a lost, doubled or altered record turns it red.
Method: simulated municipalities, adversarial ones and the corpus (where it is present) go through the built
command ($PROCURED) and the recount; mutations go through the recount alone. PROCURED_LONG=1 takes many more seeds."""

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "orderfree"))

import cells  # noqa: E402
import config  # noqa: E402
import documents  # noqa: E402
import facts  # noqa: E402
import fixtures  # noqa: E402
import party  # noqa: E402
import planted  # noqa: E402
import recount  # noqa: E402
import registers  # noqa: E402

PROCURED = os.environ.get("PROCURED", "")
LONG = os.environ.get("PROCURED_LONG", "") not in ("", "0")
CORPUS = os.environ.get("PROCURED_CORPUS", os.path.join(HERE, "..", "..", "..", "shared", "corpus"))
FIRST_SEED = int(os.environ.get("PROCURED_SEED", "1"))
ADVERSARIAL_SEEDS = 1000 if LONG else 60
ADVERSARIAL_SECONDS = 600 if LONG else 12


def jsonl(path, records):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def quiet_recount(*arguments):
    """(exit code, what it printed)."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = recount.main(list(arguments))
    return code, said.getvalue()


def evaluate(out, *arguments):
    """Runs the built command; its output folder is `out`."""
    done = subprocess.run([PROCURED, "evaluate", "--out", out, *arguments],
                          capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        raise AssertionError(f"evaluate {arguments} ended with {done.returncode}:\n"
                             f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def recount_of(out, register_paths, config=None):
    arguments = ["--registers", *register_paths]
    for name in ("documents", "facts", "kpis", "verdicts"):
        path = os.path.join(out, f"{name}.jsonl")
        arguments += [f"--{name}", path] if os.path.exists(path) else []
    return quiet_recount(*arguments, *(["--config", config] if config else []))


class Mutations(unittest.TestCase):
    """Files that agree with each other are made once, then spoiled one record at a time."""

    SEED = 11

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="procured-recount-")
        municipality = fixtures.Municipality(self.SEED)
        municipality.write(self.folder)
        self.config = os.path.join(self.folder, "procured.yaml")
        with open(self.config, encoding="utf-8") as file:
            buyers = party.Buyers(config.buyers_of(file.read()))
        self.records = {"documents": [
            planted.sighting(name, document, buyers)
            for name, document in municipality.documents]}
        jsonl(self.path("documents"), self.records["documents"])
        merged, complaints = documents.read_documents(self.path("documents"))
        self.assertEqual(complaints, [])
        tables = registers.read_registers([self.folder], buyers)
        made = facts.Recount(merged, tables).facts()
        self.records["facts"] = self.sorted(made)
        self.records["kpis"] = self.sorted(cells.cells(made.values()))
        for name, records in self.records.items():
            jsonl(self.path(name), records)

    def tearDown(self):
        for folder, _, names in os.walk(self.folder, topdown=False):
            for name in names:
                os.remove(os.path.join(folder, name))
            os.rmdir(folder)

    @staticmethod
    def sorted(by_key):
        return [by_key[key] for key in sorted(by_key, key=str.encode)]

    def path(self, name):
        return os.path.join(self.folder, f"{name}.jsonl")

    def verdict(self):
        return recount_of(self.folder, [self.folder], self.config)

    def spoiled(self, name, records):
        jsonl(self.path(name), records)
        code, said = self.verdict()
        jsonl(self.path(name), self.records[name])
        self.assertEqual(code, 1, f"a spoiled {name}.jsonl went unseen")
        return said

    def test_files_that_agree_are_equal(self):
        code, said = self.verdict()
        self.assertEqual((code, said.splitlines()[-1].split(":")[0]), (0, "equal"), said)

    def test_every_lost_record_turns_it_red(self):
        for name, records in self.records.items():
            for index in range(len(records)):
                self.spoiled(name, records[:index] + records[index + 1:])

    def test_every_doubled_record_turns_it_red(self):
        for name, records in self.records.items():
            for index in range(len(records)):
                self.spoiled(name, records[: index + 1] + records[index:])

    def test_an_altered_document_turns_it_red(self):
        for index, record in enumerate(self.records["documents"]):
            alone = [r for r in self.records["documents"] if r["identity"] == record["identity"]]
            if len(alone) > 1:
                continue  # What another sighting overrules does not count.
            altered = json.loads(json.dumps(record))
            altered["content"]["lines"][0]["quantity"] = "4711"
            records = list(self.records["documents"])
            records[index] = altered
            self.assertIn("quantity", self.spoiled("documents", records))

    def test_every_altered_value_turns_it_red(self):
        for name in ("facts", "kpis"):
            for index, record in enumerate(self.records[name]):
                for altered in self.altered(record):
                    records = list(self.records[name])
                    records[index] = altered
                    self.spoiled(name, records)

    @staticmethod
    def altered(record):
        """The record with one top-level value changed, and one lost, for a few of them."""
        for field in list(record)[:: max(1, len(record) // 3)]:
            value = record[field]
            changed = {"definition_version": 9} if isinstance(value, dict) else f"{value}0"
            yield record | {field: changed}
            yield {name: kept for name, kept in record.items() if name != field}


@unittest.skipUnless(PROCURED, "needs the built command in $PROCURED")
class AgainstTheCommand(unittest.TestCase):
    def check(self, inputs, register_paths, config=None, message=""):
        with tempfile.TemporaryDirectory(prefix="procured-recount-") as out:
            evaluate(out, *(["--config", config] if config else []), *inputs)
            code, said = recount_of(out, register_paths, config)
            self.assertEqual(code, 0, f"{message}\n{said}")
            self.check_balance(os.path.join(out, "summary.json"), message)
            return said

    def check_balance(self, path, message):
        """Every record and every document ends exactly once (definitions.md §1)."""
        with open(path, encoding="utf-8") as file:
            summary = json.load(file)
        records, ends = summary["records"], summary["documents"]
        self.assertEqual(records["raw"], records["split"] + records["refused"], message)
        self.assertEqual(
            ends["documents"],
            sum(ends[end] for end in ("sightings", "versions", "duplicates", "retractions",
                                      "dead_letters")), message)

    def test_simulated_municipalities_are_equal(self):
        for seed in range(FIRST_SEED, FIRST_SEED + (20 if LONG else 2)):
            with tempfile.TemporaryDirectory(prefix="procured-simulated-") as folder:
                subprocess.run([PROCURED, "simulate", "--out", folder, "--buyers", "4",
                                "--documents", "100", "--months", "6", "--seed", str(seed)],
                               check=True, capture_output=True, timeout=300)
                register_folder = os.path.join(folder, "registers")
                self.check([register_folder, os.path.join(folder, "documents")], [register_folder],
                           os.path.join(folder, "procured.yaml"), f"simulate --seed {seed}")

    def test_adversarial_municipalities_are_equal(self):
        end = time.monotonic() + ADVERSARIAL_SECONDS
        for seed in range(FIRST_SEED, FIRST_SEED + ADVERSARIAL_SEEDS):
            if time.monotonic() > end:
                break
            with tempfile.TemporaryDirectory(prefix="procured-adversarial-") as folder:
                fixtures.Municipality(seed).write(folder)
                source = os.path.join(folder, "input")
                self.check([source], [source], os.path.join(folder, "procured.yaml"),
                           f"fixtures.Municipality({seed})")

    @unittest.skipUnless(os.path.isdir(CORPUS), "the corpus is not present")
    def test_the_corpus_is_equal(self):
        with tempfile.TemporaryDirectory(prefix="procured-corpus-") as folder:
            fixtures.Municipality(FIRST_SEED).write(folder)
            registers_of = os.path.join(folder, "input", "registers")
            self.check([CORPUS, registers_of], [registers_of], message="corpus")

    def test_what_was_planted_is_what_the_command_read(self):
        for seed in range(FIRST_SEED, FIRST_SEED + 5):
            with tempfile.TemporaryDirectory(prefix="procured-planted-") as folder:
                municipality = fixtures.Municipality(seed)
                municipality.write(folder)
                with open(os.path.join(folder, "procured.yaml"), encoding="utf-8") as file:
                    buyers = party.Buyers(config.buyers_of(file.read()))
                out = os.path.join(folder, "out")
                evaluate(out, "--config", os.path.join(folder, "procured.yaml"),
                         os.path.join(folder, "input", "documents"))
                read = documents.read_lines(os.path.join(out, "documents.jsonl"))
                self.compare_content(municipality, read, buyers, seed)

    def compare_content(self, municipality, read, buyers, seed):
        wanted = {}
        for name, document in municipality.documents:
            made = planted.sighting(name, document, buyers)
            wanted.setdefault(made["origin"]["content_hash"], made)
        for record in read:
            made = wanted[record["origin"]["content_hash"]]
            content = {field: value for field, value in record["content"].items()
                       if field not in ("customization_id", "profile_id", "data_quality")}
            self.assertEqual(content, made["content"], f"seed {seed}")
            self.assertEqual(record["identity"], made["identity"], f"seed {seed}")


if __name__ == "__main__":
    unittest.main()
